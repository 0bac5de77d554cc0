/* The quantities that a month's estimate counts, by architecture, unit, minimum and term. price.c tests the
 * prices. */
#include "stacks/cost/cost.h"
#include "tests/templates.h"

static const struct node written = { .shape = SCALAR, .text = "" };

static struct a_month *a_month(double value)
{
    struct a_month *all = arena_take(arena, 2 * sizeof *all);
    all[0] = (struct a_month){ &written, value };
    return all;
}

struct asked { /* of one resource a month; 0: not said */
    const char *id;
    double requests, reads, writes;
    long duration, payload, logs; /* ms, KB */
    double storage, growth;       /* GB */
};

static struct traffic *traffic_of(const struct asked *asked)
{
    struct traffic *all = arena_take(arena, 8 * sizeof *all);
    for (int i = 0; asked && asked[i].id; i++) {
        all[i] = (struct traffic){ .from = &written,
                                   .id = asked[i].id,
                                   .requests = asked[i].requests > 0 ? a_month(asked[i].requests) : NULL,
                                   .reads = asked[i].reads > 0 ? a_month(asked[i].reads) : NULL,
                                   .writes = asked[i].writes > 0 ? a_month(asked[i].writes) : NULL };
        if (asked[i].duration) all[i].duration = (struct milliseconds){ &written, asked[i].duration };
        if (asked[i].payload) all[i].payload = (struct kilobytes){ &written, asked[i].payload };
        if (asked[i].logs) all[i].logs = (struct kilobytes){ &written, asked[i].logs };
        all[i].storage = (struct gigabytes){ &written, asked[i].storage };
        all[i].growth = (struct gigabytes){ &written, asked[i].growth };
    }
    return all;
}

/* ID PRICE QUANTITY of each line, the most expensive resource first. */
static const char *lines_of(const char *text, const struct asked *asked, enum cost_term term)
{
    struct stack stack = { .name = "s", .primary = true, .template = resources(text) };
    struct buffer *out = buffer_new(arena);
    const struct cost *cost = cost_new(arena, &stack, traffic_of(asked), term);
    for (const struct cost_line *l = cost->first; l; l = l->next)
        buffer_print(out, "%s %s %.7g\n", l->id, price_about[l->price].id, l->quantity);
    return out->text;
}

#define ASKED(...)                                                                                           \
    (const struct asked[])                                                                                   \
    {                                                                                                        \
        { __VA_ARGS__ }, { 0 }                                                                               \
    }
#define assert_lines(text, asked, expected) assert_string_equal(lines_of(text, asked, TERM_NONE), expected)
#define ONE(type, properties)               "{'X':{'Type':'" type "','Properties':{" properties "}}}"
#define FUNCTION(properties)                ONE("AWS::Lambda::Function", properties)

static void functions_in_gigabytes_and_seconds(void **state)
{
    (void)state;
    const struct asked *asked = ASKED("X", .requests = 1000, .duration = 500);
    assert_lines(FUNCTION("'MemorySize':1024,'Architectures':['arm64']"), asked,
                 "X lambda_requests 1000\nX lambda_duration_arm64 500\n");
    assert_lines(FUNCTION("'MemorySize':2048,'Architectures':['x86_64']"), asked,
                 "X lambda_requests 1000\nX lambda_duration_x86 1000\n");
    assert_lines(FUNCTION("'EphemeralStorage':{'Size':1536}"), asked,
                 "X lambda_requests 1000\nX lambda_duration_x86 62.5\nX lambda_storage 500\n");
    assert_lines(FUNCTION(""), ASKED("X", .requests = 1000),
                 "X lambda_requests 1000\nX lambda_duration_x86 12.5\n");
    assert_lines(FUNCTION(""), NULL, "");
}

#define KEPT(architecture)                                                                                   \
    "{'F':{'Type':'AWS::Lambda::Function','Properties':{'MemorySize':1024,'Architectures':['" architecture   \
    "']}},'A':{'Type':'AWS::Lambda::Alias','Properties':{'FunctionName':{'Ref':'F'},"                        \
    "'ProvisionedConcurrencyConfig':{'ProvisionedConcurrentExecutions':2}}}}"

/* Two kept ready are 2 × 730 h × 3600 s; the calls they answer cost less, and what is beyond them is as
 * usual. */
static void functions_kept_ready(void **state)
{
    (void)state;
    const struct asked *few = ASKED("F", .requests = 1000, .duration = 1000);
    assert_lines(
        KEPT("arm64"), few,
        "A lambda_provisioned_arm64 5256000\nF lambda_requests 1000\nF lambda_kept_duration_arm64 1000\n");
    assert_lines(
        KEPT("x86_64"), few,
        "A lambda_provisioned_x86 5256000\nF lambda_requests 1000\nF lambda_kept_duration_x86 1000\n");
    assert_lines(
        KEPT("arm64"), ASKED("F", .requests = 6e6, .duration = 1000),
        "F lambda_requests 6000000\nF lambda_duration_arm64 744000\nF lambda_kept_duration_arm64 5256000\n"
        "A lambda_provisioned_arm64 5256000\n");
}

#define TASK(processor)                                                                                      \
    ONE("AWS::ECS::TaskDefinition",                                                                          \
        "'Cpu':'512','Memory':'2048','RuntimePlatform':{'CpuArchitecture':'" processor "'}")

/* A task costs a minute at least. */
static void tasks_by_architecture_and_a_minute_at_least(void **state)
{
    (void)state;
    assert_lines(TASK("ARM64"), ASKED("X", .requests = 60, .duration = 1000),
                 "X container_cpu_arm64 0.5\nX container_memory_arm64 2\n");
    assert_lines(TASK("X86_64"), ASKED("X", .requests = 60, .duration = 60000),
                 "X container_cpu_x86 0.5\nX container_memory_x86 2\n");
    assert_lines(TASK("X86_64"), ASKED("X", .requests = 60, .duration = 120000),
                 "X container_cpu_x86 1\nX container_memory_x86 4\n");
    assert_lines(TASK("X86_64"), NULL, "");
}

#define SERVICE(own, rest)                                                                                   \
    "{'T':{'Type':'AWS::ECS::TaskDefinition','Properties':{'Cpu':'1024','Memory':'1024'}},"                  \
    "'S':{'Type':'AWS::ECS::Service','Properties':{'TaskDefinition':{'Ref':'T'}" own "}}" rest "}"
#define SCALED(least)                                                                                        \
    ",'C':{'Type':'AWS::ApplicationAutoScaling::ScalableTarget','Properties':{'ServiceNamespace':'ecs',"     \
    "'MinCapacity':" least ",'ResourceId':{'Fn::Sub':'service/c/${S.Name}'}}}"

static void services_run_the_whole_month(void **state)
{
    (void)state;
    assert_lines(SERVICE("", ""), NULL, "S container_cpu_x86 730\nS container_memory_x86 730\n");
    assert_lines(SERVICE(",'DesiredCount':2", ""), NULL,
                 "S container_cpu_x86 1460\nS container_memory_x86 1460\n");
    assert_lines(SERVICE("", SCALED("3")), NULL, "S container_cpu_x86 2190\nS container_memory_x86 2190\n");
    assert_lines(SERVICE(",'DesiredCount':2", SCALED("3")), NULL,
                 "S container_cpu_x86 2190\nS container_memory_x86 2190\n");
}

static void messages_in_their_units(void **state)
{
    (void)state;
    assert_lines(ONE("AWS::ApiGatewayV2::Api", "'ProtocolType':'HTTP'"),
                 ASKED("X", .requests = 1000, .payload = 512), "X api_http 1000\nX transfer_out 0.4882812\n");
    assert_lines(ONE("AWS::ApiGatewayV2::Api", "'ProtocolType':'HTTP'"),
                 ASKED("X", .requests = 1000, .payload = 513), "X api_http 2000\nX transfer_out 0.4892349\n");
    assert_lines(ONE("AWS::ApiGatewayV2::Api", "'ProtocolType':'WEBSOCKET'"),
                 ASKED("X", .requests = 1000, .payload = 33),
                 "X api_websocket 2000\nX transfer_out 0.03147125\n");
    assert_lines(ONE("AWS::ApiGateway::RestApi", ""), ASKED("X", .requests = 1000, .payload = 1024),
                 "X api_rest 1000\nX transfer_out 0.9765625\n");
    assert_lines(ONE("AWS::Kinesis::Stream", ""), ASKED("X", .requests = 1000, .payload = 25),
                 "X stream_shard 730\nX stream_put 1000\n");
    assert_lines(ONE("AWS::Kinesis::Stream", "'ShardCount':2"), ASKED("X", .requests = 1000, .payload = 26),
                 "X stream_shard 1460\nX stream_put 2000\n");
    assert_lines(ONE("AWS::Kinesis::Stream", "'StreamModeDetails':{'StreamMode':'ON_DEMAND'}"), NULL,
                 "X stream_on_demand 730\n");
    assert_lines(ONE("AWS::SQS::Queue", ""), ASKED("X", .requests = 1000), "X queue 3000\n");
    assert_lines(ONE("AWS::SQS::Queue", "'FifoQueue':true"), ASKED("X", .requests = 1000),
                 "X queue_fifo 3000\n");
    assert_lines(ONE("AWS::SNS::Topic", "'FifoTopic':true"), ASKED("X", .requests = 1000),
                 "X topic_fifo 1000\n");
    assert_lines(ONE("AWS::SNS::Topic", ""), ASKED("X", .requests = 1000), "X topic 1000\n");
}

static void workflows_by_steps_or_time(void **state)
{
    (void)state;
    assert_lines(ONE("AWS::StepFunctions::StateMachine",
                     "'Definition':{'States':{'A':{},'B':{'Iterator':{'States':{'C':{}}}}}}"),
                 ASKED("X", .requests = 1000), "X workflow 3000\n");
    assert_lines(ONE("AWS::StepFunctions::StateMachine", "'StateMachineType':'EXPRESS'"),
                 ASKED("X", .requests = 1000, .duration = 36000),
                 "X workflow_express 1000\nX workflow_duration 0.625\n");
    assert_lines(ONE("AWS::ApiGateway::Stage", "'CacheClusterSize':'0.5'"), NULL, "X api_cache_half 730\n");
    assert_lines(ONE("AWS::ApiGateway::Stage", "'CacheClusterSize':'237'"), NULL, "X api_cache_237 730\n");
}

#define TABLE(properties) ONE("AWS::DynamoDB::GlobalTable", properties)
#define ON_DEMAND         "'BillingMode':'PAY_PER_REQUEST'"
#define RECOVERED         "{'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}"

static void tables_in_each_region(void **state)
{
    (void)state;
    const struct asked *asked = ASKED("X", .reads = 100, .writes = 1000, .storage = 10);
    assert_lines(TABLE(ON_DEMAND ",'Replicas':[{}]"), asked,
                 "X table_write 1000\nX table_read 100\nX table_storage 10\n");
    assert_lines(
        TABLE(ON_DEMAND ",'Replicas':[" RECOVERED ",{}," RECOVERED "]"), asked,
        "X table_write_replicated 3000\nX table_read 100\nX table_storage 30\nX table_recovery 20\n");
}

#define PROVISIONED                                                                                          \
    "'ProvisionedThroughput':{'WriteCapacityUnits':150,'ReadCapacityUnits':40},'GlobalSecondaryIndexes':["   \
    "{'ProvisionedThroughput':{'WriteCapacityUnits':10,'ReadCapacityUnits':10}}]"

static void tables_with_capacity_by_the_hour(void **state)
{
    (void)state;
    const char *table = ONE("AWS::DynamoDB::Table", PROVISIONED);
    assert_lines(table, NULL, "X table_write_capacity 116800\nX table_read_capacity 36500\n");
    assert_string_equal(lines_of(table, NULL, TERM_1),
                        "X table_write_capacity_1 146000\nX table_read_capacity_1 73000\n");
    /* A hundred are bought at once, where so many at the full price would cost more. */
    const char *few = ONE("AWS::DynamoDB::Table",
                          "'ProvisionedThroughput':{'WriteCapacityUnits':145,'ReadCapacityUnits':45}");
    assert_string_equal(
        lines_of(few, NULL, TERM_1),
        "X table_write_capacity_1 73000\nX table_write_capacity 32850\nX table_read_capacity 32850\n");
    assert_string_equal(lines_of(table, NULL, TERM_3),
                        "X table_write_capacity_3 146000\nX table_read_capacity_3 73000\n");
}

static void what_costs_by_being_there(void **state)
{
    (void)state;
    assert_lines(ONE("AWS::CloudWatch::Alarm", "'MetricName':'m'"), NULL, "X alarm 1\n");
    assert_lines(
        ONE("AWS::CloudWatch::Alarm", "'Metrics':[{'MetricStat':{}},{'Expression':'a'},{'MetricStat':{}}]"),
        NULL, "X alarm 2\n");
    assert_lines(ONE("AWS::SSM::Parameter", "'Tier':'Advanced'"), NULL, "X parameter 1\n");
    assert_lines(ONE("AWS::SSM::Parameter", "'Tier':'Standard'"), NULL, "");
    assert_lines(ONE("AWS::WAFv2::WebACL", "'Rules':[{},{}]"), NULL, "X firewall 1\nX firewall_rule 2\n");
    assert_lines(ONE("AWS::EC2::NatGateway", ""), NULL, "X network_gateway 730\n");
    assert_lines(ONE("AWS::SecretsManager::Secret", ""), NULL, "X secret 1\n");
}

#define BUCKET(rules) ONE("AWS::S3::Bucket", "'LifecycleConfiguration':{'Rules':[" rules "]}")

/* 73 GB a month are 2.4 GB a day. */
static void buckets_through_their_classes(void **state)
{
    (void)state;
    const struct asked *growing = ASKED("X", .growth = 73);
    assert_lines(BUCKET(""), growing, "X bucket_storage 876\n");
    assert_lines(BUCKET("{'Status':'Enabled','Transitions':[{'TransitionInDays':90,'StorageClass':'GLACIER'},"
                        "{'TransitionInDays':30,'StorageClass':'STANDARD_IA'}],'ExpirationInDays':100}"),
                 growing, "X bucket_storage 72\nX bucket_infrequent 144\nX bucket_glacier 24\n");
    assert_lines(BUCKET("{'Status':'Disabled','ExpirationInDays':100},"
                        "{'Status':'Enabled','Prefix':'a','ExpirationInDays':9}"),
                 growing, "X bucket_storage 876\n");
    assert_lines(BUCKET(""), ASKED("X", .reads = 5, .writes = 7, .storage = 3),
                 "X bucket_storage 3\nX bucket_write 7\nX bucket_read 5\n");
}

static void distributions_and_logs(void **state)
{
    (void)state;
    assert_lines(ONE("AWS::CloudFront::Distribution", "'DistributionConfig':{'FunctionAssociations':[{}]}"),
                 ASKED("X", .requests = 1000, .payload = 1024),
                 "X cdn_requests 1000\nX cdn_out 0.9765625\nX cdn_function 1000\n");
    assert_lines(
        "{'F':{'Type':'AWS::Lambda::Function','Properties':{'Role':{'Ref':'R'},'LoggingConfig':"
        "{'LogGroup':{'Ref':'L'}}}},'L':{'Type':'AWS::Logs::LogGroup','Properties':{'RetentionInDays':73}},"
        "'R':{'Type':'AWS::IAM::Role'}}",
        ASKED("F", .requests = 1048576, .logs = 10),
        "L logs_in 10\nL logs_kept 3.6\nF lambda_requests 1048576\nF lambda_duration_x86 13107.2\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(functions_in_gigabytes_and_seconds),
                                        TEST(functions_kept_ready),
                                        TEST(tasks_by_architecture_and_a_minute_at_least),
                                        TEST(services_run_the_whole_month),
                                        TEST(messages_in_their_units),
                                        TEST(workflows_by_steps_or_time),
                                        TEST(tables_in_each_region),
                                        TEST(tables_with_capacity_by_the_hour),
                                        TEST(what_costs_by_being_there),
                                        TEST(buckets_through_their_classes),
                                        TEST(distributions_and_logs) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
