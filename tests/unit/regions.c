/* What changes in the same way in several regions is told once, with the regions. */
#include "stacks/diff/regions.h"
#include "base/text.h"
#include "tests/templates.h"

#define TOPIC(name) "'T':{'Type':'AWS::SNS::Topic','Properties':{'DisplayName':'" name "'}}"
#define ROLE(action)                                                                                         \
    "'R':{'Type':'AWS::IAM::Role','Properties':{'Policies':[{'PolicyDocument':{'Statement':[{'Effect':"      \
    "'Allow','Action':'" action "','Resource':'*'}]}}]}}"

/* `after` in one region and `other` in the next; a third is of the first again. */
static struct diff *fold(const char *before, const char *after, const char *other)
{
    static const char *const regions[] = { "us-east-1", "eu-west-1", "eu-central-1" };
    struct diff *first = NULL, **end = &first;
    for (int i = 0; i < 3; i++) {
        *end = diff_resources(before, i == 1 ? other : after);
        (*end)->region = regions[i];
        end = &(*end)->next;
    }
    regions_fold(arena, first);
    return first;
}

static const char *joined(const char **regions)
{
    const char *all = "";
    for (; regions && *regions; regions++) all = arena_text(arena, "%s%s ", all, *regions);
    return all;
}

static void alike_changes_are_told_once(void **state)
{
    (void)state;
    const struct diff *diff = fold("{" TOPIC("a") "}", "{" TOPIC("b") "}", "{" TOPIC("b") "}");
    assert_string_equal(joined(diff->first->regions), "us-east-1 eu-west-1 eu-central-1 ");
    assert_null(diff->next->first);
    assert_null(diff->next->next->first);
}

static void other_changes_stay_in_their_region(void **state)
{
    (void)state;
    const struct diff *diff = fold("{" TOPIC("a") "}", "{" TOPIC("b") "}", "{" TOPIC("c") "}");
    assert_string_equal(joined(diff->first->regions), "us-east-1 eu-central-1 ");
    assert_non_null(diff->next->first);
    assert_null(diff->next->first->regions);
    assert_null(diff->next->next->first);
}

static void permissions_are_told_once(void **state)
{
    (void)state;
    const struct diff *diff =
        fold("{" ROLE("s3:GetObject") "}", "{" ROLE("s3:PutObject") "}", "{" ROLE("s3:ListBucket") "}");
    assert_string_equal(diff->permits->action, "s3:PutObject");
    assert_string_equal(joined(diff->permits->regions), "us-east-1 eu-central-1 ");
    const struct permit *revoked = diff->permits->next;
    assert_string_equal(revoked->action, "s3:GetObject");
    assert_string_equal(joined(revoked->regions), "us-east-1 eu-west-1 eu-central-1 ");
    assert_null(revoked->next);
    assert_string_equal(diff->next->permits->action, "s3:ListBucket");
    assert_null(diff->next->permits->next);
    assert_null(diff->next->next->permits);
}

static void stacks_without_a_region_are_left_alone(void **state)
{
    (void)state;
    struct diff *first = diff_resources("{" TOPIC("a") "}", "{" TOPIC("b") "}");
    first->next = diff_resources("{" TOPIC("a") "}", "{" TOPIC("b") "}");
    regions_fold(arena, first);
    assert_non_null(first->next->first);
    assert_null(first->first->regions);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(alike_changes_are_told_once),
                                        TEST(other_changes_stay_in_their_region),
                                        TEST(permissions_are_told_once),
                                        TEST(stacks_without_a_region_are_left_alone) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
