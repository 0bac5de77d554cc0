/* EventBridge's buses, with an archive from which events can be replayed.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html */
#include "templates/kinds/bus.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include <string.h>

static const struct field fields[] = {
    ITEM_FIELDS(bus),
    ELSEWHERE_FIELD(bus),
    { FIELD(bus, name), .elsewhere = true,
      .about = "Physical name. `default` is the default event bus of the account.",
      .default_text = "SERVICE-STAGE-KEY" },
    { FIELD(bus, description), .property = "Description", .about = "Description of the event bus." },
    { FIELD(bus, archive), .about = "How long events are archived for replay, such as 30d.",
      .default_text = "no archive" },
    { 0 },
};
const struct form bus_form = { .what = "a mapping, or default",
                               .named = "(key)",
                               .brief = "name",
                               .instead = "arn",
                               .type = "AWS::Events::EventBus",
                               .size = sizeof(struct bus),
                               .fields = fields };

static bool is_default(const struct bus *bus)
{
    return is_known(bus->name.from) && !strcmp(bus->name.value, "default");
}

#define DEFAULT_ARN "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"

static struct node *bus_name(struct template *template, const void *item)
{
    return is_default(item) ? node_text(template->arena, "default") : NULL;
}

static void archive_write(struct template *template, const struct bus *bus, const char *id)
{
    struct arena *arena = template->arena;
    struct resource archive = template_add(template, arena_join(arena, id, "Archive"), "AWS::Events::Archive",
                                           node_key_place(bus->item.from));
    node_add(archive.properties, "SourceArn",
             is_default(bus) ? intrinsic_sub_text(arena, DEFAULT_ARN)
                             : intrinsic_attribute(arena, id, "Arn"));
    node_add(archive.properties, "RetentionDays", node_number(arena, bus->archive.value));
}

void bus_write(struct template *template, const void *item)
{
    const struct bus *bus = item;
    struct arena *arena = template->arena;
    const char *id = item_id(template, &bus->item);
    if (!is_default(bus)) {
        struct resource resource =
            template_add(template, id, "AWS::Events::EventBus", node_key_place(bus->item.from));
        template_write(template, &bus_form, bus, resource.properties);
        struct node *name = bus->name.from ? node_copy(arena, bus->name.from)
                                           : node_format(arena, "%s-%s-%s", template->service->service.value,
                                                         template->stage, bus->item.key.value);
        node_add(resource.properties, "Name", name);
        schema_check(template->schemas, "AWS::Events::EventBus", "Name", "name", name, template->diags);
    }
    if (bus->archive.from) archive_write(template, bus, id);
}

static const struct verb verbs[] = { { "send", "events:PutEvents", "@" }, { 0 } };

const struct kind bus_kind = {
    .id = KIND_bus,
    .section = "buses",
    .suffix = "Bus",
    .form = &bus_form,
    .reach = { .physical_name = bus_name,
               .arn_prefix = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/" },
    .grant = { .verbs = verbs, .variable = "_BUS" }
};
