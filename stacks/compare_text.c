/* Texts that are JSON, such as the definition of a workflow or the widgets of a dashboard: what differs in
 * them is told by its path. */
#include "base/json.h"
#include "service/intrinsic.h"
#include "stacks/canonical.h"
#include "stacks/compare.h"
#include <string.h>

/* References that stand for numbers and such, {"Seconds": ${wait}}, as texts. */
static const char *quoted(struct arena *arena, const char *text)
{
    struct buffer *out = buffer_new(arena);
    bool within = false;
    for (const char *at = text; *at; at++) {
        const char *end = !within && at[0] == '$' && at[1] == '{' ? strchr(at, '}') : NULL;
        if (end) {
            buffer_print(out, "\"%.*s\"", (int)(end + 1 - at), at);
            at = end;
            continue;
        }
        if (*at == '"') within = !within;
        buffer_byte(out, *at);
        if (within && *at == '\\' && at[1]) buffer_byte(out, *++at);
    }
    return out->text;
}

static bool is_json(const struct node *read) { return read && read->shape != SCALAR && read->count; }

/* The text of {Fn::Sub: text} or {Fn::Sub: [text, variables]}; NULL: it is something else. */
static const struct node *sub_text(const struct node *value, const struct node **variables)
{
    const struct node *given = value->shape == MAP && value->count == 1 ? value->first : NULL;
    *variables = NULL;
    if (!given || strcmp(given->key, "Fn::Sub") != 0) return NULL;
    if (given->shape == SCALAR) return given;
    if (given->shape != LIST || given->count != 2 || given->first->shape != SCALAR) return NULL;
    *variables = given->last;
    return given->first;
}

/* What it is as JSON, made canonical like a plain text that is JSON, which is parsed already; NULL: it is no
 * object or list. */
static const struct node *json_of(const struct comparison *comparison, const char *property,
                                  const struct node *value, const struct node **variables)
{
    struct arena *arena = comparison->arena;
    const struct node *text = sub_text(value, variables);
    if (!text) return is_json(value) && !is_intrinsic(value) ? value : NULL;
    if (*text->text != '{' && *text->text != '[') return NULL;
    const char *json = quoted(arena, text->text);
    const struct node *read = json_read(arena, json, strlen(json));
    return is_json(read) ? canonical_value(arena, comparison->schemas, comparison->type, property, read)
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
