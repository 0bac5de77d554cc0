#include "templates/functions/inherit.h"
#include "templates/service.h"

static bool is_within(const struct node *node, const struct node *from)
{
    if (node->place.line == node_place(from).line && node->place.column == node_place(from).column)
        return true;
    for (const struct node *n = node->first; n; n = n->next)
        if (is_within(n, from)) return true;
    return false;
}

bool function_inherits(const struct template *template, const struct node *from)
{
    const struct node *defaults = template->service->defaults.item.from;
    for (const struct node *n = defaults ? defaults->first : NULL; n; n = n->next)
        if (is_within(n, from)) return true;
    return false;
}
