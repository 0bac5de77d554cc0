/* The permissions that a change grants and revokes, and which of them are broader than before. */
#include "tests/templates.h"

#define POLICY(statements)                                                                                   \
    "{'R':{'Type':'AWS::IAM::Role','Properties':{'Policies':[{'PolicyName':'p','PolicyDocument':"            \
    "{'Version':'2012-10-17','Statement':[" statements "]}}]}}}"
#define ALLOW(actions, resources) "{'Effect':'Allow','Action':" actions ",'Resource':" resources "}"
#define DENY(actions, resources)  "{'Effect':'Deny','Action':" actions ",'Resource':" resources "}"

/* `+` granted, `-` revoked, `!` broadened. */
static const char *permits(const char *before, const char *after)
{
    struct buffer *out = buffer_new(arena);
    for (const struct permit *p = diff_resources(before, after)->permits; p; p = p->next)
        buffer_print(out, "%s%s %s %s %s on %s%s%s\n", p->granted ? "+" : "-", p->broader ? "!" : "",
                     p->effect, p->principal, p->action, p->resource, *p->condition ? " if " : "",
                     p->condition);
    return out->text;
}

#define assert_permits(before, after, expected) assert_string_equal(permits(before, after), expected)

static void each_action_on_each_resource(void **state)
{
    (void)state;
    assert_permits(POLICY(ALLOW("'s3:GetObject'", "'a'")),
                   POLICY(ALLOW("['s3:GetObject','s3:PutObject']", "['a','b']")),
                   "+! Allow ${R} s3:GetObject on b\n+! Allow ${R} s3:PutObject on a\n"
                   "+! Allow ${R} s3:PutObject on b\n");
    assert_permits(POLICY(ALLOW("['s3:GetObject','s3:PutObject']", "'a'")),
                   POLICY(ALLOW("'s3:GetObject'", "'a'")), "- Allow ${R} s3:PutObject on a\n");
    assert_permits(POLICY(ALLOW("'s3:GetObject'", "'a'")), POLICY(ALLOW("['s3:GetObject']", "['a']")), "");
}

static void a_star_covers_what_is_below_it(void **state)
{
    (void)state;
    assert_permits(POLICY(ALLOW("'s3:*'", "'*'")),
                   POLICY(ALLOW("'s3:*'", "'*'") "," ALLOW("'s3:GetObject'", "'a'")), "");
    assert_permits(POLICY(ALLOW("'s3:*'", "'*'") "," ALLOW("'s3:GetObject'", "'a'")),
                   POLICY(ALLOW("'s3:*'", "'*'")), "");
    assert_permits(POLICY(ALLOW("'s3:Get*'", "'*'")), POLICY(ALLOW("'s3:*'", "'*'")),
                   "+! Allow ${R} s3:* on *\n");
    assert_permits(POLICY(ALLOW("'s3:*'", "'*'")), POLICY(ALLOW("'s3:Get*'", "'*'")),
                   "+ Allow ${R} s3:Get* on *\n- Allow ${R} s3:* on *\n");
    assert_permits(POLICY(ALLOW("'s3:*'", "'a'")), POLICY(ALLOW("'s3:GetObject'", "'b'")),
                   "+! Allow ${R} s3:GetObject on b\n- Allow ${R} s3:* on a\n");
}

static void refusals_work_the_other_way(void **state)
{
    (void)state;
    assert_permits(POLICY(ALLOW("'s3:*'", "'a'")),
                   POLICY(ALLOW("'s3:*'", "'a'") "," DENY("'s3:PutObject'", "'a'")),
                   "+ Deny ${R} s3:PutObject on a\n");
    assert_permits(POLICY(ALLOW("'s3:*'", "'a'") "," DENY("'s3:PutObject'", "'a'")),
                   POLICY(ALLOW("'s3:*'", "'a'")), "-! Deny ${R} s3:PutObject on a\n");
    /* What is refused is not gained. */
    assert_permits(POLICY(DENY("'s3:*'", "'*'")),
                   POLICY(DENY("'s3:*'", "'*'") "," ALLOW("'s3:GetObject'", "'a'")), "");
    assert_permits(POLICY(DENY("'s3:*'", "'b'")),
                   POLICY(DENY("'s3:*'", "'b'") "," ALLOW("'s3:GetObject'", "'a'")),
                   "+! Allow ${R} s3:GetObject on a\n");
}

static void negations_are_shown_as_such(void **state)
{
    (void)state;
    assert_permits(POLICY(""), POLICY("{'Effect':'Allow','NotAction':'s3:*','NotResource':['a']}"),
                   "+! Allow ${R} not s3:* on not a\n");
}

static void conditions_narrow(void **state)
{
    (void)state;
#define IF(value)                                                                                            \
    "{'Effect':'Allow','Action':'s3:GetObject','Resource':'a','Condition':{'Bool':{'k':'" value "'}}}"
    assert_permits(POLICY(IF("true")), POLICY(IF("false")),
                   "+! Allow ${R} s3:GetObject on a if {\"Bool\":{\"k\":[\"false\"]}}\n"
                   "- Allow ${R} s3:GetObject on a if {\"Bool\":{\"k\":[\"true\"]}}\n");
    assert_permits(POLICY(IF("true")), POLICY(ALLOW("'s3:GetObject'", "'a'")),
                   "+! Allow ${R} s3:GetObject on a\n");
    assert_permits(POLICY(ALLOW("'s3:GetObject'", "'a'")), POLICY(IF("true")),
                   "+ Allow ${R} s3:GetObject on a if {\"Bool\":{\"k\":[\"true\"]}}\n"
                   "- Allow ${R} s3:GetObject on a\n");
}

#define TOPIC(statement)                                                                                     \
    "{'P':{'Type':'AWS::SNS::TopicPolicy','Properties':{'Topics':['t'],'PolicyDocument':{'Statement':"       \
    "[" statement "]}}}}"

static void policies_of_the_thing_itself_name_principals(void **state)
{
    (void)state;
    assert_permits(
        TOPIC(""),
        TOPIC("{'Effect':'Allow','Principal':{'Service':['a.amazonaws.com','b.amazonaws.com']},'Action':'sns:"
              "Publish'}"),
        "+! Allow a.amazonaws.com sns:Publish on t\n+! Allow b.amazonaws.com sns:Publish on t\n");
    assert_permits(TOPIC(""),
                   TOPIC("{'Effect':'Allow','NotPrincipal':'*','Action':'sns:Publish','Resource':'t'}"),
                   "+! Allow not * sns:Publish on t\n");
    assert_permits(
        TOPIC("{'Effect':'Allow','Principal':'*','Action':'sns:Publish','Resource':'t'}"),
        TOPIC("{'Effect':'Allow','Principal':{'AWS':'1'},'Action':'sns:Publish','Resource':{'Ref':'T'}}"),
        "+! Allow 1 sns:Publish on ${T}\n- Allow * sns:Publish on t\n");
    assert_permits(TOPIC(""),
                   TOPIC("{'Effect':'Allow','Principal':'*','Action':'sns:Publish','Resource':{'Fn::GetAtt':["
                         "'T','Arn']}}"),
                   "+! Allow * sns:Publish on ${T.Arn}\n");
}

#define PERMISSION(source)                                                                                   \
    "{'P':{'Type':'AWS::Lambda::Permission','Properties':{'FunctionName':{'Ref':'F'},"                       \
    "'Action':'lambda:InvokeFunction','Principal':'s3.amazonaws.com'" source "}}}"

static void permissions_to_invoke(void **state)
{
    (void)state;
    assert_permits("{}", PERMISSION(",'SourceArn':'arn:x'"),
                   "+! Allow s3.amazonaws.com lambda:InvokeFunction on ${F} if "
                   "{\"ArnLike\":{\"aws:SourceArn\":[\"arn:x\"]}}\n");
    assert_permits(PERMISSION(",'SourceArn':'arn:x'"), PERMISSION(""),
                   "+! Allow s3.amazonaws.com lambda:InvokeFunction on ${F}\n");
    assert_permits(PERMISSION(""), "{}", "- Allow s3.amazonaws.com lambda:InvokeFunction on ${F}\n");
}

static void managed_policies_are_all_they_hold(void **state)
{
    (void)state;
    assert_permits("{'R':{'Type':'AWS::IAM::Role','Properties':{}}}",
                   "{'R':{'Type':'AWS::IAM::Role','Properties':{'ManagedPolicyArns':['arn:m']}}}",
                   "+! Allow ${R} all of arn:m on *\n");
}

#define ROLE_R(policies, more)                                                                               \
    "{'R':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'r'" policies "}}" more "}"
#define DOCUMENT "'PolicyDocument':{'Statement':" ALLOW("'s3:GetObject'", "'*'") "}"

static void identities_are_known_by_their_names_too(void **state)
{
    (void)state;
    const char *in = ROLE_R(",'Policies':[{'PolicyName':'p'," DOCUMENT "}]", "");
    assert_permits(
        in, ROLE_R("", ",'P':{'Type':'AWS::IAM::RolePolicy','Properties':{'RoleName':'r'," DOCUMENT "}}"),
        "");
    assert_permits(
        in, ROLE_R("", ",'P':{'Type':'AWS::IAM::Policy','Properties':{'Roles':['r']," DOCUMENT "}}"), "");
    assert_permits(in,
                   ROLE_R("", ",'P':{'Type':'AWS::IAM::Policy','Properties':{'Users':['r']," DOCUMENT "}}"),
                   "+! Allow r s3:GetObject on *\n- Allow ${R} s3:GetObject on *\n");
}

static void less_is_excluded(void **state)
{
    (void)state;
#define EXCEPT(actions) "{'Effect':'Allow','NotAction':" actions ",'Resource':'a'}"
    assert_permits(POLICY(EXCEPT("['iam:*','sts:*']")), POLICY(EXCEPT("['iam:*']")),
                   "+! Allow ${R} not iam:* on a\n");
    assert_permits(POLICY(EXCEPT("['iam:*']")), POLICY(EXCEPT("['sts:*','iam:*']")),
                   "+ Allow ${R} not iam:*, sts:* on a\n- Allow ${R} not iam:* on a\n");
    assert_permits(POLICY(EXCEPT("['iam:*']")), POLICY(EXCEPT("['IAM:*']")), "");
    assert_permits(POLICY(EXCEPT("['iam:*']")),
                   POLICY(EXCEPT("['iam:*']") "," ALLOW("'s3:GetObject'", "'a'")), "");
    assert_permits(POLICY(EXCEPT("['iam:*']")),
                   POLICY(EXCEPT("['iam:*']") "," ALLOW("'iam:PassRole'", "'a'")),
                   "+! Allow ${R} iam:PassRole on a\n");
}

#define RULE(cidr, from, to)                                                                                 \
    "{'G':{'Type':'AWS::EC2::SecurityGroup','Properties':{'SecurityGroupIngress':[{'IpProtocol':'tcp',"      \
    "'FromPort':" from ",'ToPort':" to ",'CidrIp':'" cidr "'}],'SecurityGroupEgress':[]}}}"

static void security_groups_are_rules(void **state)
{
    (void)state;
    assert_permits(RULE("10.0.0.0/8", "443", "443"), RULE("0.0.0.0/0", "443", "443"),
                   "+! Allow 0.0.0.0/0 in tcp 443 on ${G}\n");
    assert_permits(RULE("10.0.0.0/8", "0", "1023"), RULE("10.1.0.0/16", "443", "443"),
                   "+ Allow 10.1.0.0/16 in tcp 443 on ${G}\n- Allow 10.0.0.0/8 in tcp 0-1023 on ${G}\n");
    assert_permits(RULE("10.0.0.0/9", "443", "443"), RULE("10.128.0.0/9", "443", "443"),
                   "+! Allow 10.128.0.0/9 in tcp 443 on ${G}\n- Allow 10.0.0.0/9 in tcp 443 on ${G}\n");
    assert_permits(RULE("10.0.0.0/8", "443", "443"), RULE("10.0.0.0/8", "443", "444"),
                   "+! Allow 10.0.0.0/8 in tcp 443-444 on ${G}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(each_action_on_each_resource),
                                        TEST(a_star_covers_what_is_below_it),
                                        TEST(refusals_work_the_other_way),
                                        TEST(negations_are_shown_as_such),
                                        TEST(conditions_narrow),
                                        TEST(policies_of_the_thing_itself_name_principals),
                                        TEST(permissions_to_invoke),
                                        TEST(managed_policies_are_all_they_hold),
                                        TEST(identities_are_known_by_their_names_too),
                                        TEST(less_is_excluded),
                                        TEST(security_groups_are_rules) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
