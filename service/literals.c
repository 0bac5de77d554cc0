#include "service/literals.h"
#include "base/json.h"
#include "base/pair.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include <string.h>

static const char hint[] =
    "store it in a secret: secrets: {NAME: {}} and access: {NAME: read}, or use ${ssm:/PATH}";

/* Whether names tell what a value is, and which names these are. */
enum scope {
    SHAPES_ONLY, /* keys are cfgen's own, or names of things */
    SECTIONS,    /* the description's own level, or that of a stage */
    PARAMETERS,
    NAMES
};

static bool is_among(const char *const *words, const char *word)
{
    while (*words && !text_same(*words, word)) words++;
    return *words;
}

static enum scope scope_below(enum scope scope, const struct node *below)
{
    const char *key = below->key;
    if (below->shape == SCALAR) return scope;
    static const char *const values[] = { "environment", "variables", "tags",    "resources", "overrides",
                                          "mappings",    "metadata",  "outputs", "args",      NULL };
    static const char *const things[] = { "access", "functions", "steps", "traffic", "auth", NULL };
    if (scope == NAMES) return is_among(things, key) ? SHAPES_ONLY : NAMES;
    if (is_among(values, key)) return NAMES;
    if (scope == SECTIONS && !strcmp(key, "parameters")) return PARAMETERS;
    return SHAPES_ONLY;
}

static void found_value(struct diags *diags, struct place place, const struct secret_pattern *pattern)
{
    diag_hide(diags, place);
    diag_add(diags, FINDING(credential_literal), place, hint, "%s is written in plain text", pattern->what);
}

static void found_named(struct diags *diags, struct place place, const char *name)
{
    diag_hide(diags, place);
    diag_add(diags, FINDING(secret_literal), place, hint, "the value of '%s' is written in plain text", name);
}

static void check(struct diags *, const struct node *, const char *name, enum scope, struct place around);

static void check_scalar(struct diags *diags, const struct node *value, const char *name, enum scope scope,
                         struct place place)
{
    size_t size = strlen(value->text);
    const struct secret_pattern *pattern = secret_value(value->text, size);
    bool json = scope == NAMES && size > 2 && (*value->text == '{' || *value->text == '[');
    const struct node *read = json && !pattern ? json_read(diags->arena, value->text, size) : NULL;
    if (pattern)
        found_value(diags, place, pattern);
    else if (read && read->shape != SCALAR)
        check(diags, read, NULL, NAMES, place);
    else if (name && secret_literal(name, strlen(name), value->text, size))
        found_named(diags, place, name);
}

static bool is_on(const struct node *map, const char *key)
{
    const struct node *flag = node_find(map, key);
    return flag && flag->shape == SCALAR && json_word(flag) == JSON_TRUE;
}

/* The default of a secret parameter is one whatever the parameter is called. */
static void check_parameter(struct diags *diags, const struct node *parameter)
{
    const struct node *value = parameter->shape == MAP ? node_find(parameter, "default") : parameter;
    bool literal = value && value->shape == SCALAR && *value->text && json_word(value) != JSON_NULL &&
                   !strstr(value->text, "${") && !text_starts(value->text, "{{resolve:");
    if (literal && is_on(parameter, "secret"))
        found_named(diags, value->place, parameter->key);
    else if (value)
        check(diags, value, parameter->key, NAMES, value->place);
}

static void check_map(struct diags *diags, const struct node *map, enum scope scope, struct place around)
{
    const char *pair = scope == NAMES ? pair_name(map) : NULL;
    for (const struct node *n = map->first; n; n = n->next) {
        if (scope == PARAMETERS) {
            check_parameter(diags, n);
            continue;
        }
        const char *name = scope != NAMES ? NULL : pair && pair_is_value(n->key) ? pair : n->key;
        check(diags, n, name, scope_below(scope, n), around);
    }
}

/* A function around a text gives the text: !Sub hunter2. */
static void check(struct diags *diags, const struct node *value, const char *name, enum scope scope,
                  struct place around)
{
    struct place place = value->place.file ? value->place : around;
    if (value->shape == SCALAR) {
        check_scalar(diags, value, name, scope, place);
    } else if (value->shape == LIST) {
        for (const struct node *n = value->first; n; n = n->next) check(diags, n, NULL, scope, place);
    } else if (is_intrinsic(value)) {
        const struct node *argument = value->first;
        if (text_same(argument->key, "Ref") || text_same(argument->key, "Fn::GetAtt")) return;
        bool gives = text_same(argument->key, "Fn::Sub") || text_same(argument->key, "Fn::If");
        if (argument->shape != LIST)
            check(diags, argument, gives ? name : NULL, scope, place);
        else
            for (const struct node *n = argument->first; n; n = n->next)
                check(diags, n, gives ? name : NULL, scope, place);
    } else {
        check_map(diags, value, scope, place);
    }
}

/* Stages have the description's sections. */
void literals_check(struct diags *diags, const struct node *document, enum literal_names names)
{
    enum scope scope = names == NAMES_EVERYWHERE ? NAMES : names == NAMES_NOWHERE ? SHAPES_ONLY : SECTIONS;
    check(diags, document, NULL, scope, document->place);
}

void literals_check_text(struct diags *diags, struct place place, const char *text, size_t size)
{
    const struct secret_pattern *pattern = secret_value(text, size);
    if (pattern)
        diag_add(diags, FINDING(credential_literal), place, hint, "the file contains %s", pattern->what);
}
