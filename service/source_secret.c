/* Values that look secret: a parameter of the template stands for each. */
#include "base/text.h"
#include "service/variable.h"
#include <ctype.h>
#include <string.h>

enum { LONGEST_VALUE = 4096 /* of a parameter */, LONGEST_NAME = 200 };

/* DB_PASSWORD → EnvDbPassword, secrets.yml#db.password → FileSecretsYmlDbPassword. */
static const char *base_name(struct arena *arena, const char *kind, const char *name)
{
    char *lower = arena_copy(arena, name, strlen(name) < LONGEST_NAME ? strlen(name) : LONGEST_NAME);
    bool shouted = true;
    for (const char *at = lower; *at; at++) shouted = shouted && !islower((unsigned char)*at);
    for (char *at = lower; shouted && *at; at++) *at = (char)tolower((unsigned char)*at);
    return arena_join(arena, kind, text_pascal(arena, lower));
}

/* Ids of resources and parameters are one space of names in a template. */
static bool is_used(const struct variables *v, const char *id, const char *of)
{
    const struct node *there = node_find(v->hidden, id);
    return (there && strcmp(node_word(there, "of"), of) != 0) || node_find(v->parameters, id) ||
           node_find(v->resources, id) || node_find(v->stack_outputs, id);
}

static const char *parameter_of(const struct lookup *a, const char *kind, const char *name, const char *value)
{
    struct variables *v = a->variables;
    const char *base = base_name(v->arena, kind, name), *id = base;
    if (!v->hidden) v->hidden = node_map(v->arena);
    for (int number = 2; is_used(v, id, name); number++) id = arena_text(v->arena, "%s%d", base, number);
    if (node_find(v->hidden, id)) return id;
    struct node *hidden = node_add(v->hidden, id, node_map(v->arena));
    hidden->place = hidden->key_place = lookup_place(a);
    node_add(hidden, "of", node_text(v->arena, name));
    node_add(hidden, "value", node_text(v->arena, value));
    return id;
}

struct resolved lookup_secret(const struct lookup *a, const char *kind, const char *name, const char *value)
{
    struct variables *v = a->variables;
    diag_secret(v->diags, value);
    if (strlen(value) > LONGEST_VALUE)
        return lookup_failed(a, FINDING(out_of_range), "define it under secrets:",
                             "%s looks secret and has more than %d bytes, the limit of a parameter", name,
                             LONGEST_VALUE);
    const char *id = parameter_of(a, kind, name, value);
    diag_add(v->diags, FINDING(secret_variable), lookup_place(a),
             "define it under secrets: and write ${secret:NAME}, or access: {NAME: read}",
             "%s looks secret and becomes the parameter %s", name, id);
    struct resolved resolved = resolved_ref(id);
    resolved.origin = ORIGIN_SECRET;
    return resolved;
}
