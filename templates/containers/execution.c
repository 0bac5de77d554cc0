#include "templates/containers/execution.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/code/build.h"
#include "templates/core/policy.h"
#include "templates/wiring/key.h"
#include <string.h>

static const struct field fields[] = {
    { KEYED("(name)", secret_variable, name) },
    { FIELD(secret_variable, value), .required = true, .elsewhere = true,
      .about = "Name under secrets, or ARN of another secret, with #KEY for one key of a JSON secret. Or the "
               "path or ARN of a Systems Manager parameter." },
    { 0 },
};
const struct form secret_variable_form = { .what = "a secret's name or ARN, or a parameter's path",
                                           .named = "(name)",
                                           .brief = "value",
                                           .size = sizeof(struct secret_variable),
                                           .fields = fields };

/* ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG or …@sha256:…: the ARN of its repository, as Fn::Sub has it;
 * NULL: it is not in ECR. */
static const char *repository(struct arena *arena, const char *uri)
{
    const char *ecr = strstr(uri, ".dkr.ecr."), *name = strchr(uri, '/');
    if (!ecr || !name || ecr > name) return NULL;
    const char *region = ecr + strlen(".dkr.ecr."), *end = strchr(region, '.');
    if (!end || end > name) return NULL;
    const char *account = arena_copy(arena, uri, (size_t)(ecr - uri));
    return arena_text(arena, "arn:${AWS::Partition}:ecr:%.*s:%s:repository/%s", (int)(end - region), region,
                      account, arena_copy(arena, name + 1, strcspn(name + 1, ":@")));
}

static void ecr_allow(struct node *statements, struct node *arn)
{
    node_add(policy_allow(statements, "ecr:GetAuthorizationToken"), "Resource",
             node_text(statements->arena, "*"));
    node_add(policy_allow(statements,
                          "ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage"),
             "Resource", arn);
}

static void image_allow(struct template *template, const struct text *image, struct node *statements)
{
    struct arena *arena = template->arena;
    if (build_is_folder(template, image)) {
        ecr_allow(statements, build_repository_arn(template));
        return;
    }
    const char *arn = "arn:${AWS::Partition}:ecr:*:*:repository/*";
    if (is_known(image->from)) arn = repository(arena, image->value);
    if (!arn) return;
    ecr_allow(statements, intrinsic_sub_text(arena, arn));
}

struct node *container_execution_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    struct node *statements = node_list(arena);
    image_allow(template, &bound->container->image, statements);
    struct resource role = template_add(template, arena_join(arena, bound->id, "ExecutionRole"),
                                        "AWS::IAM::Role", node_key_place(bound->container->item.from));
    node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "ecs-tasks.amazonaws.com"));
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "execution"));
    node_add(policy, "PolicyDocument", policy_document(arena, statements));
    return statements;
}

/* What is written before a #: a secret of the service, an ARN, or a path. */
static struct node *secret_arn(struct template *template, const struct text *value, const char *bare,
                               struct node *statements)
{
    struct arena *arena = template->arena;
    const struct named *named = names_find(template->names, bare);
    if (!is_known(value->from)) return node_copy(arena, value->from);
    if (named_is(named, KIND_secret)) {
        key_allow_of(template, statements, named);
        return item_arn(template, named->item);
    }
    if (*bare == '/')
        return intrinsic_sub(arena, "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter%s",
                             bare);
    if (!text_starts(bare, "arn:"))
        diag_add(template->diags, FINDING(out_of_range), node_place(value->from),
                 "a name under secrets, an ARN, or the path of a parameter such as /stripe/key",
                 "'%s' is not a secret", bare);
    return node_text(arena, bare);
}

static void secret_variable_write(struct template *template, const struct secret_variable *secret,
                                  struct node *statements, struct node *one)
{
    struct arena *arena = template->arena;
    const char *text = is_known(secret->value.from) ? secret->value.value : "", *key = strchr(text, '#');
    const char *bare = key ? arena_copy(arena, text, (size_t)(key - text)) : text;
    struct node *arn = secret_arn(template, &secret->value, bare, statements);
    bool parameter = *bare == '/' || strstr(bare, ":ssm:");
    node_add(policy_allow(statements, parameter ? "ssm:GetParameters" : "secretsmanager:GetSecretValue"),
             "Resource", node_copy(arena, arn));
    /* ARN:KEY:STAGE:VERSION */
    node_add(one, "ValueFrom",
             key ? intrinsic_append(arena, arn, arena_join(arena, arena_join(arena, ":", key + 1), "::"))
                 : arn);
}

void container_secrets_write(struct template *template, const struct container *container,
                             struct node *statements, struct node *definition)
{
    const struct secret_variable *secret = container->secrets;
    if (!secret || !secret->from) return;
    struct node *list = node_add(definition, "Secrets", node_list(template->arena));
    for (; secret->from; secret++) {
        if (!secret->value.from) continue;
        struct node *one = node_add(list, NULL, node_map(template->arena));
        node_add(one, "Name", node_text(template->arena, secret->name.value))->place =
            node_key_place(secret->from);
        secret_variable_write(template, secret, statements, one);
    }
}

/* https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html */
void container_credentials_write(struct template *template, const struct container *container,
                                 struct node *statements, struct node *definition)
{
    const struct text *secret = &container->credentials;
    if (!secret->from) return;
    struct node *arn = secret_arn(template, secret, is_known(secret->from) ? secret->value : "", statements);
    arn->place = node_place(secret->from);
    node_add(policy_allow(statements, "secretsmanager:GetSecretValue"), "Resource",
             node_copy(template->arena, arn));
    node_add(node_at(definition, "RepositoryCredentials"), "CredentialsParameter", arn);
}
