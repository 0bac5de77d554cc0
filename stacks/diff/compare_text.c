/* Texts that are JSON, such as the definition of a workflow or the widgets of a dashboard: what differs in
 * them is told by its path. */
#include "stacks/diff/compare_text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include "stacks/diff/canonical.h"
#include <string.h>

/* Made canonical like a plain text that is JSON, which is parsed already; NULL: it is no object or list. */
static const struct node *json_of(const struct comparison *comparison, const char *property,
                                  const struct node *value, const struct node **variables)
{
    if (!sub_text(value, variables)) return value->shape != SCALAR && !is_intrinsic(value) ? value : NULL;
    const struct node *read = sub_json(comparison->arena, value);
    return read ? canonical_value(comparison->arena, comparison->schemas, comparison->type, property, read)
                : NULL;
}

bool compare_json(const struct comparison *comparison, const char *path, const char *property,
                  const struct node *before, const struct node *after)
{
    const struct node *old_variables, *new_variables;
    if (!sub_text(before, &old_variables) && !sub_text(after, &new_variables)) return false;
    const struct node *old = json_of(comparison, property, before, &old_variables);
    const struct node *now = old ? json_of(comparison, property, after, &new_variables) : NULL;
    const struct difference *last = comparison->into->last;
    if (!now || old->shape != now->shape || !old_variables != !new_variables) return false;
    if (old_variables && !node_same(old_variables, new_variables)) return false;
    struct comparison within = *comparison;
    within.in_text = true;
    compare(&within, path, property, old, now);
    for (struct difference *row = last ? last->next : comparison->into->first; row; row = row->next)
        row->cause = after->place;
    return true;
}
