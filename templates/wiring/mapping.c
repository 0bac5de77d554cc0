#include "templates/wiring/mapping.h"
#include "templates/wiring/call.h"
#include "templates/wiring/pattern.h"

struct resource mapping_write(struct template *template, const struct bound_function *bound,
                              const struct mapping *mapping)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, arena_join(arena, bound->id, mapping->source), "Mapping");
    struct resource resource = template_add(template, id, "AWS::Lambda::EventSourceMapping", mapping->place);
    node_add(resource.properties, "EventSourceArn", node_copy(arena, mapping->arn));
    node_add(resource.properties, "FunctionName", function_target(template, bound));
    template_write(template, mapping->form, mapping->event, resource.properties);
    if (mapping->partial)
        node_add(node_add(resource.properties, "FunctionResponseTypes", node_list(arena)), NULL,
                 node_text(arena, "ReportBatchItemFailures"));
    struct node *filters = NULL;
    for (const struct any *f = mapping->filters; f && f->from; f++) {
        if (!filters)
            filters = node_add(node_at(resource.properties, "FilterCriteria"), "Filters", node_list(arena));
        node_add(node_add(filters, NULL, node_map(arena)), "Pattern",
                 pattern_text(arena, pattern_copy(arena, f->from)));
    }
    return resource;
}
