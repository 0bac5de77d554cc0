/* This machine, as commands see it. */
#include "cfgen/surroundings.h"
#include "base/file.h"
#include "cfgen/signals.h"
#include "tests/unit.h"
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct surroundings *real = &system_surroundings;
static char folder[] = "/tmp/cfgen-surroundings-XXXXXX";

static int set_up(void **state)
{
    set_up_arena(state);
    return !mkdtemp(folder) || chdir(folder);
}

static int tear_down(void **state)
{
    unlink("file");
    unlink("link");
    unlink("nowhere");
    unlink("b");
    rmdir("inner");
    return tear_down_arena(state) || rmdir(folder);
}

static void files(void **state)
{
    (void)state;
    struct bytes bytes;
    assert_null(file_write(arena, "file", "a\0b", 3));
    assert_int_equal(real->state(NULL, "file"), FILE_THERE);
    assert_int_equal(real->read(NULL, arena, "file", 3, &bytes), FILE_THERE);
    assert_int_equal(bytes.size, 3);
    assert_memory_equal(bytes.at, "a\0b", 4);
    assert_int_equal(real->state(NULL, "absent"), FILE_ABSENT);
    assert_int_equal(real->state(NULL, "file/below"), FILE_ABSENT);
    assert_int_equal(real->read(NULL, arena, "absent", 3, &bytes), FILE_ABSENT);
    assert_int_equal(real->state(NULL, "."), FILE_FOLDER);
    assert_int_equal(real->read(NULL, arena, ".", 3, &bytes), FILE_FOLDER);
    assert_int_equal(real->read(NULL, arena, "file", 2, &bytes), FILE_LARGE);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(real->state(NULL, "pipe"), FILE_SPECIAL);
    assert_int_equal(real->read(NULL, arena, "pipe", 3, &bytes), FILE_SPECIAL);
    unlink("pipe");
    assert_int_equal(real->read(NULL, arena, "/dev/zero", 3, &bytes), FILE_SPECIAL);
    assert_int_equal(real->read(NULL, arena, "/dev/null", 3, &bytes), FILE_THERE);
    assert_int_equal(bytes.size, 0);
}

/* Their size is told as 0. */
static void files_of_the_kernel(void **state)
{
    (void)state;
    struct bytes bytes;
    assert_int_equal(real->read(NULL, arena, "/proc/self/maps", LARGEST_SETTINGS, &bytes), FILE_THERE);
    assert_true(bytes.size > 100 && strlen(bytes.at) == bytes.size);
}

static void folders(void **state)
{
    (void)state;
    struct entry *entries;
    assert_null(file_write(arena, "b", "123", 3));
    assert_int_equal(mkdir("inner", 0777), 0);
    assert_int_equal(symlink("absent", "nowhere"), 0);
    assert_int_equal(real->list(NULL, arena, ".", &entries), FILE_FOLDER);
    assert_string_equal(entries[0].name, "b");
    assert_int_equal(entries[0].size, 3);
    assert_string_equal(entries[1].name, "file");
    assert_string_equal(entries[2].name, "inner");
    assert_true(entries[2].folder);
    assert_true(entries[3].link && !entries[3].folder);
    assert_null(entries[4].name);
    assert_string_equal(real->target(NULL, arena, "nowhere"), "absent");
    assert_null(real->target(NULL, arena, "b"));
    assert_int_equal(real->list(NULL, arena, "b", &entries), FILE_THERE);
    assert_int_equal(real->list(NULL, arena, "absent", &entries), FILE_ABSENT);
}

/* Told to who waits now or later, until the arena's end. */
static void signals(void **state)
{
    (void)state;
    pid_t child = fork();
    if (!child) {
        struct arena *short_one = arena_new();
        struct surroundings s = signals_catch(short_one, real);
        bool right = s.wait(NULL, 0) == 0;
        raise(SIGTERM);
        right = right && s.stop >= 0 && s.wait(NULL, 10000) == SIGTERM && s.wait(NULL, 1) == 0;
        raise(SIGINT);
        right = right && s.wait(NULL, 10000) == SIGINT;
        arena_free(short_one);
        if (!right) _exit(1);
        raise(SIGINT);
        _exit(2);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(files_of_the_kernel),
        cmocka_unit_test(folders),
        cmocka_unit_test(signals),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
