#include "templates/schema/schema.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/json.h"
#include "templates/schema/schema_check.h"
#include "tests/unit.h"

static void a_type_is_found(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    const struct node *root = schema_find(schemas, "AWS::Lambda::Function");
    assert_non_null(root);
    assert_ptr_equal(root, schema_find(schemas, "AWS::Lambda::Function"));
    assert_null(schema_find(schemas, "AWS::Lambda::Functoin"));
    assert_null(schema_find(schemas, ""));
    assert_string_equal(schema_nearest(schemas, "AWS::Lambda::Functoin"), "AWS::Lambda::Function");
}

static void a_property_is_found(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
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
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    assert_true(schema_attribute(schemas, "AWS::Lambda::Function", "Arn"));
    assert_false(schema_attribute(schemas, "AWS::Lambda::Function", "Ran"));
    assert_true(schema_attribute(schemas, "AWS::SQS::Queue", "QueueName"));
    assert_true(schema_attribute(schemas, "AWS::CloudFormation::Stack", "Outputs.Anything"));
    assert_true(schema_attribute(schemas, "Custom::Mine", "Anything"));
    assert_true(schema_attribute(schemas, "AWS::CloudFormation::CustomResource", "Anything"));
}

static void replacement_is_known(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    assert_int_equal(schema_replacement(schemas, "AWS::Lambda::Function", "FunctionName"), REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::Lambda::Function", "MemorySize"), UPDATED);
    assert_int_equal(schema_replacement(schemas, "AWS::DynamoDB::Table", "KeySchema"), REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::DynamoDB::Table", "KeySchema.*.KeyType"), REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::EMR::Cluster", "Instances.Ec2SubnetId"),
                     MAY_BE_REPLACED);
    assert_int_equal(schema_replacement(schemas, "AWS::Nothing", "KeySchema"), UPDATED);
    const char *list = "AWS::MSK::Replicator";
    assert_int_equal(schema_replacement(schemas, list, "ReplicationInfoList.TargetCompressionType"),
                     REPLACED);
    assert_int_equal(schema_replacement(schemas, list, "ReplicationInfoList.*.TargetCompressionType"),
                     REPLACED);
    assert_int_equal(schema_replacement(schemas, list, "ReplicationInfoList.12.TargetCompressionType"),
                     REPLACED);
    assert_int_equal(schema_replacement(schemas, list, "ReplicationInfoList.*.Else"), UPDATED);
    assert_int_equal(schema_replacement(schemas, list, "ReplicationInfoList"), REPLACED);
}

static void the_overlay_applies(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
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
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    const char *path = NULL;
    assert_int_equal(schema_tags(schemas, "AWS::Lambda::Function", &path), TAGS_LIST);
    assert_string_equal(path, "Tags");
    assert_int_equal(schema_tags(schemas, "AWS::SSM::Parameter", NULL), TAGS_MAP);
    assert_int_equal(schema_tags(schemas, "AWS::Lambda::Permission", NULL), TAGS_NONE);
    assert_int_equal(schema_tags(schemas, "AWS::DynamoDB::GlobalTable", &path), TAGS_LIST);
    assert_string_equal(path, "Replicas.*.Tags");
}

/* One value of a property against the schemas: `CODE text; hint`, a line a finding. */
static const struct {
    const char *type, *path, *what, *value, *expected;
} values[] = {
    { "Lambda::Function", "MemorySize", "memory", "64",
      "E104 memory must be between 128 and 10240 (got '64')" },
    { "Lambda::Function", "MemorySize", "memory", "\"256\"", "" },
    { "Lambda::Function", "MemorySize", "memory", "256.5",
      "E103 memory must be a whole number (got '256.5')" },
    { "Lambda::Function", "MemorySize", "memory", "\"lots\"",
      "E103 memory must be a whole number (got 'lots')" },
    { "Lambda::Function", "MemorySize", "memory", "true", "E103 memory must be a whole number (got 'true')" },
    { "Lambda::Function", "MemorySize", "memory", "null", "E103 memory must be a whole number (got empty)" },
    { "Lambda::Function", "MemorySize", "memory", "[1]", "E103 memory must be a whole number (got a list)" },
    { "Lambda::Function", "MemorySize", "memory", "{\"Ref\":\"M\"}", "" },
    { "Lambda::Function", "MemorySize", "memory", "\"{{resolve:ssm:/memory}}\"", "" },
    { "Lambda::Function", "MemorySize", "memory", "{\"Fn::If\":[\"Big\",20000,{\"Ref\":\"AWS::NoValue\"}]}",
      "E104 memory must be between 128 and 10240 (got '20000')" },
    { "Lambda::Function", "Runtime", "runtime", "\"python3.99\"",
      "E104 runtime must be one of python2.7, python3.10, python3.11, python3.12, python3.13, python3.14, "
      "python3.15, python3.6, python3.7, python3.8, python3.9 and 40 more (got 'python3.99'); did you mean "
      "'python3.9'?" },
    { "Lambda::Function", "PackageType", NULL, "\"zip\"",
      "E104 PackageType must be one of Image, Zip (got 'zip'); did you mean 'Zip'?" },
    { "Lambda::Function", "Handler", "handler", "\"a b\"",
      "E104 handler must be text without spaces (got 'a b')" },
    { "Lambda::Function", "Description", NULL, "5", "" },
    { "Lambda::Function", "Environment.Variables", "environment", "{\"AB\":\"x\",\"CD\":1.5}", "" },
    { "Lambda::Function", "Environment.Variables", "environment", "{\"AWS_REGION\":\"x\"}",
      "E104 environment: AWS does not accept 'AWS_REGION' here" },
    { "Lambda::Function", "Environment.Variables", "environment", "{\"1\":\"x\"}",
      "E104 a key of environment must be letters, digits and _ only, with letters first (got '1')" },
    { "Lambda::Function", "Memory", "Memory", "5",
      "E101 AWS::Lambda::Function has no property 'Memory'; did you mean 'MemorySize'?" },
    { "SQS::Queue", "FifoQueue", "fifo", "\"true\"", "" },
    { "Cognito::UserPoolDomain", "Domain", "domain", "\"a.b\"",
      "E104 domain must be 1 to 63 lower-case letters, digits or -, with lower-case letters or digits first "
      "and last (got 'a.b')" },
    { "SQS::Queue", "FifoQueue", "fifo", "\"maybe\"", "E103 fifo must be true or false (got 'maybe')" },
    { "SQS::Queue", "Tags", NULL, "[{\"Key\":\"a\",\"Value\":\"b\",\"Valu\":\"c\"},{\"Value\":\"d\"}]",
      "E101 Tags has no property 'Valu'; did you mean 'Value'?\nE102 Tags requires Key" },
    { "SNS::Topic", "TopicName", NULL, "\"\"", "" },
    { "IAM::Role", "MaxSessionDuration", NULL, "60",
      "E104 MaxSessionDuration must be between 3600 and 43200 (got '60')" },
    { "DynamoDB::Table", "KeySchema", "key", "[{\"AttributeName\":\"a\",\"KeyType\":\"RANGE\"}]",
      "E104 key.KeyType must be 'HASH'" },
    { "CloudWatch::Alarm", "AlarmActions", "notify", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]",
      "E104 notify must have at most 5 different items (has 6)" },
    { "Backup::BackupPlan", "BackupPlan.BackupPlanRule.Lifecycle", "keep",
      "{\"MoveToColdStorageAfterDays\":30,\"DeleteAfterDays\":\"soon\"}",
      "E103 keep.DeleteAfterDays must be a number (got 'soon')" },
};

/* A whole resource. */
static const struct {
    const char *resource, *expected;
} resources[] = {
    { "{\"Type\":\"AWS::SQS::Queue\"}", "" },
    { "[1]", "E103 R must be a mapping" },
    { "{\"Type\":[1]}", "E103 Type must be a resource type such as AWS::SQS::Queue" },
    { "{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"Arn\":\"a\"}}",
      "E101 R.Arn is set by AWS and cannot be given" },
    { "{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"DelaySecond\":1}}",
      "E101 R has no property 'DelaySecond'; did you mean 'DelaySeconds'?" },
    { "{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"Fn::Transform\":{\"Name\":\"x\"}}}", "" },
    { "{\"Type\":\"AWS::SQS::Queue\",\"Properties\":[]}", "E103 Properties must be a mapping" },
    { "{\"Type\":\"AWS::SQS::QueuePolicy\"}", "E102 R requires PolicyDocument\nE102 R requires Queues" },
    { "{\"Type\":\"AWS::SQS::Queu\"}",
      "E218 unknown resource type 'AWS::SQS::Queu'; did you mean 'AWS::SQS::Queue'?" },
    { "{\"Type\":\"AWS::Serverless::Function\"}",
      "E218 unknown resource type 'AWS::Serverless::Function'; add transform: AWS::Serverless-2016-10-31" },
    { "{\"Type\":\"Custom::Mine\",\"Properties\":{\"ServiceToken\":\"arn\",\"Anything\":1}}", "" },
    { "{\"Type\":\"AWS::CloudFormation::CustomResource\",\"Properties\":{\"Anything\":1}}", "" },
    { "{\"Typ\":\"AWS::SQS::Queue\"}",
      "E101 R has no attribute 'Typ'; did you mean 'Type'?\nE102 R requires Type" },
    { "{\"Type\":\"AWS::SQS::Queue\",\"DeletionPolicy\":\"Snapshot\",\"UpdateReplacePolicy\":"
      "\"RetainExceptOnCreate\"}",
      "E104 DeletionPolicy must be Delete, RetainExceptOnCreate or Retain\nE104 UpdateReplacePolicy must be "
      "Delete or Retain" },
    { "{\"Type\":\"AWS::EC2::Volume\",\"DeletionPolicy\":\"Snapshot\",\"Properties\":{\"AvailabilityZone\":"
      "\"a\",\"Size\":1}}",
      "" },
    { "{\"Type\":\"AWS::Lambda::Function\",\"Properties\":{\"Code\":{\"S3Bucket\":\"abc\",\"S3Key\":\"k\"},"
      "\"Role\":\"arn:aws:iam::"
      "111122223333:role/r\",\"CapacityProviderConfig\":{\"LambdaManagedInstancesCapacityProviderConfig\":"
      "{\"CapacityProviderArn\":{\"Ref\":\"C\"}}},\"MemorySize\":20000,\"Timeout\":5401}}",
      "E104 R.Timeout must be between 1 and 5400 (got '5401')" },
    { "{\"Type\":\"AWS::DynamoDB::Table\",\"Properties\":{\"KeySchema\":[{\"AttributeName\":\"a\","
      "\"KeyType\":\"HASH\"}],"
      "\"AttributeDefinitions\":[{\"AttributeName\":\"a\",\"AttributeType\":\"S\"}],"
      "\"LocalSecondaryIndexes\":{\"Ref\":\"L\"}}}",
      "" },
    { "{\"Type\":\"AWS::ApplicationAutoScaling::ScalingPolicy\",\"Properties\":{\"PolicyName\":\"p\","
      "\"PolicyType\":"
      "\"StepScaling\"}}",
      "E102 R requires ScalingTargetId or ResourceId" },
    { "{\"Type\":\"AWS::CloudFront::Distribution\",\"Properties\":{\"DistributionConfig\":{\"Enabled\":true,"
      "\"DefaultCacheBehavior\":{\"TargetOriginId\":\"a\",\"ViewerProtocolPolicy\":\"https-only\"},"
      "\"Origins\":[{\"Id\":\"a\","
      "\"DomainName\":\"d\",\"S3OriginConfig\":{},\"CustomOriginConfig\":{\"OriginProtocolPolicy\":\"https-"
      "only\"}}]}}}",
      "E104 R.DistributionConfig.Origins cannot have both CustomOriginConfig and S3OriginConfig\nE104 "
      "R.DistributionConfig.Origins cannot have both S3OriginConfig and CustomOriginConfig" },
};

static void assert_findings(const struct diags *diags, const char *what, const char *expected)
{
    struct buffer *found = buffer_new(arena);
    for (const struct diag *d = diags->first; d; d = d->next)
        buffer_print(found, "%s%s %s%s%s", found->size ? "\n" : "", d->finding->code, d->text,
                     d->hint ? "; " : "", d->hint ? d->hint : "");
    if (strcmp(found->text, expected) != 0) print_error("%s\n", what);
    assert_string_equal(found->text, expected);
}

static void values_are_checked(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct diags *diags = diags_new(arena);
        const struct node *value = json_read(arena, values[i].value, strlen(values[i].value));
        assert_non_null(value);
        schema_check(schemas, arena_text(arena, "AWS::%s", values[i].type), values[i].path, values[i].what,
                     value, diags);
        assert_findings(diags, values[i].value, values[i].expected);
    }
}

static void resources_are_checked(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        struct diags *diags = diags_new(arena);
        const struct node *resource = json_read(arena, resources[i].resource, strlen(resources[i].resource));
        assert_non_null(resource);
        schema_check_resource(schemas, "R", resource, diags);
        assert_findings(diags, resources[i].resource, resources[i].expected);
    }
}

/* Keywords by themselves; `Tag` is a definition of AWS::SQS::Queue. */
static const struct {
    const char *rule, *value, *expected;
} rules[] = {
    { "{'maximum':5,'minimum':1}", "1", "" },
    { "{'maximum':5,'minimum':1}", "5", "" },
    { "{'maximum':5,'minimum':1}", "5.5", "E104 this must be between 1 and 5 (got '5.5')" },
    { "{'maximum':5}", "6", "E104 this must be at most 5 (got '6')" },
    { "{'maximum':5}", "'six'", "" },
    { "{'exclusiveMaximum':5}", "5", "E104 this must be less than 5" },
    { "{'exclusiveMinimum':5}", "5", "E104 this must be more than 5" },
    { "{'exclusiveMinimum':5}", "5.1", "" },
    { "{'multipleOf':0.1}", "0.3", "" },
    { "{'multipleOf':0.1}", "0.35", "E104 this must be a multiple of 0.1" },
    { "{'enum':['a','b']}", "'B'", "E104 this must be one of a, b (got 'B'); did you mean 'b'?" },
    { "{'enumCaseInsensitive':['a','b']}", "'B'", "" },
    { "{'enum':[1,5,9]}", "'5'", "" },
    { "{'enum':[1,5,9]}", "7", "E104 this must be one of 1, 5, 9 (got '7'); the nearest are 5 and 9" },
    { "{'enum':[1,5,9]}", "12", "E104 this must be one of 1, 5, 9 (got '12'); the nearest is 9" },
    { "{'enum':[true]}", "'True'", "" },
    { "{'const':5}", "'5'", "" },
    { "{'const':'a'}", "'b'", "E104 this must be 'a'" },
    { "{'maxLength':2,'minLength':2}", "'abc'", "E104 this must have exactly 2 characters (has 3)" },
    { "{'maxLength':1}", "'\xC3\xA9'", "" },
    { "{'minItems':2}", "[{'Ref':'A'}]", "E104 this must have at least 2 items (has 1)" },
    { "{'maxItems':1}", "[{'Ref':'A'},{'Ref':'B'}]", "" },
    { "{'maxItems':1}", "[1,2]", "E104 this must have at most 1 item (has 2)" },
    { "{'minProperties':1}", "{}", "E104 this must have at least 1 key (has 0)" },
    { "{'uniqueItems':true}", "[{'a':1,'b':2},{'b':2,'a':1}]", "E104 this contains this item twice" },
    { "{'uniqueItems':false}", "[1,1]", "" },
    { "{'uniqueKeys':['Name']}", "[{'Name':1,'b':2},{'Name':1,'b':3}]", "E104 this contains Name twice" },
    { "{'uniqueKeys':['Name']}", "[{'b':2},{'b':2},{'Name':{'Ref':'A'}},{'Name':{'Ref':'A'}}]", "" },
    { "{'items':{'type':'integer'},'prefixItems':[{'const':1}]}", "[2,'x']",
      "E103 this must be a whole number (got 'x')\nE104 this must be '1'" },
    { "{'required':['a','b']}", "{'a':1}", "E102 this requires b" },
    { "{'required':['a']}", "{'a':{'Ref':'AWS::NoValue'}}", "E102 this requires a" },
    { "{'required':['a']}", "{'Fn::Transform':{},'b':1}", "" },
    { "{'required':['a']}", "{'Fn::If':['C',{'a':1},{'b':1}]}", "E102 this requires a" },
    { "{'requiredOr':['a','b','c']}", "{}", "E102 this requires a, b or c" },
    { "{'requiredXor':['a','b']}", "{'a':1}", "" },
    { "{'requiredXor':['a','b']}", "{'a':1,'b':1}", "E104 this can only have one of a or b" },
    { "{'dependentRequired':{'a':['b']}}", "{'a':1}", "E102 this requires b, because it has a" },
    { "{'dependentRequired':{'a':['b']}}", "{'c':1}", "" },
    { "{'dependencies':{'a':{'required':['c']}}}", "{'a':1}", "E102 this requires c" },
    { "{'dependentExcluded':{'a':['b']}}", "{'a':1,'b':1}", "E104 this cannot have both a and b" },
    { "{'additionalProperties':false,'patternProperties':{'^x':{'type':'integer'}},'properties':{'a':{'type':"
      "'string'}}}",
      "{'a':[],'x1':'y','b':1}",
      "E103 a must be text (got a list)\nE103 x1 must be a whole number (got 'y')\nE101 this has no property "
      "'b'" },
    { "{'additionalProperties':false,'properties':{'a':{}}}", "{'Fn::ForEach::X':[],'a':1}", "" },
    { "{'if':{'required':['a']},'then':{'required':['b']},'else':{'required':['c']}}", "{'a':1}",
      "E102 this requires b" },
    { "{'else':{'required':['c']},'if':{'required':['a']},'then':{'required':['b']}}", "{'d':1}",
      "E102 this requires c" },
    { "{'if':{'properties':{'a':{'const':1}}},'then':{'required':['b']}}", "{'a':{'Ref':'A'},'x':1}", "" },
    { "{'not':{'required':['a']}}", "{'a':1}", "E104 this: AWS does not accept this here" },
    { "{'not':{'properties':{'a':{'const':1}}}}", "{'a':{'Ref':'A'},'x':1}", "" },
    { "{'allOf':[{'required':['a']},{'required':['b']}]}", "{}",
      "E102 this requires a\nE102 this requires b" },
    { "{'anyOf':[{'required':['a']},{'required':['b','c']}]}", "{}", "E102 this requires a or b with c" },
    { "{'anyOf':[{'type':'integer'},{'pattern':'^x','type':'string'}]}", "'y'",
      "E104 this must be in the format that AWS requires (got 'y')" },
    { "{'anyOf':[{'type':'integer'},{'type':'object'}]}", "[]", "E103 this has none of the allowed forms" },
    { "{'oneOf':[{'required':['a']},{'required':['b']}]}", "{'a':1,'b':1}",
      "E104 this can only have one of a or b" },
    { "{'oneOf':[{'properties':{'a':{'type':'string'}}},{'properties':{'a':{'type':'object'}}}]}",
      "{'b':1,'c':1}", "E104 this mixes several of the allowed forms" },
    { "{'oneOf':[{'properties':{'a':{'type':'string'}}},{'properties':{'a':{'type':'object'}}}]}",
      "{'a':{'Ref':'A'},'b':1}", "" },
    { "{'$ref':'Tag','required':['Extra']}", "{'Key':'k'}",
      "E102 this requires Value\nE102 this requires Extra" },
    { "{'type':['object','string']}", "[]", "E103 this must be a mapping or text (got a list)" },
    { "{'type':'boolean'}", "'True'", "" },
};

/* JSON with single quotes. */
static struct node *read_quoted(const char *text)
{
    char *json = arena_copy(arena, text, strlen(text));
    for (char *at = json; *at; at++)
        if (*at == '\'') *at = '"';
    return json_read(arena, json, strlen(json));
}

static void keywords_are_checked(void **state)
{
    (void)state;
    struct schemas *schemas = schemas_new(arena);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct diags *diags = diags_new(arena);
        struct node *rule = read_quoted(rules[i].rule), *value = read_quoted(rules[i].value);
        assert_non_null(rule);
        assert_non_null(value);
        struct checking checking = { .schemas = schemas,
                                     .schema = schema_open(schemas, "AWS::SQS::Queue"),
                                     .diags = diags };
        check_value(&checking, rule, value, &(struct trail){ NULL, NULL });
        assert_findings(diags, rules[i].rule, rules[i].expected);
    }
}

static void a_finding_stands_at_its_part(void **state)
{
    (void)state;
    struct diags *diags = diags_new(arena);
    struct node *tags = node_list(arena), *tag = node_add(tags, NULL, node_map(arena));
    struct node *value = node_add(tag, "Key", node_text(arena, ""));
    node_add(tag, "Value", node_text(arena, "v"));
    value->place = (struct place){ "service.yml", 4, 7, 2 };
    schema_check(schemas_new(arena), "AWS::SQS::Queue", "Tags", "tags", tags, diags);
    assert_non_null(diags->first);
    assert_int_equal(diags->first->place.line, 4);
    assert_string_equal(diags->first->text, "tags.Key must have between 1 and 128 characters (has 0)");
}

/* Sums over all types, as they were counted in what was published. */
struct counts {
    int types, definitions, create_only, read_only, required, lost;
};

static void count_rule(struct schemas *schemas, struct schema *schema, const struct node *rule,
                       struct counts *counts)
{
    for (const struct node *n = rule->first; n; n = n->next) {
        if (rule->shape == MAP && !strcmp(n->key, "$ref") && n->shape == SCALAR)
            counts->lost += !schema_definition(schema, schemas->arena, n->text);
        if (n->shape != SCALAR) count_rule(schemas, schema, n, counts);
    }
}

static int length(const struct node *root, const char *key)
{
    const struct node *list = node_find(root, key);
    return list ? list->count : 0;
}

static void every_type_is_whole(void **state)
{
    (void)state;
    struct counts counts = { 0 };
    struct schemas *names = schemas_new(arena);
    const char *type;
    for (int row = 0; (type = schema_type(names, row)); row++) {
        struct arena *turn = arena_new();
        struct schemas *schemas = schemas_new(turn);
        struct schema *schema = schema_open(schemas, type);
        assert_non_null(schema);
        assert_true(row == 0 || strcmp(schema_type(names, row - 1), type) < 0);
        counts.types++;
        counts.create_only += length(schema->root, "createOnlyProperties");
        counts.read_only += length(schema->root, "readOnlyProperties");
        counts.required += length(schema->root, "required");
        count_rule(schemas, schema, schema->root, &counts);
        counts.definitions += (int)schema->definition_count;
        for (uint32_t i = 0; i < schema->definition_count; i++)
            count_rule(schemas, schema, schema_definition(schema, turn, schema->definitions[i].name),
                       &counts);
        arena_free(turn);
    }
    assert_int_equal(counts.types, 1854);
    assert_int_equal(counts.definitions, 14515);
    assert_int_equal(counts.create_only, 4561);
    assert_int_equal(counts.read_only, 5684);
    assert_int_equal(counts.required, 3634);
    assert_int_equal(counts.lost, 0);
}

static const char *patterned(struct schemas *schemas, const struct node *rule)
{
    for (const struct node *n = rule->first; n; n = n->next) {
        const char *pattern =
            rule->shape == MAP && n->shape == SCALAR && !strcmp(n->key, "pattern") ? n->text : NULL;
        if (pattern && !schema_compiles(schemas, pattern)) return pattern;
        const char *below = n->shape == SCALAR ? NULL : patterned(schemas, n);
        if (below) return below;
    }
    return NULL;
}

static void every_pattern_compiles(void **state)
{
    (void)state;
    struct schemas *names = schemas_new(arena), *schemas = schemas_new(arena);
    const char *type;
    for (int row = 0; (type = schema_type(names, row)); row++) {
        struct schema *schema = schema_open(names, type);
        const char *bad = patterned(schemas, schema->root);
        for (uint32_t i = 0; i < schema->definition_count && !bad; i++)
            bad = patterned(schemas, schema_definition(schema, arena, schema->definitions[i].name));
        if (bad) print_error("%s: %s\n", type, bad);
        assert_null(bad);
    }
}

static void a_slow_pattern_ends(void **state)
{
    (void)state;
    char text[64];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 0;
    struct schemas *schemas = schemas_new(arena);
    assert_true(schema_matches(schemas, "^(a+)+$", text));
    text[sizeof text - 2] = 'b';
    assert_true(schema_matches(schemas, "^(a|aa)+$", text)); /* gives up, so that nothing is claimed */
    assert_true(schema_matches(schemas, "^(", text));
    assert_false(schema_matches(schemas, "^b", text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_type_is_found),      TEST(a_property_is_found),
        TEST(attributes_are_known), TEST(replacement_is_known),
        TEST(the_overlay_applies),  TEST(tags_have_a_shape),
        TEST(values_are_checked),   TEST(resources_are_checked),
        TEST(keywords_are_checked), TEST(a_finding_stands_at_its_part),
        TEST(every_type_is_whole),  TEST(every_pattern_compiles),
        TEST(a_slow_pattern_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
