/* Which services of a commit are checked: those that a changed file may reach, by the words of their files.
 */
#include "cfgen/hook/reach.h"
#include "tests/memory.h"
#include "tests/unit.h"

static struct memory memory;
static struct revision now;
static struct run run;
static const char *changed[8];
static struct hook hook;

static void file(const char *path, const char *text)
{
    memory.files[memory.count++] = (struct memory_file){ .path = path, .text = text };
}

static int set_up(void **state)
{
    set_up_arena(state);
    memory = (struct memory){ 0 };
    now = (struct revision){ .surroundings = memory_surroundings(&memory), .arena = arena };
    run = (struct run){ .arena = arena };
    hook = (struct hook){ .run = &run, .now = &now };
    return 0;
}

/* Paths in their order; ends with NULL. */
static void change(const char *const *paths)
{
    hook.changes = (struct changes){ .paths = changed };
    while (paths[hook.changes.count]) {
        changed[hook.changes.count] = paths[hook.changes.count];
        hook.changes.count++;
    }
}

#define CHANGE(...) change((const char *const[]){ __VA_ARGS__, NULL })

/* Whether a description a/service.yml of this line may reach what has changed. */
static bool reaches(const char *line)
{
    memory.count = 0;
    file("a/service.yml", arena_text(arena, "service: a\nkey: %s\n", line));
    file("shared/more.yml", "also: deep/last.txt\n");
    return hook_may_reach(&hook, "a/service.yml");
}

static void a_path_or_what_is_below_it(void **state)
{
    (void)state;
    CHANGE("a-b", "a/b/c", "a0", "z");
    assert_true(hook_reached(&hook, "a"));
    assert_true(hook_reached(&hook, "a/b"));
    assert_true(hook_reached(&hook, "a/b/c"));
    assert_false(hook_reached(&hook, "a/b/c/d"));
    assert_false(hook_reached(&hook, "a/"));
    assert_true(hook_reached(&hook, "z"));
    assert_false(hook_reached(&hook, "b"));
    assert_false(hook_reached(&hook, "a-"));
    assert_true(hook_reached(&hook, "")); /* the top, where anything is below */
    hook.changes.count = 0;
    assert_false(hook_reached(&hook, ""));
}

static void words_that_are_paths(void **state)
{
    (void)state;
    CHANGE("a/src/app.py", "conf/limits.yml");
    assert_true(reaches("./src/app.py"));
    assert_true(reaches("'${file:../conf/limits.yml#x}'"));
    assert_true(reaches("{path: ../conf}"));
    assert_true(reaches("."));
    assert_false(reaches("src2/app.py"));
    assert_false(reaches("conf/limits.yml"));  /* relative to the description */
    assert_false(reaches("/conf/limits.yml")); /* not in the repository */
    assert_false(reaches("../../conf/limits.yml"));
    assert_false(reaches("words without a path"));
}

/* What a variable or a star completes is only known in part. */
static void paths_that_go_on(void **state)
{
    (void)state;
    CHANGE("a/conf-prod.yml");
    assert_true(reaches("'${file:./conf-${stage}.yml}'"));
    assert_true(reaches("./conf-*.yml"));
    assert_true(reaches("./conf-${stage}"));
    assert_false(reaches("./config-*.yml"));
    assert_false(reaches("./config-${stage}"));
    assert_false(reaches("./conf-"));
    CHANGE("other/prod.yml");
    assert_true(reaches("'${file:../${stage}/prod.yml}'"));
    assert_true(reaches("'${file:${var:where}}'"));
    assert_true(reaches("'${stage}/../x'"));
    assert_false(reaches("'${stage}/x'"));
}

static void documents_lead_further(void **state)
{
    (void)state;
    CHANGE("shared/deep/last.txt");
    assert_true(reaches("'${file:../shared/more.yml}'"));
    assert_false(reaches("'${file:../shared/none.yml}'"));
    CHANGE("a/deep/last.txt"); /* or relative to the description */
    assert_true(reaches("'${file:../shared/more.yml}'"));
    CHANGE("deep/last.txt");
    assert_false(reaches("'${file:../shared/more.yml}'"));
}

static void circles_end(void **state)
{
    (void)state;
    CHANGE("nothing");
    file("service.yml", "a: ./b.yml\n");
    file("b.yml", "a: ./service.yml\n");
    assert_false(hook_may_reach(&hook, "service.yml"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST_AFTER(set_up, a_path_or_what_is_below_it),
                                        TEST_AFTER(set_up, words_that_are_paths),
                                        TEST_AFTER(set_up, paths_that_go_on),
                                        TEST_AFTER(set_up, documents_lead_further),
                                        TEST_AFTER(set_up, circles_end) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
