/* Lines of a log group: of another function of the service, or of any by its name.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/events/events.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include "templates/wiring/rule.h"
#include <string.h>

struct logs_event {
    const struct node *from;
    struct text name, filter;
};

static const struct field fields[] = {
    { FIELD(logs_event, name), .required = true, .elsewhere = true,
      .about = "Name under functions, or the name of a log group such as /aws/rds/quests." },
    { FIELD(logs_event, filter), .elsewhere = true,
      .about = "Filter pattern, such as ERROR or { $.level = \"ERROR\" }.", .default_text = "all log lines" },
    { 0 },
};
const struct form logs_event_form = { .key = "logs",
                                      .what = "a function's name, or a log group's name",
                                      .brief = "name",
                                      .size = sizeof(struct logs_event),
                                      .fields = fields };

/* The log group's name for the filter, and its ARN for the permission. */
struct group {
    struct node *name, *arn;
    const char *id;
};

static bool group_of_function(struct template *template, const struct bound_function *bound,
                              const struct logs_event *event, struct group *group)
{
    struct arena *arena = template->arena;
    const struct named *named =
        names_resolve(template->names, "functions", event->name.from, template->diags);
    if (!named) return false;
    const struct function *function = named->item;
    if (function->item.key.value == bound->function->item.key.value) {
        diag_add(template->diags, FINDING(logs_circle), node_place(event->name.from), "use another function",
                 "'%s' would call itself with each line that it logs", named->name);
        return false;
    }
    const char *id = template_id(template, function->item.key.value, &function->item.was, "Logs");
    *group = (struct group){ intrinsic_ref(arena, id), intrinsic_attribute(arena, id, "Arn"), id };
    return true;
}

#define LOG_GROUP "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"

static bool group_find(struct template *template, const struct bound_function *bound,
                       const struct logs_event *event, struct group *group)
{
    struct arena *arena = template->arena;
    const struct node *from = event->name.from;
    if (is_known(from) && !strchr(from->text, '/')) return group_of_function(template, bound, event, group);
    const struct node *arn = intrinsic_prepend(arena, LOG_GROUP, from);
    *group = (struct group){ node_copy(arena, from), intrinsic_append(arena, arn, ":*"),
                             rule_id(template, "Logs", from, NULL) };
    return true;
}

void logs_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct logs_event *event = value;
    struct arena *arena = template->arena;
    struct group group;
    if (!event->name.from || !group_find(template, bound, event, &group)) return;
    const char *id = arena_join(arena, bound->id, group.id),
               *permission = arena_join(arena, id, "Permission");
    struct resource filter = template_add(template, arena_join(arena, id, "Filter"),
                                          "AWS::Logs::SubscriptionFilter", node_place(event->from));
    node_add(node_add(filter.node, "DependsOn", node_list(arena)), NULL, node_text(arena, permission));
    node_add(filter.properties, "LogGroupName", group.name);
    node_add(filter.properties, "FilterPattern",
             event->filter.from ? node_copy(arena, event->filter.from) : node_text(arena, ""));
    node_add(filter.properties, "DestinationArn", function_target(template, bound));
    schema_check(template->schemas, "AWS::Logs::SubscriptionFilter", "LogGroupName", "logs", group.name,
                 template->diags);
    function_permit(template, bound, permission, "logs.amazonaws.com", group.arn);
}
