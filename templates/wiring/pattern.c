#include "templates/wiring/pattern.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include <string.h>

static bool may_be_list(const struct node *function)
{
    return node_find(function, "Fn::If") || node_find(function, "Fn::Split") ||
           node_find(function, "Fn::FindInMap");
}

struct node *pattern_copy(struct arena *arena, const struct node *pattern)
{
    if (pattern->shape != MAP || is_intrinsic(pattern)) return node_copy(arena, pattern);
    struct node *map = node_map(arena);
    map->place = pattern->place;
    for (const struct node *n = pattern->first; n; n = n->next) {
        struct node *value = NULL;
        bool alternatives = n->shape == LIST && !strcmp(n->key, "$or");
        if (alternatives || n->shape == SCALAR || (is_intrinsic(n) && !may_be_list(n)))
            value = node_list(arena);
        if (!value)
            value = pattern_copy(arena, n);
        else if (!alternatives)
            node_add(value, NULL, node_copy(arena, n));
        for (const struct node *one = alternatives ? n->first : NULL; one; one = one->next)
            node_add(value, NULL, pattern_copy(arena, one));
        value->place = n->place;
        node_add(map, n->key, value)->key_place = n->key_place;
    }
    return map;
}

/* What a Fn::Sub would take for a variable of its own. */
static const char *escaped(struct arena *arena, const char *text)
{
    const char *variable = strstr(text, "${");
    if (!variable) return text;
    struct buffer *out = buffer_new(arena);
    for (; variable; variable = strstr(text, "${")) {
        buffer_add(out, text, (size_t)(variable - text));
        buffer_text(out, "${!");
        text = variable + 2;
    }
    buffer_text(out, text);
    return out->text;
}

/* A copy with `${Value1}` where an intrinsic function stands, which becomes a member of `variables`. */
static struct node *with_variables(const struct node *node, struct node *variables)
{
    struct arena *arena = variables->arena;
    if (is_intrinsic(node)) {
        const char *name = arena_text(arena, "Value%d", variables->count + 1);
        node_add(variables, name, node_copy(arena, node));
        return node_text(arena, arena_text(arena, "${%s}", name));
    }
    struct node *copy = arena_take(arena, sizeof *copy);
    *copy = *node;
    copy->next = copy->first = copy->last = NULL;
    copy->index = NULL;
    copy->count = 0;
    copy->arena = arena;
    if (node->shape == SCALAR) copy->text = escaped(arena, node->text);
    for (const struct node *n = node->first; n; n = n->next) {
        const char *key = n->key ? escaped(arena, n->key) : NULL;
        node_add(copy, key, with_variables(n, variables));
    }
    return copy;
}

struct node *pattern_text(struct arena *arena, const struct node *from)
{
    if ((from->shape == SCALAR && from->quoted) || is_intrinsic(from)) return node_copy(arena, from);
    struct node *variables = node_map(arena), *template = with_variables(from, variables);
    struct buffer *json = buffer_new(arena);
    json_print(json, variables->count ? template : from, JSON_COMPACT);
    struct node *text = node_text(arena, json->text);
    if (variables->count) {
        struct node *list = node_list(arena), *sub = node_map(arena);
        node_add(list, NULL, text);
        node_add(list, NULL, variables);
        node_add(sub, "Fn::Sub", list);
        text = sub;
    }
    text->place = node_place(from);
    return text;
}
