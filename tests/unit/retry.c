#include "aws/retry.h"
#include "aws/endpoint.h"
#include "tests/unit.h"

static bool worth(int status, const char *code, int attempts)
{
    struct exchange exchange = { .status = status };
    return retry_worth(&exchange, code, attempts);
}

static void what_passes(void **state)
{
    (void)state;
    assert_true(worth(400, "Throttling", 1));
    assert_true(worth(503, "SlowDown", RETRY_ATTEMPTS - 1));
    assert_false(worth(503, "SlowDown", RETRY_ATTEMPTS));
    assert_true(worth(500, "", 1));
    assert_true(worth(429, "", 1));
    assert_false(worth(501, "NotImplemented", 1));
    assert_false(worth(400, "ValidationError", 1));
    assert_false(worth(403, "AccessDenied", 1));
    assert_false(worth(200, NULL, 1));
    assert_false(worth(400, "LimitExceededException", 1));
}

static void connections(void **state)
{
    (void)state;
    struct exchange dropped = { .failure = FAILURE_DROPPED }, foreign = { .failure = FAILURE_TLS };
    assert_true(retry_worth(&dropped, "", RETRY_CONNECTIONS - 1));
    assert_false(retry_worth(&dropped, "", RETRY_CONNECTIONS));
    assert_false(retry_worth(&foreign, "", 1));
}

static void pauses_grow_within_bounds(void **state)
{
    (void)state;
    assert_int_equal(retry_milliseconds(1, 200, 200, NULL), 200);
    assert_int_equal(retry_milliseconds(1, 200, 201, NULL), 0);
    assert_int_equal(retry_milliseconds(4, 200, 1600, NULL), 1600);
    assert_int_equal(retry_milliseconds(40, 200, RETRY_LONGEST_MILLISECONDS, NULL),
                     RETRY_LONGEST_MILLISECONDS);
    assert_int_equal(retry_milliseconds(1, 200, 0, "3"), 3000);
    assert_int_equal(retry_milliseconds(1, 200, 0, "1000000000"), RETRY_LONGEST_MILLISECONDS);
    assert_int_equal(retry_milliseconds(1, 200, 0, "Fri, 31 Dec 1999 23:59:59 GMT"), 0);
    assert_int_equal(retry_milliseconds(1, 1, 0xFFFFFFFF, NULL), 1);
}

static void endpoints(void **state)
{
    (void)state;
    assert_string_equal(endpoint_aws(arena, "sts", "eu-west-1"), "https://sts.eu-west-1.amazonaws.com");
    assert_string_equal(endpoint_aws(arena, "sts", "evil.com/"), "https://sts.invalid");
    assert_string_equal(endpoint_aws(arena, "s3", "cn-north-1"), "https://s3.cn-north-1.amazonaws.com.cn");
    assert_string_equal(endpoint_partition("us-gov-west-1")->name, "aws-us-gov");
    assert_true(endpoint_is_local("http://127.0.0.1:4566"));
    assert_true(endpoint_is_local("http://localhost:4566/"));
    assert_false(endpoint_is_local("http://localhost.example.com"));
    assert_false(endpoint_is_local("http://127.example.com"));
    assert_false(endpoint_is_local("http://127.0.0.1.example.com"));
    assert_true(endpoint_is_local("http://[::1]:4566"));
    assert_false(endpoint_is_local("http://[::1].example.com"));
    assert_false(endpoint_is_local("https://example.com"));
    assert_true(endpoint_valid("https://example.com/path"));
    assert_false(endpoint_valid("example.com"));
    assert_false(endpoint_valid("http://"));
    assert_false(endpoint_valid("http://a b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(what_passes), TEST(connections), TEST(pauses_grow_within_bounds),
                                        TEST(endpoints) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
