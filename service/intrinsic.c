#include "service/intrinsic.h"
#include "base/text.h"
#include <string.h>

static const char *const functions[] = {
    "Ref",        "Condition",     "Fn::And",         "Fn::Base64",       "Fn::Cidr",
    "Fn::Equals", "Fn::FindInMap", "Fn::GetAZs",      "Fn::GetAtt",       "Fn::If",
    "Fn::Join",   "Fn::Not",       "Fn::ImportValue", "Fn::Length",       "Fn::Or",
    "Fn::Select", "Fn::Sub",       "Fn::Split",       "Fn::ToJsonString", "Fn::Transform",
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

bool is_intrinsic(const struct node *node)
{
    if (node->shape != MAP || node->count != 1) return false;
    const char *key = node->first->key;
    return !strcmp(key, "Ref") || text_starts(key, "Fn::");
}

static const char *short_name(const char *function)
{
    return text_starts(function, "Fn::") ? function + 4 : function;
}

/* `A.B.c` as [A, B.c]. */
static struct node *split_attribute(struct arena *arena, const struct node *value)
{
    const char *dot = value->shape == SCALAR ? strchr(value->text, '.') : NULL;
    if (!dot) return NULL;
    struct node *list = node_list(arena);
    list->place = value->place;
    node_add(list, NULL, node_text(arena, arena_copy(arena, value->text, (size_t)(dot - value->text))))
        ->place = value->place;
    node_add(list, NULL, node_text(arena, dot + 1))->place = value->place;
    return list;
}

static struct node *call(struct arena *arena, const char *function, struct node *argument)
{
    struct node *map = node_map(arena);
    node_add(map, function, argument);
    return map;
}

struct node *intrinsic_from_tag(struct arena *arena, struct diags *diags, const char *tag, struct node *value)
{
    static const char yaml[] = "tag:yaml.org,2002:";
    if (text_starts(tag, yaml) || !strcmp(tag, "!")) {
        value->quoted |= !strcmp(tag, "!") || !strcmp(tag + sizeof yaml - 1, "str");
        return value;
    }
    struct nearest nearest = { .word = tag + 1 };
    for (size_t i = 0; i < FUNCTIONS && tag[0] == '!'; i++) {
        nearest_try(&nearest, short_name(functions[i]));
        if (strcmp(tag + 1, short_name(functions[i]))) continue;
        struct node *pair = !strcmp(tag, "!GetAtt") ? split_attribute(arena, value) : NULL;
        struct node *map = call(arena, functions[i], pair ? pair : value);
        map->place = map->first->key_place = value->place;
        return map;
    }
    const char *hint = nearest.name ? arena_text(arena, "did you mean !%s?", nearest.name) : NULL;
    diag_add(diags, FINDING_unknown_tag, value->place, hint, "unknown tag %s", tag);
    return value;
}

struct node *intrinsic_ref(struct arena *arena, const char *id)
{
    return call(arena, "Ref", node_text(arena, id));
}

struct node *intrinsic_attribute(struct arena *arena, const char *id, const char *attribute)
{
    struct node *list = node_list(arena);
    node_add(list, NULL, node_text(arena, id));
    node_add(list, NULL, node_text(arena, attribute));
    return call(arena, "Fn::GetAtt", list);
}

struct node *intrinsic_sub_text(struct arena *arena, const char *text)
{
    return call(arena, "Fn::Sub", node_text(arena, text));
}

struct node *intrinsic_sub(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct node *node = call(arena, "Fn::Sub", node_text(arena, arena_vtext(arena, format, arguments)));
    va_end(arguments);
    return node;
}
