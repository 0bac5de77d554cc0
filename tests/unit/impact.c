/* The impact of a change and how certain it is, from values, from policies that retain data, and from the
 * worst row. */
#include "tests/templates.h"

#define ONE(type, body)        "{'X':{'Type':'" type "'" body "}}"
#define WITH(type, properties) ONE(type, ",'Properties':{" properties "}")

/* The impact of the one resource, `?` where it is not certain, and what happens to its data. */
static const char *sum(const char *before, const char *after)
{
    const struct changed *c = diff_resources(before, after)->first;
    if (!c) return "";
    return arena_text(arena, "%s%s%s%s", impact_words[c->impact], c->possible ? "?" : "", c->fate ? " " : "",
                      c->fate ? fate_words[c->fate] : "");
}

#define assert_sum(before, after, expected) assert_string_equal(sum(before, after), expected)
#define assert_property(type, before, after, expected)                                                       \
    assert_sum(WITH(type, before), WITH(type, after), expected)

static void numbers_that_shrink_lose_data(void **state)
{
    (void)state;
    assert_property("AWS::Logs::LogGroup", "'RetentionInDays':30", "'RetentionInDays':7", "log-loss");
    assert_property("AWS::Logs::LogGroup", "'RetentionInDays':7", "'RetentionInDays':30", "behaviour");
    assert_property("AWS::Logs::LogGroup", "", "'RetentionInDays':30", "log-loss");
    assert_property("AWS::Logs::LogGroup", "'RetentionInDays':30", "", "behaviour");
    assert_property("AWS::Logs::LogGroup", "'RetentionInDays':30", "'RetentionInDays':{'Ref':'P'}",
                    "behaviour?");
    assert_property("AWS::SQS::Queue", "'MessageRetentionPeriod':900", "'MessageRetentionPeriod':1000",
                    "behaviour");
    assert_property("AWS::SQS::Queue", "'MessageRetentionPeriod':1000", "'MessageRetentionPeriod':900",
                    "data-loss");
    assert_property("AWS::Lambda::Function", "", "'ReservedConcurrentExecutions':5", "outage?");
    assert_property("AWS::Lambda::Function", "'ReservedConcurrentExecutions':5",
                    "'ReservedConcurrentExecutions':4", "outage?");
    assert_property("AWS::Lambda::Function", "'ReservedConcurrentExecutions':4",
                    "'ReservedConcurrentExecutions':5", "behaviour");
}

static void log_groups_lose_logs(void **state)
{
    (void)state;
    static const char retain[] = ONE("AWS::Logs::LogGroup", ",'DeletionPolicy':'Retain'");
    assert_sum(ONE("AWS::Logs::LogGroup", ""), "{}", "log-loss deleted");
    assert_sum(retain, "{}", "behaviour retained");
    assert_sum(retain, ONE("AWS::Logs::LogGroup", ""), "log-loss?");
    assert_property("AWS::Logs::LogGroup", "'LogGroupName':'a'", "'LogGroupName':'b'", "log-loss deleted");
    assert_sum("{}", ONE("AWS::Logs::LogGroup", ""), "behaviour");
}

static void switches_matter_in_one_direction(void **state)
{
    (void)state;
    assert_property("AWS::DynamoDB::Table",
                    "'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}",
                    "'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':false}", "data-loss?");
    assert_property("AWS::DynamoDB::Table",
                    "'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}", "",
                    "data-loss?");
    assert_property("AWS::DynamoDB::Table", "",
                    "'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}", "behaviour");
    assert_property("AWS::DynamoDB::Table",
                    "'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':false}", "",
                    "behaviour");
    assert_property("AWS::KMS::Key", "'Enabled':true", "'Enabled':false", "outage");
    assert_property("AWS::KMS::Key", "'Enabled':false", "'Enabled':true", "behaviour");
    assert_property("AWS::DynamoDB::Table", "'DeletionProtectionEnabled':true",
                    "'DeletionProtectionEnabled':false", "security");
}

static void properties_that_come_or_go(void **state)
{
    (void)state;
    assert_property("AWS::DynamoDB::Table", "'TimeToLiveSpecification':{'AttributeName':'t','Enabled':true}",
                    "", "behaviour");
    assert_property("AWS::DynamoDB::Table", "",
                    "'TimeToLiveSpecification':{'AttributeName':'t','Enabled':true}", "data-loss?");
    assert_property("AWS::SQS::Queue", "'RedrivePolicy':{'maxReceiveCount':3}", "", "data-loss?");
    assert_property("AWS::SQS::Queue", "", "'RedrivePolicy':{'maxReceiveCount':3}", "behaviour");
    /* The path of a property, and not what begins like it. */
    assert_property("AWS::Lambda::Function", "'CodeSigningConfigArn':'a'", "'CodeSigningConfigArn':'b'",
                    "behaviour");
    assert_property("AWS::Lambda::Function", "'Code':{'S3Key':'a'}", "'Code':{'S3Key':'b'}", "code");
}

/* One certain row is enough, at any position among the rows. */
static void one_certain_row_makes_the_whole_certain(void **state)
{
    (void)state;
    const char *certain = "'NoncurrentVersionExpiration':{'NoncurrentDays':9}",
               *less = "'NoncurrentVersionExpiration':{'NoncurrentDays':8}";
    const char *form = "{'X':{'Type':'AWS::S3::Bucket','Properties':{'LifecycleConfiguration':{'Rules':["
                       "{'Id':'a',%s,'Status':'%s'}]}}}}";
    const char *both = arena_text(arena, form, certain, "Enabled");
    assert_sum(both, arena_text(arena, form, less, "Disabled"), "data-loss");
    assert_sum(both, arena_text(arena, form, less, "Enabled"), "data-loss");
    assert_sum(both, arena_text(arena, form, certain, "Disabled"), "data-loss?");
    const char *turned = "{'X':{'Type':'AWS::S3::Bucket','Properties':{'LifecycleConfiguration':{'Rules':["
                         "{'Id':'a','Status':'%s',%s}]}}}}";
    assert_sum(arena_text(arena, turned, "Enabled", certain), arena_text(arena, turned, "Disabled", less),
               "data-loss");
    /* A certain row of a lesser kind does not make the worst one certain. */
    assert_property("AWS::SQS::Queue", "'RedrivePolicy':{'maxReceiveCount':3},'DelaySeconds':1",
                    "'DelaySeconds':2", "data-loss?");
}

#define BUCKET(policies) ONE("AWS::S3::Bucket", policies)

static void policies_say_what_becomes_of_data(void **state)
{
    (void)state;
    assert_sum(BUCKET(""), "{}", "data-loss deleted");
    assert_sum(BUCKET(",'DeletionPolicy':'Delete'"), "{}", "data-loss deleted");
    assert_sum(BUCKET(",'DeletionPolicy':'Retain'"), "{}", "outage? retained");
    assert_sum(BUCKET(",'DeletionPolicy':'RetainExceptOnCreate'"), "{}", "outage? retained");
    assert_sum(BUCKET(",'DeletionPolicy':'Snapshot'"), "{}", "outage? snapshot");
    assert_sum(BUCKET(",'UpdateReplacePolicy':'Retain'"), "{}", "data-loss deleted");
    assert_sum(BUCKET(",'Properties':{'BucketName':'a'}"), BUCKET(",'Properties':{'BucketName':'b'}"),
               "data-loss deleted");
    assert_sum(BUCKET(",'UpdateReplacePolicy':'Retain','Properties':{'BucketName':'a'}"),
               BUCKET(",'UpdateReplacePolicy':'Retain','Properties':{'BucketName':'b'}"),
               "data-loss? retained");
    assert_sum(BUCKET(",'DeletionPolicy':'Retain','Properties':{'BucketName':'a'}"),
               BUCKET(",'DeletionPolicy':'Retain','Properties':{'BucketName':'b'}"), "data-loss deleted");
}

static void keeping_less_than_before_is_reported(void **state)
{
    (void)state;
    static const char *const policies[] = { "Delete", "Snapshot", "Retain" };
    static const char *const names[] = { "DeletionPolicy", "UpdateReplacePolicy" };
    for (size_t n = 0; n < 2; n++)
        for (size_t from = 0; from < 3; from++)
            for (size_t to = 0; to < 3; to++) {
                const char *form = "{'X':{'Type':'AWS::S3::Bucket','%s':'%s'}}";
                const char *expected = from == to ? "" : to < from ? "data-loss?" : "cosmetic";
                assert_sum(arena_text(arena, form, names[n], policies[from]),
                           arena_text(arena, form, names[n], policies[to]), expected);
            }
    assert_sum(ONE("AWS::SNS::Topic", ",'DeletionPolicy':'Retain'"), ONE("AWS::SNS::Topic", ""), "cosmetic");
    assert_sum(BUCKET(",'Condition':'A'"), BUCKET(",'Condition':'B'"), "data-loss?");
    assert_sum(BUCKET(",'Condition':'A'"), BUCKET(""), "behaviour?");
    assert_sum(BUCKET(",'UpdatePolicy':{'A':1}"), BUCKET(",'UpdatePolicy':{'A':2}"), "behaviour");
    assert_sum(BUCKET(",'Metadata':{'A':1}"), BUCKET(",'Metadata':{'A':2}"), "cosmetic");
}

static void whole_resources_by_their_type(void **state)
{
    (void)state;
    static const struct {
        const char *type, *added, *removed;
    } all[] = {
        { "AWS::Lambda::Function", "behaviour", "outage" },
        { "AWS::ApiGatewayV2::Route", "behaviour", "outage" },
        { "AWS::Events::Rule", "behaviour", "outage" },
        { "AWS::CloudWatch::Alarm", "behaviour", "behaviour" },
        { "AWS::CloudWatch::Dashboard", "cosmetic", "cosmetic" },
        { "AWS::Lambda::Version", "cosmetic", "cosmetic" },
        { "AWS::Lambda::Permission", "behaviour", "behaviour" },
        { "AWS::IAM::OIDCProvider", "security", "security" },
        { "AWS::WAFv2::WebACL", "security", "security" },
        { "AWS::DynamoDB::Table", "behaviour", "data-loss deleted" },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const char *there = arena_text(arena, "{'X':{'Type':'%s'}}", all[i].type);
        assert_sum("{}", there, all[i].added);
        assert_sum(there, "{}", all[i].removed);
    }
    /* What cfgen does not expand may be anything. */
    assert_sum("{'Fn::ForEach::A':['I',{'Ref':'L'},{}]}", "{}", "data-loss?");
    assert_sum("{'Fn::ForEach::A':['I',{'Ref':'L'},{}]}", "{'Fn::ForEach::A':['I',{'Ref':'M'},{}]}",
               "data-loss?");
    assert_sum("{}", "{'Fn::ForEach::A':['I',{'Ref':'L'},{}]}", "behaviour");
}

static void an_address_that_changes_is_an_outage(void **state)
{
    (void)state;
    assert_property("AWS::SNS::Topic", "'TopicName':'a'", "'TopicName':'b'", "outage");
    assert_property("AWS::CloudWatch::Alarm", "'AlarmName':'a'", "'AlarmName':'b'", "behaviour");
    assert_property("AWS::SNS::Topic", "'TopicName':'{{resolve:ssm:/a}}'", "'TopicName':'{{resolve:ssm:/b}}'",
                    "outage?");
}

#define API(paths) WITH("AWS::ApiGateway::RestApi", "'Body':{'paths':{" paths "}}")

static void routes_of_a_document(void **state)
{
    (void)state;
    assert_sum(API("'/a':{'get':{'summary':'x'}},'/b':{'get':{}}"), API("'/a':{'get':{'summary':'x'}}"),
               "outage");
    assert_sum(API("'/a':{'get':{'summary':'x'}}"),
               API("'/a':{'get':{'summary':'x'}},'/b':{'get':{'responses':{}}}"), "security");
    assert_sum(API("'/a':{'get':{'summary':'x'}}"), API("'/a':{'get':{'summary':'y'}}"), "cosmetic");
    assert_sum(API("'/a':{'get':{'description':'x'}}"), API("'/a':{'get':{'description':'y'}}"), "cosmetic");
    assert_sum(API("'/a':{'get':{'security':[{'u':[]}]}}"), API("'/a':{'get':{'security':[]}}"), "security");
    assert_sum(API("'/a':{'get':{'operationId':'x'}}"), API("'/a':{'get':{'operationId':'y'}}"), "behaviour");
}

#define DOCUMENT(effect)                                                                                     \
    "{'Statement':[{'Effect':'" effect "','Principal':'*','Action':'sqs:*','Resource':'*'}]}"

static void access_is_security_in_both_directions(void **state)
{
    (void)state;
    assert_property("AWS::IAM::Role", "'MaxSessionDuration':3600", "'MaxSessionDuration':7200", "behaviour");
    assert_property("AWS::IAM::Role", "'Description':'a'", "'Description':'b'", "cosmetic");
    assert_property("AWS::IAM::Role", "'Tags':[{'Key':'a','Value':'1'}]", "'Tags':[{'Key':'a','Value':'2'}]",
                    "cosmetic");
    assert_property("AWS::SQS::QueuePolicy", "'Queues':['q'],'PolicyDocument':" DOCUMENT("Allow"),
                    "'Queues':['q'],'PolicyDocument':" DOCUMENT("Deny"), "security");
    assert_property("AWS::SQS::QueuePolicy", "'Queues':['q'],'PolicyDocument':" DOCUMENT("Deny"),
                    "'Queues':['q'],'PolicyDocument':" DOCUMENT("Allow"), "security");
    assert_property("AWS::KMS::Key", "'KeyPolicy':" DOCUMENT("Deny"), "'KeyPolicy':" DOCUMENT("Allow"),
                    "security");
    assert_property("AWS::ApiGatewayV2::Route",
                    "'ApiId':'a','RouteKey':'GET /','AuthorizationType':'AWS_IAM'",
                    "'ApiId':'a','RouteKey':'GET /'", "security");
    assert_property("AWS::ApiGatewayV2::Route", "'ApiId':'a','RouteKey':'GET /'",
                    "'ApiId':'a','RouteKey':'GET /','AuthorizationType':'AWS_IAM'", "security");
}

static void other_sections(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    const struct node *output = json("{'Outputs':{'Url':{'Value':'x'}}}"), *none = json("{'Outputs':{}}"),
                      *other = json("{'Outputs':{'Url':{'Value':'y'}}}");
    assert_int_equal(diff_templates(arena, schemas, output, none)->first->impact, IMPACT_BEHAVIOUR);
    assert_int_equal(diff_templates(arena, schemas, none, output)->first->impact, IMPACT_COSMETIC);
    assert_int_equal(diff_templates(arena, schemas, output, other)->first->impact, IMPACT_COSMETIC);
    assert_int_equal(
        diff_templates(arena, schemas, json("{'Parameters':{'P':{'Type':'String'}}}"), json("{}"))
            ->first->impact,
        IMPACT_COSMETIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_that_shrink_lose_data),           TEST(log_groups_lose_logs),
        TEST(switches_matter_in_one_direction),        TEST(properties_that_come_or_go),
        TEST(one_certain_row_makes_the_whole_certain), TEST(policies_say_what_becomes_of_data),
        TEST(keeping_less_than_before_is_reported),    TEST(whole_resources_by_their_type),
        TEST(an_address_that_changes_is_an_outage),    TEST(routes_of_a_document),
        TEST(access_is_security_in_both_directions),   TEST(other_sections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
