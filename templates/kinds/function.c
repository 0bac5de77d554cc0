#include "templates/kinds/function.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/access.h"
#include "templates/api.h"
#include "templates/event.h"
#include "templates/policy.h"
#include "templates/service.h"
#include "templates/version.h"
#include <string.h>

static const struct field variable_fields[] = {
    { KEYED("(name)", variable, name) },
    { FIELD(variable, value), .property = "*", .about = "Its value, as written." },
    { 0 },
};
static const struct form variable_form = { .what = "a value",
                                           .named = "(name)",
                                           .brief = "value",
                                           .size = sizeof(struct variable),
                                           .fields = variable_fields };

static const struct field logs_fields[] = {
    { FIELD(logs, retention), .property = "RetentionInDays",
      .about = "How long log lines are kept; 30 days unless told." },
    { FIELD(logs, format), .about = "json (unless told) or text." },
    { 0 },
};
static const struct form logs_form = { .what = "{retention, format}",
                                       .brief = "retention",
                                       .type = "AWS::Logs::LogGroup",
                                       .size = sizeof(struct logs),
                                       .fields = logs_fields };

static const char all_sections[] =
#define KIND(name, section) " " #section
#include "templates/kinds.def"
#undef KIND
    ;

static const struct field grant_fields[] = {
    { KEYED("(to)", grant, to), .refers = all_sections },
    { FIELD(grant, verbs), .required = true,
      .about = "What the function may do with it, such as read or [read, write]." },
    { 0 },
};
static const struct form grant_form = { .what = "a verb or a list of verbs",
                                        .named = "(to)",
                                        .brief = "verbs",
                                        .size = sizeof(struct grant),
                                        .fields = grant_fields };

static const struct field function_fields[] = {
    ITEM_FIELDS(function),
    { FIELD(function, handler), .required = true,
      .about = "FILE.FUNCTION: handlers/quests.create is create in handlers/quests.py." },
    { FIELD(function, name), .property = "FunctionName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { FIELD(function, description), .property = "Description", .about = "What it is for." },
    { FIELD(function, runtime), .about = "Inferred from the handler's file unless told." },
    { FIELD(function, architecture), .about = "x86_64 (unless told) or arm64." },
    { FIELD(function, code),
      .about = "The folder whose contents are packaged; that of the handler unless told." },
    { FIELD(function, memory), .property = "MemorySize", .about = "128MB unless told." },
    { FIELD(function, timeout), .property = "Timeout", .about = "3s unless told, 15m at most." },
    { NAMED(function, environment, variable),
      .about = "Environment variables; access adds those of what it names." },
    { NAMED(function, access, grant),
      .about = "What the function may do with tables, queues, buckets and functions." },
    { CHOSEN(function, events, event), .about = "What calls it." },
    { NESTED(function, provisionedConcurrency, concurrency), .about = "Instances kept ready." },
    { FIELD(function, warm), .about = "A ping {\"cfgen.warm\": true} this often, such as 5m." },
    { FIELD(function, tracing), .about = "X-Ray; on unless told." },
    { NESTED(function, logs, logs), .about = "Its log group." },
    { LATER("request", "Until then the function itself validates what it gets.") },
    { LATER("idempotency", "Until then: a table with key: id and ttl: expiration, and access to it.") },
    { LATER("deploy", "Until then all traffic moves at once.") },
    { LATER("edge", NULL) },
    { LATER("layers", "Until then: overrides.") },
    { LATER("vpc", "Until then: overrides.") },
    { 0 },
};
const struct form function_form = { .what = "a function, or its handler",
                                    .named = "(key)",
                                    .brief = "handler",
                                    .type = "AWS::Lambda::Function",
                                    .size = sizeof(struct function),
                                    .fields = function_fields };

long function_timeout_seconds(const struct function *function)
{
    if (!function->timeout.from) return 3;
    return is_known(function->timeout.from) ? function->timeout.value : 900;
}

struct node *function_target(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    if (bound->alias) return intrinsic_ref(arena, arena_join(arena, bound->id, "Alias"));
    return intrinsic_attribute(arena, arena_join(arena, bound->id, "Function"), "Arn");
}

void function_permit(struct template *template, const struct bound_function *bound, const char *id,
                     const char *principal, struct node *source)
{
    struct arena *arena = template->arena;
    struct resource permission =
        template_add(template, id, "AWS::Lambda::Permission", bound->function->item.from->key_place);
    node_add(permission.properties, "Action", node_text(arena, "lambda:InvokeFunction"));
    node_add(permission.properties, "FunctionName", function_target(template, bound));
    node_add(permission.properties, "Principal", node_text(arena, principal));
    node_add(permission.properties, "SourceAccount", intrinsic_ref(arena, "AWS::AccountId"));
    node_add(permission.properties, "SourceArn", source);
}

static struct node *environment(struct template *template, const struct bound_function *bound)
{
    struct node *variables = node_map(template->arena);
    access_variables(template, bound->function, variables);
    for (const struct variable *v = bound->function->environment; v && v->from; v++) {
        if (!v->value.from) continue;
        struct node *value = is_known(v->value.from) ? node_text(template->arena, v->value.value)
                                                     : node_copy(template->arena, v->value.from);
        value->place = v->value.from->place;
        node_set(variables, v->name.value, value)->key_place = v->from->key_place;
    }
    return variables;
}

static void log_group_write(struct template *template, const struct bound_function *bound)
{
    const struct function *function = bound->function;
    const char *id = arena_join(template->arena, bound->id, "Logs");
    struct resource group = template_add(template, id, "AWS::Logs::LogGroup", function->item.from->key_place);
    template_write(template, &logs_form, &function->logs, group.properties);
    if (!function->logs.retention.from)
        node_add(group.properties, "RetentionInDays", node_number(template->arena, 30));
    struct node *statement = policy_allow(bound->statements, "logs:CreateLogStream logs:PutLogEvents");
    node_add(statement, "Resource", intrinsic_attribute(template->arena, id, "Arn"));
}

static const char *log_format(struct template *template, const struct text *format)
{
    if (!format->from || !strcmp(format->value, "json")) return "JSON";
    if (strcmp(format->value, "text"))
        diag_add(template->diags, FINDING_out_of_range, format->from->place, "json or text",
                 "format: there is no log format '%s'", format->value);
    return "Text";
}

static const struct text *architecture_of(struct template *template, const struct function *function)
{
    return function->architecture.from ? &function->architecture : &template->service->architecture;
}

static const char *architecture(struct template *template, const struct function *function)
{
    const char *told = architecture_of(template, function)->value;
    return told ? told : "x86_64";
}

static void code_write(struct template *template, const struct function *function, const char *runtime,
                       struct node *properties)
{
    const struct artefact *artefact = NULL;
    struct place place = function->code.from      ? function->code.from->place
                         : function->handler.from ? function->handler.from->place
                                                  : function->item.from->place;
    if (function->handler.value && runtime)
        artefact = artefact_find(template->artefacts, function->code.value, function->handler.value, runtime,
                                 architecture(template, function), place);
    /* Without one a finding has said why; the rest is looked at all the same. */
    struct node *code = node_add(properties, "Code", node_map(template->arena));
    node_add(code, "S3Bucket", intrinsic_sub_text(template->arena, "cfgen-${AWS::AccountId}-${AWS::Region}"));
    const char *folder = arena_join(template->arena, template->service->service.value, "/");
    const char *key = arena_join(template->arena, artefact ? artefact->key : "", ".zip");
    node_add(code, "S3Key", node_text(template->arena, arena_join(template->arena, folder, key)));
}

bool function_traces(const struct function *function)
{
    return !function->tracing.from || function->tracing.value;
}

/* What cfgen reads itself and AWS gets as it is. */
static void word_write(struct template *template, struct node *properties, const char *property,
                       const char *key, const struct node *from)
{
    if (!from) return;
    struct node *word = node_add(properties, property, node_text(template->arena, from->text));
    word->place = from->place;
    schema_check(template->schemas, "AWS::Lambda::Function", property, key, word, template->diags);
}

static void function_resource(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct function *function = bound->function;
    struct resource resource = template_add(template, arena_join(arena, bound->id, "Function"),
                                            "AWS::Lambda::Function", function->item.from->key_place);
    struct node *properties = resource.properties;
    const struct node *told =
        function->runtime.from ? function->runtime.from : template->service->runtime.from;
    const char *runtime = function_runtime(template, function);
    word_write(template, properties, "Handler", "handler", function->handler.from);
    template_write(template, &function_form, function, properties);
    word_write(template, properties, "Runtime", "runtime",
               told      ? told
               : runtime ? node_text(arena, runtime)
                         : NULL);
    struct node *architectures = node_add(properties, "Architectures", node_list(arena));
    struct node *one = node_add(architectures, NULL, node_text(arena, architecture(template, function)));
    one->place = architecture_of(template, function)->from ? architecture_of(template, function)->from->place
                                                           : function->item.from->place;
    schema_check(template->schemas, "AWS::Lambda::Function", "Architectures", "architecture", architectures,
                 template->diags);
    code_write(template, function, runtime, properties);
    node_add(properties, "Role", intrinsic_attribute(arena, arena_join(arena, bound->id, "Role"), "Arn"));
    struct node *variables = environment(template, bound);
    if (variables->count)
        node_add(node_add(properties, "Environment", node_map(arena)), "Variables", variables);
    schema_check(template->schemas, "AWS::Lambda::Function", "Environment.Variables", "environment",
                 variables, template->diags);
    struct node *logging = node_add(properties, "LoggingConfig", node_map(arena));
    node_add(logging, "LogFormat", node_text(arena, log_format(template, &function->logs.format)));
    node_add(logging, "LogGroup", intrinsic_ref(arena, arena_join(arena, bound->id, "Logs")));
    if (function_traces(function)) {
        node_add(node_add(properties, "TracingConfig", node_map(arena)), "Mode", node_text(arena, "Active"));
        struct node *statement =
            policy_allow(bound->statements, "xray:PutTelemetryRecords xray:PutTraceSegments");
        node_add(statement, "Resource", node_text(arena, "*"));
    }
    if (bound->alias) version_add(template, bound);
}

static void role_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    struct resource role = template_add(template, arena_join(arena, bound->id, "Role"), "AWS::IAM::Role",
                                        bound->function->item.from->key_place);
    node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "lambda.amazonaws.com"));
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "function"));
    node_add(policy, "PolicyDocument", policy_document(arena, bound->statements));
}

static bool has_api_event(const struct function *function)
{
    for (const struct chosen *event = function->events; event && event->from; event++)
        if (event->form && !strcmp(event->form->key, "http")) return true;
    return false;
}

/* https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
static void warm_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct seconds *warm = &bound->function->warm;
    if (!warm->from) return;
    if (warm->value < 60 || warm->value % 60) {
        diag_add(template->diags, FINDING_bad_rate, warm->from->place, "write whole minutes, such as 5m",
                 "warm must be a whole number of minutes");
        return;
    }
    if (!has_api_event(bound->function))
        diag_add(template->diags, FINDING_warm_unused, warm->from->key_place, NULL,
                 "no route calls '%s': nobody waits for its cold start", bound->function->item.key.value);
    const char *id = arena_join(arena, bound->id, "WarmRule");
    long minutes = warm->value / 60;
    struct resource rule = template_add(template, id, "AWS::Events::Rule", warm->from->key_place);
    node_add(rule.properties, "ScheduleExpression",
             node_format(arena, "rate(%ld minute%s)", minutes, minutes == 1 ? "" : "s"));
    struct node *target =
        node_add(node_add(rule.properties, "Targets", node_list(arena)), NULL, node_map(arena));
    node_add(target, "Id", node_text(arena, "function"));
    node_add(target, "Arn", function_target(template, bound));
    node_add(target, "Input", node_text(arena, "{\"cfgen.warm\":true}"));
    function_permit(template, bound, arena_join(arena, bound->id, "WarmPermission"), "events.amazonaws.com",
                    intrinsic_attribute(arena, id, "Arn"));
}

static void function_write(struct template *template, const void *item)
{
    const struct function *function = item;
    const char *id = template_id(template, function->item.key.value, &function->item.was, "");
    struct bound_function *bound = arena_take(template->arena, sizeof *bound);
    *bound = (struct bound_function){ function, id, node_list(template->arena),
                                      function->provisionedConcurrency.from != NULL,
                                      arena_take(template->arena, sizeof *bound->routes) };
    log_group_write(template, bound);
    access_grants(template, bound);
    function_resource(template, bound);
    if (bound->alias) concurrency_write(template, bound);
    for (const struct chosen *event = function->events; event && event->from; event++)
        if (event->value && event_find(event->form))
            event_find(event->form)->write(template, bound, event->value);
    api_permit(template, bound);
    warm_write(template, bound);
    role_write(template, bound);
}

static const struct verb verbs[] = { { "invoke", "lambda:InvokeFunction", "@ @:*" }, { 0 } };

const struct kind function_kind = { .section = "functions",
                                    .suffix = "Function",
                                    .form = &function_form,
                                    .verbs = verbs,
                                    .variable = "_FUNCTION",
                                    .write = function_write };
