#include "templates/evaluate/loop.h"
#include <ctype.h>

struct turn { /* one item of the list, in the place of its name */
    struct evaluation *evaluation;
    const char *name, *item;
    const char *variable, *bare; /* ${NAME} and &{NAME}, the item without what IDs cannot have */
    const char *bare_item;
};

static bool is_loop(const struct node *pair)
{
    return pair->key[0] == 'F' && text_starts(pair->key, "Fn::ForEach::");
}

static const char *bare_text(struct arena *arena, const char *text)
{
    char *bare = arena_copy(arena, text, strlen(text)), *out = bare;
    for (const char *at = text; *at; at++)
        if (isalnum((unsigned char)*at)) *out++ = *at;
    *out = 0;
    return bare;
}

static const char *filled(const struct turn *turn, const char *text)
{
    struct arena *arena = turn->evaluation->arena;
    if (!strchr(text, '{')) return text;
    if (strstr(text, turn->variable)) text = text_replace(arena, text, turn->variable, turn->item);
    return strstr(text, turn->bare) ? text_replace(arena, text, turn->bare, turn->bare_item) : text;
}

static struct node *fragment(const struct turn *turn, const struct node *value)
{
    struct evaluation *evaluation = turn->evaluation;
    const char *ref = value->shape == MAP && value->count == 1 ? node_word(value, "Ref") : NULL;
    struct node *made = evaluation_share(evaluation, value);
    if (!evaluation_charge(evaluation, sizeof *made, value)) return made;
    if (ref && !strcmp(ref, turn->name)) {
        made = node_text(evaluation->arena, turn->item);
        made->place = value->place;
        return made;
    }
    if (value->shape == SCALAR) {
        made->text = filled(turn, value->text);
        evaluation_charge(evaluation, strlen(made->text), value);
        return made;
    }
    made->first = made->last = NULL, made->index = NULL, made->count = 0;
    for (const struct node *n = value->first; n; n = n->next) {
        struct place key_place = n->key_place;
        node_add(made, n->key ? filled(turn, n->key) : NULL, fragment(turn, n))->key_place = key_place;
    }
    return made;
}

static void pairs_add(struct evaluation *, const struct node *map, struct node *into);

static const struct node *items_of(struct evaluation *evaluation, const struct node *loop)
{
    bool fits =
        loop->shape == LIST && loop->count == 3 && loop->first->shape == SCALAR && loop->last->shape == MAP;
    const struct node *items = fits ? evaluate_whole(evaluation, loop->first->next) : NULL;
    if (!items || items->shape != LIST) return NULL;
    for (const struct node *n = items->first; n; n = n->next)
        if (n->shape != SCALAR || strstr(n->text, "{{resolve:")) return NULL;
    return items;
}

static bool loop_add(struct evaluation *evaluation, const struct node *loop, struct node *into)
{
    struct arena *arena = evaluation->arena;
    const struct node *items = items_of(evaluation, loop);
    if (!items) return false;
    const char *name = loop->first->text;
    for (const struct node *n = items->first; n && !evaluation->exceeded; n = n->next) {
        struct turn turn = { evaluation,
                             name,
                             n->text,
                             arena_text(arena, "${%s}", name),
                             arena_text(arena, "&{%s}", name),
                             bare_text(arena, n->text) };
        pairs_add(evaluation, fragment(&turn, loop->last), into);
    }
    return true;
}

static void pairs_add(struct evaluation *evaluation, const struct node *map, struct node *into)
{
    for (const struct node *n = map->first; n; n = n->next) {
        if (is_loop(n) && loop_add(evaluation, n, into)) continue;
        struct node *pair = evaluation_share(evaluation, n);
        node_set(into, n->key, pair)->key_place = n->key_place;
    }
}

const struct node *loop_expand(struct evaluation *evaluation, const struct node *map)
{
    const struct node *n = node_pairs(map);
    while (n && !is_loop(n)) n = n->next;
    if (!n || evaluation->exceeded) return map;
    struct node *made = node_map(evaluation->arena);
    made->place = map->place, made->key_place = map->key_place, made->key = map->key;
    pairs_add(evaluation, map, made);
    return evaluation->exceeded ? map : made;
}
