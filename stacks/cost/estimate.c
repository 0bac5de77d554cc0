#include "stacks/cost/estimate.h"
#include "base/index.h"
#include <stdlib.h>
#include <string.h>

void estimate_add(struct estimate *estimate, const struct node *resource, enum price price, double quantity)
{
    if (quantity <= 0) return;
    struct cost_line *line = arena_take(estimate->arena, sizeof *line);
    double own = price_regional(price, estimate->cost->stack->region);
    *line = (struct cost_line){ .id = resource->key,
                                .type = node_word(resource, "Type"),
                                .price = price,
                                .quantity = quantity,
                                .usd = own > 0 ? quantity / price_about[price].per * own
                                               : price_amount(price, quantity),
                                .each = own > 0 ? own : price_first(price),
                                .regional = own > 0,
                                .place = resource->place };
    *estimate->end = line;
    estimate->end = &line->next;
    estimate->cost->usd += line->usd;
    estimate->cost->regional = estimate->cost->regional || line->regional;
}

void estimate_leave(struct estimate *estimate, const char *type)
{
    struct cost_left *left = index_find(estimate->left, type);
    if (!left) {
        left = arena_take(estimate->arena, sizeof *left);
        *left = (struct cost_left){ estimate->cost->left, type, 0 };
        estimate->cost->left = left;
        index_add(estimate->left, type, left);
    }
    left->count++;
}

void estimate_assume(struct estimate *estimate, enum assumption assumption)
{
    estimate->cost->assumed[assumption] = true;
}

const struct node *estimate_property(const struct node *resource, const char *name)
{
    return node_find(node_find(resource, "Properties"), name);
}

double estimate_number(const struct node *resource, const char *name, double otherwise)
{
    const struct node *value = estimate_property(resource, name);
    return value && value->shape == SCALAR ? strtod(value->text, NULL) : otherwise;
}
