#include "templates/functions/deploy.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/functions/function.h"
#include "templates/wiring/call.h"
#include <string.h>

#define APPLICATION "DeployApplication"
#define ROLE        "DeployRole"

static const struct field deploy_fields[] = {
    { FIELD(deploy, type), .required = true,
      .about = "How traffic moves to a new version: canary (a part first, then the rest), linear (in equal "
               "steps), all (at once, with rollback by alarms), or off.",
      .values = "canary linear all off" },
    { FIELD(deploy, percent), .about = "Share of the traffic in the first step or in each step.",
      .default_value = "10%", .bounds = { 1, 99 } },
    { FIELD(deploy, minutes), .about = "Minutes until the rest or the next step.",
      .default_text = "5 for canary, 1 for linear", .bounds = { 1, 2880 } },
    { FIELD(deploy, errors),
      .about = "Errors in one minute above which the deployment is rolled back, or off.",
      .default_value = "0" },
    { FIELD(deploy, alarms), .property = "*",
      .about = "Other alarms that roll the deployment back: names, or !Ref ErrorsAlarm." },
    { FIELD(deploy, before), .refers = "functions",
      .about = "Function that CodeDeploy calls before traffic moves, and that can stop the deployment." },
    { FIELD(deploy, after), .refers = "functions",
      .about = "Function that CodeDeploy calls after all traffic has moved, and that can roll the deployment "
               "back." },
    { 0 },
};

static void spelled_add(struct node *map, const char *key, const char *text, size_t size,
                        const struct node *word)
{
    struct node *one = node_add(map, key, node_text(map->arena, arena_copy(map->arena, text, size)));
    one->place = one->key_place = word->place;
}

/* `canary 10% for 5m`, `linear 10% every 1m`, `all`, `off` */
static struct node *deploy_spell(struct arena *arena, const struct node *word)
{
    struct node *map = node_map(arena);
    map->place = word->place;
    const char *at = word->text, *between = text_starts(at, "canary ") ? " for " : " every ";
    size_t size = strcspn(at, " ");
    bool off = json_word(word) == JSON_FALSE;
    spelled_add(map, "type", off ? "off" : at, off ? 3 : size, word);
    at += size;
    if (!*at) return map;
    at += strspn(at, " ");
    size = strcspn(at, " ");
    if (!size || at[size - 1] != '%') return NULL;
    spelled_add(map, "percent", at, size, word);
    at += size;
    if (!*at) return map;
    if (!text_starts(at, between)) return NULL;
    at += strlen(between);
    size = strspn(at, "0123456789");
    if (!size || strcmp(at + size, "m") != 0) return NULL;
    spelled_add(map, "minutes", at, size, word);
    return map;
}

const struct form deploy_form = {
    .what = "canary 10% for 5m, linear 10% every 1m, all, or {type, percent, minutes}",
    .spell = deploy_spell,
    .size = sizeof(struct deploy),
    .fields = deploy_fields
};

static bool is_all(const struct deploy *deploy) { return !strcmp(deploy->type.value, "all"); }

static bool is_linear(const struct deploy *deploy) { return !strcmp(deploy->type.value, "linear"); }

static long minutes_of(const struct deploy *deploy)
{
    return deploy->minutes.from ? deploy->minutes.value : is_linear(deploy) ? 1 : 5;
}

static long percent_of(const struct deploy *deploy)
{
    return deploy->percent.from ? deploy->percent.value : 10;
}

static bool check(struct template *template, const struct function *function)
{
    static const struct word_pair types[] = {
        { "canary", "TimeBasedCanary" }, { "linear", "TimeBasedLinear" }, { "all", "AllAtOnce" }, { 0 }
    };
    const struct deploy *deploy = &function->deploy;
    if (!word_translate(template, "deploy", &deploy->type, types)) return false;
    if (!is_all(deploy) && function->provisionedConcurrency.from)
        diag_add(template->diags, FINDING(weighted_provisioned), node_key_place(deploy->from),
                 "use deploy: all, which alarms roll back too",
                 "an alias with provisioned concurrency cannot route to two versions");
    return true;
}

/* AWS has some of its own. */
static bool is_predefined(const struct deploy *deploy)
{
    long minutes = minutes_of(deploy);
    if (percent_of(deploy) != 10) return false;
    if (is_linear(deploy)) return minutes == 1 || minutes == 2 || minutes == 3 || minutes == 10;
    return minutes == 5 || minutes == 10 || minutes == 15 || minutes == 30;
}

static struct node *config_write(struct template *template, const struct deploy *deploy)
{
    struct arena *arena = template->arena;
    long percent = percent_of(deploy), minutes = minutes_of(deploy);
    bool linear = is_linear(deploy);
    if (is_all(deploy)) return node_text(arena, "CodeDeployDefault.LambdaAllAtOnce");
    if (is_predefined(deploy))
        return linear ? node_format(arena, "CodeDeployDefault.LambdaLinear10PercentEvery%ldMinute%s", minutes,
                                    minutes == 1 ? "" : "s")
                      : node_format(arena, "CodeDeployDefault.LambdaCanary10Percent%ldMinutes", minutes);
    const char *id =
        arena_text(arena, "Deploy%s%ldPercent%ldMinutes", linear ? "Linear" : "Canary", percent, minutes);
    if (node_find(template->resources, id)) return intrinsic_ref(arena, id);
    struct resource config =
        template_add(template, id, "AWS::CodeDeploy::DeploymentConfig", node_place(deploy->from));
    node_add(config.properties, "ComputePlatform", node_text(arena, "Lambda"));
    struct node *routing = node_add(config.properties, "TrafficRoutingConfig", node_map(arena));
    node_add(routing, "Type", node_text(arena, linear ? "TimeBasedLinear" : "TimeBasedCanary"));
    struct node *steps = node_add(routing, linear ? "TimeBasedLinear" : "TimeBasedCanary", node_map(arena));
    node_add(steps, linear ? "LinearPercentage" : "CanaryPercentage", node_number(arena, percent));
    node_add(steps, linear ? "LinearInterval" : "CanaryInterval", node_number(arena, minutes));
    return intrinsic_ref(arena, id);
}

/* The statements of the role; made with the application when first asked for. */
static struct node *statements_of(struct template *template, struct place place)
{
    struct arena *arena = template->arena;
    const struct node *made = node_find(node_find(template->resources, ROLE), "Properties");
    if (made) return node_find(node_find(node_find(made, "Policies")->first, "PolicyDocument"), "Statement");
    struct resource application = template_add(template, APPLICATION, "AWS::CodeDeploy::Application", place);
    node_add(application.properties, "ComputePlatform", node_text(arena, "Lambda"));
    struct resource role = template_add(template, ROLE, "AWS::IAM::Role", place);
    node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "codedeploy.amazonaws.com"));
    struct node *statements = node_list(arena);
    node_add(policy_allow(statements, "cloudwatch:DescribeAlarms"), "Resource", node_text(arena, "*"));
    struct node *functions =
        policy_allow(statements, "lambda:GetAlias lambda:GetProvisionedConcurrencyConfig lambda:UpdateAlias");
    node_add(functions, "Resource", node_list(arena));
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "deploy"));
    node_add(policy, "PolicyDocument", policy_document(arena, statements));
    return statements;
}

/* The function and its alias in one word: a role has room for 10 KB. */
static void function_allow(struct arena *arena, const char *id, struct node *statements)
{
    const char *arn = arena_join(arena, arena_join(arena, "${", id), "Function.Arn}*");
    node_add(node_find(statements->first->next, "Resource"), NULL, intrinsic_sub_text(arena, arn));
}

/* Errors of the alias: what is called beside it does not count. */
static const char *alarm_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct deploy *deploy = &bound->function->deploy;
    const struct text *errors = &deploy->errors;
    if (errors->from && json_word(errors->from) == JSON_FALSE) return NULL;
    if (errors->from && json_word(errors->from) != JSON_NUMBER)
        diag_add(template->diags, FINDING(wrong_shape), node_place(errors->from), NULL,
                 "errors must be a number, or off");
    const char *id = arena_join(arena, bound->id, "DeployAlarm"),
               *function = arena_join(arena, bound->id, "Function");
    struct resource alarm = template_add(template, id, "AWS::CloudWatch::Alarm", node_place(deploy->from));
    struct node *p = alarm.properties;
    node_add(p, "AlarmDescription",
             node_format(arena, "Errors of %s, which roll back its deployment", function));
    node_add(p, "Namespace", node_text(arena, "AWS/Lambda"));
    node_add(p, "MetricName", node_text(arena, "Errors"));
    struct node *dimensions = node_add(p, "Dimensions", node_list(arena)),
                *one = node_add(dimensions, NULL, node_map(arena)),
                *other = node_add(dimensions, NULL, node_map(arena));
    node_add(one, "Name", node_text(arena, "FunctionName"));
    node_add(one, "Value", intrinsic_ref(arena, function));
    node_add(other, "Name", node_text(arena, "Resource"));
    node_add(other, "Value", intrinsic_sub(arena, "${%s}:%s", function, function_alias(bound->function)));
    node_add(p, "Statistic", node_text(arena, "Sum"));
    node_add(p, "Period", node_number(arena, 60));
    node_add(p, "EvaluationPeriods", node_number(arena, 1));
    node_add(p, "ComparisonOperator", node_text(arena, "GreaterThanThreshold"));
    node_add(p, "Threshold", errors->value ? node_plain(arena, errors->value) : node_number(arena, 0));
    node_add(p, "TreatMissingData", node_text(arena, "notBreaching"));
    return id;
}

static void watch_write(struct template *template, const struct bound_function *bound, struct node *group)
{
    struct arena *arena = template->arena;
    struct node *alarms = node_list(arena);
    const char *own = alarm_write(template, bound);
    if (own) node_add(node_add(alarms, NULL, node_map(arena)), "Name", intrinsic_ref(arena, own));
    for (const struct text *name = bound->function->deploy.alarms; name && name->from; name++) {
        struct node *alarm = node_add(alarms, NULL, node_map(arena));
        alarm->place = alarms->place = node_place(name->from);
        node_add(alarm, "Name", node_copy(arena, name->from));
    }
    if (!alarms->count) return;
    schema_check(template->schemas, "AWS::CodeDeploy::DeploymentGroup", "AlarmConfiguration.Alarms", "alarms",
                 alarms, template->diags);
    struct node *configuration = node_add(group, "AlarmConfiguration", node_map(arena));
    node_add(configuration, "Enabled", node_flag(arena, true));
    node_add(configuration, "Alarms", alarms);
}

static const char *group_write(struct template *template, const struct bound_function *bound)
{
    static const char *const events[] = { "DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM",
                                          "DEPLOYMENT_STOP_ON_REQUEST", NULL };
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, bound->id, "DeploymentGroup");
    struct resource group = template_add(template, id, "AWS::CodeDeploy::DeploymentGroup",
                                         node_place(bound->function->deploy.from));
    struct node *p = group.properties;
    node_add(p, "ApplicationName", intrinsic_ref(arena, APPLICATION));
    node_add(p, "ServiceRoleArn", intrinsic_attribute(arena, ROLE, "Arn"));
    node_add(p, "DeploymentConfigName", config_write(template, &bound->function->deploy));
    struct node *style = node_add(p, "DeploymentStyle", node_map(arena));
    node_add(style, "DeploymentType", node_text(arena, "BLUE_GREEN"));
    node_add(style, "DeploymentOption", node_text(arena, "WITH_TRAFFIC_CONTROL"));
    struct node *rollback = node_add(p, "AutoRollbackConfiguration", node_map(arena));
    node_add(rollback, "Enabled", node_flag(arena, true));
    struct node *list = node_add(rollback, "Events", node_list(arena));
    for (const char *const *event = events; *event; event++) node_add(list, NULL, node_text(arena, *event));
    watch_write(template, bound, p);
    return id;
}

/* CodeDeploy calls it, and it answers CodeDeploy. Its role may be written already: this is a policy apart. */
static void hook_write(struct template *template, const struct reference *hook, const char *key,
                       struct node *statements, struct node *policy)
{
    if (!hook->target) return;
    struct arena *arena = template->arena;
    const struct function *function = hook->target->item;
    const char *id = template_id(template, function->item.key.value, &function->item.was, "");
    const char *logical = arena_join(arena, id, "Function"), *answer = arena_join(arena, id, "HookPolicy");
    node_add(policy, key, intrinsic_ref(arena, logical));
    if (node_find(template->resources, answer)) return;
    struct node *list = node_list(arena);
    list->place = node_place(hook->from);
    node_add(list, NULL, intrinsic_attribute(arena, logical, "Arn"));
    node_add(policy_allow(statements, "lambda:InvokeFunction"), "Resource", list);
    if (function->role.from) return;
    struct resource made = template_add(template, answer, "AWS::IAM::Policy", node_place(hook->from));
    struct node *allowed = node_list(arena);
    node_add(policy_allow(allowed, "codedeploy:PutLifecycleEventHookExecutionStatus"), "Resource",
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:codedeploy:${AWS::Region}:${AWS::AccountId}:"
                                       "deploymentgroup:${" APPLICATION "}/*"));
    node_add(made.properties, "PolicyName", node_text(arena, "hook"));
    node_add(made.properties, "PolicyDocument", policy_document(arena, allowed));
    node_add(node_add(made.properties, "Roles", node_list(arena)), NULL,
             intrinsic_ref(arena, arena_join(arena, id, "Role")));
}

void deploy_write(struct template *template, const struct bound_function *bound, struct node *alias)
{
    struct arena *arena = template->arena;
    const struct deploy *deploy = &bound->function->deploy;
    if (!check(template, bound->function)) return;
    struct node *statements = statements_of(template, node_place(deploy->from));
    function_allow(arena, bound->id, statements);
    const char *group = group_write(template, bound);
    struct node *update = node_add(node_add(alias, "UpdatePolicy", node_map(arena)),
                                   "CodeDeployLambdaAliasUpdate", node_map(arena));
    node_add(update, "ApplicationName", intrinsic_ref(arena, APPLICATION));
    node_add(update, "DeploymentGroupName", intrinsic_ref(arena, group));
    hook_write(template, &deploy->before, "BeforeAllowTrafficHook", statements, update);
    hook_write(template, &deploy->after, "AfterAllowTrafficHook", statements, update);
}
