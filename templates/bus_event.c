#include "templates/bus_event.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/pattern.h"

static const struct field fields[] = {
    { FIELD(bus_event, type), .elsewhere = true,
      .about = "What happened, the event's detail-type: QuestClosed, or Object Created." },
    { FIELD(bus_event, source), .elsewhere = true,
      .about = "Who says so, such as aws.s3; anybody unless told." },
    { FIELD(bus_event, detail),
      .about = "What the event must say: {status: [open, closed], ward: [{numeric: ['>', 7]}]}." },
    { FIELD(bus_event, pattern), .about = "A whole pattern instead, as EventBridge writes it." },
    { FIELD(bus_event, bus), .refers = "buses", .elsewhere = true,
      .about = "The bus's key under buses, or its ARN; the account's default bus unless told." },
    DELIVERY_ROWS(bus_event, delivery),
    { FIELD(bus_event, description), .property = "Description", .about = "What it is for." },
    { FIELD(bus_event, enabled), .about = "Off keeps it without delivering." },
    { FIELD(bus_event, name), .property = "Name",
      .about = "The rule's physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form event_event_form = { .key = "event",
                                       .what = "the type of an event",
                                       .brief = "type",
                                       .type = "AWS::Events::Rule",
                                       .size = sizeof(struct bus_event),
                                       .fields = fields };
const struct form bus_event_form = { .what = "the type of an event",
                                     .brief = "type",
                                     .type = "AWS::Events::Rule",
                                     .size = sizeof(struct bus_event),
                                     .fields = fields };

static void words_add(struct node *pattern, const char *key, const struct text *words)
{
    if (!words || !words->from) return;
    struct node *list = node_add(pattern, key, node_list(pattern->arena));
    for (; words->from; words++) node_add(list, NULL, node_copy(pattern->arena, words->from));
}

static struct node *pattern_of(struct template *template, const struct bus_event *event)
{
    struct arena *arena = template->arena;
    struct node *pattern = node_map(arena);
    words_add(pattern, "source", event->source);
    words_add(pattern, "detail-type", event->type);
    if (event->detail.from) node_add(pattern, "detail", pattern_copy(arena, event->detail.from));
    if (pattern->count && event->pattern.from)
        diag_add(template->diags, FINDING(out_of_range), node_place(event->pattern.from),
                 "write all of it into pattern, or leave pattern out",
                 "pattern takes the place of type, source and detail");
    if (event->pattern.from) return pattern_copy(arena, event->pattern.from);
    if (!pattern->count)
        diag_add(template->diags, FINDING(missing_key), node_place(event->from), "type: QuestClosed",
                 "an event without type, source, detail or pattern would be every event");
    return pattern;
}

void bus_event_write(struct template *template, const struct bus_event *event,
                     const struct receiver *receiver)
{
    struct arena *arena = template->arena;
    if (event->bus.from && !reference_leads(&event->bus)) return;
    const char *id = rule_id(template, arena_join(arena, receiver->id, "Event"), event->from, NULL);
    struct rule rule = rule_add(template, receiver, id, node_place(event->from), &event->delivery);
    struct node *pattern = pattern_of(template, event);
    node_add(rule.properties, "EventPattern", pattern);
    const struct named *bus = event->bus.target;
    if (event->bus.from)
        node_add(rule.properties, "EventBusName",
                 bus ? item_value(template, bus->item) : node_copy(arena, event->bus.from));
    template_write(template, &event_event_form, event, rule.properties);
    if (event->enabled.from && !event->enabled.value)
        node_add(rule.properties, "State", node_text(arena, "DISABLED"));
}
