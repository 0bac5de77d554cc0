/* What reaches a program that we start, and what is left of it. */
#include "base/launch.h"
#include "base/file.h"
#include "base/process.h"
#include "tests/unit.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

static struct process run(const char *script, struct launch launch)
{
    const char *const words[] = { "sh", "-c", script, NULL };
    launch.words = words;
    return process_run(arena, &launch);
}

static bool has(const struct process *process, const char *line)
{
    return strstr(process->output->text, line);
}

static void set(bool yes)
{
    static const char *const names[] = {
        "AWS_SECRET_ACCESS_KEY",
        "AWS_PROFILE",
        "GITHUB_TOKEN",
        "ACTIONS_RUNTIME_TOKEN",
        "CI_JOB_TOKEN",
        "CFGEN_TOKEN",
        "PIP_INDEX_URL",
        "npm_config_x",
        "https_proxy",
        "NO_PROXY",
        "LC_TIME",
        "DOCKER_HOST",
        "PATHS",
        "SSL_CERT_FILE",
        "LD_PRELOAD_X",
        "MY_TOKEN",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (yes)
            setenv(names[i], "marked", 1);
        else
            unsetenv(names[i]);
}

static void only_listed_variables_are_given(void **state)
{
    (void)state;
    static const char *const settings[] = { "LC_TIME=C", NULL }, *const names[] = { "PIP_*", "MY_TOKEN",
                                                                                    NULL };
    set(true);
    struct process fetch = run("env", (struct launch){ .profile = PROFILE_FETCH, .settings = settings });
    struct process build = run("env", (struct launch){ .profile = PROFILE_BUILD });
    struct process handler = run("env", (struct launch){ .profile = PROFILE_RUN });
    struct process named = run("env", (struct launch){ .profile = PROFILE_RUN, .names = names });
    set(false);
    assert_true(has(&fetch, "https_proxy=marked") && has(&fetch, "NO_PROXY=marked") &&
                has(&fetch, "SSL_CERT_FILE="));
    assert_true(has(&fetch, "LC_TIME=C\n") && !has(&fetch, "LC_TIME=marked") && !has(&fetch, "DOCKER_HOST"));
    assert_true(has(&build, "https_proxy=marked") && has(&build, "DOCKER_HOST=marked") &&
                has(&build, "LC_TIME=marked"));
    assert_true(has(&handler, "PATH=") && has(&handler, "LC_TIME=marked") && !has(&handler, "https_proxy"));
    assert_true(has(&named, "PIP_INDEX_URL=marked") && has(&named, "MY_TOKEN=marked"));
    const struct process *all[] = { &fetch, &build, &handler, &named };
    for (int i = 0; i < 4; i++) {
        assert_false(has(all[i], "AWS_") || has(all[i], "GITHUB_") || has(all[i], "ACTIONS_") ||
                     has(all[i], "CI_") || has(all[i], "CFGEN_") || has(all[i], "npm_") ||
                     has(all[i], "PATHS") || has(all[i], "LD_"));
        assert_true(i == 3 || (!has(all[i], "PIP_") && !has(all[i], "TOKEN")));
    }
}

static void only_absolute_folders_are_searched(void **state)
{
    (void)state;
    const char *was = getenv("PATH");
    char *kept = arena_copy(arena, was, strlen(was));
    char *folder = (char[]){ "/tmp/unit-launch-XXXXXX" };
    assert_non_null(mkdtemp(folder));
    file_write(arena, arena_join(arena, folder, "/own"), "#!/bin/sh\necho own\n", 19);
    assert_int_equal(chmod(arena_join(arena, folder, "/own"), 0755), 0);
    assert_int_equal(chdir(folder), 0);
    static const char *const words[] = { "own", NULL };
    struct launch launch = { .words = words };
    setenv("PATH", arena_text(arena, ".::bin:%s:", kept), 1);
    assert_string_equal(process_run(arena, &launch).failure, strerror(ENOENT));
    struct process path = run("echo $PATH", (struct launch){ .folder = "/" });
    assert_string_equal(path.output->text, arena_text(arena, "%s\n", kept));
    setenv("PATH", arena_text(arena, "%s:%s", folder, kept), 1);
    assert_string_equal(process_run(arena, &launch).output->text, "own\n");
    setenv("PATH", kept, 1);
    unlink("own");
    assert_int_equal(chdir("/"), 0);
    rmdir(folder);
}

static void status_input_and_folder(void **state)
{
    (void)state;
    struct process process =
        run("cat; pwd; echo e >&2; exit 7", (struct launch){ .folder = "/usr", .input = "i\n" });
    assert_null(process.failure);
    assert_string_equal(process.output->text, "i\n/usr\n");
    assert_string_equal(process.errors->text, "e\n");
    assert_int_equal(process.status, 7);
    assert_int_equal(run("kill -9 $$", (struct launch){ 0 }).status, 128 + SIGKILL);
    assert_string_equal(run("", (struct launch){ .folder = "/none" }).failure, strerror(ENOENT));
}

static void output_is_limited(void **state)
{
    (void)state;
    struct process process = run("yes & yes >&2", (struct launch){ .most = 1 << 20 });
    assert_string_equal(process.ended, "output larger than 1.0 MB");
    assert_int_equal(process.status, 128 + SIGKILL);
    assert_true(process.output->size + process.errors->size < 2 << 20);
}

static pid_t number(const char *text) { return (pid_t)strtol(text, NULL, 10); }

static void wait_gone(pid_t process)
{
    for (int i = 0; i < 500 && !kill(process, 0); i++) usleep(10000);
    assert_int_equal(kill(process, 0), -1);
}

/* Also where it holds the pipe open, which would never end. */
static void what_is_left_behind_ends(void **state)
{
    (void)state;
    struct process process = run("sleep 300 & echo $!", (struct launch){ 0 });
    assert_int_equal(process.status, 0);
    assert_null(process.ended);
    wait_gone(number(process.output->text));
}

static void a_caught_signal_ends_it(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    struct surroundings around = { .stop = ends[0] };
    struct process process = run("sleep 300", (struct launch){ .surroundings = &around });
    assert_true(process.interrupted);
    assert_int_equal(process.status, 128 + SIGKILL);
    close(ends[0]), close(ends[1]);
}

static void ignore(int signal) { (void)signal; }

/* Its pipes are read only when there is something: a read that waits for one would keep the other full. */
static void signals_meanwhile_do_no_harm(void **state)
{
    (void)state;
    struct sigaction action = { .sa_handler = ignore }, was;
    struct itimerval often = { { 0, 500 }, { 0, 500 } }, never = { 0 };
    sigaction(SIGALRM, &action, &was);
    setitimer(ITIMER_REAL, &often, NULL);
    struct process process = run("i=0; while [ $i -lt 40 ]; do head -c 100000 /dev/zero; head -c 100000 "
                                 "/dev/zero >&2; i=$((i+1)); done",
                                 (struct launch){ 0 });
    setitimer(ITIMER_REAL, &never, NULL);
    sigaction(SIGALRM, &was, NULL);
    assert_int_equal(process.status, 0);
    assert_int_equal(process.output->size, 4000000);
    assert_int_equal(process.errors->size, 4000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_listed_variables_are_given), TEST(only_absolute_folders_are_searched),
        TEST(status_input_and_folder),         TEST(output_is_limited),
        TEST(what_is_left_behind_ends),        TEST(a_caught_signal_ends_it),
        TEST(signals_meanwhile_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
