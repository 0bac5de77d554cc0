#include "stacks/diff/certain.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include <string.h>

/* What stays of a text in Fn::Sub's notation, `from` `to`, where equal ends are cut off. */
struct rest {
    const char *from, *to;
};

/* In Fn::Sub's notation; NULL: it is no text of which parts are known. */
static const char *notation_of(struct arena *arena, const struct node *value)
{
    const struct node *variables, *sub = sub_text(value, &variables), *pair = node_find(value, "Fn::GetAtt");
    const char *ref = value->shape == MAP && value->count == 1 ? node_word(value, "Ref") : NULL;
    if (value->shape == SCALAR) return text_replace(arena, value->text, "${", "${!");
    if (sub && !variables) return sub->text;
    if (ref) return arena_text(arena, "${%s}", ref);
    if (!pair || pair->shape != LIST || pair->count != 2) return NULL;
    if (pair->first->shape != SCALAR || pair->last->shape != SCALAR) return NULL;
    return arena_text(arena, "${%s.%s}", pair->first->text, pair->last->text);
}

/* Bytes of what stands there: one byte, or a whole name. */
static size_t unit_at(struct rest rest)
{
    bool name = rest.to - rest.from > 2 && rest.from[0] == '$' && rest.from[1] == '{' && rest.from[2] != '!';
    const char *end = name ? memchr(rest.from, '}', (size_t)(rest.to - rest.from)) : NULL;
    return end ? (size_t)(end + 1 - rest.from) : 1;
}

static void cut_beginning(struct rest *a, struct rest *b)
{
    while (a->from < a->to && b->from < b->to) {
        size_t size = unit_at(*a);
        if (size != unit_at(*b) || memcmp(a->from, b->from, size) != 0) return;
        a->from += size, b->from += size;
    }
}

/* Where the last unit of a text begins. */
static const char *last_unit(struct rest rest)
{
    if (rest.to[-1] != '}') return rest.to - 1;
    for (const char *at = rest.to - 2; at > rest.from && *at != '}'; at--)
        if (at[-1] == '$' && at[0] == '{') return at[1] == '!' ? rest.to - 1 : at - 1;
    return rest.to - 1;
}

static void cut_ending(struct rest *a, struct rest *b)
{
    while (a->from < a->to && b->from < b->to) {
        const char *one = last_unit(*a), *other = last_unit(*b);
        if (a->to - one != b->to - other || memcmp(one, other, (size_t)(a->to - one)) != 0) return;
        a->to = one, b->to = other;
    }
}

struct remains {
    const char *resource; /* the first one that it has a name or an attribute of, or NULL */
    bool pseudo;          /* a pseudo parameter */
    bool unknown;         /* anything else that only AWS knows */
};

static void name_note(const struct evaluated *evaluated, const char *name, struct remains *remains)
{
    const char *id = arena_copy(evaluated->arena, name, strcspn(name, "."));
    bool parameter =
        evaluate_is_parameter(evaluated->before, id) || evaluate_is_parameter(evaluated->after, id);
    if (text_starts(name, "AWS::"))
        remains->pseudo = true;
    else if (parameter)
        remains->unknown = true;
    else if (!remains->resource)
        remains->resource = id;
}

static struct remains remains_of(const struct evaluated *evaluated, struct rest rest)
{
    const char *text = arena_copy(evaluated->arena, rest.from, (size_t)(rest.to - rest.from));
    struct remains remains = { 0 };
    struct rest left = { text, text + strlen(text) };
    for (size_t size; left.from < left.to; left.from += size) {
        size = unit_at(left);
        if (size > 3) name_note(evaluated, arena_copy(evaluated->arena, left.from + 2, size - 3), &remains);
    }
    return remains;
}

bool certain_differ(const struct evaluated *evaluated, const struct node *before, const struct node *after)
{
    const char *was = notation_of(evaluated->arena, before), *is = notation_of(evaluated->arena, after);
    if (!was || !is) return !is_intrinsic(before) && !is_intrinsic(after);
    if (strstr(was, "{{resolve:") || strstr(is, "{{resolve:")) return false;
    struct rest a = { was, was + strlen(was) }, b = { is, is + strlen(is) };
    cut_beginning(&a, &b);
    cut_ending(&a, &b);
    struct remains left = remains_of(evaluated, a), right = remains_of(evaluated, b);
    if (left.unknown || right.unknown || !left.resource != !right.resource) return false;
    if (left.resource && strcmp(left.resource, right.resource) != 0) return true;
    return !left.pseudo && !right.pseudo;
}
