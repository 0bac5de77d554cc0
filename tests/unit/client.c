/* Calls to AWS: where they go, how often they are tried, and whose clock signs them. */
#include "aws/client.h"
#include "aws/retry.h"
#include "base/text.h"
#include "tests/memory.h"
#include "tests/unit.h"

enum { MINUTE = 60000 };

static struct {
    struct network network;
    int runs;
    const char *url, *host, *date; /* of the last request */
    int status;                    /* of every answer */
    const char *body, *answer_date;
    int good_from; /* the run from which 200 is answered; 0: never */
} server;

static struct memory memory;
static struct surroundings surroundings;
static struct diags *diags;

static void *transport_open(struct arena *of, const struct network *network)
{
    (void)of;
    server.network = *network;
    return NULL;
}

static void transport_run(void *opened, struct arena *of, struct exchange *exchanges, size_t count,
                          size_t at_once)
{
    (void)opened, (void)at_once;
    server.runs++;
    for (size_t i = 0; i < count; i++) {
        bool good = server.good_from && server.runs >= server.good_from;
        server.url = exchanges[i].url;
        server.host = pairs_find(exchanges[i].headers, "Host");
        server.date = pairs_find(exchanges[i].headers, "X-Amz-Date");
        exchanges[i].status = good ? 200 : server.status;
        exchanges[i].failure = exchanges[i].status ? FAILURE_NONE : FAILURE_DROPPED;
        exchanges[i].reply = good ? (struct bytes){ "<R/>", 4 }
                                  : (struct bytes){ server.body, server.body ? strlen(server.body) : 0 };
        exchanges[i].reply_headers = pairs_new(of);
        if (server.answer_date) pairs_add(exchanges[i].reply_headers, "Date", server.answer_date);
    }
}

static int set_up(void **state)
{
    set_up_arena(state);
    static const char *const keys[][2] = { { "AWS_ACCESS_KEY_ID", "id" },
                                           { "AWS_SECRET_ACCESS_KEY", "secret" },
                                           { NULL, NULL } };
    memory = (struct memory){ .variables = keys };
    surroundings = memory_surroundings(&memory);
    diags = diags_new(arena);
    memset(&server, 0, sizeof server);
    server.status = 200;
    server.body = "<R/>";
    return 0;
}

static struct aws *session(const char *endpoint)
{
    static const struct transport transport = { transport_open, transport_run };
    const struct aws_options options = { .region = "eu-west-1", .endpoint = endpoint };
    struct aws *aws = aws_new(arena, &surroundings, diags, &transport, &options);
    assert_non_null(aws);
    return aws;
}

static bool send_to(struct aws *aws, const char *service, const char *bucket, const char *path)
{
    struct aws_call call = {
        .service = service, .action = "x:Y", .method = "GET", .bucket = bucket, .path = path
    };
    return aws_send(aws, arena, &call);
}

static void hosts_of_services_and_buckets(void **state)
{
    (void)state;
    struct aws *aws = session(NULL);
    assert_true(send_to(aws, "sts", NULL, "/"));
    assert_string_equal(server.url, "https://sts.eu-west-1.amazonaws.com/");
    assert_string_equal(server.host, "sts.eu-west-1.amazonaws.com");
    send_to(aws, "s3", "my-bucket", "/a b");
    assert_string_equal(server.url, "https://my-bucket.s3.eu-west-1.amazonaws.com/a%20b");
    send_to(aws, "s3", "My.Bucket", "/");
    assert_string_equal(server.url, "https://s3.eu-west-1.amazonaws.com/My.Bucket");
    send_to(aws, "cloudfront", NULL, "/2020-05-31/"); /* one address for all regions */
    assert_string_equal(server.url, "https://cloudfront.amazonaws.com/2020-05-31/");
    assert_int_equal(aws->poll_milliseconds, 2000);
    assert_int_equal(aws->retry_milliseconds, 200);
}

/* The port that a scheme has anyway is not part of the signed host: no client sends it. */
static void usual_ports_are_not_named(void **state)
{
    (void)state;
    static const char *const hosts[][2] = {
        { "https://h.example:443", "h.example" },       { "http://localhost:80", "localhost" },
        { "https://h.example:80", "h.example:80" },     { "http://localhost:443", "localhost:443" },
        { "https://h.example:8443", "h.example:8443" }, { "http://127.0.0.1:4566/", "127.0.0.1:4566" }
    };
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        assert_true(send_to(session(hosts[i][0]), "sts", NULL, "/"));
        assert_string_equal(server.host, hosts[i][1]);
    }
    send_to(session("http://127.0.0.1:4566/below/"), "s3", "b", "/k");
    assert_string_equal(server.url, "http://127.0.0.1:4566/below/b/k");
}

static void limits_of_a_connection(void **state)
{
    (void)state;
    session(NULL);
    assert_int_equal(server.network.connect_milliseconds, 10000);
    assert_int_equal(server.network.idle_milliseconds, 60000);
    assert_int_equal(server.network.total_milliseconds, 180000);
    assert_int_equal(server.network.largest_reply, 16 << 20);
}

static void an_emulator_is_asked_often(void **state)
{
    (void)state;
    struct aws *aws = session("http://127.0.0.1:4566");
    assert_int_equal(aws->poll_milliseconds, 20);
    assert_int_equal(aws->retry_milliseconds, 1);
    assert_int_equal(diags->errors, 0);
    assert_null(diags->first);
    session("http://h.example");
    assert_ptr_equal(diags->first->finding, FINDING(endpoint_unencrypted));
}

static void failures_are_tried_so_often(void **state)
{
    (void)state;
    server.status = 503;
    assert_false(send_to(session(NULL), "sts", NULL, "/"));
    assert_int_equal(server.runs, RETRY_ATTEMPTS);
    assert_int_equal(RETRY_ATTEMPTS, 8);
    server.runs = server.status = 0;
    assert_false(send_to(session(NULL), "sts", NULL, "/"));
    assert_int_equal(server.runs, RETRY_CONNECTIONS);
    assert_int_equal(RETRY_CONNECTIONS, 4);
    server.runs = 0;
    server.status = 400;
    assert_false(send_to(session(NULL), "sts", NULL, "/"));
    assert_int_equal(server.runs, 1);
    server.runs = 0;
    server.status = 503;
    server.good_from = 3;
    assert_true(send_to(session(NULL), "sts", NULL, "/"));
    assert_int_equal(server.runs, 3);
}

#define REFUSED(code)                                                                                        \
    "<ErrorResponse><Error><Code>" code "</Code><Message>m</Message></Error></ErrorResponse>"

/* The memory's clock stands at the start of 1970 until somebody waits. */
static void a_wrong_clock_is_corrected_once(void **state)
{
    (void)state;
    struct aws *aws = session(NULL);
    server.status = 403;
    server.body = REFUSED("RequestTimeTooSkewed");
    server.answer_date = "Thu, 01 Jan 1970 00:04:00 GMT";
    server.good_from = 2;
    assert_true(send_to(aws, "sts", NULL, "/"));
    assert_int_equal(aws->skew, 4 * MINUTE);
    assert_string_equal(server.date, "19700101T000400Z");
    assert_ptr_equal(diags->first->finding, FINDING(clock_corrected));
    assert_int_equal(memory.waits, 1); /* for no time */
    assert_int_equal(memory.now, 0);
    /* A second refusal is one. */
    server.good_from = server.runs = 0;
    assert_false(send_to(aws, "sts", NULL, "/"));
    assert_int_equal(server.runs, 1);
}

static void a_clock_that_is_near_is_right(void **state)
{
    (void)state;
    struct aws *aws = session(NULL);
    server.status = 403;
    server.body = REFUSED("SignatureDoesNotMatch");
    server.answer_date = "Thu, 01 Jan 1970 00:03:59 GMT";
    assert_false(send_to(aws, "sts", NULL, "/"));
    assert_int_equal(aws->skew, 0);
    assert_int_equal(server.runs, 1);
    server.body = REFUSED("AccessDenied");
    server.answer_date = "Thu, 01 Jan 1970 01:00:00 GMT";
    assert_false(send_to(aws, "sts", NULL, "/"));
    assert_int_equal(aws->skew, 0);
}

static void other_refusals_of_the_time(void **state)
{
    (void)state;
    static const char *const bodies[] = { REFUSED("RequestTimeTooSkewed"), REFUSED("RequestExpired"),
                                          REFUSED("RequestInTheFuture"), REFUSED("SignatureDoesNotMatch"),
                                          REFUSED("InvalidSignatureException") };
    server.status = 403;
    server.answer_date = "Wed, 31 Dec 1969 23:00:00 GMT";
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct aws *aws = session(NULL);
        server.body = bodies[i];
        server.runs = 0;
        assert_false(send_to(aws, "sts", NULL, "/"));
        assert_int_equal(aws->skew, -60 * MINUTE);
        assert_int_equal(server.runs, 2);
    }
}

static void many_are_sent_until_one_fails(void **state)
{
    (void)state;
    struct aws *aws = session(NULL);
    struct aws_call calls[3] = { 0 };
    for (int i = 0; i < 3; i++)
        calls[i] = (struct aws_call){ .service = "s3", .action = "s3:X", .method = "GET", .path = "/" };
    calls[1].done = true;
    assert_true(aws_send_all(aws, arena, calls, 3, 2));
    assert_int_equal(server.runs, 1);
    assert_int_equal(calls[0].attempts + calls[1].attempts + calls[2].attempts, 2);
    server.status = 400;
    server.body = REFUSED("NoSuchBucket");
    calls[0].done = calls[2].done = false;
    assert_false(aws_send_all(aws, arena, calls, 3, 2));
    assert_true(aws_error_is(aws, "NoSuchBucket"));
    assert_false(aws_error_is(aws, "NoSuchKey"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST_AFTER(set_up, hosts_of_services_and_buckets),
                                        TEST_AFTER(set_up, usual_ports_are_not_named),
                                        TEST_AFTER(set_up, limits_of_a_connection),
                                        TEST_AFTER(set_up, an_emulator_is_asked_often),
                                        TEST_AFTER(set_up, failures_are_tried_so_often),
                                        TEST_AFTER(set_up, a_wrong_clock_is_corrected_once),
                                        TEST_AFTER(set_up, a_clock_that_is_near_is_right),
                                        TEST_AFTER(set_up, other_refusals_of_the_time),
                                        TEST_AFTER(set_up, many_are_sent_until_one_fails) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
