#include "service/intrinsic.h"
#include "base/text.h"
#include <string.h>

enum { UNLIMITED = 1000000 };

/* What an argument may be: a list of so many (`most` 0: none), a scalar, another function. */
static const struct function {
    const char *name, *takes;
    int least, most;
    bool scalar, nested;
} functions[] = {
    { "Ref", "a logical id", 0, 0, true, false },
    { "Condition", "a condition's name", 0, 0, true, false },
    { "Fn::And", "[CONDITION, …], 2 to 10", 2, 10, false, false },
    { "Fn::Base64", "a text", 0, 0, true, true },
    { "Fn::Cidr", "[BLOCK, COUNT, BITS]", 2, 3, false, false },
    { "Fn::Equals", "[VALUE, VALUE]", 2, 2, false, false },
    { "Fn::FindInMap", "[MAPPING, KEY, KEY]", 3, 4, false, false },
    { "Fn::GetAZs", "a region", 0, 0, true, true },
    { "Fn::GetAtt", "[ID, ATTRIBUTE], or !GetAtt ID.ATTRIBUTE", 2, 2, false, false },
    { "Fn::GetStackOutput", "{StackName, OutputName, RoleArn, Region}", 0, 0, false, true },
    { "Fn::If", "[CONDITION, THEN, ELSE]", 3, 3, false, false },
    { "Fn::ImportValue", "the name of an export", 0, 0, true, true },
    { "Fn::Join", "[BETWEEN, [VALUE, …]]", 2, 2, false, false },
    { "Fn::Length", "a list", 0, UNLIMITED, false, true },
    { "Fn::Not", "[CONDITION]", 1, 1, false, false },
    { "Fn::Or", "[CONDITION, …], 2 to 10", 2, 10, false, false },
    { "Fn::Select", "[INDEX, LIST]", 2, 2, false, false },
    { "Fn::Split", "[AT, TEXT]", 2, 2, false, false },
    { "Fn::Sub", "a text, or [TEXT, {NAME: VALUE}]", 2, 2, true, false },
    { "Fn::ToJsonString", "a mapping or a list", 0, UNLIMITED, false, true },
    { "Fn::Transform", "{Name, Parameters}", 0, 0, false, true },
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

bool is_intrinsic(const struct node *node)
{
    if (node->shape != MAP || node->count != 1) return false;
    const char *key = node->first->key;
    return text_same(key, "Ref") || text_starts(key, "Fn::");
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
        nearest_try(&nearest, short_name(functions[i].name));
        if (strcmp(tag + 1, short_name(functions[i].name))) continue;
        struct node *pair = !strcmp(tag, "!GetAtt") ? split_attribute(arena, value) : NULL;
        struct node *map = call(arena, functions[i].name, pair ? pair : value);
        map->place = map->first->key_place = value->place;
        return map;
    }
    const char *hint = nearest.name ? arena_text(arena, "did you mean !%s?", nearest.name) : NULL;
    diag_add(diags, FINDING(unknown_tag), value->place, hint, "unknown tag %s", tag);
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

static const struct function *function_find(struct diags *diags, const struct node *call)
{
    struct nearest nearest = { .word = call->key };
    for (int i = 0; i < FUNCTIONS; i++) {
        if (!strcmp(call->key, functions[i].name)) return &functions[i];
        nearest_try(&nearest, functions[i].name);
    }
    if (!text_starts(call->key, "Fn::ForEach::"))
        diag_add(diags, FINDING(bad_intrinsic), call->key_place, diag_meant(diags->arena, nearest.name),
                 "unknown CloudFormation function '%s'", call->key);
    return NULL;
}

void intrinsic_check(struct diags *diags, const struct node *node)
{
    const struct node *call = is_intrinsic(node) ? node->first : NULL;
    const struct function *function = call ? function_find(diags, call) : NULL;
    if (function) {
        bool fits = call->shape == SCALAR ? function->scalar
                    : call->shape == MAP  ? function->nested
                                          : call->count >= function->least && call->count <= function->most;
        if (!fits)
            diag_add(diags, FINDING(bad_intrinsic), node->place, NULL, "%s takes %s", function->name,
                     function->takes);
    }
    for (const struct node *n = node->first; n; n = n->next)
        if (n->shape != SCALAR) intrinsic_check(diags, n);
}

/* `${NAME}` of a reference, NULL of any other function. */
static const char *as_variable(struct arena *arena, const struct node *function)
{
    const struct node *attribute = node_find(function, "Fn::GetAtt"),
                      *id = attribute ? attribute->first : NULL;
    const char *ref = node_word(function, "Ref"), *dotted = node_word(function, "Fn::GetAtt");
    if (id && id->shape == SCALAR && id->next && id->next->shape == SCALAR)
        dotted = arena_join(arena, arena_join(arena, id->text, "."), id->next->text);
    const char *name = ref ? ref : dotted;
    return name ? arena_join(arena, arena_join(arena, "${", name), "}") : NULL;
}

struct node *intrinsic_append(struct arena *arena, const struct node *text, const char *rest)
{
    struct node *whole;
    const char *sub = node_word(text, "Fn::Sub"),
               *variable = text->shape == MAP ? as_variable(arena, text) : NULL;
    if (!*rest) return node_copy(arena, text);
    if (text->shape == SCALAR) {
        whole = node_text(arena, arena_join(arena, text->text, rest));
    } else if (sub || variable) {
        whole = intrinsic_sub_text(arena, arena_join(arena, sub ? sub : variable, rest));
    } else {
        whole = node_map(arena);
        struct node *join = node_add(whole, "Fn::Join", node_list(arena));
        node_add(join, NULL, node_text(arena, ""));
        join = node_add(join, NULL, node_list(arena));
        node_add(join, NULL, node_copy(arena, text));
        node_add(join, NULL, node_text(arena, rest));
    }
    whole->place = text->place;
    return whole;
}

struct node *intrinsic_prepend(struct arena *arena, const char *first, const struct node *text)
{
    const char *sub = node_word(text, "Fn::Sub"),
               *variable = text->shape == MAP ? as_variable(arena, text) : NULL;
    const char *rest = text->shape == SCALAR ? text->text : sub ? sub : variable;
    if (rest) return intrinsic_sub_text(arena, arena_join(arena, first, rest));
    struct node *whole = node_map(arena), *join = node_add(whole, "Fn::Join", node_list(arena));
    node_add(join, NULL, node_text(arena, ""));
    join = node_add(join, NULL, node_list(arena));
    node_add(join, NULL, intrinsic_sub_text(arena, first));
    node_add(join, NULL, node_copy(arena, text));
    return whole;
}
