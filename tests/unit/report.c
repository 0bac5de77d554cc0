/* Which finding an error of AWS is, by its code and status; and what of its message is repeated. */
#include "aws/client.h"
#include "tests/unit.h"

static struct diags *diags;

static struct diag *report(struct aws_error error)
{
    diags = diags_new(arena);
    struct aws aws = { .arena = arena, .diags = diags, .error = error };
    aws.identity.source = "the environment";
    aws.identity.credentials.key_id = "AKID";
    if (!error.code) aws.error.code = "";
    if (!error.message) aws.error.message = "";
    if (!error.request_id) aws.error.request_id = "";
    aws.error.action = "sts:X";
    aws.error.host = "sts.example";
    return aws_report(&aws, (struct place){ 0 });
}

static const struct finding *finding_of(int status, const char *code)
{
    return report((struct aws_error){ .status = status, .code = code, .message = "m" })->finding;
}

static void codes_have_one_meaning(void **state)
{
    (void)state;
    assert_ptr_equal(finding_of(403, "InvalidClientTokenId"), FINDING(unknown_key_id));
    assert_ptr_equal(finding_of(403, "SignatureDoesNotMatch"), FINDING(wrong_secret));
    assert_ptr_equal(finding_of(400, "ExpiredTokenException"), FINDING(expired_token));
    assert_ptr_equal(finding_of(403, "RequestExpired"), FINDING(clock_wrong));
    assert_ptr_equal(finding_of(403, "AccessDenied"), FINDING(access_denied));
    assert_ptr_equal(finding_of(400, "LimitExceeded"), FINDING(limit_reached));
    assert_ptr_equal(finding_of(400, "Throttling"), FINDING(throttled));
    assert_ptr_equal(finding_of(400, "ValidationError"), FINDING(aws_refused));
    struct aws_error late = { .status = 403,
                              .code = "SignatureDoesNotMatch",
                              .message = "Signature expired: 1" };
    assert_ptr_equal(report(late)->finding, FINDING(clock_wrong));
}

/* From 500 on it is AWS that failed. */
static void statuses_say_whose_fault_it_is(void **state)
{
    (void)state;
    assert_ptr_equal(finding_of(500, "InternalFailure"), FINDING(aws_failed));
    assert_ptr_equal(finding_of(501, "NotImplemented"), FINDING(aws_failed));
    assert_ptr_equal(finding_of(499, "Other"), FINDING(aws_refused));
    assert_ptr_equal(finding_of(500, ""), FINDING(aws_failed));
    assert_ptr_equal(finding_of(499, ""), FINDING(not_aws));
    assert_ptr_equal(finding_of(200, ""), FINDING(not_aws));
}

static void connections_that_fail(void **state)
{
    (void)state;
    static const enum failure failures[] = { FAILURE_NAME,    FAILURE_CONNECT, FAILURE_TLS,
                                             FAILURE_DROPPED, FAILURE_TIMEOUT, FAILURE_OTHER };
    const struct finding *const expected[] = { FINDING(no_network), FINDING(no_answer), FINDING(not_trusted),
                                               FINDING(dropped),    FINDING(no_reply),  FINDING(network) };
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        assert_ptr_equal(report((struct aws_error){ .failure = failures[i] })->finding, expected[i]);
}

static void notes_repeat_what_the_text_has_not(void **state)
{
    (void)state;
    assert_null(report((struct aws_error){ .status = 400, .code = "V", .message = "wrong" })->notes);
    const struct diag *denied = report((struct aws_error){
        .status = 403, .code = "AccessDenied", .message = "explicit deny", .request_id = "r1" });
    assert_string_equal(denied->notes->text, "AccessDenied: explicit deny");
    assert_string_equal(denied->notes->next->text, "request r1");
    assert_null(denied->notes->next->next);
}

/* Some services repeat what should have been signed, with the session token, on further lines. */
static void what_was_signed_is_not_shown(void **state)
{
    (void)state;
    const struct diag *diag =
        report((struct aws_error){ .status = 403,
                                   .code = "SignatureDoesNotMatch",
                                   .message = "does not match\nx-amz-security-token:T" });
    assert_string_equal(diag->notes->text, "SignatureDoesNotMatch: does not match");
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(codes_have_one_meaning), TEST(statuses_say_whose_fault_it_is),
                                        TEST(connections_that_fail), TEST(notes_repeat_what_the_text_has_not),
                                        TEST(what_was_signed_is_not_shown) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
