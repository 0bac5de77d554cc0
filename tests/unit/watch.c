/* Following a stack for a long time, with a clock that only moves when somebody waits. AWS is a list of
 * answers. */
#include "lifecycle/watch.h"
#include "aws/cloudformation.h"
#include "aws/retry.h"
#include "tests/memory.h"
#include "tests/unit.h"

enum { MINUTE = 60000 };

struct answer {
    const char *action;
    int64_t from; /* the time from which it is given */
    int status;   /* 0: the connection is dropped */
    const char *body;
};

static const struct answer *answers; /* the last one that fits is given; ends with an action of NULL */
static struct memory memory;
static struct operation operation;
static struct buffer *said;
static int requests;

static void *transport_open(struct arena *of, const struct network *network)
{
    (void)of, (void)network;
    return NULL;
}

static void transport_run(void *opened, struct arena *of, struct exchange *exchanges, size_t count,
                          size_t at_once)
{
    (void)opened, (void)at_once;
    assert_int_equal(count, 1);
    requests++;
    const struct answer *fits = NULL;
    for (const struct answer *a = answers; a->action; a++)
        if (memory.now >= a->from && strstr(exchanges->body.at, a->action)) fits = a;
    assert_non_null(fits);
    exchanges->status = fits->status;
    exchanges->failure = fits->status ? FAILURE_NONE : FAILURE_DROPPED;
    exchanges->reply = (struct bytes){ fits->body, fits->body ? strlen(fits->body) : 0 };
    exchanges->reply_headers = pairs_new(of);
}

static void say(void *with, const char *text)
{
    buffer_print(said, "%lld %s\n", (long long)memory.now / 1000, text);
    (void)with;
}

static void changed(void *with, const struct resource_state *all, const struct resource_state *state)
{
    (void)all;
    say(with, arena_text(arena, "%s %s", state->status, state->id));
}

static int set_up(void **state)
{
    set_up_arena(state);
    static const char *const keys[][2] = { { "AWS_ACCESS_KEY_ID", "id" },
                                           { "AWS_SECRET_ACCESS_KEY", "secret" },
                                           { NULL, NULL } };
    static const struct transport transport = { transport_open, transport_run };
    static const struct progress progress = { .say = say, .changed = changed, .still = say };
    static const struct aws_options options = { .region = "us-east-1" };
    static struct surroundings surroundings;
    static struct stack stack = { .name = "shop-dev" };
    memory = (struct memory){ .variables = keys };
    surroundings = memory_surroundings(&memory);
    said = buffer_new(arena);
    stack.template = node_map(arena);
    struct diags *diags = diags_new(arena);
    operation = (struct operation){ arena,      &surroundings,
                                    diags,      aws_new(arena, &surroundings, diags, &transport, &options),
                                    &progress,  &stack,
                                    "",         0,
                                    10 * MINUTE };
    return operation.aws == NULL;
}

#define EVENTS(members)                                                                                      \
    "<DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents>" members                          \
    "</StackEvents></DescribeStackEventsResult></DescribeStackEventsResponse>"
#define EVENT(id, logical, physical, status)                                                                 \
    "<member><EventId>" id "</EventId><LogicalResourceId>" logical                                           \
    "</LogicalResourceId><PhysicalResourceId>" physical                                                      \
    "</PhysicalResourceId><ResourceType>T</ResourceType><ResourceStatus>" status                             \
    "</ResourceStatus></member>"
#define STACK(status)                                                                                        \
    "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackId>stack</"                         \
    "StackId><StackStatus>" status                                                                           \
    "</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
#define BEGUN                                                                                                \
    EVENT("2", "Table", "t", "CREATE_IN_PROGRESS") EVENT("1", "shop-dev", "stack", "CREATE_IN_PROGRESS")

static void a_long_silence_is_told(void **state)
{
    (void)state;
    static const struct answer all[] = {
        { "DescribeStackEvents", 0, 200, EVENTS(BEGUN) },
        { "DescribeStacks", 0, 200, STACK("CREATE_IN_PROGRESS") },
        { "DescribeStackEvents", 70000, 200,
          EVENTS(EVENT("3", "shop-dev", "stack", "CREATE_COMPLETE") BEGUN) },
        { "DescribeStacks", 70000, 200, STACK("CREATE_COMPLETE") },
        { 0 },
    };
    answers = all;
    struct watch watch = { .stack = "stack" };
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_DONE);
    assert_string_equal(watch.status, "CREATE_COMPLETE");
    assert_string_equal(
        said->text,
        "0 CREATE_IN_PROGRESS shop-dev\n0 CREATE_IN_PROGRESS Table\n"
        "30 still CREATE_IN_PROGRESS: waiting for Table\n60 still CREATE_IN_PROGRESS: waiting for Table\n"
        "70 CREATE_COMPLETE shop-dev\n");
}

/* Its last event never comes, but the stack says that it is at rest. */
static void the_stack_has_the_last_word(void **state)
{
    (void)state;
    static const struct answer all[] = {
        { "DescribeStackEvents", 0, 200, EVENTS(BEGUN) },
        { "DescribeStacks", 0, 200, STACK("ROLLBACK_COMPLETE") },
        { 0 },
    };
    answers = all;
    struct watch watch = { .stack = "stack" };
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_DONE);
    assert_string_equal(watch.status, "ROLLBACK_COMPLETE");
    assert_int_equal(memory.now, 30000);
}

static void time_is_over(void **state)
{
    (void)state;
    static const struct answer all[] = {
        { "DescribeStackEvents", 0, 200, EVENTS(BEGUN) },
        { "DescribeStacks", 0, 200, STACK("CREATE_IN_PROGRESS") },
        { 0 },
    };
    answers = all;
    struct watch watch = { .stack = "stack" };
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_TIMEOUT);
    assert_int_equal(memory.now, 10 * MINUTE);
    assert_int_equal(operation.diags->first->finding, FINDING(timeout));
}

static void out_of_reach_for_good(void **state)
{
    (void)state;
    static const struct answer all[] = { { "DescribeStackEvents", 0, 0, NULL }, { 0 } };
    answers = all;
    struct watch watch = { .stack = "stack" };
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_AWS);
    assert_int_equal(operation.diags->first->finding, FINDING(dropped));
    assert_string_equal(said->text, "0 AWS cannot be reached at the moment; the operation continues there\n");
}

/* Each look is tried four times before it counts as failed; five failed looks in a row are the end. */
static void so_many_looks_fail_before_it_ends(void **state)
{
    (void)state;
    static const struct answer all[] = { { "DescribeStackEvents", 0, 0, NULL }, { 0 } };
    answers = all;
    struct watch watch = { .stack = "stack" };
    requests = 0;
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_AWS);
    assert_int_equal(requests, 5 * RETRY_CONNECTIONS);
}

/* What answers between two failures begins the count anew. */
static void failures_are_counted_in_a_row(void **state)
{
    (void)state;
    static const struct answer all[] = {
        { "DescribeStackEvents", 0, 0, NULL },
        { "DescribeStackEvents", 9000, 200, EVENTS(BEGUN) },
        { "DescribeStacks", 0, 200, STACK("CREATE_IN_PROGRESS") },
        { "DescribeStackEvents", 12000, 0, NULL },
        { "DescribeStackEvents", 21000, 200,
          EVENTS(EVENT("3", "shop-dev", "stack", "CREATE_COMPLETE") BEGUN) },
        { "DescribeStacks", 21000, 200, STACK("CREATE_COMPLETE") },
        { 0 },
    };
    answers = all;
    struct watch watch = { .stack = "stack" };
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_DONE);
    assert_string_equal(watch.status, "CREATE_COMPLETE");
}

/* Three of what is waited for are named. */
static void of_many_three_are_named(void **state)
{
    (void)state;
#define MOVING(id, name) EVENT(id, name, "p" id, "CREATE_IN_PROGRESS")
    static const struct answer all[] = {
        { "DescribeStackEvents", 0, 200,
          EVENTS(MOVING("7", "E") MOVING("6", "D") MOVING("5", "C") EVENT("4", "B", "p4", "CREATE_COMPLETE")
                     MOVING("3", "A") BEGUN) },
        { "DescribeStacks", 0, 200, STACK("CREATE_IN_PROGRESS") },
        { "DescribeStacks", 40000, 200, STACK("CREATE_COMPLETE") },
        { 0 },
    };
    answers = all;
    struct watch watch = { .stack = "stack" };
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_DONE);
    assert_non_null(strstr(said->text, "Table, A, C and 2 others"));
}

static void failures_are_kept_in_their_order(void **state)
{
    (void)state;
    static const struct answer all[] = {
        { "DescribeStackEvents", 0, 200,
          EVENTS(EVENT("6", "shop-dev", "stack", "ROLLBACK_COMPLETE") EVENT("5", "B", "b", "DELETE_FAILED")
                     EVENT("4", "shop-dev", "stack", "ROLLBACK_IN_PROGRESS")
                         EVENT("3", "A", "a", "CREATE_FAILED") BEGUN) },
        { "DescribeStacks", 0, 200, STACK("ROLLBACK_COMPLETE") },
        { 0 },
    };
    answers = all;
    struct watch watch = { .stack = "stack" };
    assert_int_equal(watch_stack(&operation, &watch), OUTCOME_DONE);
    assert_string_equal(watch.failed->id, "A");
    assert_false(watch.failed->back);
    assert_string_equal(watch.failed->next->id, "B");
    assert_true(watch.failed->next->back);
    assert_null(watch.failed->next->next);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST_AFTER(set_up, a_long_silence_is_told),
                                        TEST_AFTER(set_up, the_stack_has_the_last_word),
                                        TEST_AFTER(set_up, time_is_over),
                                        TEST_AFTER(set_up, out_of_reach_for_good),
                                        TEST_AFTER(set_up, so_many_looks_fail_before_it_ends),
                                        TEST_AFTER(set_up, failures_are_counted_in_a_row),
                                        TEST_AFTER(set_up, of_many_three_are_named),
                                        TEST_AFTER(set_up, failures_are_kept_in_their_order) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
