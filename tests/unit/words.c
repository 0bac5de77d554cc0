/* Two texts as one with the words that differ: which are marked, and when nothing is. */
#include "cfgen/diff/words/words.h"
#include "tests/unit.h"

static const struct word_marks plain = { "", "", "" };

static void check(const char *before, const char *after, const char *marked)
{
    const char *found = words_marked(arena, before, after, &plain);
    assert_string_equal(found ? found : "", marked);
}

static void words_that_differ_are_marked(void **state)
{
    (void)state;
    check("one two three", "one 2 three", "one [-two-]{+2+} three");
    check("one two three", "one three", "one [-two -]three");
    check("a b", "a b c", "a b{+ c+}");
    check("b c", "a b c", "{+a +}b c");
    check("a-b-c", "a-x-c", "a-[-b-]{+x+}-c");
    check("a b c d", "a c b d", "a [-b -]c{+ b+} d");
}

/* At least half of the longer one must be the same. */
static void other_texts_are_not_compared(void **state)
{
    (void)state;
    check("", "a", "");
    check("a", "", "");
    check("a", "b", "");
    check("a b", "c d", "");
    check("a b c", "a x y z", "");
    check("a b c", "a b x", "a b [-c-]{+x+}");
}

static void long_stretches_are_cut(void **state)
{
    (void)state;
    check("1 2 3 4 5 6 7 8 9 old", "1 2 3 4 5 6 7 8 9 new", "…7 8 9 [-old-]{+new+}");
    check("old 1 2 3 4 5 6 7 8 9", "new 1 2 3 4 5 6 7 8 9", "[-old-]{+new+} 1 2 3…");
    check("1 2 3 old", "1 2 3 new", "1 2 3 [-old-]{+new+}");
}

static void very_long_texts_are_not_compared(void **state)
{
    (void)state;
    char text[4010], other[4010];
    for (int i = 0; i < 2001; i++) text[2 * i] = 'a', text[2 * i + 1] = ' ';
    text[2 * 1000] = 0; /* 2000 words and blanks */
    memcpy(other, text, sizeof text);
    other[0] = 'b';
    assert_non_null(words_compare(arena, text, other));
    text[2 * 1000] = 'a', text[2 * 1000 + 1] = 0;
    memcpy(other, text, sizeof text);
    other[0] = 'b';
    assert_null(words_compare(arena, text, other));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(words_that_differ_are_marked),
                                        TEST(other_texts_are_not_compared), TEST(long_stretches_are_cut),
                                        TEST(very_long_texts_are_not_compared) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
