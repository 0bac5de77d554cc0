#include "templates/audit/audit.h"
#include "base/index.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy_read.h"
#include <string.h>

FINDING_DECLARE(bucket_public);
FINDING_DECLARE(data_on_internet);
FINDING_DECLARE(function_url_public);
FINDING_DECLARE(identity_anonymous);
FINDING_DECLARE(ingress_open);
FINDING_DECLARE(resource_public);
FINDING_DECLARE(role_public);
FINDING_DECLARE(route_unprotected);
FINDING_DECLARE(wildcard_grant);

#define USER_GUIDE "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
#define S3         "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
#define PUBLIC     audit_public_policy, &finding_resource_public
#define POLICY     audit_grants, &finding_wildcard_grant, "policy", USER_GUIDE "best-practices.html"
#define MANAGED                                                                                              \
    audit_managed_policy, &finding_wildcard_grant, "policy",                                                 \
        "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/" /* and the policy's name */
#define ADDRESS(what, page) audit_public_address, &finding_data_on_internet, what, page
#define OTHER(type, property, what)                                                                          \
    {                                                                                                        \
        type, property, PUBLIC, what, USER_GUIDE "reference_policies_elements_principal.html"                \
    }
#define INGRESS                                                                                              \
    audit_ingress, &finding_ingress_open, "port",                                                            \
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
#define ROUTE(check)                                                                                         \
    check, &finding_route_unprotected, "route",                                                              \
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html"

/* clang-format off */
static const struct audit_rule rules[] = {
    { "AWS::S3::BucketPolicy", "PolicyDocument", audit_public_policy, &finding_bucket_public, "bucket", S3 "access-control-block-public-access.html#access-control-block-public-access-policy-status" },
    { "AWS::S3::Bucket", "", audit_bucket, &finding_bucket_public, "bucket", S3 "acl-overview.html#canned-acl" },
    { "AWS::S3::AccessPoint", "Policy", audit_public_policy, &finding_bucket_public, "access point", S3 "access-points-policies.html" },
    { "AWS::S3::MultiRegionAccessPointPolicy", "Policy", audit_public_policy, &finding_bucket_public, "access point", S3 "multi-region-access-point-permissions.html" },
    { "AWS::S3Express::BucketPolicy", "PolicyDocument", audit_public_policy, &finding_bucket_public, "bucket", S3 "s3-express-security-iam-example-bucket-policies.html" },
    { "AWS::S3ObjectLambda::AccessPointPolicy", "PolicyDocument", audit_public_policy, &finding_bucket_public, "access point", S3 "olap-policies.html" },
    { "AWS::SQS::QueuePolicy", "PolicyDocument", PUBLIC, "queue", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html" },
    { "AWS::SQS::QueueInlinePolicy", "PolicyDocument", PUBLIC, "queue", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html" },
    { "AWS::SNS::TopicPolicy", "PolicyDocument", PUBLIC, "topic", "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html" },
    { "AWS::SNS::TopicInlinePolicy", "PolicyDocument", PUBLIC, "topic", "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html" },
    { "AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", PUBLIC, "secret", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html" },
    { "AWS::KMS::Key", "KeyPolicy", PUBLIC, "key", "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html" },
    { "AWS::KMS::ReplicaKey", "KeyPolicy", PUBLIC, "key", "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html" },
    { "AWS::ECR::Repository", "RepositoryPolicyText", PUBLIC, "repository", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html" },
    { "AWS::ECR::RegistryPolicy", "PolicyText", PUBLIC, "registry", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html" },
    { "AWS::CodeArtifact::Repository", "PermissionsPolicyDocument", PUBLIC, "repository", "https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html" },
    { "AWS::CodeArtifact::Domain", "PermissionsPolicyDocument", PUBLIC, "domain", "https://docs.aws.amazon.com/codeartifact/latest/ug/domain-policies.html" },
    { "AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument", PUBLIC, "table", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html" },
    { "AWS::DynamoDB::GlobalTable", "Replicas.*.ResourcePolicy.PolicyDocument", PUBLIC, "table", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html" },
    { "AWS::Kinesis::ResourcePolicy", "ResourcePolicy", PUBLIC, "stream", "https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html" },
    { "AWS::MSK::ClusterPolicy", "Policy", PUBLIC, "cluster", "https://docs.aws.amazon.com/msk/latest/developerguide/aws-access-mult-vpc.html" },
    { "AWS::EFS::FileSystem", "FileSystemPolicy", PUBLIC, "file system", "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html" },
    { "AWS::Backup::BackupVault", "AccessPolicy", PUBLIC, "backup vault", "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html" },
    { "AWS::Logs::ResourcePolicy", "PolicyDocument", PUBLIC, "log group", "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html" },
    { "AWS::OpenSearchService::Domain", "AccessPolicies", PUBLIC, "domain", "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html" },
    { "AWS::Elasticsearch::Domain", "AccessPolicies", PUBLIC, "domain", "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html" },
    { "AWS::Events::EventBus", "Policy", PUBLIC, "event bus", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html" },
    { "AWS::Events::EventBusPolicy", "", audit_bus_policy, &finding_resource_public, "event bus", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html" },
    { "AWS::Lambda::Permission", "", audit_permission, &finding_resource_public, "function", "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html" },
    { "AWS::Lambda::LayerVersionPermission", "", audit_layer, &finding_resource_public, "layer", "https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html" },
    { "AWS::ApiGateway::RestApi", "Policy", audit_private_api, &finding_resource_public, "private API", "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html" },
    { "AWS::ApiGateway::RestApi", "Body.x-amazon-apigateway-policy", audit_private_api, &finding_resource_public, "private API", "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html" },
    { "AWS::Lambda::ResourcePolicy", "PolicyDocument", PUBLIC, "function", "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html" },
    { "AWS::DynamoDB::Table", "StreamSpecification.ResourcePolicy.PolicyDocument", PUBLIC, "stream", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html" },
    { "AWS::DynamoDB::GlobalTable", "Replicas.*.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument", PUBLIC, "stream", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html" },
    { "AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy", PUBLIC, "repository", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html" },
    { "AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy", PUBLIC, "backup vault", "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html" },
    { "AWS::S3Express::AccessPoint", "Policy", audit_public_policy, &finding_bucket_public, "access point", S3 "access-points-policies.html" },
    { "AWS::S3Outposts::BucketPolicy", "PolicyDocument", audit_public_policy, &finding_bucket_public, "bucket", S3 "access-control-block-public-access.html#access-control-block-public-access-policy-status" },
    { "AWS::S3Outposts::AccessPoint", "Policy", audit_public_policy, &finding_bucket_public, "access point", S3 "access-points-policies.html" },
    OTHER("AWS::S3Tables::TableBucketPolicy", "ResourcePolicy", "table bucket"),
    OTHER("AWS::S3Tables::TablePolicy", "ResourcePolicy", "table"),
    OTHER("AWS::S3Vectors::VectorBucketPolicy", "Policy", "vector bucket"),
    OTHER("AWS::S3Files::FileSystemPolicy", "Policy", "file system"),
    OTHER("AWS::Logs::Destination", "DestinationPolicy", "log destination"),
    OTHER("AWS::Logs::LogGroup", "ResourcePolicyDocument", "log group"),
    OTHER("AWS::EventSchemas::RegistryPolicy", "Policy", "registry of schemas"),
    OTHER("AWS::EventsV2::ResourcePolicy", "PolicyDocument", "event bus"),
    OTHER("AWS::CloudTrail::ResourcePolicy", "ResourcePolicy", "trail"),
    OTHER("AWS::XRay::ResourcePolicy", "PolicyDocument", "account's traces"),
    OTHER("AWS::APS::ResourcePolicy", "PolicyDocument", "workspace"),
    OTHER("AWS::SSM::ResourcePolicy", "Policy", "parameter"),
    OTHER("AWS::DSQL::Cluster", "PolicyDocument", "cluster"),
    OTHER("AWS::Redshift::Cluster", "NamespaceResourcePolicy", "cluster"),
    OTHER("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy", "namespace"),
    OTHER("AWS::PaymentCryptography::Key", "Policy", "key"),
    OTHER("AWS::SageMaker::ModelPackageGroup", "ModelPackageGroupPolicy", "group of models"),
    OTHER("AWS::Bedrock::ResourcePolicy", "PolicyDocument", "resource"),
    OTHER("AWS::BedrockAgentCore::ResourcePolicy", "Policy", "resource"),
    OTHER("AWS::Lex::ResourcePolicy", "Policy", "bot"),
    OTHER("AWS::Oam::Sink", "Policy", "sink"),
    OTHER("AWS::RUM::AppMonitor", "ResourcePolicy.PolicyDocument", "monitor"),
    OTHER("AWS::VpcLattice::AuthPolicy", "Policy", "VPC Lattice service"),
    OTHER("AWS::VpcLattice::ResourcePolicy", "Policy", "VPC Lattice resource"),
    OTHER("AWS::MediaStore::Container", "Policy", "container"),

    { "AWS::IAM::Role", "AssumeRolePolicyDocument", audit_trust, &finding_role_public, "role", USER_GUIDE "id_roles_update-role-trust-policy.html" },
    { "AWS::IAM::Role", "Policies.*.PolicyDocument", POLICY },
    { "AWS::IAM::User", "Policies.*.PolicyDocument", POLICY },
    { "AWS::IAM::Group", "Policies.*.PolicyDocument", POLICY },
    { "AWS::IAM::Policy", "PolicyDocument", POLICY },
    { "AWS::IAM::ManagedPolicy", "PolicyDocument", POLICY },
    { "AWS::IAM::RolePolicy", "PolicyDocument", POLICY },
    { "AWS::IAM::UserPolicy", "PolicyDocument", POLICY },
    { "AWS::IAM::GroupPolicy", "PolicyDocument", POLICY },
    { "AWS::SSO::PermissionSet", "InlinePolicy", POLICY },
    { "AWS::IAM::Role", "ManagedPolicyArns.*", MANAGED },
    { "AWS::IAM::User", "ManagedPolicyArns.*", MANAGED },
    { "AWS::IAM::Group", "ManagedPolicyArns.*", MANAGED },
    { "AWS::SSO::PermissionSet", "ManagedPolicies.*", MANAGED },

    { "AWS::EC2::SecurityGroup", "SecurityGroupIngress.*", INGRESS },
    { "AWS::EC2::SecurityGroupIngress", "", INGRESS },
    { "AWS::EC2::NetworkAclEntry", "", audit_acl_entry, &finding_ingress_open, "network ACL", "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html" },
    { "AWS::RDS::DBInstance", "PubliclyAccessible", ADDRESS("database", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html") },
    { "AWS::RDS::DBCluster", "PubliclyAccessible", ADDRESS("database", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html") },
    { "AWS::RDS::DBShardGroup", "PubliclyAccessible", ADDRESS("database", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html") },
    { "AWS::Neptune::DBInstance", "PubliclyAccessible", ADDRESS("database", "https://docs.aws.amazon.com/neptune/latest/userguide/neptune-public-endpoints.html") },
    { "AWS::Redshift::Cluster", "PubliclyAccessible", ADDRESS("cluster", "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html") },
    { "AWS::RedshiftServerless::Workgroup", "PubliclyAccessible", ADDRESS("workgroup", "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-connecting.html") },
    { "AWS::Lightsail::Database", "PubliclyAccessible", ADDRESS("database", "https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-database-public-mode.html") },
    { "AWS::DMS::ReplicationInstance", "PubliclyAccessible", ADDRESS("replication instance", "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.PublicPrivate.html") },
    { "AWS::Timestream::InfluxDBInstance", "PubliclyAccessible", ADDRESS("database", "https://docs.aws.amazon.com/timestream/latest/developerguide/timestream-for-influx-security-network.html") },
    { "AWS::Timestream::InfluxDBCluster", "PubliclyAccessible", ADDRESS("database", "https://docs.aws.amazon.com/timestream/latest/developerguide/timestream-for-influx-security-network.html") },
    { "AWS::AmazonMQ::Broker", "PubliclyAccessible", ADDRESS("broker", "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html") },
    { "AWS::MSK::Cluster", "BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type", ADDRESS("cluster", "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html") },
    { "AWS::OpenSearchServerless::SecurityPolicy", "Policy", audit_search_network, &finding_data_on_internet, "collection", "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html" },
    { "AWS::Cognito::IdentityPool", "AllowUnauthenticatedIdentities", audit_anonymous, &finding_identity_anonymous, "identity pool", "https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html" },

    { "AWS::Lambda::Url", "", audit_url, &finding_function_url_public, "function URL", "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html" },
    { "AWS::ApiGateway::Method", "", ROUTE(audit_method) },
    { "AWS::ApiGateway::RestApi", "Body", ROUTE(audit_openapi) },
    { "AWS::ApiGatewayV2::Api", "Body", ROUTE(audit_openapi) },
    { "AWS::ApiGatewayV2::Route", "", ROUTE(audit_route) },
    { "AWS::ApiGatewayV2::Api", "", ROUTE(audit_quick_route) },
    { "AWS::ElasticLoadBalancingV2::ListenerRule", "", audit_listener_rule, &finding_route_unprotected, "load balancer", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html" },
    { "AWS::ElasticLoadBalancingV2::Listener", "", audit_listener, &finding_route_unprotected, "load balancer", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html" },
    { "AWS::AppSync::GraphQLApi", "", audit_graphql, &finding_route_unprotected, "GraphQL API", "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html" },
    { "AWS::AppSync::Api", "EventConfig.DefaultPublishAuthModes.*.AuthType", audit_publish, &finding_route_unprotected, "event API", "https://docs.aws.amazon.com/appsync/latest/eventapi/configure-event-api-auth.html" },
};
/* clang-format on */
enum { RULES = sizeof rules / sizeof *rules };

void audit_report(const struct audit *audit, const struct finding *finding, struct place place,
                  const char *hint, const char *format, ...)
{
    struct diags *diags = audit->template->diags;
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vtext(diags->arena, format, arguments);
    va_end(arguments);
    struct diag *diag = diag_add(diags, finding, place, hint, "%s", text);
    diag_note(diags, diag, (struct place){ 0 }, "%s", audit->rule->page);
}

struct place audit_place(const struct audit *audit, const struct node *value)
{
    return value && value->place.file ? value->place : audit->place;
}

const struct node *audit_referred(const struct template *template, const struct node *properties,
                                  const char *key)
{
    const struct node *value = node_find(properties, key),
                      *get = value ? node_find(value, "Fn::GetAtt") : NULL;
    const char *id = node_word(value, "Ref"), *attribute = node_word(value, "Fn::GetAtt");
    if (get && get->shape == LIST && get->first && get->first->shape == SCALAR) id = get->first->text;
    if (attribute) id = arena_copy(template->arena, attribute, strcspn(attribute, "."));
    return id ? node_find(template->resources, id) : NULL;
}

const char *audit_text(const struct audit *audit, const struct node *value)
{
    return policy_text(audit->template->arena, value, audit->template->parameters);
}

const struct node *audit_find(const struct audit *audit, const struct node *value,
                              bool (*fits)(const char *text))
{
    if (!value) return NULL;
    if (value->shape == SCALAR) return fits(value->text) ? value : NULL;
    const struct node *found = NULL, *branch = policy_branches(value);
    if (policy_is_absent(value)) return NULL;
    if (value->shape != LIST && !branch) return fits(audit_text(audit, value)) ? value : NULL;
    for (const struct node *n = branch ? branch : value->first; n && !found; n = n->next)
        found = audit_find(audit, n, fits);
    return found;
}

bool audit_is_word(const struct audit *audit, const struct node *map, const char *key, const char *word)
{
    const struct node *value = node_find(map, key);
    if (!value) return false;
    if (value->shape == SCALAR) return text_same(value->text, word);
    const struct node *const *values = policy_values(audit->template->arena, value);
    while (*values && strcmp(audit_text(audit, *values), word) != 0) values++;
    return *values;
}

bool audit_is_anything(const char *text)
{
    if (!strchr(text, '*')) return false;
    if (text_starts(text, "arn:")) { /* the partition and the service say nothing */
        for (int part = 0; part < 3 && text; part++) text = strchr(text, ':') ? strchr(text, ':') + 1 : NULL;
        if (!text) return true;
    }
    return text[strspn(text, "*?:/")] == 0;
}

/* One rule on a value and what is below it, as far as the path goes. */
static void descend(struct audit audit, const struct node *value, const char *path)
{
    const struct node *each = value->shape == LIST ? value->first : policy_branches(value);
    if (policy_is_absent(value)) return;
    audit.place = audit_place(&audit, value);
    if (value->shape == LIST && *path == '*') path += path[1] == '.' ? 2 : 1;
    if (each || value->shape == LIST) {
        for (; each; each = each->next) descend(audit, each, path);
        return;
    }
    if (*path == '*') path += path[1] == '.' ? 2 : 1;
    if (!*path) {
        audit.rule->check(&audit, value);
        return;
    }
    const char *dot = strchr(path, '.');
    const struct node *below =
        node_find(value, dot ? arena_copy(audit.template->arena, path, (size_t)(dot - path)) : path);
    if (below) descend(audit, below, dot ? dot + 1 : "");
}

struct of_type {
    const struct of_type *next;
    const struct audit_rule *rule;
};

static const struct index *rules_by_type(struct arena *arena)
{
    struct index *index = index_new(arena);
    for (int i = RULES - 1; i >= 0; i--) {
        struct of_type *one = arena_take(arena, sizeof *one);
        *one = (struct of_type){ NULL, &rules[i] };
        struct of_type *first = index_add(index, rules[i].type, one);
        if (first == one) continue;
        *one = *first; /* the rules of a type in their order */
        *first = (struct of_type){ one, &rules[i] };
    }
    return index;
}

static const struct index *graphql_schemas(const struct template *template)
{
    struct index *schemas = index_new(template->arena);
    for (struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        if (!type || !text_same(type, "AWS::AppSync::GraphQLSchema")) continue;
        const struct node *api = audit_referred(template, node_find(n, "Properties"), "ApiId");
        if (api) index_add(schemas, api->key, n);
    }
    return schemas;
}

void audit_check(struct template *template)
{
    const struct index *graphql = graphql_schemas(template);
    const struct index *by_type = rules_by_type(template->arena);
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        const struct node *properties = type ? node_find(n, "Properties") : NULL;
        const struct of_type *one = properties ? index_find(by_type, type) : NULL;
        for (; one; one = one->next)
            descend((struct audit){ template, one->rule, n, graphql, n->key_place }, properties,
                    one->rule->path);
    }
}
