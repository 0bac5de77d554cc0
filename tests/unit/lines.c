/* Lines as YAML 1.1 breaks them: all that names a line by its number reads it here. */
#include "base/lines.h"
#include "tests/unit.h"

static void each_break_ends_a_line(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF"
                               "a\nbc\r\n\rd\xC2\x85"
                               "e\xE2\x80\xA8"
                               "f\n\n";
    static const char *const expected[] = { "a", "bc", "", "d", "e", "f", "" };
    struct lines *lines = lines_new(arena, text, sizeof text - 1);
    for (int i = 0; i < 7; i++) {
        const char *at = lines_at(lines, i + 1);
        size_t size = (size_t)(lines_end(lines, i + 1) - at);
        assert_int_equal(size, strlen(expected[i]));
        assert_memory_equal(at, expected[i], size);
        assert_int_equal(lines_line(lines, at), i + 1);
        assert_int_equal(lines_line(lines, at + size), i + 1); /* the break is its line's */
    }
    assert_null(lines_at(lines, 8)); /* nothing stands behind the last break */
    assert_ptr_equal(lines_start(lines, 8), text + sizeof text - 1);
}

static void the_last_line_needs_no_break(void **state)
{
    (void)state;
    static const char text[] = "a\rb";
    struct lines *lines = lines_new(arena, text, 3);
    assert_ptr_equal(lines_end(lines, 1), text + 1);
    assert_ptr_equal(lines_end(lines, 2), text + 3);
    assert_int_equal(lines_line(lines, text + 3), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(each_break_ends_a_line), TEST(the_last_line_needs_no_break) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
