/* What single intrinsic functions come to, and what of them stays where something is unknown. */
#include "templates/evaluate/evaluate.h"
#include "tests/templates.h"

#define PARAMETERS                                                                                           \
    "'Parameters':{'Name':{'Type':'String','Default':'quests'},"                                             \
    "'Names':{'Type':'CommaDelimitedList','Default':'a, b ,c'},"                                             \
    "'Size':{'Type':'Number','Default':5},'None':{'Type':'String'},"                                         \
    "'Image':{'Type':'AWS::SSM::Parameter::Value<String>','Default':'/image'},"                              \
    "'Secret':{'Type':'String','NoEcho':true,'Default':'hunter2'}},"                                         \
    "'Mappings':{'Days':{'dev':{'logs':7}}},"                                                                \
    "'Conditions':{'Yes':{'Fn::Equals':[{'Ref':'Secret'},'hunter2']},'Open':{'Fn::Equals':[{'Ref':'None'},'" \
    "x']},"                                                                                                  \
    "'No':{'Fn::And':[{'Condition':'Open'},{'Fn::Not':[{'Condition':'Yes'}]}]},"                             \
    "'Circle':{'Fn::Not':[{'Condition':'Circle'}]}}"

static const char *value_of(const char *value)
{
    const struct node *template = json("{" PARAMETERS "}");
    const struct known known = { .region = "eu-west-1", .stack = "shop-dev" };
    const struct node *made = evaluate(evaluation_new(arena, template, &known), json(value));
    return shown(made);
}

#define assert_value(value, expected) assert_string_equal(value_of(value), expected)

static void all_is_known(void **state)
{
    (void)state;
    assert_value("{'Ref':'Name'}", "quests");
    assert_value("{'Ref':'Names'}", "[\"a\",\"b\",\"c\"]");
    assert_value("{'Ref':'AWS::Partition'}", "aws");
    assert_value("{'Ref':'AWS::NoValue'}", "-");
    assert_value("{'Fn::Sub':'${AWS::StackName}-${Name}-${!Name}'}", "shop-dev-quests-${Name}");
    assert_value("{'Fn::Sub':['${Own}',{'Own':{'Ref':'Size'}}]}", "5");
    assert_value("{'Fn::Join':['-',{'Ref':'Names'}]}", "a-b-c");
    assert_value("{'Fn::Join':['',['a',{'Ref':'AWS::NoValue'},'b']]}", "ab");
    assert_value("{'Fn::Select':[1,{'Fn::Split':['e','quests']}]}", "sts");
    assert_value("{'Fn::FindInMap':['Days','dev','logs']}", "7");
    assert_value("{'Fn::FindInMap':['Days','x','logs',{'DefaultValue':{'Ref':'Name'}}]}", "quests");
    assert_value("{'Fn::If':['Yes','a','b']}", "a");
    assert_value("{'A':{'Fn::If':['No','a',{'Ref':'AWS::NoValue'}]},'B':1}", "{\"B\":1}");
    assert_value("{'Fn::Length':{'Ref':'Names'}}", "3");
    assert_value("{'Fn::ToJsonString':{'A':{'Ref':'Name'}}}", "{\"A\":\"quests\"}");
    assert_value("{'Fn::Base64':{'Ref':'Name'}}", "cXVlc3Rz");
    assert_value("{'Fn::Cidr':['10.0.0.0/16',2,8]}", "[\"10.0.0.0/24\",\"10.0.1.0/24\"]");
    assert_value("{'Fn::ForEach::X':['X',{'Ref':'Names'},{'Q${X}':{'Ref':'X'}}]}",
                 "{\"Qa\":\"a\",\"Qb\":\"b\",\"Qc\":\"c\"}");
    assert_value("{'Fn::ForEach::X':['X',['1-a'],{'Q&{X}':'${X}'}]}", "{\"Q1a\":\"1-a\"}");
}

static void what_is_unknown_stays(void **state)
{
    (void)state;
    assert_value("{'Ref':'Secret'}", "{\"Ref\":\"Secret\"}");
    assert_value("{'Ref':'None'}", "{\"Ref\":\"None\"}");
    assert_value("{'Ref':'Image'}", "{{resolve:ssm:/image}}");
    assert_value("{'Fn::Sub':'${Name}-${None}-${Queue.Arn}'}",
                 "{\"Fn::Sub\":\"quests-${None}-${Queue.Arn}\"}");
    assert_value("{'Fn::Join':['-',[{'Ref':'Name'},{'Ref':'None'}]]}",
                 "{\"Fn::Join\":[\"-\",[\"quests\",{\"Ref\":\"None\"}]]}");
    assert_value("{'Fn::If':['Open',{'Ref':'Name'},{'Ref':'AWS::NoValue'}]}",
                 "{\"Fn::If\":[\"Open\",\"quests\",{\"Ref\":\"AWS::NoValue\"}]}");
    assert_value("{'Fn::If':['Circle','a','b']}", "{\"Fn::If\":[\"Circle\",\"a\",\"b\"]}");
    assert_value("{'Fn::GetAZs':{'Ref':'AWS::Region'}}", "{\"Fn::GetAZs\":\"eu-west-1\"}");
    assert_value("{'Fn::GetStackOutput':{'StackName':{'Ref':'Name'},'OutputName':'x'}}",
                 "{\"Fn::GetStackOutput\":{\"StackName\":\"quests\",\"OutputName\":\"x\"}}");
    assert_value("{'Fn::Select':[3,{'Ref':'Names'}]}", "{\"Fn::Select\":[3,[\"a\",\"b\",\"c\"]]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(all_is_known), TEST(what_is_unknown_stays) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
