/* Files of Python requirements: which bytes end a line for Python, and what a line may say. */
#include "templates/code/requirements.h"
#include "tests/unit.h"

static struct diags *diags;

static struct requirements *read_file(const char *text, size_t size)
{
    diags = diags_new(arena);
    return requirements_read(diags, "requirements.txt", text, size);
}

static const char *printed(const char *text)
{
    struct buffer *out = buffer_new(arena);
    requirements_print(out, read_file(text, strlen(text)));
    return out->text;
}

/* Python ends a line also where editors do not show one: what follows would be another requirement. */
static void bytes_that_end_lines_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "\x7F",     "\v",           "\f",           "\x1C", "\r#",
                                       "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\x01" };
    static const char *const good[] = { "\t", "\r\n", "\n", " ", "#\xC3\xA4", "#\xE2\x82\xAC", "#\xC2\xA0" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *text = arena_text(arena, "a==1 #%sb==2\n", bad[i]);
        read_file(text, strlen(text));
        if (!diags->errors) fail_msg("no finding for byte %zu", i);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const char *text = arena_text(arena, "a==1 %s\n", good[i]);
        read_file(text, strlen(text));
        if (diags->errors) fail_msg("%zu: %s", i, diags->first->text);
    }
    read_file("a==1\0b==2\n", 10);
    assert_int_equal(diags->errors, 1);
}

static void lines_are_printed_for_pip(void **state)
{
    (void)state;
    assert_string_equal(printed("A_b[X,y] == 1.2 ; python_version>'3' # why\n"),
                        "a-b[x,y]==1.2 ; python_version > '3'\n");
    assert_string_equal(
        printed(
            "a==1 \\\n  --hash=sha256:0123456789012345678901234567890123456789012345678901234567890123\n"),
        "a==1 --hash=sha256:0123456789012345678901234567890123456789012345678901234567890123\n");
    assert_string_equal(printed("\n# only words\n\n"), "");
}

static void versions_and_names(void **state)
{
    (void)state;
    assert_string_equal(requirement_name(arena, "Foo_Bar.baz", 11), "foo-bar-baz");
    assert_true(requirement_version("1.2", "=="));
    assert_true(requirement_version("1.*", "=="));
    assert_false(requirement_version("1.*", ">="));
    struct requirement requirement;
    assert_true(requirement_parse(arena, "a==1.0", &requirement));
    assert_true(requirement_pinned(&requirement));
    assert_true(requirement_parse(arena, "a===1.0", &requirement));
    assert_true(requirement_pinned(&requirement));
    assert_true(requirement_parse(arena, "a>=1.0", &requirement));
    assert_false(requirement_pinned(&requirement));
    assert_true(requirement_parse(arena, "a==1.*", &requirement));
    assert_false(requirement_pinned(&requirement));
    assert_true(requirement_parse(arena, "a", &requirement));
    assert_false(requirement_pinned(&requirement));
    assert_false(requirement_parse(arena, "-e .", &requirement));
    assert_false(requirement_parse(arena, "a = 1", &requirement));
}

static void markers_compare_a_variable_and_a_text(void **state)
{
    (void)state;
    static const char *const good[][2] = {
        { "python_version>'3'", "python_version > '3'" },
        { "'win32'!=sys_platform", "'win32' != sys_platform" },
        { "( python_version<'3' or extra=='a' ) and os_name not in 'b'",
          "(python_version < '3' or extra == 'a') and os_name not in 'b'" },
        { "python_version~='3.1'", "python_version ~= '3.1'" },
        { "python_version==='3.1'", "python_version === '3.1'" },
    };
    static const char *const bad[] = { "",
                                       "python_version",
                                       "python_version 'a'",
                                       "python_version ~ 'a'",
                                       "python_version = 'a'",
                                       "python_version > ",
                                       "python_version > os_name",
                                       "'a' == 'b'",
                                       "python_version > 'a",
                                       "python_version > 'a' and",
                                       "python_version > 'a' xor os_name == 'b'",
                                       "(python_version > 'a'",
                                       "unknown == 'a'",
                                       "python_version > 'a;b'" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_string_equal(requirement_marker(arena, good[i][0]), good[i][1]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (requirement_marker(arena, bad[i])) fail_msg("%s is a marker", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(bytes_that_end_lines_are_refused),
                                        TEST(lines_are_printed_for_pip), TEST(versions_and_names),
                                        TEST(markers_compare_a_variable_and_a_text) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
