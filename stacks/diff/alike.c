#include "stacks/diff/alike.h"
#include "base/index.h"
#include "base/json.h"
#include <string.h>

static void value_print(struct buffer *out, const struct node *value)
{
    if (value) json_print(out, value, JSON_CANONICAL);
    buffer_byte(out, '\n');
}

/* What is the same of all that change alike. */
static const char *signature(struct arena *arena, const struct changed *changed)
{
    struct buffer *out = buffer_new(arena);
    buffer_print(out, "%s %d %d\n", changed->type, (int)changed->replacement, (int)changed->impact);
    for (const struct difference *row = changed->first; row; row = row->next) {
        buffer_print(out, "%s %d %d\n", row->path, (int)row->action, (int)row->replacement);
        value_print(out, row->before);
        value_print(out, row->after);
    }
    for (const char **region = changed->regions; region && *region; region++)
        buffer_print(out, "%s\n", *region);
    return out->text;
}

static bool is_foldable(const struct changed *changed)
{
    return !strcmp(changed->section, "Resources") && changed->action == ACTION_MODIFY && !changed->under &&
           changed->first && changed->impact >= IMPACT_BEHAVIOUR && changed->replacement == UPDATED;
}

struct group {
    struct changed *first;
    int count, told; /* told: names that the first has */
};

static void names_take(struct arena *arena, struct diff *diff, struct index *groups)
{
    for (struct changed *c = diff->first; c; c = c->next) {
        struct group *group = is_foldable(c) ? index_find(groups, signature(arena, c)) : NULL;
        if (!group || group->count < 2 || group->first == c) continue;
        struct changed *first = group->first;
        if (!first->alike) first->alike = arena_take(arena, (size_t)group->count * sizeof *first->alike);
        first->alike[group->told++] = c->id;
        c->alike_of = first->id;
    }
}

void alike_fold(struct arena *arena, struct diff *first)
{
    for (struct diff *d = first; d; d = d->next) {
        struct index *groups = index_new(arena);
        for (struct changed *c = d->first; c; c = c->next) {
            if (!is_foldable(c)) continue;
            struct group *made = arena_take(arena, sizeof *made);
            *made = (struct group){ .first = c };
            ((struct group *)index_add(groups, signature(arena, c), made))->count++;
        }
        names_take(arena, d, groups);
    }
}
