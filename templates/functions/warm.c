#include "templates/functions/warm.h"
#include "service/intrinsic.h"
#include "templates/functions/function.h"
#include "templates/functions/url.h"
#include "templates/wiring/call.h"
#include <string.h>

/* Somebody waits for the answer. */
static bool is_awaited(const struct form *event)
{
    static const char *const keys[] = { "http", "httpApi", "websocket", "alb" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcmp(event->key, keys[i])) return true;
    return false;
}

static bool has_api_event(const struct function *function)
{
    for (const struct chosen *event = function->events; event && event->from; event++)
        if (event->form && is_awaited(event->form)) return true;
    return false;
}

void warm_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct seconds *warm = &bound->function->warm;
    if (!warm->from || !template->at.primary) return;
    if (warm->value < 60 || warm->value % 60) {
        diag_add(template->diags, FINDING(bad_rate), node_place(warm->from),
                 "write whole minutes, such as 5m", "warm must be whole minutes");
        return;
    }
    if (!has_api_event(bound->function) && !url_is_on(&bound->function->url))
        diag_add(template->diags, FINDING(warm_unused), node_key_place(warm->from), NULL,
                 "`warm` is unnecessary: no route calls '%s'", bound->function->item.key.value);
    const char *id = arena_join(arena, bound->id, "WarmRule");
    long minutes = warm->value / 60;
    struct resource rule = template_add(template, id, "AWS::Events::Rule", node_key_place(warm->from));
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
