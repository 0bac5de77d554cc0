/* Texts that are JSON, such as the definition of a workflow or the widgets of a dashboard: what differs in
 * them is told by its path. */
#include "base/json.h"
#include "stacks/compare.h"
#include <string.h>

/* What the text of `{Fn::Sub: text}` is as JSON, with its names as they are written; NULL: it is no object or
 * list. Plain texts are parsed where values are made canonical; these have references, which must stay. */
static const struct node *json_of(struct arena *arena, const struct node *value)
{
    const struct node *text = value->first;
    if (value->shape != MAP || value->count != 1 || strcmp(text->key, "Fn::Sub") != 0) return NULL;
    if (text->shape != SCALAR || (*text->text != '{' && *text->text != '[')) return NULL;
    const struct node *read = json_read(arena, text->text, strlen(text->text));
    return read && read->shape != SCALAR && read->count ? read : NULL;
}

bool compare_json(const struct comparison *comparison, const char *path, const char *property,
                  const struct node *before, const struct node *after)
{
    const struct node *old = json_of(comparison->arena, before),
                      *now = old ? json_of(comparison->arena, after) : NULL;
    const struct difference *last = comparison->into->last;
    if (!now || old->shape != now->shape) return false;
    struct comparison within = *comparison;
    within.in_text = true;
    compare(&within, path, property, old, now);
    for (struct difference *row = last ? last->next : comparison->into->first; row; row = row->next)
        row->cause = after->place;
    return true;
}
