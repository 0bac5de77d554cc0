#include "stacks/diff/redact.h"
#include "base/json.h"
#include "base/pair.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include "templates/core/parameters.h"
#include <string.h>

static struct node *hidden(struct arena *arena, const struct node *value, const char *as)
{
    struct node *made = node_text(arena, as);
    made->place = value->place;
    return made;
}

/* What a value is shown as: on the side before, and on the side after. */
struct words {
    const char *secret, *outside;
};
static const struct words before_words = { "(secret)", "(hidden)" },
                          after_words = { "(another secret)", "(another hidden value)" };

static const struct node *cleaned(struct arena *, const struct node *, bool secret, const struct words *);

/* A text that is JSON, as it stands in a resource that is told as a whole; `read` is what it says. */
static const struct node *json_cleaned(struct arena *arena, const struct node *value, const struct node *read,
                                       const struct words *as)
{
    const struct node *clean = read && read->shape != SCALAR ? cleaned(arena, read, false, as) : read;
    if (clean == read) return value;
    struct buffer *text = buffer_new(arena);
    json_print(text, clean, JSON_COMPACT);
    if (value->shape == SCALAR) return hidden(arena, value, text->text);
    struct node *made = node_map(arena), *argument = node_copy(arena, value->first);
    made->place = value->place;
    *(argument->shape == LIST ? &argument->first->text : &argument->text) = text->text;
    node_add(made, value->first->key, argument);
    return made;
}

/* Whether an Fn::Sub has a text of its own beside what it refers to, which a secret could be. */
static bool has_literal(const struct node *value)
{
    const struct node *variables, *sub = sub_text(value, &variables);
    const char *at = sub ? sub->text : "";
    if (text_starts(at, "arn:") || text_starts(at, "{{resolve:")) return false;
    while (text_starts(at, "${") && at[2] != '!' && strchr(at, '}')) at = strchr(at, '}') + 1;
    return *at;
}

/* The branches of an Fn::If stand where it stands. */
static const struct node *branches_cleaned(struct arena *arena, const struct node *value, bool secret,
                                           const struct words *as)
{
    const struct node *branches = value->first;
    if (strcmp(branches->key, "Fn::If") != 0 || branches->shape != LIST || !branches->first) return value;
    struct node *made = node_map(arena), *list = node_add(made, branches->key, node_list(arena));
    made->place = value->place;
    bool found = false;
    for (const struct node *n = branches->first; n; n = n->next) {
        const struct node *clean = n == branches->first ? n : cleaned(arena, n, secret, as);
        found = found || clean != n;
        node_add(list, NULL, node_copy(arena, clean));
    }
    return found ? made : value;
}

static const struct node *intrinsic_cleaned(struct arena *arena, const struct node *value, bool secret,
                                            const struct words *as)
{
    if (value->origin == ORIGIN_OUTSIDE) return hidden(arena, value, as->outside);
    const struct node *read = sub_json(arena, value);
    if (read) return json_cleaned(arena, value, read, as);
    const struct node *variables, *sub = sub_text(value, &variables);
    bool looks = sub && secret_value(sub->text, strlen(sub->text));
    if (looks || (secret && has_literal(value))) return hidden(arena, value, as->secret);
    return branches_cleaned(arena, value, secret, as);
}

static const struct node *scalar_cleaned(struct arena *arena, const struct node *value, bool secret,
                                         const struct words *as)
{
    bool shown = text_starts(value->text, "{{resolve:") || !*value->text;
    bool json = !shown && !secret && (*value->text == '{' || *value->text == '[');
    const struct node *read = json ? json_read(arena, value->text, strlen(value->text)) : NULL;
    if (value->origin == ORIGIN_OUTSIDE) return hidden(arena, value, as->outside);
    if (read && read->shape != SCALAR) return json_cleaned(arena, value, read, as);
    return !shown && (secret || secret_value(value->text, strlen(value->text)))
               ? hidden(arena, value, as->secret)
               : value;
}

static bool is_named_secret(const struct node *map)
{
    const char *name = map->count <= 4 ? pair_name(map) : NULL;
    return name && secret_name(name, strlen(name));
}

static const struct node *cleaned(struct arena *arena, const struct node *value, bool secret,
                                  const struct words *as)
{
    if (is_intrinsic(value)) return intrinsic_cleaned(arena, value, secret, as);
    if (value->shape == SCALAR) return scalar_cleaned(arena, value, secret, as);
    bool named = is_named_secret(value), map = value->shape == MAP, found = false;
    struct node *copy = map ? node_map(arena) : node_list(arena);
    for (const struct node *n = value->first; n; n = n->next) {
        bool below = map ? secret_name(n->key, strlen(n->key)) || (named && pair_is_value(n->key)) : secret;
        const struct node *clean = cleaned(arena, n, below, as);
        found = found || clean != n;
        node_add(copy, map ? n->key : NULL, node_copy(arena, clean));
    }
    copy->place = value->place;
    return found ? copy : value;
}

/* The last name in the path: of `Environment.Variables.TOKEN` or of `Environment[TOKEN].Value`. */
static bool path_is_secret(const char *path)
{
    const char *dot = strrchr(path, '.'), *last = dot ? dot + 1 : path;
    const char *open = strrchr(path, '['), *shut = open ? strchr(open, ']') : NULL;
    if (shut && shut[1] == '.' && pair_is_value(shut + 2))
        return secret_name(open + 1, (size_t)(shut - open - 1));
    return secret_name(last, strcspn(last, "["));
}

static bool is_outside(const struct node *value) { return value && value->origin == ORIGIN_OUTSIDE; }

/* One of the words that AWS allows there says nothing about whoever set it. */
static bool is_enum(struct schemas *schemas, const struct changed *changed, const struct difference *row)
{
    if (!schemas || !row->property || !*changed->type) return false;
    return node_find(schema_property(schemas, changed->type, row->property), "enum");
}

static bool is_single(const struct node *value)
{
    return value && (value->shape == SCALAR || is_intrinsic(value));
}

/* What was there before comes from where the new value comes from. */
static void redact_outside(struct arena *arena, struct difference *row)
{
    const char *after = row->before ? after_words.outside : before_words.outside;
    if (is_single(row->before)) row->before = hidden(arena, row->before, before_words.outside);
    if (is_single(row->after)) row->after = hidden(arena, row->after, after);
}

/* A resource's type is a word of AWS's, or it is whatever the environment has. */
static void redact_type(struct changed *changed)
{
    const struct node *was = node_find(changed->old, "Type"), *is = node_find(changed->now, "Type");
    bool outside = is_outside(was) || is_outside(is);
    if (outside && *changed->type && !text_starts(changed->type, "AWS::")) changed->type = "(hidden)";
}

void redact(struct arena *arena, struct schemas *schemas, struct changed *changed)
{
    bool silent = !strcmp(changed->section, "Parameters") &&
                  (parameter_is_secret(changed->old) || parameter_is_secret(changed->now));
    redact_type(changed);
    for (struct difference *row = changed->first; row; row = row->next) {
        bool secret = silent ? !strcmp(row->path, "Default") : path_is_secret(row->path);
        if (silent && !*row->path) secret = true;
        if (is_outside(row->before) || is_outside(row->after)) {
            if (is_enum(schemas, changed, row)) continue;
            if (!secret) redact_outside(arena, row);
        }
        if (row->before) row->before = cleaned(arena, row->before, secret, &before_words);
        if (row->after)
            row->after = cleaned(arena, row->after, secret, row->before ? &after_words : &before_words);
    }
}
