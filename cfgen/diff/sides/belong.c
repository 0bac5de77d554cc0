#include "cfgen/diff/sides/belong.h"
#include <string.h>

/* How much of a template another one has. */
struct overlap {
    int ids;  /* resources of one id and type, without those that only one side has */
    int same; /* of these, those that are the same */
    bool any;
};

static struct overlap overlap_of(const struct stack *template, const struct stack *stack)
{
    const struct node *all = node_find(stack->template, "Resources");
    struct overlap overlap = { .ids = all ? -all->count : 0 };
    for (const struct node *n = node_pairs(node_find(template->template, "Resources")); n; n = n->next) {
        const struct node *other = node_find(all, n->key);
        const char *type = node_word(n, "Type"), *other_type = node_word(other, "Type");
        if (!type || !other_type || strcmp(type, other_type) != 0) continue;
        overlap.any = true;
        overlap.ids += 2;
        overlap.same += node_same(n, other);
    }
    return overlap;
}

static bool is_closer(struct overlap a, struct overlap b)
{
    return a.any && (!b.any || a.ids > b.ids || (a.ids == b.ids && a.same > b.same));
}

static struct stack *owner_of(const struct side *template, const struct side *service, const char *region)
{
    struct stack *best = NULL;
    struct overlap most = { 0 };
    for (struct stack *s = service->first; s; s = s->next) {
        struct overlap overlap = overlap_of(template->first, s);
        bool elsewhere = region && s->region && strcmp(s->region, region) != 0;
        if (elsewhere || !is_closer(overlap, most)) continue;
        best = s;
        most = overlap;
    }
    return best;
}

static bool place(struct run *run, struct side *template, struct side *service, const char *region)
{
    if (!service->first->next) return true;
    struct stack *owner = owner_of(template, service, region);
    if (!owner) {
        diag_add(run->diags, FINDING(template_foreign), (struct place){ 0 },
                 "compare with the template of one of the service's stacks",
                 "no stack of %s has a resource of %s%s%s", service->first->service, template->label,
                 region ? " in " : "", region ? region : "");
        return false;
    }
    template->first->region = owner->region;
    template->first->edge = owner->edge;
    template->first->primary = owner->primary;
    service->first = owner;
    owner->next = NULL;
    return true;
}

bool belong(struct run *run, struct side *one, struct side *other, const char *region)
{
    if (!one->first || !other->first || !one->first->service == !other->first->service) return true;
    return one->first->service ? place(run, other, one, region) : place(run, one, other, region);
}
