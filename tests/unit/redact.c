/* What a diff shows in place of secret values. */
#include "tests/templates.h"

#define WITH(type, properties) "{'X':{'Type':'" type "','Properties':{" properties "}}}"
#define FUNCTION(variables)    WITH("AWS::Lambda::Function", "'Environment':{'Variables':{" variables "}}")
#define TASK(entry)                                                                                          \
    WITH("AWS::ECS::TaskDefinition", "'ContainerDefinitions':[{'Name':'web','Environment':[" entry "]}]")

/* Before and after of the first row. */
static const char *row(const struct diff *diff)
{
    const struct difference *first = diff->first->first;
    return arena_text(arena, "%s > %s", shown(first->before), shown(first->after));
}

#define assert_row(before, after, expected) assert_string_equal(row(diff_resources(before, after)), expected)

static void names_make_values_secret(void **state)
{
    (void)state;
    assert_row(FUNCTION("'TABLE':'a'"), FUNCTION("'TABLE':'b'"), "a > b");
    assert_row(FUNCTION("'DB_PASSWORD':'a'"), FUNCTION("'DB_PASSWORD':'b'"), "(secret) > (another secret)");
    assert_row(FUNCTION("'TABLE':'a'"), FUNCTION("'TABLE':'a','API_TOKEN':'b'"), "- > (secret)");
    assert_row(FUNCTION("'TABLE':'a','API_TOKEN':'b'"), FUNCTION("'TABLE':'a'"), "(secret) > -");
    assert_row(FUNCTION("'API_TOKEN':''"), FUNCTION("'API_TOKEN':'b'"), " > (another secret)");
    assert_row(FUNCTION("'API_TOKEN':'{{resolve:ssm:/a}}'"), FUNCTION("'API_TOKEN':'{{resolve:ssm:/b}}'"),
               "{{resolve:ssm:/a}} > {{resolve:ssm:/b}}");
    assert_row("{}", FUNCTION("'DB_PASSWORD':'a','TABLE':'b'"),
               "- > {\"Type\":\"AWS::Lambda::Function\",\"Properties\":{\"Environment\":{\"Variables\":"
               "{\"DB_PASSWORD\":\"(secret)\",\"TABLE\":\"b\"}}}}");
}

static void entries_name_the_value_beside_them(void **state)
{
    (void)state;
    assert_row(TASK("{'Name':'DB_PASSWORD','Value':'a'}"), TASK("{'Name':'DB_PASSWORD','Value':'b'}"),
               "(secret) > (another secret)");
    assert_row(TASK("{'Name':'TABLE','Value':'a'}"), TASK("{'Name':'TABLE','Value':'b'}"), "a > b");
    /* The same in an entry that comes or goes as a whole. */
    assert_row(TASK("{'Name':'TABLE','Value':'a'}"),
               TASK("{'Name':'TABLE','Value':'a'},{'Name':'DB_PASSWORD','Value':'b'}"),
               "- > {\"Name\":\"DB_PASSWORD\",\"Value\":\"(secret)\"}");
    static const char *const pairs[][2] = { { "Name", "Value" },       { "name", "value" },
                                            { "Key", "Value" },        { "key", "value" },
                                            { "OptionName", "Value" }, { "ParameterKey", "ParameterValue" } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_row(
            "{}",
            arena_text(arena, WITH("X::Y", "'L':[{'%s':'TOKEN','%s':'a','Other':'b'}]"), pairs[i][0],
                       pairs[i][1]),
            arena_text(arena,
                       "- > {\"Type\":\"X::Y\",\"Properties\":{\"L\":[{\"%s\":\"TOKEN\",\"%s\":\"(secret)\","
                       "\"Other\":\"b\"}]}}",
                       pairs[i][0], pairs[i][1]));
    /* Four members are an entry, five are a thing of its own. */
    assert_row(
        "{}", WITH("X::Y", "'L':[{'Name':'TOKEN','Value':'a','A':'1','B':'2'}]"),
        "- > "
        "{\"Type\":\"X::Y\",\"Properties\":{\"L\":[{\"Name\":\"TOKEN\",\"Value\":\"(secret)\",\"A\":\"1\","
        "\"B\":\"2\"}]}}");
    assert_row(
        "{}", WITH("X::Y", "'L':[{'Name':'TOKEN','Value':'a','A':'1','B':'2','C':'3'}]"),
        "- > {\"Type\":\"X::Y\",\"Properties\":{\"L\":[{\"Name\":\"TOKEN\",\"Value\":\"a\",\"A\":\"1\","
        "\"B\":\"2\",\"C\":\"3\"}]}}");
}

/* Samples are put together here so that no scanner takes this file for a leak. */
static void looks_make_values_secret(void **state)
{
    (void)state;
    assert_row(FUNCTION("'TABLE':'a'"),
               FUNCTION("'TABLE':'AK"
                        "IAIOSFODNN7EXAMPLE'"),
               "a > (another secret)");
    assert_row(FUNCTION("'TABLE':'postgres://u:"
                        "hunter2@h/db'"),
               FUNCTION("'TABLE':'a'"), "(secret) > a");
}

static void json_in_a_text_is_read(void **state)
{
    (void)state;
    struct node *old = json(FUNCTION("'SETTINGS':''"));
    struct node *variables =
        node_find(node_find(node_find(node_find(old, "X"), "Properties"), "Environment"), "Variables");
    node_set(variables, "SETTINGS", node_text(arena, "[1,{\"password\":\"a\",\"size\":2}]"));
    struct node *template = node_map(arena);
    node_add(template, "Resources", old);
    assert_string_equal(
        row(diff_templates(arena, schemas_new(arena), template, resources(FUNCTION("'SETTINGS':'plain'")))),
        "[1,{\"password\":\"(secret)\",\"size\":2}] > plain");
}

static void functions_with_text_of_their_own(void **state)
{
    (void)state;
    assert_row(FUNCTION("'API_TOKEN':{'Fn::Sub':'x-${A}'}"), FUNCTION("'API_TOKEN':{'Fn::Sub':'${A}'}"),
               "(secret) > {\"Ref\":\"A\"}");
    assert_row(FUNCTION("'API_TOKEN':{'Fn::Sub':'${A}${B}'}"),
               FUNCTION("'API_TOKEN':{'Fn::Sub':'${A}-${!B}'}"),
               "{\"Fn::Sub\":\"${A}${B}\"} > (another secret)");
    assert_row(FUNCTION("'API_TOKEN':{'Fn::Sub':'arn:aws:sns:${A}'}"),
               FUNCTION("'API_TOKEN':{'Fn::Sub':'{{resolve:ssm:${A}}}'}"),
               "{\"Fn::Sub\":\"arn:aws:sns:${A}\"} > {\"Fn::Sub\":\"{{resolve:ssm:${A}}}\"}");
    assert_row(FUNCTION("'API_TOKEN':{'Ref':'A'}"), FUNCTION("'API_TOKEN':{'Ref':'B'}"),
               "{\"Ref\":\"A\"} > {\"Ref\":\"B\"}");
    assert_row(FUNCTION("'API_TOKEN':{'Fn::If':['C','a',{'Ref':'A'}]}"),
               FUNCTION("'API_TOKEN':{'Fn::If':['C',{'Ref':'B'},{'Ref':'A'}]}"),
               "{\"Fn::If\":[\"C\",\"(secret)\",{\"Ref\":\"A\"}]} > "
               "{\"Fn::If\":[\"C\",{\"Ref\":\"B\"},{\"Ref\":\"A\"}]}");
    assert_row(FUNCTION("'TABLE':{'Fn::If':['C','a','b']}"), FUNCTION("'TABLE':{'Fn::If':['C','a','c']}"),
               "{\"Fn::If\":[\"C\",\"a\",\"b\"]} > {\"Fn::If\":[\"C\",\"a\",\"c\"]}");
}

/* The environment's values are hidden whatever they are called. */
static const char *row_of_outside(const char *name, const char *before, const char *after)
{
    struct node *sides[2];
    for (int i = 0; i < 2; i++) {
        sides[i] = resources(arena_text(arena, FUNCTION("'%s':'%s'"), name, i ? after : before));
        struct node *x = node_find(node_find(sides[i], "Resources"), "X");
        struct node *variables = node_find(node_find(node_find(x, "Properties"), "Environment"), "Variables");
        variables->first->origin = ORIGIN_OUTSIDE;
    }
    return row(diff_templates(arena, schemas_new(arena), sides[0], sides[1]));
}

static void values_from_the_environment_are_hidden(void **state)
{
    (void)state;
    assert_string_equal(row_of_outside("TABLE", "a", "b"), "(hidden) > (another hidden value)");
    assert_string_equal(row_of_outside("LABEL", "a", "{{resolve:ssm:/a}}"),
                        "(hidden) > (another hidden value)");
}

/* A word of AWS's own enum reveals nothing. */
static void words_of_aws_are_shown(void **state)
{
    (void)state;
    struct node *before = resources(WITH("AWS::Lambda::Function", "'PackageType':'Zip'"));
    struct node *after = resources(WITH("AWS::Lambda::Function", "'PackageType':'Image'"));
    node_find(node_find(node_find(after, "Resources"), "X"), "Properties")->first->origin = ORIGIN_OUTSIDE;
    const struct diff *diff = diff_templates(arena, schemas_new(arena), before, after);
    assert_string_equal(shown(diff->first->first->before), "Zip");
}

static void parameters_that_print_nothing(void **state)
{
    (void)state;
    static const char *const form = "{'Parameters':{'P':{'Type':'String','NoEcho':%s,'Default':'%s'}}}";
    struct schemas *schemas = schemas_new(arena);
    struct diff *diff = diff_templates(arena, schemas, json(arena_text(arena, form, "true", "a")),
                                       json(arena_text(arena, form, "true", "b")));
    assert_string_equal(row(diff), "(secret) > (another secret)");
    diff = diff_templates(arena, schemas, json(arena_text(arena, form, "false", "a")),
                          json(arena_text(arena, form, "false", "b")));
    assert_string_equal(row(diff), "a > b");
    /* It was secret, or becomes so. */
    diff = diff_templates(arena, schemas, json(arena_text(arena, form, "true", "a")),
                          json(arena_text(arena, form, "false", "b")));
    const struct difference *last = diff->first->last;
    assert_string_equal(last->path, "Default");
    assert_string_equal(shown(last->before), "(secret)");
    assert_string_equal(shown(last->after), "(another secret)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_make_values_secret),         TEST(entries_name_the_value_beside_them),
        TEST(looks_make_values_secret),         TEST(json_in_a_text_is_read),
        TEST(functions_with_text_of_their_own), TEST(values_from_the_environment_are_hidden),
        TEST(words_of_aws_are_shown),           TEST(parameters_that_print_nothing)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
