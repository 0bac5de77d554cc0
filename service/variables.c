#include "service/variables.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/variable.h"
#include "service/words.h"
#include <string.h>

enum {
    DEEPEST = 20,             /* variables within variables, and fallbacks behind fallbacks */
    MOST_EXPANDED = 10 << 20, /* bytes of nodes and texts; a template has at most 1 MB */
    LONGEST = 1 << 20,        /* text with variables in it */
    MOST_FINDINGS = 50        /* findings about one text */
};

/* What is being put in, so that it is not put into itself. */
struct chain {
    const struct chain *above;
    const char *inclusion;
};

/* How the values below a node are resolved. */
struct resolving {
    struct variables *variables;
    const struct chain *chain;
    enum exposure exposure;
    int depth;
    bool in_sub;     /* the text stands in the user's own Fn::Sub */
    bool structures; /* only what becomes a mapping or a list, and silently */
};

struct expansion {
    const struct resolving *how;
    const struct node *node;
};

static struct place place_of(const struct expansion *e, struct slice variable)
{
    return lookup_place(&(struct lookup){
        .variables = e->how->variables, .node = e->node, .at = variable.at, .size = variable.size });
}

static struct resolved evaluate(const struct expansion *, struct slice, struct slice whole, bool lenient);
static void resolve(const struct resolving *how, struct node *node);

static bool too_deep(const struct expansion *e, struct slice whole)
{
    if (e->how->depth < DEEPEST) return false;
    diag_add(e->how->variables->diags, FINDING(too_deep), place_of(e, whole), NULL,
             "variables are nested deeper than %d levels", DEEPEST);
    return true;
}

/* Told once: what comes after it is not resolved any more. */
static bool within_budget(const struct expansion *e, size_t bytes, struct slice whole)
{
    struct variables *v = e->how->variables;
    bool was_within = v->expanded <= MOST_EXPANDED;
    v->expanded += bytes;
    if (v->expanded <= MOST_EXPANDED) return true;
    if (was_within)
        diag_add(v->diags, FINDING(too_large), place_of(e, whole), NULL,
                 "variables expand to more than %d MB", MOST_EXPANDED >> 20);
    return false;
}

static bool is_circle(const struct expansion *e, const struct resolved *resolved, struct slice whole)
{
    for (const struct chain *c = e->how->chain; c; c = c->above)
        if (!strcmp(c->inclusion, resolved->inclusion)) {
            diag_add(e->how->variables->diags, FINDING(variable_circle), place_of(e, whole), NULL,
                     "%s contains itself", resolved->inclusion);
            return true;
        }
    return false;
}

/* A node of its own, with its own variables resolved; NULL after a finding. */
static struct node *included(const struct expansion *e, const struct resolved *resolved, struct slice whole)
{
    if (is_circle(e, resolved, whole) || too_deep(e, whole) ||
        !within_budget(e, node_weight(resolved->node, MOST_EXPANDED), whole))
        return NULL;
    struct node *node = node_copy(e->node->arena, resolved->node);
    struct resolving within = *e->how;
    struct chain chain = { e->how->chain, resolved->inclusion };
    within.chain = &chain;
    within.depth++;
    within.in_sub = false;
    resolve(&within, node);
    return node;
}

/* Renderers show nothing of it where it is used. */
static void outside(const struct expansion *e, const char *value)
{
    int lines = 0;
    for (const char *at = e->node->text; at && (at = strchr(at, '\n')); at++) lines++;
    diag_outside(e->how->variables->diags, value, e->node->place, lines);
}

/* A part of a longer text must be a text. */
static void add_node(struct words *words, const struct expansion *e, const struct node *node,
                     struct slice whole)
{
    const struct node *call = is_intrinsic(node) ? node->first : NULL;
    words_origin(words, node->origin);
    if (node->origin == ORIGIN_OUTSIDE && node->shape == SCALAR) outside(e, node->text);
    if (node->shape == SCALAR) {
        words_text(words, node->text); /* counted when it was copied */
    } else if (call && call->shape == SCALAR && !strcmp(call->key, "Fn::Sub")) {
        words_sub(words, call->text);
    } else if (call && call->shape == SCALAR && !strcmp(call->key, "Ref")) {
        words_sub(words, arena_text(node->arena, "${%s}", call->text));
    } else {
        diag_add(e->how->variables->diags, FINDING(wrong_shape), place_of(e, whole),
                 "use it as the whole value", "a variable inside a text must be a text");
        words->failed = true;
    }
}

static void add_resolved(struct words *words, const struct expansion *e, const struct resolved *resolved,
                         struct slice whole)
{
    const struct node *node = resolved->kind == RESOLVED_NODE ? included(e, resolved, whole) : NULL;
    words_origin(words, resolved->origin);
    if (resolved->kind == RESOLVED_TEXT && within_budget(e, strlen(resolved->text), whole))
        words_text(words, resolved->text);
    else if (resolved->kind == RESOLVED_REF)
        words_sub(words, arena_text(e->node->arena, "${%s}", resolved->text));
    else if (resolved->kind == RESOLVED_SUB)
        words_sub(words, resolved->text);
    else if (node)
        add_node(words, e, node, whole);
    else
        words->failed = true;
}

/* Inside the user's Fn::Sub only what CloudFormation could not mean is ours. */
static bool is_cfgen_variable(const struct expansion *e, struct slice inner)
{
    if (!e->how->in_sub) return true;
    struct slice head = slice_head(inner);
    const char *name = arena_copy(e->node->arena, head.at, head.size);
    return strchr(name, ':') && !strstr(name, "::");
}

/* Of the text itself; in the user's Fn::Sub it is in its notation already. */
static void add_literal(struct words *words, struct slice text, bool in_sub)
{
    if (in_sub)
        buffer_add(words->sub, text.at, text.size);
    else
        words_literal(words, text);
}

/* A text with variables in it; the last of them in *only when it is all there is. */
static struct words expand(const struct expansion *e, struct slice text, struct resolved *only)
{
    struct words words = words_new(e->node->arena);
    bool in_sub = e->how->in_sub;
    int before = e->how->variables->diags->errors;
    const size_t *sizes = slice_variables(e->node->arena, text);
    for (struct slice rest = text; rest.size;) {
        size_t size = slice_opens(rest) ? sizes[rest.at - text.at] : 0;
        if (e->how->variables->diags->errors - before >= MOST_FINDINGS) break;
        struct slice whole = { rest.at, size },
                     inner = slice_trim((struct slice){ rest.at + 2, size ? size - 3 : 0 });
        if (rest.size > 2 && !memcmp(rest.at, "$${", 3) && !in_sub) {
            words_text(&words, "${");
            size = 3;
        } else if (size && is_cfgen_variable(e, inner)) {
            struct resolved resolved = evaluate(e, inner, whole, e->how->structures);
            if (only && size == text.size)
                *only = resolved;
            else
                add_resolved(&words, e, &resolved, whole);
        } else {
            const char *dollar = memchr(rest.at + 1, '$', rest.size - 1);
            size = size ? size : dollar ? (size_t)(dollar - rest.at) : rest.size;
            add_literal(&words, (struct slice){ rest.at, size }, in_sub);
        }
        rest = slice_from(rest, rest.at + size);
    }
    return words;
}

static struct resolved resolve_lookup(struct lookup *lookup, const char *name)
{
    static const struct {
        const char *name;
        struct resolved (*resolve_lookup)(const struct lookup *);
        bool sub; /* its argument may hold what only CloudFormation knows */
    } sources[] = { { "env:", variable_environment, false }, { "param:", variable_parameter, false },
                    { "var:", variable_value, false },       { "file:", variable_file, false },
                    { "git:", variable_git, false },         { "cf:", variable_stack, false },
                    { "ssm:", variable_ssm, true },          { "secret:", variable_secret, true } };
    const struct variables *v = lookup->variables;
    if (!strcmp(name, "stage") && v->stage) return resolved_text(v->stage);
    if (!strcmp(name, "service") && v->service) return resolved_text(v->service);
    if (!strcmp(name, "region")) return resolved_ref("AWS::Region");
    if (!strcmp(name, "account")) return resolved_ref("AWS::AccountId");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        if (!text_starts(name, sources[i].name) || text_starts(strchr(name, ':'), "::")) continue;
        if (lookup->origin == ORIGIN_SECRET && !sources[i].sub)
            return lookup_failed(lookup, FINDING(secret_needed),
                                 "rename the variable if its value is not secret",
                                 "a part of this name comes from a secret");
        if (lookup->sub && !sources[i].sub)
            return lookup_failed(lookup, FINDING(intrinsic_here),
                                 "use ${stage}, or a variable that cfgen reads",
                                 "a part of this name is known only to AWS");
        const char *argument = strchr(name, ':') + 1;
        lookup->argument = argument + strspn(argument, " \t\r\n");
        return sources[i].resolve_lookup(lookup);
    }
    return variable_unknown(lookup, name);
}

/* What stands behind the comma: another variable, one more comma and a default for that, or a text. */
static struct resolved fallback(const struct expansion *e, struct slice rest, struct slice whole,
                                bool lenient)
{
    struct resolving how = *e->how;
    how.in_sub = false;
    how.depth++;
    const struct expansion within = { &how, e->node };
    if (too_deep(e, whole)) return (struct resolved){ .kind = RESOLVED_NOTHING };
    rest = slice_trim(rest);
    size_t size = slice_opens(rest) ? slice_variable(rest) : 0;
    struct slice after = slice_trim(slice_from(rest, rest.at + size));
    bool listed = after.size && *after.at == ',';
    if (size && (!after.size || listed)) {
        struct slice inner = slice_trim((struct slice){ rest.at + 2, size - 3 });
        struct resolved resolved =
            evaluate(&within, inner, (struct slice){ rest.at, size }, listed || lenient);
        if (resolved.kind != RESOLVED_ABSENT || !listed) return resolved;
        return fallback(&within, slice_from(after, after.at + 1), whole, lenient);
    }
    bool quoted = rest.size > 1 && strchr("'\"", *rest.at) && rest.at[rest.size - 1] == *rest.at;
    if (quoted) rest = (struct slice){ rest.at + 1, rest.size - 2 };
    struct words words = expand(&within, rest, NULL);
    if (words.failed) return (struct resolved){ .kind = lenient ? RESOLVED_ABSENT : RESOLVED_NOTHING };
    return (struct resolved){ .kind = words.needs_sub ? RESOLVED_SUB : RESOLVED_TEXT,
                              .text = (words.needs_sub ? words.sub : words.plain)->text,
                              .quoted = quoted,
                              .origin = words.origin };
}

static struct resolved evaluate(const struct expansion *e, struct slice inner, struct slice whole,
                                bool lenient)
{
    struct resolving how = *e->how;
    how.in_sub = false;
    how.depth++;
    if (too_deep(e, whole)) return (struct resolved){ .kind = RESOLVED_NOTHING };
    struct slice head = slice_head(inner);
    int unknown = how.variables->unknown;
    struct words name = expand(&(struct expansion){ &how, e->node }, slice_trim(head), NULL);
    if (unknown != how.variables->unknown) diag_unknown(how.variables->diags, place_of(e, whole));
    if (name.failed) return (struct resolved){ .kind = lenient ? RESOLVED_ABSENT : RESOLVED_NOTHING };
    struct lookup lookup = { .variables = how.variables,
                             .file = e->node->place.file ? e->node->place.file : how.variables->file,
                             .sub = name.needs_sub,
                             .origin = name.origin,
                             .lenient = lenient || head.size < inner.size,
                             .exposure = how.exposure,
                             .node = e->node,
                             .at = whole.at,
                             .size = whole.size };
    struct resolved resolved = resolve_lookup(&lookup, (name.needs_sub ? name.sub : name.plain)->text);
    if (resolved.origin == ORIGIN_OUTSIDE) outside(e, resolved.text);
    if (resolved.kind != RESOLVED_ABSENT || head.size == inner.size) return resolved;
    return fallback(e, slice_from(inner, head.at + head.size + 1), whole, lenient);
}

/* The node becomes what was made, where it stands. */
static void replace_node(struct node *node, const struct node *made)
{
    struct node was = *node;
    *node = *made;
    node->key = was.key;
    node->key_place = was.key_place;
    node->next = was.next;
}

static void replace_with_call(struct node *node, struct node *call)
{
    call->origin = call->first->origin = node->origin;
    call->place = call->first->place = call->first->key_place = node->place;
    replace_node(node, call);
}

static void replace_with_text(struct node *node, const char *text, bool typed, bool quoted)
{
    node->text = text;
    if (!typed) return;
    node->quoted = quoted;
    node->quoted = quoted || json_word(node) == JSON_NULL; /* a text all the same */
}

static void replace_with_resolved(struct node *node, const struct expansion *e,
                                  const struct resolved *resolved)
{
    struct slice whole = { node->text, strlen(node->text) };
    if (resolved->kind == RESOLVED_TEXT && within_budget(e, strlen(resolved->text), whole))
        replace_with_text(node, resolved->text, true, resolved->quoted);
    else if (resolved->kind == RESOLVED_REF)
        replace_with_call(node, intrinsic_ref(node->arena, resolved->text));
    else if (resolved->kind == RESOLVED_SUB)
        replace_with_call(node, intrinsic_sub_text(node->arena, resolved->text));
    if (resolved->kind != RESOLVED_NODE) return;
    struct node *made = included(e, resolved, whole);
    if (made) replace_node(node, made);
}

/* Only what may become a mapping or a list, and does. */
static void resolve_structure(const struct resolving *how, struct node *node, struct slice text)
{
    struct slice inner = slice_trim((struct slice){ text.at + 2, text.size > 3 ? text.size - 3 : 0 });
    struct expansion e = { how, node };
    if (!slice_opens(text) || slice_variable(text) != text.size) return;
    if (!text_starts(inner.at, "file:") && !text_starts(inner.at, "var:")) return;
    struct resolved resolved = evaluate(&e, inner, text, true);
    if (resolved.kind == RESOLVED_NODE && resolved.node->shape != SCALAR)
        replace_with_resolved(node, &e, &resolved);
}

static void resolve_variables(const struct resolving *how, struct node *node)
{
    struct slice text = { node->text, strlen(node->text) };
    struct expansion e = { how, node };
    struct resolved only = { .kind = RESOLVED_NOTHING };
    if (text.size > LONGEST) {
        diag_add(how->variables->diags, FINDING(too_large), node->place, NULL,
                 "a text with variables must be at most %d MB", LONGEST >> 20);
        return;
    }
    if (how->structures) {
        resolve_structure(how, node, text);
        return;
    }
    bool sole = !how->in_sub && slice_opens(text) && slice_variable(text) == text.size;
    struct words words = expand(&e, text, sole ? &only : NULL);
    if (words.failed) return;
    node->origin = sole ? only.origin : words.origin;
    if (sole)
        replace_with_resolved(node, &e, &only);
    else if (how->in_sub || !words.needs_sub)
        replace_with_text(node, (how->in_sub ? words.sub : words.plain)->text, false, false);
    else
        replace_with_call(node, intrinsic_sub_text(node->arena, words.sub->text));
}

static void resolve_text(const struct resolving *how, struct node *node)
{
    struct variables *variables = how->variables;
    int unknown = variables->unknown;
    if (!strstr(node->text, "${")) return;
    resolve_variables(how, node);
    if (unknown != variables->unknown && (node->shape == SCALAR || is_intrinsic(node)))
        diag_unknown(variables->diags, node->place);
}

static void resolve(const struct resolving *how, struct node *node)
{
    if (node->shape == SCALAR) {
        resolve_text(how, node);
        return;
    }
    for (struct node *n = node->first; n; n = n->next) {
        struct resolving below = *how;
        below.exposure = exposure_of(how->exposure, node, n);
        bool sub = node->shape == MAP && text_same(n->key, "Fn::Sub"), listed = sub && n->shape == LIST;
        below.in_sub = sub && n->shape != MAP;
        if (!listed || n->first) resolve(&below, listed ? n->first : n);
        below.in_sub = false;
        for (struct node *rest = listed && n->first ? n->first->next : NULL; rest; rest = rest->next)
            resolve(&below, rest);
        for (struct node *rest = listed ? n->first : NULL; rest; rest = rest->next)
            if (rest->origin > n->origin) n->origin = rest->origin;
        if (n->origin > node->origin) node->origin = n->origin;
    }
}

/* The key of a section tells where its values go, as those below it do. */
static void resolve_all(struct variables *variables, struct node *node, bool structures)
{
    struct node section = { .shape = MAP };
    struct resolving how = { .variables = variables, .structures = structures };
    if (node->key) how.exposure = exposure_of(EXPOSED_NOWHERE, &section, node);
    resolve(&how, node);
}

void variables_resolve(struct variables *variables, struct node *node)
{
    resolve_all(variables, node, false);
}

void variables_include(struct variables *variables, struct node *node) { resolve_all(variables, node, true); }
