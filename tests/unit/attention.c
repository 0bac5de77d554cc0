/* The table of a comment that names what needs attention: what it leaves out is counted. */
#include "cfgen/diff/markdown/attention.h"
#include "tests/templates.h"

/* A table of `count` topics that are removed, and a budget of so many lines. */
static const char *table(int count, bool brief, int lines)
{
    struct buffer *text = buffer_new(arena);
    buffer_text(text, "{");
    for (int i = 0; i < count; i++)
        buffer_print(text, "%s'T%02d':{'Type':'AWS::SNS::Topic','Properties':{'TopicName':'n%d'}}",
                     i ? "," : "", i, i);
    buffer_text(text, "}");
    struct report report = { .first = diff_resources(text->text, "{}") };
    struct comment comment = { .out = buffer_new(arena),
                               .arena = arena,
                               .report = &report,
                               .left = { .brief = brief, .attention = lines } };
    markdown_attention(&comment);
    return comment.out->text;
}

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part)) count++;
    return count;
}

static void each_has_a_line(void **state)
{
    (void)state;
    const char *all = table(12, false, 100);
    assert_int_equal(count_of(all, "`T"), 12);
    assert_int_equal(count_of(all, "\n| **"), 12);
    assert_int_equal(count_of(all, "more"), 0);
}

static void lines_beyond_the_budget_are_counted(void **state)
{
    (void)state;
    const char *some = table(12, false, 5);
    assert_int_equal(count_of(some, "\n| **"), 5);
    assert_non_null(strstr(some, "**7 more"));
    assert_int_equal(count_of(table(5, false, 5), "more"), 0);
    assert_non_null(strstr(table(6, false, 5), "**1 more"));
}

static void alike_lines_are_one(void **state)
{
    (void)state;
    const char *ten = table(10, true, 100), *more = table(13, true, 100), *none = table(13, true, 0);
    assert_int_equal(count_of(ten, "\n| **"), 1);
    assert_int_equal(count_of(ten, "`T"), 10);
    assert_int_equal(count_of(ten, "more"), 0);
    assert_int_equal(count_of(more, "\n| **"), 1);
    assert_int_equal(count_of(more, "`T"), 10);
    assert_non_null(strstr(more, "and 3 more"));
    assert_non_null(strstr(none, "**13 more")); /* resources, and not lines */
}

/* What else uses a resource that goes. */
static void dependents_are_counted(void **state)
{
    (void)state;
    struct buffer *text = buffer_new(arena);
    buffer_text(text, "{'B':{'Type':'AWS::S3::Bucket'}");
    for (int i = 0; i < 4; i++)
        buffer_print(text, ",'F%d':{'Type':'AWS::Lambda::Function','Properties':{'Description':{'Ref':'B'}}}",
                     i);
    buffer_text(text, "}");
    struct report report = { .first = diff_resources(text->text, "{}") };
    struct comment comment = {
        .out = buffer_new(arena), .arena = arena, .report = &report, .left = { .attention = 100 }
    };
    markdown_attention(&comment);
    assert_non_null(strstr(comment.out->text, "` and 3 more"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(each_has_a_line), TEST(lines_beyond_the_budget_are_counted),
                                        TEST(alike_lines_are_one), TEST(dependents_are_counted) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
