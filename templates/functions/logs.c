#include "templates/functions/logs.h"
#include "service/intrinsic.h"
#include "templates/policy.h"
#include <string.h>

static const struct field logs_fields[] = {
    { FIELD(logs, retention), .property = "RetentionInDays",
      .about = "How long log lines are kept; 30 days unless told." },
    { FIELD(logs, format), .about = "json (unless told) or text." },
    { FIELD(logs, level),
      .about = "The least that the function logs: trace, debug, info, warn, error or fatal." },
    { FIELD(logs, system), .about = "The least that Lambda itself logs: debug, info or warn." },
    { FIELD(logs, class),
      .about = "standard (unless told), or infrequent: cheaper, with fewer ways to search." },
    { FIELD(logs, key), .property = "KmsKeyId", .about = "The ARN of a key of one's own to encrypt with." },
    { FIELD(logs, name), .property = "LogGroupName",
      .about = "The log group's name; CloudFormation's own unless told." },
    { 0 },
};
const struct form logs_form = { .what = "{retention, format}",
                                .brief = "retention",
                                .type = "AWS::Logs::LogGroup",
                                .size = sizeof(struct logs),
                                .fields = logs_fields };

static void class_write(struct template *template, const struct text *class, struct node *properties)
{
    static const struct word_pair classes[] = { { "standard", "STANDARD" },
                                                { "infrequent", "INFREQUENT_ACCESS" },
                                                { 0 } };
    const char *theirs = word_translate(template, "class", class, classes);
    if (theirs) node_add(properties, "LogGroupClass", node_text(template->arena, theirs));
}

void logs_write(struct template *template, const struct bound_function *bound)
{
    const struct function *function = bound->function;
    const char *id = arena_join(template->arena, bound->id, "Logs");
    struct resource group =
        template_add(template, id, "AWS::Logs::LogGroup", node_key_place(function->item.from));
    template_write(template, &logs_form, &function->logs, group.properties);
    if (function->logs.class.value) class_write(template, &function->logs.class, group.properties);
    if (!function->logs.retention.from)
        node_add(group.properties, "RetentionInDays", node_number(template->arena, 30));
    struct node *statement = policy_allow(bound->statements, "logs:CreateLogStream logs:PutLogEvents");
    node_add(statement, "Resource", intrinsic_attribute(template->arena, id, "Arn"));
}

static const char *log_format(struct template *template, const struct text *format)
{
    if (!format->from || !strcmp(format->value, "json")) return "JSON";
    if (strcmp(format->value, "text"))
        diag_add(template->diags, FINDING(out_of_range), node_place(format->from), "json or text",
                 "format: there is no log format '%s'", format->value);
    return "Text";
}

/* Only lines of JSON say of what level they are. */
static void level_write(struct template *template, const struct logs *logs, struct node *logging)
{
    static const struct word_pair levels[] = { { "trace", "TRACE" },
                                               { "debug", "DEBUG" },
                                               { "info", "INFO" },
                                               { "warn", "WARN" },
                                               { "error", "ERROR" },
                                               { "fatal", "FATAL" },
                                               { 0 } };
    static const struct word_pair system[] = {
        { "debug", "DEBUG" }, { "info", "INFO" }, { "warn", "WARN" }, { 0 }
    };
    struct arena *arena = template->arena;
    const char *level = logs->level.value ? word_translate(template, "level", &logs->level, levels) : NULL;
    const char *of_system =
        logs->system.value ? word_translate(template, "system", &logs->system, system) : NULL;
    if (level) node_add(logging, "ApplicationLogLevel", node_text(arena, level));
    if (of_system) node_add(logging, "SystemLogLevel", node_text(arena, of_system));
    const struct text *first = level ? &logs->level : &logs->system;
    if ((level || of_system) && logs->format.value && !strcmp(logs->format.value, "text"))
        diag_add(template->diags, FINDING(out_of_range), node_place(first->from), "format: json",
                 "only JSON has levels, and these logs are text");
}

void logs_configure(struct template *template, const struct bound_function *bound, struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *logging = node_add(properties, "LoggingConfig", node_map(arena));
    node_add(logging, "LogFormat", node_text(arena, log_format(template, &bound->function->logs.format)));
    level_write(template, &bound->function->logs, logging);
    node_add(logging, "LogGroup", intrinsic_ref(arena, arena_join(arena, bound->id, "Logs")));
}
