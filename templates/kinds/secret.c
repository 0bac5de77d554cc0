/* Secrets: made empty or generated, rotated by a function, with replicas. A secret that has replicas is the
 * primary's; else each region has its own.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html */
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/elsewhere.h"
#include "templates/key.h"
#include "templates/policy.h"
#include "templates/replicas.h"
#include "templates/service.h"
#include <string.h>

struct generated {
    const struct node *from;
    struct flag on;
    struct integer length;
    struct text exclude, key;
    struct any template;
    struct flag punctuation;
};

struct rotation {
    const struct node *from;
    struct reference function;
    struct days every;
    struct text schedule, window;
    struct flag now;
};

struct secret {
    struct item item;
    struct text name, description, encryption, *replicas;
    struct generated generate;
    struct rotation rotate;
    struct any policy;
};

static const struct field generated_fields[] = {
    { FIELD(generated, on), .about = "Whether AWS makes up the value; off unless told." },
    { FIELD(generated, length), .property = "GenerateSecretString.PasswordLength",
      .about = "Of the password; 32 unless told." },
    { FIELD(generated, exclude), .property = "GenerateSecretString.ExcludeCharacters",
      .about = "Characters that it must not have." },
    { FIELD(generated, punctuation), .about = "Whether it may have punctuation; on unless told." },
    { FIELD(generated, key), .property = "GenerateSecretString.GenerateStringKey",
      .about = "The key of the password where the secret is JSON; password unless told." },
    { FIELD(generated, template), .about = "What else the JSON holds, such as {username: admin}." },
    { 0 },
};
static const struct form generated_form = { .what = "true, or {length, exclude, key, template}",
                                            .brief = "on",
                                            .type = "AWS::SecretsManager::Secret",
                                            .size = sizeof(struct generated),
                                            .fields = generated_fields };

static const struct field rotation_fields[] = {
    { FIELD(rotation, function), .refers = "functions", .required = true, .elsewhere = true,
      .about = "The function that makes a new value known and tests it." },
    { FIELD(rotation, every), .about = "How often, 1d to 1000d; 30d unless told." },
    { FIELD(rotation, schedule), .property = "RotationRules.ScheduleExpression",
      .about = "When exactly, in place of every: cron(0 3 1 * ? *) or rate(10 days)." },
    { FIELD(rotation, window), .property = "RotationRules.Duration",
      .about = "How long after that it may begin, such as 2h." },
    { FIELD(rotation, now), .property = "RotateImmediatelyOnUpdate",
      .about = "Rotate at once when this is deployed; off unless told." },
    { 0 },
};
static const struct form rotation_form = { .what = "a function's name, or {every: 30d, function}",
                                           .brief = "function",
                                           .type = "AWS::SecretsManager::RotationSchedule",
                                           .size = sizeof(struct rotation),
                                           .fields = rotation_fields };

static const struct field fields[] = {
    ITEM_FIELDS(secret),
    ELSEWHERE_FIELD(secret),
    { NESTED(secret, generate, generated),
      .about = "A value that AWS makes up: true, or how. Without it the secret is empty until somebody sets "
               "it." },
    { NESTED(secret, rotate, rotation), .about = "A new value from time to time, by a function." },
    { FIELD(secret, replicas), .about = "all (the service's regions) or regions that get a copy." },
    { FIELD(secret, encryption), .property = "KmsKeyId",
      .about = "A customer key, such as alias/mine or its ARN; AWS's own key unless told." },
    { FIELD(secret, policy), .about = "Statements of who else may use it, as IAM has them." },
    { FIELD(secret, description), .property = "Description", .about = "What it is for." },
    { FIELD(secret, name), .property = "Name",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form secret_form = { .what = "a mapping, such as {generate: true}",
                                  .named = "(key)",
                                  .instead = "arn",
                                  .type = "AWS::SecretsManager::Secret",
                                  .size = sizeof(struct secret),
                                  .fields = fields };

enum { ROTATED_DAYS = 30 };
#define HERE "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${Name}"

static bool is_generated(const struct generated *generate)
{
    return generate->from && (!generate->on.from || generate->on.value);
}

static void generated_write(struct template *template, const struct secret *secret, struct node *properties)
{
    struct arena *arena = template->arena;
    const struct generated *generate = &secret->generate;
    if (!is_generated(generate)) return;
    template_write(template, &generated_form, generate, properties);
    struct node *value = node_at(properties, "GenerateSecretString");
    if (!node_find(value, "PasswordLength")) node_add(value, "PasswordLength", node_number(arena, 32));
    if (generate->punctuation.from && !generate->punctuation.value)
        node_add(value, "ExcludePunctuation", node_flag(arena, true));
    const struct node *rest = generate->template.from;
    if (!rest && !generate->key.from) return;
    if (!generate->key.from) node_add(value, "GenerateStringKey", node_text(arena, "password"));
    struct node *text = rest && rest->shape == MAP && !is_intrinsic(rest) ? node_copy(arena, rest) : NULL;
    if (text) {
        struct buffer *json = buffer_new(arena);
        json_print(json, text, JSON_CANONICAL);
        text = node_text(arena, json->text);
    }
    node_add(value, "SecretStringTemplate",
             text   ? text
             : rest ? node_copy(arena, rest)
                    : node_text(arena, "{}"));
}

static void replicas_write(struct template *template, const struct secret *secret, struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *regions = replica_regions(template, secret->replicas), *replicas = NULL;
    for (const struct node *region = regions->first; region; region = region->next) {
        if (!replicas) replicas = node_add(properties, "ReplicaRegions", node_list(arena));
        struct node *replica = node_add(replicas, NULL, node_map(arena));
        node_add(replica, "Region", node_copy(arena, region));
        struct node *key =
            secret->encryption.from ? replica_key(template, &secret->encryption, region->text) : NULL;
        if (key) node_add(replica, "KmsKeyId", key);
    }
}

/* What a rotating function does:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
static const char *rotation_allow(struct template *template, const struct secret *secret, const char *id,
                                  const struct function *function)
{
    struct arena *arena = template->arena;
    const char *policy_id = arena_join(arena, id, "RotationPolicy");
    if (function->role.from) return NULL;
    struct resource policy =
        template_add(template, policy_id, "AWS::IAM::Policy", node_place(secret->rotate.from));
    struct node *statements = node_list(arena);
    node_add(policy_allow(statements,
                          "secretsmanager:DescribeSecret secretsmanager:GetSecretValue "
                          "secretsmanager:PutSecretValue secretsmanager:UpdateSecretVersionStage"),
             "Resource", intrinsic_attribute(arena, id, "Id"));
    node_add(policy_allow(statements, "secretsmanager:GetRandomPassword"), "Resource", node_text(arena, "*"));
    key_allow(template, statements, &secret->encryption);
    node_add(policy.properties, "PolicyName", node_text(arena, "rotation"));
    node_add(policy.properties, "PolicyDocument", policy_document(arena, statements));
    node_add(
        node_add(policy.properties, "Roles", node_list(arena)), NULL,
        intrinsic_ref(
            arena, arena_join(arena, template_id(template, function->item.key.value, &function->item.was, ""),
                              "Role")));
    return policy_id;
}

static void permission_write(struct template *template, const struct secret *secret, const char *id,
                             const char *permission_id, const struct node *function)
{
    struct arena *arena = template->arena;
    struct resource permission =
        template_add(template, permission_id, "AWS::Lambda::Permission", node_place(secret->rotate.from));
    node_add(permission.properties, "Action", node_text(arena, "lambda:InvokeFunction"));
    node_add(permission.properties, "FunctionName", node_copy(arena, function));
    node_add(permission.properties, "Principal", node_text(arena, "secretsmanager.amazonaws.com"));
    node_add(permission.properties, "SourceAccount", intrinsic_ref(arena, "AWS::AccountId"));
    node_add(permission.properties, "SourceArn", intrinsic_attribute(arena, id, "Id"));
}

static void rules_write(struct template *template, const struct rotation *rotate, struct node *properties)
{
    struct arena *arena = template->arena;
    if (!rotate->schedule.from)
        node_add(node_at(properties, "RotationRules"), "AutomaticallyAfterDays",
                 node_number(arena, rotate->every.from ? rotate->every.value : ROTATED_DAYS));
    if (rotate->schedule.from && rotate->every.from)
        diag_add(template->diags, FINDING(wrong_shape), node_place(rotate->schedule.from),
                 "leave one of them out", "a rotation has every or schedule");
    if (rotate->every.from && (rotate->every.value < 1 || rotate->every.value > 1000))
        diag_add(template->diags, FINDING(out_of_range), node_place(rotate->every.from), NULL,
                 "every must be from 1d to 1000d");
    if (!rotate->now.from) node_add(properties, "RotateImmediatelyOnUpdate", node_flag(arena, false));
}

/* The schedule waits for the rights: AWS tries the function as soon as it is there. */
static void rotation_write(struct template *template, const struct secret *secret, const char *id)
{
    struct arena *arena = template->arena;
    const struct rotation *rotate = &secret->rotate;
    if (!rotate->from || !reference_leads(&rotate->function)) return;
    const struct named *target = rotate->function.target;
    const struct node *function = reference_arn(template, &rotate->function);
    const char *permission = arena_join(arena, id, "RotationPermission"),
               *policy = target ? rotation_allow(template, secret, id, target->item) : NULL;
    permission_write(template, secret, id, permission, function);
    struct resource schedule =
        template_add(template, arena_join(arena, id, "RotationSchedule"),
                     "AWS::SecretsManager::RotationSchedule", node_place(rotate->from));
    struct node *waits = node_list(arena);
    node_add(waits, NULL, node_text(arena, permission));
    if (policy) node_add(waits, NULL, node_text(arena, policy));
    node_remove(schedule.node, "Properties");
    node_add(schedule.node, "DependsOn", waits);
    node_add(schedule.node, "Properties", schedule.properties);
    node_add(schedule.properties, "SecretId", intrinsic_ref(arena, id));
    node_add(schedule.properties, "RotationLambdaARN", node_copy(arena, function));
    template_write(template, &rotation_form, rotate, schedule.properties);
    rules_write(template, rotate, schedule.properties);
}

static void policy_write(struct template *template, const struct secret *secret, const char *id)
{
    struct arena *arena = template->arena;
    const struct node *said = secret->policy.from;
    if (!said) return;
    struct resource policy = template_add(template, arena_join(arena, id, "Policy"),
                                          "AWS::SecretsManager::ResourcePolicy", said->place);
    node_add(policy.properties, "SecretId", intrinsic_ref(arena, id));
    node_add(policy.properties, "BlockPublicPolicy", node_flag(arena, true));
    struct node *statements = said->shape == LIST ? node_copy(arena, said) : node_list(arena);
    if (said->shape != LIST) node_add(statements, NULL, node_copy(arena, said));
    node_add(policy.properties, "ResourcePolicy", policy_document(arena, statements));
}

/* Deploy shows what is left to be done by hand. */
static void output_write(struct template *template, const struct secret *secret, const char *id)
{
    if (!is_generated(&secret->generate))
        template_output(template, arena_join(template->arena, id, "Arn"),
                        "Empty until it is set: aws secretsmanager put-secret-value --secret-id ARN "
                        "--secret-string file://FILE",
                        intrinsic_ref(template->arena, id));
}

void secret_write(struct template *template, const void *item)
{
    const struct secret *secret = item;
    const char *id = item_id(template, &secret->item);
    struct resource resource =
        template_add(template, id, "AWS::SecretsManager::Secret", node_key_place(secret->item.from));
    template_write(template, &secret_form, secret, resource.properties);
    generated_write(template, secret, resource.properties);
    replicas_write(template, secret, resource.properties);
    template_retain(template, resource);
    rotation_write(template, secret, id);
    policy_write(template, secret, id);
    output_write(template, secret, id);
}

static const struct verb verbs[] = {
    { "read", "secretsmanager:GetSecretValue secretsmanager:DescribeSecret", "@" },
    { "write", "secretsmanager:PutSecretValue secretsmanager:DescribeSecret", "@" },
    { 0 },
};

static bool secret_is_here(const struct template *template, const void *item)
{
    const struct secret *secret = item;
    bool copied = secret->replicas && secret->replicas->from;
    return template->at.part == PART_MAIN && (template->at.primary || !copied);
}

/* A replica's ARN differs in the region only. */
static struct node *replica_arn(struct template *template, const void *item)
{
    const struct secret *secret = item;
    if (!replicas_have(template, secret->replicas, template->at.region)) return NULL;
    const char *id = item_id(template, &secret->item);
    return elsewhere_here(template, HERE, intrinsic_attribute(template->arena, id, "Id"));
}

static const struct text *key_of(const void *item) { return &((const struct secret *)item)->encryption; }

const struct kind secret_kind = { .id = KIND_secret,
                                  .section = "secrets",
                                  .suffix = "Secret",
                                  .form = &secret_form,
                                  .reach = { .is_here = secret_is_here,
                                             .arn_attribute = "Id",
                                             .remote_arn = replica_arn,
                                             .value_is_arn = true },
                                  .grant = {
                                      .verbs = verbs, .encryption_key = key_of, .variable = "_SECRET_ARN" } };
