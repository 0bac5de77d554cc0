#include "templates/functions/layers.h"
#include "templates/functions/layer.h"
#include <string.h>

void layers_write(struct template *template, const struct function *function, struct node *properties)
{
    enum { MOST_LAYERS = 5 };
    const struct reference *layer = function->layers;
    if (!layer || !layer->from || function->image.from) return;
    struct node *list = node_add(properties, "Layers", node_list(template->arena));
    list->place = node_place(layer->from);
    for (; layer->from; layer++) {
        const struct named *target = layer->target;
        if (layer->value && !target && strncmp(layer->value, "arn:", 4) != 0) continue;
        struct node *one =
            target ? item_value(template, target->item) : node_copy(template->arena, layer->from);
        one->place = node_place(layer->from);
        node_add(list, NULL, one);
        if (list->count == MOST_LAYERS + 1)
            diag_add(template->diags, FINDING(out_of_range), node_place(layer->from), "merge some of them",
                     "a function can have at most %d layers", MOST_LAYERS);
    }
    schema_check(template->schemas, "AWS::Lambda::Function", "Layers", "layers", list, template->diags);
}
