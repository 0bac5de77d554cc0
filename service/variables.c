#include "service/variables.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include <ctype.h>
#include <string.h>

/* One text on its way to its value. */
struct expansion {
    const struct variables *variables;
    struct node *node;
    struct buffer *text; /* what it has become; in Fn::Sub's notation once `sub` */
    const char *sole;    /* the CloudFormation name, when the whole text is that one variable */
    bool in_sub;         /* it stands in the user's own Fn::Sub */
    bool sub;            /* part of it only CloudFormation knows */
    bool typed;          /* the whole text is one variable: its value keeps its type */
    size_t offset, size; /* of the variable that is looked at, in the node's text */
};

/* Where the variable stands, also in a text of several lines or with escapes. */
static struct place here(const struct expansion *e)
{
    const char *variable = arena_copy(e->node->arena, e->node->text + e->offset, e->size);
    int before = 0;
    for (const char *at = e->node->text; (at = strstr(at, variable)) < e->node->text + e->offset; at++)
        before++;
    return diag_part(e->variables->diags, e->node->place, variable, before);
}

static const char *trim(struct arena *arena, const char *text, size_t size)
{
    while (size && isspace((unsigned char)*text)) text++, size--;
    while (size && isspace((unsigned char)text[size - 1])) size--;
    return arena_copy(arena, text, size);
}

static void unknown(struct expansion *e, const char *name)
{
    static const char *const names[] = { "stage", "region", "account", "service", "param",
                                         "env",   "file",   "git",     "ssm",     "secret" };
    struct nearest nearest = { .word = name };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) nearest_try(&nearest, names[i]);
    const char *hint =
        nearest.name ? diag_meant(e->node->arena, nearest.name) : "a literal ${ is written $${";
    if (strstr(name, "::")) hint = "write ${region} or ${account}, or use !Sub";
    diag_add(e->variables->diags, FINDING_unknown_variable, here(e), hint, "there is no variable '%s'", name);
}

static const char *environment_value(struct expansion *e, const char *argument)
{
    struct arena *arena = e->node->arena;
    const struct surroundings *surroundings = e->variables->surroundings;
    size_t size = strcspn(argument, ",");
    const char *name = trim(arena, argument, size);
    const char *value = surroundings->environment(surroundings->with, name);
    if (value) return value;
    if (argument[size]) return trim(arena, argument + size + 1, strlen(argument + size + 1));
    diag_add(e->variables->diags, FINDING_variable_unset, here(e),
             arena_text(arena, "set it, or write ${env:%s, default}", name),
             "the environment variable %s is not set", name);
    return NULL;
}

static const char *parameter_name(struct expansion *e, const char *argument)
{
    const struct node *parameters = e->variables->parameters;
    if (node_find(parameters, argument)) return argument;
    struct nearest nearest = { .word = argument };
    bool named = parameters && parameters->shape == MAP;
    for (const struct node *n = named ? parameters->first : NULL; n; n = n->next)
        nearest_try(&nearest, n->key);
    diag_add(e->variables->diags, FINDING_unknown_parameter, here(e),
             diag_meant(e->node->arena, nearest.name), "there is no parameter '%s'", argument);
    return NULL;
}

/* What a variable stands for: a text in *value, or a name that CloudFormation resolves in *ref. False after a
 * finding. */
static bool look_up(struct expansion *e, const char *name, const char **value, const char **ref)
{
    const char *colon = strchr(name, ':');
    if (!colon) {
        if (!strcmp(name, "stage"))
            *value = e->variables->stage;
        else if (!strcmp(name, "service"))
            *value = e->variables->service;
        else if (!strcmp(name, "region"))
            *ref = "AWS::Region";
        else if (!strcmp(name, "account"))
            *ref = "AWS::AccountId";
        else
            unknown(e, name);
        return *value || *ref;
    }
    if (text_starts(name, "env:"))
        *value = environment_value(e, colon + 1);
    else if (text_starts(name, "param:"))
        *ref = parameter_name(e, colon + 1);
    else if (text_starts(name, "file:") || text_starts(name, "git:") || text_starts(name, "ssm:") ||
             text_starts(name, "secret:"))
        diag_add(e->variables->diags, FINDING_later_key, here(e), NULL,
                 "${%.*s:…} comes with a later version", (int)(colon - name), name);
    else
        unknown(e, colon[1] == ':' ? name : arena_copy(e->node->arena, name, (size_t)(colon - name)));
    return *value || *ref;
}

/* Literal text; in Fn::Sub's notation ${ must be written ${!. */
static void add_literal(struct expansion *e, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bool opens = text[i] == '{' && e->text->size && e->text->text[e->text->size - 1] == '$';
        buffer_byte(e->text, text[i]);
        if (opens && e->sub) buffer_byte(e->text, '!');
    }
}

/* Inside the user's Fn::Sub only what CloudFormation could not mean is ours. */
static bool is_ours(const struct expansion *e, const char *name)
{
    return !e->in_sub || (strchr(name, ':') && !strstr(name, "::"));
}

static bool expand(struct expansion *e)
{
    const char *text = e->node->text;
    bool fine = true;
    for (const char *at = text; *at;) {
        const char *dollar = strchr(at, '$');
        if (!dollar) dollar = at + strlen(at);
        add_literal(e, at, (size_t)(dollar - at));
        at = dollar;
        if (!*at) break;
        const char *end = at[1] == '{' ? strchr(at, '}') : NULL;
        if (text_starts(at, "$${") && !e->in_sub) {
            add_literal(e, "${", 2);
            at += 3;
        } else if (!end) {
            buffer_byte(e->text, *at++);
        } else {
            size_t size = (size_t)(end + 1 - at);
            const char *name = trim(e->node->arena, at + 2, size - 3), *value = NULL, *ref = NULL;
            bool whole = at == text && !end[1];
            e->offset = (size_t)(at - text);
            e->size = size;
            if (!is_ours(e, name))
                buffer_add(e->text, at, size);
            else if (!look_up(e, name, &value, &ref))
                fine = false;
            else if (ref && (e->sub || e->in_sub || whole))
                buffer_print(e->text, "${%s}", ref);
            else if (value)
                add_literal(e, value, strlen(value));
            if (ref && !e->in_sub) e->sub = true;
            if (whole) {
                e->sole = ref;
                e->typed = value != NULL;
            }
            at = end + 1;
        }
    }
    return fine;
}

static void resolve_text(const struct variables *variables, struct node *node, bool in_sub)
{
    if (!strstr(node->text, "${")) return;
    struct expansion e = {
        .variables = variables, .node = node, .text = buffer_new(node->arena), .in_sub = in_sub
    };
    if (!expand(&e)) return;
    if (e.sub && !e.sole) { /* again, now that it is known to need Fn::Sub's notation */
        e.text = buffer_new(node->arena);
        expand(&e);
    }
    const char *text = arena_copy(node->arena, e.text->text, e.text->size);
    if (!e.sub) {
        node->text = text;
        if (e.typed) {
            node->quoted = false;
            node->quoted = json_word(node) == JSON_NULL; /* a text all the same */
        }
        return;
    }
    struct node *made = e.sole ? intrinsic_ref(node->arena, e.sole) : intrinsic_sub(node->arena, "%s", text);
    made->first->place = made->first->key_place = node->place;
    node->shape = MAP;
    node->text = NULL;
    node->quoted = false;
    node->first = made->first;
    node->last = made->last;
    node->count = made->count;
}

static void resolve(const struct variables *variables, struct node *node, bool in_sub)
{
    if (node->shape == SCALAR) {
        resolve_text(variables, node, in_sub);
        return;
    }
    for (struct node *n = node->first; n; n = n->next) {
        bool sub = node->shape == MAP && !strcmp(n->key, "Fn::Sub");
        bool listed = sub && n->shape == LIST;
        if (!listed || n->first) resolve(variables, listed ? n->first : n, sub && n->shape != MAP);
        if (sub && n->shape == LIST && n->first)
            for (struct node *rest = n->first->next; rest; rest = rest->next) resolve(variables, rest, false);
    }
}

void variables_resolve(const struct variables *variables, struct node *node)
{
    resolve(variables, node, false);
}
