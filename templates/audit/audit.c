#include "templates/audit/audit.h"
#include "base/index.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy_read.h"
#include <string.h>

FINDING_DECLARE(bucket_public);
FINDING_DECLARE(function_url_public);
FINDING_DECLARE(ingress_open);
FINDING_DECLARE(resource_public);
FINDING_DECLARE(role_public);
FINDING_DECLARE(route_unprotected);
FINDING_DECLARE(wildcard_grant);

#define USER_GUIDE "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
#define S3         "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
#define PUBLIC     audit_public_policy, &finding_resource_public
#define POLICY     audit_administrator, &finding_wildcard_grant, "policy", USER_GUIDE "best-practices.html"
#define MANAGED                                                                                              \
    audit_managed_policy, &finding_wildcard_grant, "policy",                                                 \
        "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html"
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

    { "AWS::IAM::Role", "AssumeRolePolicyDocument", audit_trust, &finding_role_public, "role", USER_GUIDE "id_roles_create_for-idp_oidc.html" },
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

    { "AWS::Lambda::Url", "", audit_url, &finding_function_url_public, "function URL", "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html" },
    { "AWS::ApiGateway::Method", "", ROUTE(audit_method) },
    { "AWS::ApiGateway::RestApi", "Body", ROUTE(audit_openapi) },
    { "AWS::ApiGatewayV2::Api", "Body", ROUTE(audit_openapi) },
    { "AWS::ApiGatewayV2::Route", "", ROUTE(audit_route) },
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

void audit_check(struct template *template)
{
    const struct index *by_type = rules_by_type(template->arena);
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        const struct node *properties = type ? node_find(n, "Properties") : NULL;
        const struct of_type *one = properties ? index_find(by_type, type) : NULL;
        for (; one; one = one->next)
            descend((struct audit){ template, one->rule, n, n->key_place }, properties, one->rule->path);
    }
}
