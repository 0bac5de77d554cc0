/* Bytes that are UTF-8 or not, the names that texts become, and which name a mistyped word is near. */
#include "base/text.h"
#include "tests/unit.h"

static void utf8_is_valid_or_wrong_at_a_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t wrong;
    } all[] = {
        { "plain text of more than eight bytes", 35 },
        { "\x7F", 1 },
        { "\xC2\x80", 2 },
        { "\xDF\xBF", 2 },
        { "\xE0\xA0\x80", 3 },
        { "\xED\x9F\xBF", 3 },     /* U+D7FF */
        { "\xEE\x80\x80", 3 },     /* U+E000 */
        { "\xEF\xBF\xBF", 3 },     /* U+FFFF */
        { "\xF0\x90\x80\x80", 4 }, /* U+10000 */
        { "\xF4\x8F\xBF\xBF", 4 }, /* U+10FFFF */
        { "a\xED\xA0\x80", 1 },    /* U+D800, the first surrogate */
        { "a\xED\xBF\xBF", 1 },    /* U+DFFF, the last */
        { "a\xF4\x90\x80\x80", 1 },
        { "a\xF5\x80\x80\x80", 1 },
        { "a\x80", 1 },
        { "a\xBF", 1 },
        { "a\xC0\x80", 1 },
        { "a\xC1\xBF", 1 },
        { "a\xE0\x9F\xBF", 1 },
        { "a\xF0\x8F\xBF\xBF", 1 },
        { "a\xC3", 1 },
        { "a\xE2\x82", 1 },
        { "a\xF0\x9F\x92", 1 },
        { "a\xC3(", 1 },
        { "a\xE2\x28\xA1", 1 },
        { "eight by\xFF", 8 },
        { "\xC3\xA4 and eight more\xFF", 17 },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t found = text_bad_utf8(all[i].text, strlen(all[i].text));
        if (found != all[i].wrong) fail_msg("%zu: %zu, not %zu", i, found, all[i].wrong);
    }
}

static void lines_break_in_five_ways(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t size;
    } all[] = { { "\n", 1 },       { "\r", 1 },           { "\r\n", 2 },
                { "\xC2\x85", 2 }, { "\xE2\x80\xA8", 3 }, { "\xE2\x80\xA9", 3 },
                { "a", 0 },        { "\xC2\x86", 0 },     { "\xE2\x80\xAA", 0 } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_int_equal(text_break(all[i].text, all[i].text + strlen(all[i].text)), all[i].size);
    static const char both[] = "\r\n";
    assert_int_equal(text_break(both, both + 1), 1);
    assert_int_equal(text_points("a\xC3\xA4\xE2\x82\xAC", 6), 3);
    assert_int_equal(text_points("ten bytes and more", 18), 18);
}

static void names_in_other_spellings(void **state)
{
    (void)state;
    assert_string_equal(text_pascal(arena, "quest-items_2x"), "QuestItems2x");
    assert_string_equal(text_pascal(arena, "questItems"), "QuestItems");
    assert_string_equal(text_constant(arena, "questItems"), "QUEST_ITEMS");
    assert_string_equal(text_constant(arena, "quest-items"), "QUEST_ITEMS");
    assert_string_equal(text_constant(arena, "URL"), "URL");
    assert_string_equal(text_quoted(arena, "it's"), "'it'\\''s'");
}

static void sizes_have_three_digits_at_most(void **state)
{
    (void)state;
    static const struct {
        unsigned long long bytes;
        const char *shown;
    } all[] = { { 0, "0 B" },          { 1023, "1023 B" },       { 1024, "1.0 KB" },
                { 10188, "9.9 KB" },   { 10189, "10 KB" },       { 1023487, "999 KB" },
                { 1023488, "1.0 MB" }, { 5ULL << 30, "5.0 GB" }, { 5ULL << 40, "5120 GB" } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_string_equal(text_size(arena, all[i].bytes), all[i].shown);
}

static const char *nearest(const char *word)
{
    static const char *const names[] = { "memory", "timeout", "environment", "env", "url", "auth" };
    struct nearest nearest = { .word = word };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) nearest_try(&nearest, names[i]);
    return nearest.name ? nearest.name : "";
}

static void words_are_near_a_name(void **state)
{
    (void)state;
    assert_string_equal(nearest("memmory"), "memory");
    assert_string_equal(nearest("memroy"), "memory"); /* two neighbors swapped are one mistake */
    assert_string_equal(nearest("MEMORY"), "memory");
    assert_string_equal(nearest("mem"), "memory");
    assert_string_equal(nearest("me"), "");
    assert_string_equal(nearest("urls"), "url");
    assert_string_equal(nearest("ulr"), "url");
    assert_string_equal(nearest("xyz"), "");
    assert_string_equal(nearest("tmeut"), "timeout");
    assert_string_equal(nearest("tmet"), "");
    assert_string_equal(nearest(arena_text(arena, "%0201d", 0)), "");
}

/* Many findings must not take quadratic time. */
static void only_so_many_names_are_tried(void **state)
{
    (void)state;
    struct nearest search = { .word = "memory" };
    for (int i = 0; i < 2000; i++) assert_true(nearest_try(&search, "other"));
    assert_false(nearest_try(&search, "memory"));
    assert_null(search.name);
}

static void files_that_are_texts(void **state)
{
    (void)state;
    assert_string_equal(text_of_file(arena, "a\n", 2), "a");
    assert_string_equal(text_of_file(arena, "a\r\n", 3), "a");
    assert_string_equal(text_of_file(arena, "a\r", 2), "a\r");
    assert_string_equal(text_of_file(arena, "a\n\n", 3), "a\n");
    assert_string_equal(text_of_file(arena, "", 0), "");
    assert_null(text_of_file(arena, "a\0b", 3));
    assert_null(text_of_file(arena, "\xFF", 1));
}

static void words_are_whole(void **state)
{
    (void)state;
    assert_true(text_has_word("one two", "two"));
    assert_true(text_has_word("one two", "one"));
    assert_false(text_has_word("one two", "tw"));
    assert_false(text_has_word("one two", "wo"));
    assert_true(text_has_word("oneone one", "one"));
    assert_false(text_has_word("one two", ""));
    assert_string_equal(text_replace(arena, "a.b.c", ".", "::"), "a::b::c");
    assert_true(text_ends("abc", "abc"));
    assert_false(text_ends("bc", "abc"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(utf8_is_valid_or_wrong_at_a_byte),
                                        TEST(lines_break_in_five_ways),
                                        TEST(names_in_other_spellings),
                                        TEST(sizes_have_three_digits_at_most),
                                        TEST(words_are_near_a_name),
                                        TEST(only_so_many_names_are_tried),
                                        TEST(files_that_are_texts),
                                        TEST(words_are_whole) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
