#include "templates/schema.h"
#include "base/diag.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
    struct arena *arena = arena_new();
    *state = arena;
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

static void a_type_is_found(void **state)
{
    struct schemas *schemas = schemas_new(*state);
    const struct node *root = schema_find(schemas, "AWS::Lambda::Function");
    assert_non_null(root);
    assert_ptr_equal(root, schema_find(schemas, "AWS::Lambda::Function"));
    assert_null(schema_find(schemas, "AWS::Lambda::Functoin"));
    assert_null(schema_find(schemas, ""));
    assert_string_equal(schema_nearest(schemas, "AWS::Lambda::Functoin"), "AWS::Lambda::Function");
}

static void a_property_is_found(void **state)
{
    struct schemas *schemas = schemas_new(*state);
    const struct node *memory = schema_property(schemas, "AWS::Lambda::Function", "MemorySize");
    assert_string_equal(node_word(memory, "maximum"), "10240");
    assert_string_equal(
        node_word(schema_property(schemas, "AWS::Lambda::Function", "Code.S3Key"), "maxLength"), "1024");
    const char *table = "AWS::DynamoDB::GlobalTable";
    const struct node *type = schema_property(schemas, table, "AttributeDefinitions.*.AttributeType");
    assert_non_null(node_find(type, "enum"));
    assert_ptr_equal(type, schema_property(schemas, table, "AttributeDefinitions.AttributeType"));
    assert_non_null(schema_property(schemas, "AWS::Lambda::Function", "Environment.Variables.LOG_LEVEL"));
    assert_null(schema_property(schemas, "AWS::Lambda::Function", "Memory"));
    assert_null(schema_property(schemas, "AWS::Lambda::Function", "MemorySize.Size"));
    assert_null(schema_property(schemas, "AWS::Nothing", "MemorySize"));
    assert_string_equal(schema_nearest_property(schemas, "AWS::Lambda::Function", "Code.S3Kye"), "S3Key");
    assert_string_equal(schema_required(schemas, "AWS::SQS::QueuePolicy", NULL)->first->text,
                        "PolicyDocument");
}

static void attributes_are_known(void **state)
{
    struct schemas *schemas = schemas_new(*state);
    assert_true(schema_attribute(schemas, "AWS::Lambda::Function", "Arn"));
    assert_false(schema_attribute(schemas, "AWS::Lambda::Function", "Ran"));
    assert_true(schema_attribute(schemas, "AWS::SQS::Queue", "QueueName"));
    assert_true(schema_attribute(schemas, "AWS::CloudFormation::Stack", "Outputs.Anything"));
    assert_true(schema_attribute(schemas, "Custom::Mine", "Anything"));
    assert_true(schema_attribute(schemas, "AWS::CloudFormation::CustomResource", "Anything"));
}

static void replacement_is_known(void **state)
{
    struct schemas *schemas = schemas_new(*state);
    assert_int_equal(schema_replacement(schemas, "AWS::Lambda::Function", "FunctionName"), REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::Lambda::Function", "MemorySize"), UPDATED);
    assert_int_equal(schema_replacement(schemas, "AWS::DynamoDB::Table", "KeySchema"), MAY_BE_REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::DynamoDB::Table", "KeySchema.*.KeyType"),
                     MAY_BE_REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::Nothing", "KeySchema"), UPDATED);
}

static void the_overlay_applies(void **state)
{
    struct schemas *schemas = schemas_new(*state);
    const char *path = "AttributeDefinitions.*.AttributeType";
    assert_int_equal(schema_replacement(schemas, "AWS::DynamoDB::Table", path), MAY_BE_REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::DynamoDB::GlobalTable", path), MAY_BE_REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::DynamoDB::GlobalTable", "AttributeDefinitions"),
                     MAY_BE_REPLACED);
    assert_int_equal(
        schema_replacement(schemas, "AWS::DynamoDB::GlobalTable", "AttributeDefinitions.AttributeName"),
        UPDATED);
}

static void tags_have_a_shape(void **state)
{
    struct schemas *schemas = schemas_new(*state);
    const char *path = NULL;
    assert_int_equal(schema_tags(schemas, "AWS::Lambda::Function", &path), TAGS_LIST);
    assert_string_equal(path, "Tags");
    assert_int_equal(schema_tags(schemas, "AWS::SSM::Parameter", NULL), TAGS_MAP);
    assert_int_equal(schema_tags(schemas, "AWS::Lambda::Permission", NULL), TAGS_NONE);
    assert_int_equal(schema_tags(schemas, "AWS::DynamoDB::GlobalTable", &path), TAGS_LIST);
    assert_string_equal(path, "Replicas.*.Tags");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_type_is_found, begin, end),
        cmocka_unit_test_setup_teardown(a_property_is_found, begin, end),
        cmocka_unit_test_setup_teardown(attributes_are_known, begin, end),
        cmocka_unit_test_setup_teardown(replacement_is_known, begin, end),
        cmocka_unit_test_setup_teardown(the_overlay_applies, begin, end),
        cmocka_unit_test_setup_teardown(tags_have_a_shape, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
