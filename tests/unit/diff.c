/* How two templates are compared: which values are equal, which items are matched, and which other resources
 * change because of it. */
#include "tests/templates.h"

#define QUEUE(properties)    "{'Queue':{'Type':'AWS::SQS::Queue','Properties':{" properties "}}}"
#define FUNCTION(properties) "{'F':{'Type':'AWS::Lambda::Function','Properties':{" properties "}}}"
#define TABLE(properties)    "{'Table':{'Type':'AWS::DynamoDB::Table','Properties':{" properties "}}}"
#define RULE(name, days)     "{'Id':'" name "','Status':'Enabled','ExpirationInDays':" days "}"
#define BUCKET(rules)                                                                                        \
    "{'B':{'Type':'AWS::S3::Bucket','Properties':{'LifecycleConfiguration':{'Rules':[" rules "]}}}}"

static void equal_values_are_written_in_many_ways(void **state)
{
    (void)state;
    assert_diff(QUEUE("'DelaySeconds':1"), QUEUE("'DelaySeconds':1.0"), "");
    assert_diff(QUEUE("'DelaySeconds':1"), QUEUE("'DelaySeconds':'1'"), "");
    assert_diff(QUEUE("'FifoQueue':true"), QUEUE("'FifoQueue':'true'"), "");
    assert_diff(FUNCTION("'FunctionName':'1'"), FUNCTION("'FunctionName':'1.0'"),
                "modify F outage\n  Properties.FunctionName: 1 > 1.0 outage replaced\n");
    assert_diff(FUNCTION("'Description':{'Fn::Join':['-',['a',{'Ref':'P'}]]}"),
                FUNCTION("'Description':{'Fn::Sub':'a-${P}'}"), "");
    assert_diff(FUNCTION("'Role':{'Fn::GetAtt':'R.Arn'}"), FUNCTION("'Role':{'Fn::GetAtt':['R','Arn']}"), "");
    assert_diff(FUNCTION("'Role':{'Fn::Sub':'${R.Arn}'}"), FUNCTION("'Role':{'Fn::GetAtt':['R','Arn']}"), "");
    assert_diff(FUNCTION("'Role':{'Fn::Sub':'${R.A.B}'}"), FUNCTION("'Role':{'Fn::GetAtt':['R','A.B']}"), "");
    assert_diff(FUNCTION("'Description':{'Fn::Sub':'${R}'}"), FUNCTION("'Description':{'Ref':'R'}"), "");
    assert_diff(QUEUE("'DelaySeconds':{'Ref':'AWS::NoValue'}"), QUEUE(""), "");
}

static void texts_are_put_together_in_many_ways(void **state)
{
    (void)state;
#define SAID(value) FUNCTION("'Description':" value)
    assert_diff(SAID("{'Fn::Sub':['${X}-${P}',{'X':'a'}]}"), SAID("{'Fn::Sub':'a-${P}'}"), "");
    assert_diff(SAID("{'Fn::Sub':['${X}-b',{'X':{'Fn::Sub':'a-${P}'}}]}"), SAID("{'Fn::Sub':'a-${P}-b'}"),
                "");
    assert_diff(SAID("{'Fn::Join':['',[{'Fn::Join':['-',['a',{'Ref':'P'}]]},'/',{'Fn::GetAtt':'R.Arn'}]]}"),
                SAID("{'Fn::Sub':'a-${P}/${R.Arn}'}"), "");
    assert_diff(SAID("{'Fn::Join':['-',['a',{'Fn::ImportValue':'e'}]]}"),
                SAID("{'Fn::Sub':['a-${X}',{'X':{'Fn::ImportValue':'e'}}]}"), "");
    assert_diff(SAID("{'Fn::Sub':['${X}',{'X':{'Fn::ImportValue':'e'}}]}"), SAID("{'Fn::ImportValue':'e'}"),
                "");
    assert_diff(SAID("{'Fn::Sub':['${X}',{'X':{'Ref':'P'},'Unused':'x'}]}"), SAID("{'Ref':'P'}"), "");
    assert_diff(SAID("{'Fn::Sub':'${!P}'}"), SAID("'${P}'"), "");
    assert_diff(SAID("{'Fn::Select':['0',{'Fn::GetAZs':''}]}"),
                SAID("{'Fn::Select':[0,{'Fn::GetAZs':{'Ref':'AWS::Region'}}]}"), "");
    /* A variable's value is not searched for the next variable. */
    assert_diff(SAID("{'Fn::Sub':['${A}${B}',{'A':{'Ref':'B'},'B':'x'}]}"), SAID("{'Fn::Sub':'${B}x'}"), "");
    assert_diff(SAID("{'Fn::Sub':'${P}'}"), SAID("'${P}'"),
                "modify F cosmetic?\n  Properties.Description: {\"Ref\":\"P\"} > ${P} cosmetic?\n");
    assert_diff(SAID("{'Fn::Join':['-',['a',{'Fn::ImportValue':'e'}]]}"),
                SAID("{'Fn::Sub':['a-${X}',{'X':{'Fn::ImportValue':'f'}}]}"),
                "modify F cosmetic?\n  Properties.Description: {\"Fn::Sub\":[\"a-${ImportValue1}\","
                "{\"ImportValue1\":{\"Fn::ImportValue\":\"e\"}}]} > {\"Fn::Sub\":[\"a-${ImportValue1}\","
                "{\"ImportValue1\":{\"Fn::ImportValue\":\"f\"}}]} cosmetic?\n");
}

/* Each level doubles the text; what is too long stays as it is written. */
static void texts_that_double_end(void **state)
{
    (void)state;
    const char *value = "'x'";
    for (int i = 0; i < 40; i++) value = arena_text(arena, "{'Fn::Sub':['${A}${A}${P}',{'A':%s}]}", value);
    const char *template =
        arena_text(arena, "{'F':{'Type':'AWS::Lambda::Function','Properties':{'Description':%s}}}", value);
    assert_diff(template, template, "");
    struct diff *diff = diff_resources(template, FUNCTION(""));
    assert_int_equal(diff->counts.modify, 1);
}

#define MACHINE(definition)                                                                                  \
    "{'M':{'Type':'AWS::StepFunctions::StateMachine','Properties':{'RoleArn':'r','DefinitionString'"         \
    ":" definition "}}}"

static void json_is_written_in_many_ways(void **state)
{
    (void)state;
    assert_diff(MACHINE("{'Fn::ToJsonString':{'A':1,'B':['x']}}"),
                MACHINE("' {\\'B\\': [\\'x\\'], \\'A\\': 1.0}'"), "");
    assert_diff(MACHINE("{'Fn::ToJsonString':{'A':{'Ref':'P'}}}"),
                MACHINE("{'Fn::Sub':'{\\'A\\':\\'${P}\\'}'}"), "");
    assert_diff(MACHINE("{'Fn::Join':['',['{\\'A\\':\\'',{'Ref':'P'},'\\'}']]}"),
                MACHINE("{'Fn::Sub':['{\\'A\\':\\'${X}\\'}',{'X':{'Ref':'P'}}]}"), "");
    assert_diff(MACHINE("{'Fn::Sub':['{\\'A\\':${X}}',{'X':5}]}"), MACHINE("'{\\'A\\':5}'"), "");
    assert_diff(MACHINE("'{\\'A\\':1}'"), MACHINE("'{\\'A\\':\\'1\\'}'"),
                "modify M behaviour\n  Properties.DefinitionString.A: 1 > 1 behaviour\n");
    assert_diff(MACHINE("'{\\'Tags\\':[1,2]}'"), MACHINE("'{\\'Tags\\':[2,1]}'"),
                "modify M behaviour\n  Properties.DefinitionString.Tags: [1,2] > [2,1] behaviour\n");
    assert_diff(MACHINE("'{\\'A\\':\\'${P}\\'}'"), MACHINE("{'Fn::Sub':'{\\'A\\':\\'${P}\\'}'}"),
                "modify M behaviour?\n  Properties.DefinitionString.A: ${P} > {\"Ref\":\"P\"} behaviour?\n");
    assert_diff(MACHINE("{'Fn::Sub':'{\\'A\\':${P}}'}"), MACHINE("{'Fn::Sub':'{\\'A\\':\\'${P}\\'}'}"),
                "modify M behaviour\n"
                "  Properties.DefinitionString.A: {\"Fn::Sub\":\"${P}\"} > {\"Ref\":\"P\"} behaviour\n");
}

#define API(body) "{'A':{'Type':'AWS::ApiGateway::RestApi','Properties':{'Body':" body "}}}"

static void the_written_type_is_cosmetic_where_aws_may_take_both(void **state)
{
    (void)state;
    assert_diff(API("{'x':{'default':1}}"), API("{'x':{'default':'1'}}"),
                "modify A cosmetic\n  Properties.Body.x.default: 1 > 1 cosmetic\n");
    assert_diff(API("{'x':true}"), API("{'x':'true'}"),
                "modify A cosmetic\n  Properties.Body.x: true > true cosmetic\n");
    assert_diff(API("{'x':1.0}"), API("{'x':1}"), "");
    assert_diff(QUEUE("'DelaySeconds':{'Fn::If':['C',1,2]}"),
                QUEUE("'DelaySeconds':{'Fn::If':['C','1','2']}"), "");
    assert_diff(FUNCTION("'Description':5"), FUNCTION("'Description':'5'"), "");
    assert_diff(FUNCTION("'Description':true"), FUNCTION("'Description':'true'"), "");
    assert_diff(FUNCTION("'Architectures':'arm64'"), FUNCTION("'Architectures':['arm64']"), "");
}

static void lists_that_aws_does_not_order(void **state)
{
    (void)state;
    assert_diff("{'T':{'Type':'AWS::ECS::TaskDefinition','Properties':{'ContainerDefinitions':[{'Name':'a',"
                "'DnsServers':['a','b'],'ExtraHosts':[{'Hostname':'a'},{'Hostname':'b'}]}]}}}",
                "{'T':{'Type':'AWS::ECS::TaskDefinition','Properties':{'ContainerDefinitions':[{'Name':'a',"
                "'DnsServers':['b','a'],'ExtraHosts':[{'Hostname':'b'},{'Hostname':'a'}]}]}}}",
                "modify T behaviour\n  Properties.ContainerDefinitions[a].DnsServers: [\"a\",\"b\"] > "
                "[\"b\",\"a\"] behaviour replaced\n");
    assert_diff(FUNCTION("'VpcConfig':{'SubnetIds':['a','b']}"),
                FUNCTION("'VpcConfig':{'SubnetIds':['b','a']}"), "");
    assert_diff(FUNCTION("'VpcConfig':{'SubnetIds':['a','b']}"),
                FUNCTION("'VpcConfig':{'SubnetIds':['b','c']}"),
                "modify F outage?\n  Properties.VpcConfig.SubnetIds[]: a > - outage?\n"
                "  Properties.VpcConfig.SubnetIds[]: - > c outage?\n");
    assert_diff(FUNCTION("'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}]"),
                FUNCTION("'Tags':[{'Key':'b','Value':'3'},{'Key':'a','Value':'1'}]"),
                "modify F cosmetic\n  Properties.Tags[b].Value: 2 > 3 cosmetic\n");
}

static void ordered_lists_are_compared_from_both_ends(void **state)
{
    (void)state;
    assert_diff(FUNCTION("'Layers':['a','b','c']"), FUNCTION("'Layers':['a','x','c']"),
                "modify F behaviour\n  Properties.Layers[1]: b > x behaviour\n");
    assert_diff(FUNCTION("'Layers':['a','b']"), FUNCTION("'Layers':['a','n','b']"),
                "modify F behaviour\n  Properties.Layers[1]: - > n behaviour\n");
    assert_diff(FUNCTION("'Layers':['a','b']"), FUNCTION("'Layers':['b']"),
                "modify F behaviour\n  Properties.Layers[0]: a > - behaviour\n");
    assert_diff(FUNCTION("'Layers':['a','b']"), FUNCTION("'Layers':['b','a']"),
                "modify F behaviour\n  Properties.Layers: [\"a\",\"b\"] > [\"b\",\"a\"] behaviour\n");
}

static void items_are_known_by_their_names(void **state)
{
    (void)state;
    assert_diff(BUCKET(RULE("a", "30") "," RULE("b", "9")), BUCKET(RULE("new", "5") "," RULE("b", "7")),
                "modify B data-loss\n"
                "  Properties.LifecycleConfiguration.Rules[a]: "
                "{\"Id\":\"a\",\"Status\":\"Enabled\",\"ExpirationInDays\":30} > - behaviour\n"
                "  Properties.LifecycleConfiguration.Rules[b].ExpirationInDays: 9 > 7 data-loss\n"
                "  Properties.LifecycleConfiguration.Rules[new]: - > "
                "{\"Id\":\"new\",\"Status\":\"Enabled\",\"ExpirationInDays\":5} data-loss?\n");
}

#define CHAIN(name)                                                                                          \
    "{'Table':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'" name "'}},"                        \
    "'F':{'Type':'AWS::Lambda::Function','Properties':{'Environment':{'Variables':{'T':{'Ref':'Table'}}}}}," \
    "'P':{'Type':'AWS::Lambda::Permission','Properties':{'FunctionName':{'Ref':'F'}}}}"

/* The function gets the new name of the table in a variable; the function itself is not replaced. */
static void a_replacement_spreads_to_what_refers_to_it(void **state)
{
    (void)state;
    assert_diff(
        CHAIN("one"), CHAIN("two"),
        "modify Table data-loss deleted of F\n"
        "  Properties.TableName: one > two data-loss replaced\n"
        "modify F behaviour under Table\n"
        "  Properties.Environment.Variables.T: {\"Ref\":\"Table\"} > {\"Ref\":\"Table\"} behaviour\n");
}

/* Another FIFO queue of the same name: AWS refuses to make it while the old one is there. */
static void one_name_cannot_stand_twice(void **state)
{
    (void)state;
    assert_diff(QUEUE("'QueueName':'a.fifo','FifoQueue':true"), QUEUE("'QueueName':'a.fifo'"),
                "modify Queue outage?\n  Properties.FifoQueue: true > - outage? replaced refused\n");
    assert_diff(QUEUE("'QueueName':'a.fifo','FifoQueue':true"), QUEUE("'QueueName':'b'"),
                "modify Queue outage\n  Properties.QueueName: a.fifo > b outage replaced\n"
                "  Properties.FifoQueue: true > - outage replaced\n");
}

static void key_of_a_named_table_is_refused(void **state)
{
    (void)state;
    assert_diff(TABLE("'TableName':'t','KeySchema':[{'AttributeName':'a','KeyType':'HASH'}]"),
                TABLE("'TableName':'t','KeySchema':[{'AttributeName':'b','KeyType':'HASH'}]"),
                "modify Table data-loss?\n"
                "  Properties.KeySchema[a]: {\"AttributeName\":\"a\",\"KeyType\":\"HASH\"} > - data-loss? "
                "replaced refused\n"
                "  Properties.KeySchema[b]: - > {\"AttributeName\":\"b\",\"KeyType\":\"HASH\"} data-loss? "
                "replaced refused\n");
}

static void the_worst_stands_first_and_is_counted_once(void **state)
{
    (void)state;
    struct diff *diff = diff_resources(
        "{'A':{'Type':'AWS::Lambda::Function','Properties':{'Description':'a'}},"
        "'B':{'Type':'AWS::S3::Bucket'},'C':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'x'}}}",
        "{'A':{'Type':'AWS::Lambda::Function','Properties':{'Description':'b'}},"
        "'C':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'y'}},'D':{'Type':'AWS::SNS::Topic'}}");
    assert_string_equal(diff_lines(diff), "remove B data-loss deleted\n  all: all > - data-loss\n"
                                          "modify C outage\n"
                                          "  Properties.QueueName: x > y outage replaced\n"
                                          "add D behaviour\n  all: - > all behaviour\n"
                                          "modify A cosmetic\n  Properties.Description: a > b cosmetic\n");
    assert_int_equal(diff->counts.add, 1);
    assert_int_equal(diff->counts.modify, 1);
    assert_int_equal(diff->counts.remove, 1);
    assert_int_equal(diff->counts.replace, 1);
    assert_int_equal(diff->counts.impacts[IMPACT_DATA_LOSS], 1);
    assert_int_equal(diff->counts.impacts[IMPACT_OUTAGE], 1);
    assert_int_equal(diff->counts.impacts[IMPACT_COSMETIC], 1);
    assert_int_equal(diff->possible, 0);
    assert_int_equal(diff_worst(diff), IMPACT_DATA_LOSS);
    assert_int_equal(diff_worst(diff_resources("{}", "{}")), IMPACT_COUNT);
}

/* Two stages live beside each other: nothing is replaced or deleted. */
static void what_stands_beside_another_ends_nothing(void **state)
{
    (void)state;
    struct diff *diff = diff_new(arena, schemas_new(arena),
                                 &(struct diff_sides){ .before.template = resources(TABLE("'TableName':'a'")),
                                                       .after.template = resources(TABLE("'TableName':'b'")),
                                                       .are_peers = true });
    assert_string_equal(diff_lines(diff),
                        "modify Table behaviour\n  Properties.TableName: a > b behaviour\n");
    assert_null(diff->steps);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(equal_values_are_written_in_many_ways),
                                        TEST(texts_are_put_together_in_many_ways),
                                        TEST(texts_that_double_end),
                                        TEST(json_is_written_in_many_ways),
                                        TEST(the_written_type_is_cosmetic_where_aws_may_take_both),
                                        TEST(lists_that_aws_does_not_order),
                                        TEST(ordered_lists_are_compared_from_both_ends),
                                        TEST(items_are_known_by_their_names),
                                        TEST(a_replacement_spreads_to_what_refers_to_it),
                                        TEST(one_name_cannot_stand_twice),
                                        TEST(key_of_a_named_table_is_refused),
                                        TEST(the_worst_stands_first_and_is_counted_once),
                                        TEST(what_stands_beside_another_ends_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
