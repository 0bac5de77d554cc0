#include "base/glob.h"
#include "tests/unit.h"

static void a_name_holds_at_any_depth(void **state)
{
    (void)state;
    assert_true(glob_covers("*.md", "README.md"));
    assert_true(glob_covers("*.md", "docs/old/README.md"));
    assert_false(glob_covers("*.md", "docs/README.mdx"));
    assert_true(glob_covers("tests", "tests/unit/a.py"));
    assert_true(glob_covers("tests/", "lib/tests/a.py"));
    assert_false(glob_covers("tests", "contests/a.py"));
    assert_true(glob_covers("a?c", "abc"));
    assert_false(glob_covers("a?c", "ac"));
}

static void a_path_holds_from_the_root(void **state)
{
    (void)state;
    assert_true(glob_covers("src/*.py", "src/a.py"));
    assert_false(glob_covers("src/*.py", "lib/src/a.py"));
    assert_false(glob_covers("src/*.py", "src/sub/a.py"));
    assert_true(glob_covers("./src/sub", "src/sub/a.py"));
    assert_true(glob_covers("/src", "src/a.py"));
}

static void two_stars_cross_names(void **state)
{
    (void)state;
    assert_true(glob_covers("**", "a/b/c"));
    assert_true(glob_covers("src/**", "src/a/b.py"));
    assert_false(glob_covers("src/**", "source/a.py"));
    assert_true(glob_covers("src/**/*.test.js", "src/a.test.js"));
    assert_true(glob_covers("src/**/*.test.js", "src/a/b/c.test.js"));
    assert_true(glob_covers("**/*.map", "node_modules/a/b.map"));
    assert_false(glob_covers("**/*.map", "node_modules/a/b.js"));
    assert_true(glob_covers("a/**/b/*/c", "a/x/b/y/b/z/c"));
}

static void nothing_covers_nothing(void **state)
{
    (void)state;
    assert_false(glob_covers("", "a"));
    assert_false(glob_covers("/", "a"));
    assert_false(glob_covers("./", "a"));
    assert_false(glob_covers("a", ""));
}

static void a_hostile_pattern_ends(void **state)
{
    (void)state;
    char text[4001];
    memset(text, 'a', 4000);
    text[4000] = 0;
    assert_false(glob_covers("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text));
    assert_false(glob_covers("**a**a**a**a**a**a**a**a**a**a**a**a**b/c", text));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_name_holds_at_any_depth),
                                        cmocka_unit_test(a_path_holds_from_the_root),
                                        cmocka_unit_test(two_stars_cross_names),
                                        cmocka_unit_test(nothing_covers_nothing),
                                        cmocka_unit_test(a_hostile_pattern_ends) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
