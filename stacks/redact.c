#include "stacks/redact.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include <string.h>

static struct node *hidden(struct arena *arena, const struct node *value, const char *as)
{
    struct node *made = node_text(arena, as);
    made->place = value->place;
    return made;
}

static const struct node *cleaned(struct arena *, const struct node *, bool secret, const char *as);

/* A text that is JSON, as it stands in a resource that is told as a whole; `read` is what it says. */
static const struct node *json_cleaned(struct arena *arena, const struct node *value, const struct node *read,
                                       const char *as)
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

static const struct node *cleaned(struct arena *arena, const struct node *value, bool secret, const char *as)
{
    if (is_intrinsic(value)) return json_cleaned(arena, value, sub_json(arena, value), as);
    if (value->shape == SCALAR) {
        bool shown = text_starts(value->text, "{{resolve:") || !*value->text;
        bool json = !shown && !secret && (*value->text == '{' || *value->text == '[');
        const struct node *read = json ? json_read(arena, value->text, strlen(value->text)) : NULL;
        if (read && read->shape != SCALAR) return json_cleaned(arena, value, read, as);
        return !shown && (secret || secret_value(value->text, strlen(value->text))) ? hidden(arena, value, as)
                                                                                    : value;
    }
    const char *name = value->shape == MAP ? node_word(value, "Name") : NULL; /* of ECS's {Name, Value} */
    bool named = name && secret_name(name, strlen(name));
    struct node *copy = value->shape == MAP ? node_map(arena) : node_list(arena);
    bool found = false;
    for (const struct node *n = value->first; n; n = n->next) {
        bool map = value->shape == MAP, below = map ? secret_name(n->key, strlen(n->key)) : secret;
        if (named && !strcmp(n->key, "Value")) below = true;
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
    if (shut && !strcmp(shut, "].Value")) return secret_name(open + 1, (size_t)(shut - open - 1));
    return secret_name(last, strcspn(last, "["));
}

static bool is_silent(const struct node *parameter)
{
    const char *word = node_word(parameter, "NoEcho");
    return word && (!strcmp(word, "true") || !strcmp(word, "True"));
}

void redact(struct arena *arena, struct changed *changed)
{
    bool silent =
        !strcmp(changed->section, "Parameters") && (is_silent(changed->old) || is_silent(changed->now));
    for (struct difference *row = changed->first; row; row = row->next) {
        bool secret = silent ? !strcmp(row->path, "Default") : path_is_secret(row->path);
        if (silent && !*row->path) secret = true;
        if (row->before) row->before = cleaned(arena, row->before, secret, "(secret)");
        if (row->after)
            row->after = cleaned(arena, row->after, secret, row->before ? "(another secret)" : "(secret)");
    }
}
