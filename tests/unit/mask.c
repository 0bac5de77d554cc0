/* Texts without the values that nobody may read. */
#include "base/mask.h"
#include "base/secret.h"
#include "service/environment.h"
#include "tests/unit.h"

static void names_end_in_what_they_are(void **state)
{
    (void)state;
    static const char *const secret[] = { "password",         "DB_PASSWORD",   "dbPassword",
                                          "DB_PASSWORD_PROD", "apiToken2",     "STRIPE_API_KEY",
                                          "TOKEN_V2",         "client-secret", "SecretString",
                                          "CONNECTION_STRING" };
    static const char *const plain[] = {
        "passwordMinimumLength", "SECRET_ARN", "TokenValidity", "name", "PROD", "tokens", "", "v2"
    };
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        if (!secret_name(secret[i], strlen(secret[i]))) fail_msg("%s is secret", secret[i]);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (secret_name(plain[i], strlen(plain[i]))) fail_msg("%s is not secret", plain[i]);
}

static void texts_look_like_keys(void **state)
{
    (void)state;
    static const char *const secret[] = {
        "AKIAIOSFODNN7EXAMPLE",
        "x=ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "sk_live_0123456789abcdef",
        "postgres://user:pass@host/db",
        "redis://me:correct horse@host",
        "redis://${env:USER}:pass@host",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    };
    static const char *const plain[] = {
        "AKIA",
        "http://host:8080/a@b",
        "http://host/@scope/x",
        "postgres://user:${DbPassword}@host/db",
        "x://u:{{resolve:secretsmanager:a:SecretString:b}}@h",
        "-----BEGIN CERTIFICATE-----",
        "https://${secret:stripe#key}@host",
        "see https://host: mail me@host",
        "mailto:a@b",
        "://",
        "ghp_short",
        "MAKIAIOSFODNN7EXAMPLE",
    };
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        if (!secret_value(secret[i], strlen(secret[i]))) fail_msg("%s is secret", secret[i]);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (secret_value(plain[i], strlen(plain[i]))) fail_msg("%s is not secret", plain[i]);
}

static const struct place nowhere = { 0 };

static void check(const struct masks *masks, struct place place, const char *text, const char *expected)
{
    assert_string_equal(mask_text(arena, masks, text, place), expected);
}

static void long_values_are_hidden_anywhere_and_short_ones_as_words(void **state)
{
    (void)state;
    struct masks *masks = masks_new(arena);
    masks_add(masks, "correcthorse");
    masks_add(masks, "test");
    masks_add(masks, "abc");
    masks_add(masks, "");
    check(masks, nowhere, "xcorrecthorsex 'test' testing abc", "x***x '***' testing abc");
    check(masks, nowhere, "nothing", "nothing");
    const char *text = "nothing";
    assert_ptr_equal(mask_text(arena, masks, text, nowhere), text);
}

static void values_that_overlap_are_hidden_whole(void **state)
{
    (void)state;
    struct masks *masks = masks_new(arena);
    masks_add(masks, "abcdefgh");
    masks_add(masks, "abcdefghij");
    masks_add(masks, "efghijkl");
    check(masks, nowhere, "<abcdefghij>", "<***>");
    check(masks, nowhere, "<abcdefghijkl>", "<***>");
}

static void lines_of_a_value_are_hidden_each(void **state)
{
    (void)state;
    struct masks *masks = masks_new(arena);
    masks_add(masks, "first-line\r\nsecond-line\nx");
    check(masks, nowhere, "a second-line b x", "a *** b x");
    check(masks, nowhere, "first-line\r\nsecond-line\nx", "***");
}

static void some_values_are_hidden_only_where_they_are_used(void **state)
{
    (void)state;
    struct masks *masks = masks_new(arena), *other = masks_new(arena);
    masks_add_at(masks, "folder", "s.yml", 3);
    const struct place used = { "s.yml", 3, 1, 1 }, elsewhere = { "s.yml", 4, 1, 1 };
    masks_join(other, masks);
    for (int i = 0; i < 2; i++, masks = other) {
        check(masks, used, "no subfolder", "no sub***");
        check(masks, elsewhere, "no folder", "no folder");
        check(masks, nowhere, "no folder", "no folder");
    }
}

static void of_an_address_only_the_password_is_hidden(void **state)
{
    (void)state;
    check(NULL, nowhere, "at postgres://me:horse@host/db!", "at postgres://me:***@host/db!");
    check(NULL, nowhere, "key AKIAIOSFODNN7EXAMPLE.", "key ***.");
}

static void variables_are_trusted_by_name_and_value(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
        enum trust trust;
    } all[] = {
        { "AWS_SECRET_ACCESS_KEY", NULL, TRUST_CREDENTIAL },
        { "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "x", TRUST_CREDENTIAL },
        { "GITHUB_ENTERPRISE_TOKEN", "x", TRUST_CREDENTIAL },
        { "ACTIONS_ID_TOKEN_REQUEST_URL", "x", TRUST_CREDENTIAL },
        { "CI_JOB_TOKEN", "x", TRUST_CREDENTIAL },
        { "CI_REPOSITORY_URL", "x", TRUST_CREDENTIAL },
        { "CFGEN_REVIEW_TOKEN", "x", TRUST_CREDENTIAL },
        { "ACTIONS_TABLE", "x", TRUST_OTHER },
        { "DB_PASSWORD", "x", TRUST_SECRET },
        { "STRIPE_KEY", "x", TRUST_SECRET },
        { "PARTITION_KEY", "x", TRUST_OTHER },
        { "LOG_LEVEL", "redis://u:p@h", TRUST_SECRET },
        { "USE_TOKEN", "true", TRUST_HARMLESS },
        { "AWS_REGION", "eu-west-1", TRUST_HARMLESS },
        { "GITHUB_SHA", "0123", TRUST_HARMLESS },
        { "CI_COMMIT_SHA", "0123", TRUST_HARMLESS },
        { "SIZE", "512", TRUST_HARMLESS },
        { "LABEL", "words", TRUST_OTHER },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (environment_trust(all[i].name, all[i].value) != all[i].trust)
            fail_msg("%s is %d", all[i].name, environment_trust(all[i].name, all[i].value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_end_in_what_they_are),
        TEST(texts_look_like_keys),
        TEST(long_values_are_hidden_anywhere_and_short_ones_as_words),
        TEST(values_that_overlap_are_hidden_whole),
        TEST(lines_of_a_value_are_hidden_each),
        TEST(some_values_are_hidden_only_where_they_are_used),
        TEST(of_an_address_only_the_password_is_hidden),
        TEST(variables_are_trusted_by_name_and_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
