/* A function's log group, and how it writes there.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html */
#include "service/intrinsic.h"
#include "templates/functions/part.h"
#include "templates/policy.h"
#include <string.h>

static const struct field logs_fields[] = {
    { FIELD(logs, retention), .property = "RetentionInDays",
      .about = "How long log lines are kept; 30 days unless told." },
    { FIELD(logs, format), .about = "json (unless told) or text." },
    { 0 },
};
const struct form logs_form = { .what = "{retention, format}",
                                .brief = "retention",
                                .type = "AWS::Logs::LogGroup",
                                .size = sizeof(struct logs),
                                .fields = logs_fields };

void logs_write(struct template *template, const struct bound_function *bound)
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

void logs_configure(struct template *template, const struct bound_function *bound, struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *logging = node_add(properties, "LoggingConfig", node_map(arena));
    node_add(logging, "LogFormat", node_text(arena, log_format(template, &bound->function->logs.format)));
    node_add(logging, "LogGroup", intrinsic_ref(arena, arena_join(arena, bound->id, "Logs")));
}
