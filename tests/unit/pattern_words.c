#include "templates/schema/schema_words.h"
#include "tests/unit.h"

static void check(const char *pattern, const char *words)
{
    const char *found = schema_pattern_words(arena, pattern);
    assert_int_equal(!found, !words);
    if (words) assert_string_equal(found, words);
}

static void classes(void **state)
{
    (void)state;
    check("^[a-zA-Z0-9-]+$", "letters, digits and - only");
    check("^[a-z0-9]*$", "lower-case letters and digits only");
    check("^[\\w+=,.@-]{1,64}$", "1 to 64 letters, digits, +, ',', -, ., =, @ or _");
    check("^\\d{12}$", "12 digits");
    check("^[^:*]+$", "text without * or :");
}

static void ends(void **state)
{
    (void)state;
    check("^[a-zA-Z][a-zA-Z0-9_]*$", "letters, digits and _ only, with letters first");
    check("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
          "1 to 63 lower-case letters, digits or -, with lower-case letters or digits first and last");
    check("^([A-Z]{1,80}|[A-Z]{1,75}\\.fifo)$",
          "1 to 80 capital letters, or 1 to 75 capital letters and then .fifo");
    check("^/mnt/[a-z]+$", "/mnt/ and then lower-case letters only");
}

static void names(void **state)
{
    (void)state;
    check("^arn:aws[a-z-]*:iam::\\d{12}:role/.+$", "an ARN");
    check("(arn:aws:.*)|()", "an ARN");
    check("^([a-z]{1,9}|arn:[a-z]+:.*)$", "1 to 9 lower-case letters, or an ARN");
}

/* What a few words cannot say stays unsaid. */
static void without_words(void **state)
{
    (void)state;
    check("^(?!aws:).*$", NULL);
    check("^(arn:aws:)?[a-z]+$", NULL);
    check("^(https://)?[a-z]+$", NULL);
    check("^([a-z]+-)*[a-z]+$", NULL);
    check("^[^:]", NULL);
    check("^[\\x00-\\x7f]+$", NULL);
    check("[a-z", NULL);
    check("", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(classes),
        TEST(ends),
        TEST(names),
        TEST(without_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
