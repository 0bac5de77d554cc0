/* How often other resources are used when a function is called: from its permissions, its event sources and
 * its logs. */
#include "stacks/cost/usage.h"
#include "tests/templates.h"

static const struct node written = { .shape = SCALAR, .text = "" };
static const struct usages *usages;

static struct a_month *a_month(double value)
{
    struct a_month *all = arena_take(arena, 2 * sizeof *all);
    all[0] = (struct a_month){ &written, value };
    return all;
}

/* Function F is called 100 times a month, G 40 times. */
static void read_usages(const char *text)
{
    struct traffic *all = arena_take(arena, 3 * sizeof *all);
    all[0] =
        (struct traffic){ .from = &written, .id = "F", .requests = a_month(100), .payload = { &written, 2 } };
    all[1] = (struct traffic){ .from = &written, .id = "G", .requests = a_month(40) };
    usages = usages_read(arena, json(text), all);
}

#define FUNCTION(id, more)                                                                                   \
    "'" id "':{'Type':'AWS::Lambda::Function','Properties':{'Role':{'Fn::GetAtt':['" id "Role','Arn']}" more \
    "}}"
#define ROLE(id, actions, on)                                                                                \
    "'" id "Role':{'Type':'AWS::IAM::Role','Properties':{'Policies':[{'PolicyDocument':{'Statement':["       \
    "{'Action':[" actions "],'Resource':" on "}]}}]}}"
#define ARN(id) "{'Fn::GetAtt':['" id "','Arn']}"

static void assert_usage(const char *id, double requests, double reads, double writes)
{
    const struct usage *usage = usage_of(usages, id);
    if (usage->requests != requests || usage->reads != reads || usage->writes != writes)
        fail_msg("%s: %g requests, %g reads, %g writes", id, usage->requests, usage->reads, usage->writes);
}

static void permissions_are_used_once_a_call(void **state)
{
    (void)state;
    read_usages("{" FUNCTION("F", "") "," ROLE(
        "F", "'dynamodb:GetItem','dynamodb:Query','dynamodb:PutItem'",
        ARN("T")) "," FUNCTION("G", "") "," ROLE("G", "'dynamodb:UpdateItem'",
                                                 "[" ARN("T") "," ARN(
                                                     "U") "]") ",'T':{'Type':'AWS::DynamoDB::Table'},'U':{'"
                                                               "Type':'AWS::DynamoDB::Table'}}");
    assert_usage("T", 0, 100, 140);
    assert_usage("U", 0, 0, 40);
    assert_usage("F", 100, 0, 0);
    assert_usage("nothing", 0, 0, 0);
}

static void each_action_has_its_direction(void **state)
{
    (void)state;
    static const struct {
        const char *action;
        double requests, reads, writes;
    } all[] = {
        { "dynamodb:GetItem", 0, 100, 0 },
        { "dynamodb:Query", 0, 100, 0 },
        { "dynamodb:PutItem", 0, 0, 100 },
        { "dynamodb:UpdateItem", 0, 0, 100 },
        { "s3:GetObject", 0, 100, 0 },
        { "s3:PutObject", 0, 0, 100 },
        { "sqs:SendMessage", 100, 0, 0 },
        { "sns:Publish", 100, 0, 0 },
        { "events:PutEvents", 100, 0, 0 },
        { "states:StartExecution", 100, 0, 0 },
        { "states:StartSyncExecution", 100, 0, 0 },
        { "kinesis:PutRecord", 100, 0, 0 },
        { "dynamodb:DescribeTable", 0, 0, 0 },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        read_usages(arena_text(arena,
                               "{" FUNCTION("F", "") "," ROLE("F", "'%s'", ARN("X")) ",'X':{'Type':'T'}}",
                               all[i].action));
        assert_usage("X", all[i].requests, all[i].reads, all[i].writes);
    }
}

static void who_is_invoked_takes_what_there_is(void **state)
{
    (void)state;
    read_usages("{" FUNCTION("F", "") "," FUNCTION(
        "G",
        "") ",'Q':{'Type':'AWS::SQS::Queue'},"
            "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{'EventSourceArn':" ARN(
                "Q") ",'FunctionName':"
                     "{'Ref':'F'}}},"
                     "'B':{'Type':'AWS::Events::EventBus'},'R':{'Type':'AWS::Events::Rule','Properties':{'"
                     "EventBusName':"
                     "{'Ref':'B'},'Targets':[{'Arn':" ARN("F") "},{'Arn':" ARN(
                         "G") "}]}},"
                              "'T':{'Type':'AWS::SNS::Topic'},"
                              "'S1':{'Type':'AWS::SNS::Subscription','Properties':{'TopicArn':{'Ref':'T'},'"
                              "Endpoint':" ARN("F") "}},"
                                                    "'S2':{'Type':'AWS::SNS::Subscription','Properties':{'"
                                                    "TopicArn':{'Ref':'T'},'Endpoint':" ARN("G") "}}}");
    assert_usage("Q", 100, 0, 0);
    assert_usage("B", 140, 0, 0);
    assert_usage("T", 100, 0, 0); /* all subscribers get the same messages */
}

/* A message is sent once and received once: the larger of both counts, not their sum. */
static void senders_and_takers_are_not_added(void **state)
{
    (void)state;
    read_usages("{" FUNCTION("F", "") "," FUNCTION("G", "") "," ROLE(
        "G", "'sqs:SendMessage'",
        ARN("Q")) ",'Q':{'Type':'AWS::SQS::Queue'},"
                  "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{'EventSourceArn':" ARN(
                      "Q") ",'FunctionName':"
                           "{'Ref':'F'}}}}");
    assert_usage("Q", 100, 0, 0);
    read_usages("{" FUNCTION("F", "") "," FUNCTION("G", "") "," ROLE(
        "F", "'sqs:SendMessage'",
        ARN("Q")) ",'Q':{'Type':'AWS::SQS::Queue'},"
                  "'M':{'Type':'AWS::Lambda::EventSourceMapping','Properties':{'EventSourceArn':" ARN(
                      "Q") ",'FunctionName':"
                           "{'Ref':'G'}}}}");
    assert_usage("Q", 100, 0, 0);
}

#define PERMIT(id, function)                                                                                 \
    "'" id "':{'Type':'AWS::Lambda::Permission','Properties':{'FunctionName':" function                      \
    ",'SourceArn':{'Fn::Sub':'arn:${Api}/*'}}}"
#define ALIAS                                                                                                \
    "'A':{'Type':'AWS::Lambda::Alias','Properties':{'FunctionName':{'Ref':'F'},"                             \
    "'ProvisionedConcurrencyConfig':{'ProvisionedConcurrentExecutions':3}}}"

static void apis_are_asked_what_their_functions_are(void **state)
{
    (void)state;
    read_usages("{" FUNCTION("F", "") "," FUNCTION("G", "") "," PERMIT("P1", "{'Ref':'F'}") "," PERMIT(
        "P2", "{'Ref':'F'}") "," PERMIT("P3", "{'Ref':'G'}") ",'Api':{'Type':'AWS::ApiGateway::RestApi'}}");
    assert_usage("Api", 140, 0, 0);
    assert_true(usage_of(usages, "Api")->answers_kb == 200);
    read_usages("{" FUNCTION("F", "") "," ALIAS "," PERMIT("P", "{'Ref':'A'}") "}");
    assert_usage("Api", 100, 0, 0);
    assert_true(usage_of(usages, "F")->kept == 3);
}

static void calls_take_and_log_the_usual(void **state)
{
    (void)state;
    read_usages("{" FUNCTION(
        "F", ",'LoggingConfig':{'LogGroup':{'Ref':'L'}}") ",'L':{'Type':'AWS::Logs::LogGroup'}}");
    assert_true(usage_of(usages, "F")->seconds == 0.1);
    assert_true(usage_of(usages, "nothing")->seconds == 0.1);
    assert_true(usage_of(usages, "F")->logs_kb == 1);
    assert_true(usage_of(usages, "L")->written_kb == 100);
}

static void access_logs_have_a_line_a_request(void **state)
{
    (void)state;
    static const char *const stages[] = {
        "'S':{'Type':'AWS::ApiGateway::Stage','Properties':{'RestApiId':{'Ref':'Api'},"
        "'AccessLogSetting':{'DestinationArn':" ARN("L") "}}}",
        "'S':{'Type':'AWS::ApiGatewayV2::Stage','Properties':{'ApiId':{'Ref':'Api'},"
        "'AccessLogSettings':{'DestinationArn':" ARN("L") "}}}",
    };
    for (size_t i = 0; i < 2; i++) {
        read_usages(
            arena_text(arena, "{" FUNCTION("F", "") "," PERMIT("P", "{'Ref':'F'}") ",%s}", stages[i]));
        assert_true(usage_of(usages, "L")->written_kb == 100);
    }
}

static void distributions_stand_before_their_origins(void **state)
{
    (void)state;
    read_usages("{'D':{'Type':'AWS::CloudFront::Distribution','Properties':{'DistributionConfig':{'Origins':["
                "{'DomainName':{'Fn::Sub':'${Api}.example.com'}}]}}}}");
    assert_true(usage_of(usages, "Api")->fronted);
    assert_false(usage_of(usages, "D")->fronted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(permissions_are_used_once_a_call),        TEST(each_action_has_its_direction),
        TEST(who_is_invoked_takes_what_there_is),      TEST(senders_and_takers_are_not_added),
        TEST(apis_are_asked_what_their_functions_are), TEST(calls_take_and_log_the_usual),
        TEST(access_logs_have_a_line_a_request),       TEST(distributions_stand_before_their_origins)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
