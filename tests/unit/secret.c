/* What looks like a credential. Samples are put together here so that no scanner takes this file for a leak.
 */
#include "base/secret.h"
#include "tests/unit.h"

static const char *pattern(const char *prefix, const char *rest)
{
    char text[400];
    snprintf(text, sizeof text, "x %s%s y", prefix, rest);
    const struct secret_pattern *found = secret_value(text, strlen(text));
    return found ? found->what : "";
}

static void names_end_in_a_word_for_secrets(void **state)
{
    (void)state;
    static const char *const secret[] = { "PASSWORD",          "DB_PASS",      "dbPass",
                                          "apiToken",          "api-key",      "API_KEY",
                                          "PASSWORD2",         "clientSecret", "AWS_SECRET_ACCESS_KEY",
                                          "MasterUserPassword" };
    static const char *const harmless[] = { "PASSWORD_LENGTH", "bypass",     "compass",
                                            "TOKEN_URL",       "SECRET_ARN", "KEY",
                                            "PARTITION_KEY",   "",           "2",
                                            "HttpTokens" };
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        assert_true(secret_name(secret[i], strlen(secret[i])));
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        assert_false(secret_name(harmless[i], strlen(harmless[i])));
}

static void values_have_their_issuers_shape(void **state)
{
    (void)state;
    assert_string_equal(pattern("AK", "IAIOSFODNN7EXAMPLE"), "an AWS access key ID");
    assert_string_equal(pattern("wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"), "an AWS secret access key");
    assert_string_equal(pattern("gh", "p_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"), "a GitHub token");
    assert_string_equal(pattern("github", "_pat_11ABCDEFG0abcdefghijkl"), "a GitHub token");
    assert_string_equal(pattern("xox", "b-123456789012-abcdefghij"), "a Slack token");
    assert_string_equal(pattern("sk_", "live_abcdefghijklmnop"), "a Stripe key");
    assert_string_equal(pattern("AI", "zaSyA1234567890abcdefghijklmnopqrstu"), "a Google API key");
    assert_string_equal(pattern("np", "m_abcdefghijklmnopqrstuvwxyz0123456789"), "an npm token");
    assert_string_equal(pattern("gl", "pat-abcdefghijklmnopqrst"), "a GitLab token");
    assert_string_equal(pattern("rk_", "live_abcdefghijklmnop"), "a Stripe key");
    assert_string_equal(pattern("wh", "sec_abcdefghijklmnopqrstuv"), "a Stripe webhook secret");
    assert_string_equal(pattern("GOC", "SPX-abcdefghijklmnopqrstuv"), "a Google client secret");
    assert_string_equal(pattern("S", "G.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz"),
                        "a SendGrid key");
    assert_string_equal(pattern("py", "pi-AgEIcHlwaS5vcmcabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst"),
                        "a PyPI token");
    assert_string_equal(pattern("https://", "hooks.slack.com/services/T0000/B0000/abcdefghijklmnop"),
                        "a Slack webhook");
    assert_string_equal(pattern("-----BEGIN ", "EC PRIVATE KEY-----\nabc"), "a private key");
    assert_string_equal(pattern("eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"), "a JSON Web Token");
    assert_string_equal(pattern("postgres://", "u:hunter2@h.example/db"), "a password in a URL");
    assert_string_equal(pattern("amqp://", "u:p@ss@h"), "a password in a URL");
    assert_string_equal(pattern("https://", "me:correct horse@h/x"), "a password in a URL");
    assert_string_equal(pattern("Authorization: Bearer ", "abcdefghij0123456789"), "a bearer token");
    assert_string_equal(pattern("AccountKey=", "abcdefghijklmnopqrstuvwxyz0123456789=="),
                        "an Azure storage key");
}

static void other_values_have_not(void **state)
{
    (void)state;
    assert_string_equal(pattern("", "arn:aws:iam::123456789012:role/Deployer"), "");
    assert_string_equal(pattern("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ""); /* SHA-1 */
    assert_string_equal(pattern("", "StateMachineScheduleV2MorePropertiesRole"), "");
    assert_string_equal(pattern("", "handlers/Quests1/CreateQuestOfTheWholeCity.create"), "");
    assert_string_equal(pattern("https://", "h.example:8080/a@b"), "");
    assert_string_equal(pattern("postgres://", "u:${DB_PASSWORD}@h/db"), "");
    assert_string_equal(pattern("at http://", "h:80 for a@b.example"), "");
    assert_string_equal(pattern("postgres://", "u@h:5432/db"), "");
    assert_string_equal(pattern("xAK", "IAIOSFODNN7EXAMPLE"), "");
    assert_string_equal(pattern("-----BEGIN ", "CERTIFICATE-----\nabc"), "");
    assert_string_equal(pattern("-----BEGIN ", "PUBLIC KEY-----\nabc"), "");
    assert_string_equal(pattern("sk_", "live_"), "");
    assert_string_equal(pattern("e", "yJ.eyJ."), "");
}

static bool literal(const char *name, const char *value)
{
    return secret_literal(name, strlen(name), value, strlen(value));
}

static void references_and_placeholders_are_no_literals(void **state)
{
    (void)state;
    assert_true(literal("PASSWORD", "hunter2"));
    assert_true(literal("PASSWORD", "123456"));
    assert_true(literal("API_TOKEN", "s3cr3t-value"));
    static const char *const fine[] = { "",
                                        "true",
                                        "changeme",
                                        "<password>",
                                        "****",
                                        "${param:pw}",
                                        "/prod/db/password",
                                        "{{resolve:ssm:/x}}",
                                        "arn:aws:secretsmanager:us-east-1:1:secret:x" };
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) assert_false(literal("PASSWORD", fine[i]));
    assert_false(literal("TOKEN", "3600"));
    assert_false(literal("SECRET", "prod/db"));
    assert_false(literal("TOKEN", "id_token"));
    assert_false(literal("TABLE", "hunter2"));
}

static void masks_keep_columns(void **state)
{
    (void)state;
    static const char *const lines[][2] = {
        { "  PASSWORD: hunter2", "  PASSWORD: *******" },
        { "  PASSWORD: 'h\xC3\xBCnter2' # old", "  PASSWORD: '*******' # old" },
        { "{\"apiKey\": \"abcdef123\", \"a\": 1}", "{\"apiKey\": \"*********\", \"a\": 1}" },
        { "  DB: postgres://u:hunter2@h/db", "  DB: postgres://u:*******@h/db" },
        { "  PASSWORD: ${param:pw}", "  PASSWORD: ${param:pw}" },
        { "  KEY: ${secret:stripe#key1}", "  KEY: ${secret:stripe#key1}" },
        { "  memory: 512", "  memory: 512" },
        { "a=1&password=hunter2&b=2", "a=1&password=*******&b=2" },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t size = strlen(lines[i][0]);
        assert_string_equal(secret_mask(arena, lines[i][0], &size, true), lines[i][1]);
        assert_int_equal(size, strlen(lines[i][1]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_end_in_a_word_for_secrets),
        TEST(values_have_their_issuers_shape),
        TEST(other_values_have_not),
        TEST(references_and_placeholders_are_no_literals),
        TEST(masks_keep_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
