#include "templates/core/policy_read.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

bool policy_is_document(const struct node *node)
{
    const struct node *statements = node && node->shape == MAP ? node_find(node, "Statement") : NULL;
    const struct node *first = statements && statements->shape == LIST ? statements->first : statements;
    return first && first->shape == MAP && node_find(first, "Effect");
}

const struct node *policy_read(struct arena *arena, const struct node *value)
{
    if (value->shape == SCALAR) {
        const char *text = value->text + strspn(value->text, " \t\r\n");
        const struct node *read = *text == '{' ? json_read(arena, text, strlen(text)) : NULL;
        return read && read->shape == MAP ? read : NULL;
    }
    if (value->shape != MAP) return NULL;
    if (!is_intrinsic(value)) return value;
    const struct node *argument = value->first;
    if (!strcmp(argument->key, "Fn::ToJsonString")) return argument->shape == MAP ? argument : NULL;
    return sub_json(arena, value);
}

const struct node *policy_find(const struct node *map, const char *name)
{
    for (const struct node *n = map && map->shape == MAP ? map->first : NULL; n; n = n->next)
        if (((*n->key ^ *name) & ~0x20) == 0 && !strcasecmp(n->key, name)) return n;
    return NULL;
}

const struct node *policy_branches(const struct node *value)
{
    const struct node *choice = value->shape == MAP && value->count == 1 ? value->first : NULL;
    bool whole = choice && choice->shape == LIST && choice->count == 3 && text_same(choice->key, "Fn::If");
    return whole ? choice->first->next : NULL;
}

bool policy_is_absent(const struct node *value)
{
    const struct node *ref = value->shape == MAP && value->count == 1 ? value->first : NULL;
    return ref && ref->shape == SCALAR && text_same(ref->key, "Ref") && text_same(ref->text, "AWS::NoValue");
}

/* Counts only where `into` is NULL. */
static size_t gather(const struct node *value, const struct node **into)
{
    const struct node *branch = policy_branches(value);
    size_t count = 0;
    if (value->shape != LIST && !branch) {
        if (policy_is_absent(value)) return 0;
        if (into) *into = value;
        return 1;
    }
    for (const struct node *n = branch ? branch : value->first; n; n = n->next)
        count += gather(n, into ? into + count : NULL);
    return count;
}

const struct node *const *policy_values(struct arena *arena, const struct node *value)
{
    size_t count = value ? gather(value, NULL) : 0;
    const struct node **values = arena_take(arena, (count + 1) * sizeof *values);
    if (count) gather(value, values);
    return values;
}

static const char *reference_text(struct arena *arena, const char *name, const struct node *parameters)
{
    const char *fallback = node_word(node_find(parameters, name), "Default");
    return fallback ? fallback : arena_join(arena, "${", arena_join(arena, name, "}"));
}

static const char *joined(struct arena *arena, const struct node *join, const struct node *parameters)
{
    if (join->shape != LIST || join->count != 2 || join->first->shape != SCALAR || join->last->shape != LIST)
        return NULL;
    struct buffer *text = buffer_new(arena);
    for (const struct node *n = join->last->first; n; n = n->next) {
        if (n != join->last->first) buffer_text(text, join->first->text);
        buffer_text(text, policy_text(arena, n, parameters));
    }
    return text->text;
}

static const char *attribute_text(struct arena *arena, const struct node *of)
{
    if (of->shape == SCALAR) return arena_text(arena, "${%s}", of->text);
    if (of->count != 2 || of->first->shape != SCALAR || of->last->shape != SCALAR) return NULL;
    return arena_text(arena, "${%s.%s}", of->first->text, of->last->text);
}

/* With its own variables in their places. */
static const char *substituted(struct arena *arena, const char *text, const struct node *variables,
                               const struct node *parameters)
{
    for (const struct node *n = node_pairs(variables); n; n = n->next)
        text =
            text_replace(arena, text, arena_text(arena, "${%s}", n->key), policy_text(arena, n, parameters));
    return text;
}

static const char *json_of(struct arena *arena, const struct node *value)
{
    struct buffer *text = buffer_new(arena);
    json_print(text, value, JSON_CANONICAL);
    return text->text;
}

const char *policy_text(struct arena *arena, const struct node *value, const struct node *parameters)
{
    if (value->shape == SCALAR) return value->text;
    const struct node *only = is_intrinsic(value) ? value->first : NULL, *variables;
    const struct node *sub = sub_text(value, &variables);
    const char *text = NULL;
    if (sub) return substituted(arena, sub->text, variables, parameters);
    if (only && !strcmp(only->key, "Ref") && only->shape == SCALAR)
        return reference_text(arena, only->text, parameters);
    if (only && !strcmp(only->key, "Fn::GetAtt")) text = attribute_text(arena, only);
    if (only && !strcmp(only->key, "Fn::Join")) text = joined(arena, only, parameters);
    return text ? text : json_of(arena, value);
}

static bool is_covered(const char *pattern, const char *text, bool any_case)
{
    const char *star = NULL, *again = NULL;
    while (*text)
        if (*pattern == '*') {
            star = pattern++, again = text;
        } else if (*pattern == *text || *pattern == '?' ||
                   (any_case && tolower((unsigned char)*pattern) == tolower((unsigned char)*text))) {
            pattern++, text++;
        } else if (star) {
            pattern = star + 1, text = ++again;
        } else {
            return false;
        }
    while (*pattern == '*') pattern++;
    return !*pattern;
}

bool policy_covers(const char *pattern, const char *text) { return is_covered(pattern, text, false); }

bool policy_covers_action(const char *pattern, const char *action)
{
    return is_covered(pattern, action, true);
}
