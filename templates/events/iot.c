/* Messages of devices, picked by a statement of IoT's SQL.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-reference.html */
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/event.h"
#include "templates/rule.h"
#include "templates/wiring/call.h"
#include <strings.h>

struct iot {
    const struct node *from;
    struct text sql, version, description, name;
    struct flag enabled;
};

static const struct field fields[] = {
    { FIELD(iot, sql), .property = "TopicRulePayload.Sql", .required = true,
      .about = "Such as SELECT * FROM 'quests/+/position' WHERE speed > 3." },
    { FIELD(iot, version), .property = "TopicRulePayload.AwsIotSqlVersion",
      .about = "Of the SQL; 2016-03-23 unless told." },
    { FIELD(iot, description), .property = "TopicRulePayload.Description", .about = "What it is for." },
    { FIELD(iot, enabled), .about = "Off keeps it without calling." },
    { FIELD(iot, name), .property = "RuleName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form iot_event_form = { .key = "iot",
                                     .what = "a statement such as SELECT * FROM 'quests/#'",
                                     .brief = "sql",
                                     .type = "AWS::IoT::TopicRule",
                                     .size = sizeof(struct iot),
                                     .fields = fields };

void iot_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct iot *iot = value;
    struct arena *arena = template->arena;
    if (!iot->sql.from) return;
    if (is_known(iot->sql.from) && strncasecmp(iot->sql.value, "select ", 7) != 0)
        diag_add(template->diags, FINDING(out_of_range), node_place(iot->sql.from), "SELECT * FROM 'TOPIC'",
                 "iot: a statement begins with SELECT");
    const char *id = rule_id(template, arena_join(arena, bound->id, "Iot"), iot->from, NULL);
    struct resource rule = template_add(template, id, "AWS::IoT::TopicRule", node_place(iot->from));
    template_write(template, &iot_event_form, iot, rule.properties);
    struct node *payload = node_find(rule.properties, "TopicRulePayload");
    if (!iot->version.from) node_add(payload, "AwsIotSqlVersion", node_text(arena, "2016-03-23"));
    node_add(payload, "RuleDisabled", node_flag(arena, iot->enabled.from && !iot->enabled.value));
    struct node *action = node_add(node_add(payload, "Actions", node_list(arena)), NULL, node_map(arena));
    node_add(node_add(action, "Lambda", node_map(arena)), "FunctionArn", function_target(template, bound));
    function_permit(template, bound, arena_join(arena, id, "Permission"), "iot.amazonaws.com",
                    intrinsic_attribute(arena, id, "Arn"));
}
