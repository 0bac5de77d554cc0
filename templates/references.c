#include "templates/references.h"
#include "base/buffer.h"
#include "base/index.h"
#include "base/text.h"
#include <string.h>

static void refer(const struct referring *referring, const char *id, const char *attribute,
                  const struct node *at)
{
    if (!text_starts(id, "AWS::")) referring->call(referring->with, id, attribute, at);
}

static void refer_dotted(struct arena *arena, const struct referring *referring, const char *name,
                         const struct node *at)
{
    const char *dot = strchr(name, '.');
    if (dot)
        refer(referring, arena_copy(arena, name, (size_t)(dot - name)), dot + 1, at);
    else
        refer(referring, name, NULL, at);
}

/* ${Name}, ${Name.Attribute}; not ${!Literal}, and not what the Fn::Sub brings itself. */
static void sub_each(struct arena *arena, const struct node *text, const struct node *own,
                     const struct referring *referring)
{
    for (const char *at = text->text; (at = strstr(at, "${")); at += 2) {
        if (at[2] == '!' || !strncmp(at + 2, "AWS::", 5)) continue;
        const char *end = strchr(at, '}');
        if (!end) return;
        char *name = arena_copy(arena, at + 2, (size_t)(end - at - 2)), *dot = strchr(name, '.');
        if (own && node_find(own, name)) continue;
        if (dot) *dot++ = 0;
        refer(referring, name, dot, text);
    }
}

static bool function_each(struct arena *arena, const struct node *argument, const struct referring *referring)
{
    bool scalar = argument->shape == SCALAR, list = argument->shape == LIST;
    const struct node *first = list ? argument->first : NULL;
    bool word = first && first->shape == SCALAR;
    if (!strcmp(argument->key, "Ref") && scalar) {
        refer(referring, argument->text, NULL, argument);
        return true;
    }
    if (!strcmp(argument->key, "Fn::GetAtt")) {
        if (scalar) refer_dotted(arena, referring, argument->text, argument);
        if (word)
            refer(referring, first->text,
                  first->next && first->next->shape == SCALAR ? first->next->text : "", argument);
        return scalar;
    }
    if (strcmp(argument->key, "Fn::Sub")) return false;
    if (scalar) sub_each(arena, argument, NULL, referring);
    if (word) sub_each(arena, first, first->next, referring);
    return scalar;
}

void references_each(struct arena *arena, const struct node *node, const struct referring *referring)
{
    const struct node *first = node->first;
    bool function = node->shape == MAP && node->count == 1 && (first->key[0] == 'R' || first->key[0] == 'F');
    if (function && function_each(arena, first, referring)) return;
    for (const struct node *n = first; n; n = n->next)
        if (n->shape != SCALAR) references_each(arena, n, referring);
}

/* A resource, and those that it refers to. */
struct vertex {
    const struct node *resource;
    struct edge *edges;
    enum { FRESH, OPEN, DONE } state;
};

struct edge {
    struct edge *next;
    struct vertex *to;
};

struct checking {
    struct template *template;
    struct index *vertices;
    struct vertex *from; /* in which the reference stands; NULL: in an output */
    struct place fallback;
};

static void unknown(struct checking *checking, const char *id, const struct node *at)
{
    struct template *template = checking->template;
    struct nearest nearest = { .word = id };
    for (const struct node *n = template->resources->first; n; n = n->next) nearest_try(&nearest, n->key);
    for (const struct node *n = template->parameters->first; n; n = n->next) nearest_try(&nearest, n->key);
    bool ours =
        !strcmp(id, "stage") || !strcmp(id, "service") || !strcmp(id, "region") || !strcmp(id, "account");
    const char *hint = ours ? "inside !Sub a plain ${…} is CloudFormation's; without !Sub it is cfgen's"
                            : diag_meant(template->arena, nearest.name);
    diag_add(template->diags, FINDING_unknown_resource, at->place.line ? at->place : checking->fallback, hint,
             "the template has no '%s'", id);
}

static void check_reference(void *with, const char *id, const char *attribute, const struct node *at)
{
    struct checking *checking = with;
    struct template *template = checking->template;
    struct vertex *to = index_find(checking->vertices, id);
    if (!to) {
        if (attribute || !node_find(template->parameters, id)) unknown(checking, id, at);
        return;
    }
    if (checking->from) {
        struct edge *edge = arena_take(template->arena, sizeof *edge);
        *edge = (struct edge){ checking->from->edges, to };
        checking->from->edges = edge;
    }
    const char *type = attribute ? node_word(to->resource, "Type") : NULL;
    if (!type || schema_attribute(template->schemas, type, attribute)) return;
    diag_add(template->diags, FINDING_unknown_resource, at->place.line ? at->place : checking->fallback, NULL,
             "%s (%s) has no attribute '%s'", id, type, attribute);
}

static void check_waiting(struct checking *checking, const struct node *waits)
{
    bool one = waits && waits->shape == SCALAR;
    for (const struct node *n = one ? waits : waits ? waits->first : NULL; n; n = one ? NULL : n->next)
        if (n->shape == SCALAR && index_find(checking->vertices, n->text))
            check_reference(checking, n->text, NULL, n);
        else if (n->shape == SCALAR)
            unknown(checking, n->text, n);
}

/* Depth first; a circle is what leads back to a resource that is still open. True when one was found and
 * said. */
static bool find_circle(struct template *template, struct vertex *vertex, struct vertex **path, int depth)
{
    path[depth] = vertex;
    vertex->state = OPEN;
    for (const struct edge *edge = vertex->edges; edge; edge = edge->next) {
        if (edge->to->state == DONE) continue;
        if (edge->to->state == FRESH) {
            if (find_circle(template, edge->to, path, depth + 1)) return true;
            continue;
        }
        int start = depth;
        while (path[start] != edge->to) start--;
        struct buffer *circle = buffer_new(template->arena);
        for (int i = start; i <= depth; i++) buffer_print(circle, "%s → ", path[i]->resource->key);
        diag_add(template->diags, FINDING_circle, edge->to->resource->key_place, NULL,
                 "resources that wait for each other: %s%s", circle->text, edge->to->resource->key);
        return true;
    }
    vertex->state = DONE;
    return false;
}

void references_check(struct template *template)
{
    struct checking checking = { .template = template, .vertices = index_new(template->arena) };
    struct referring referring = { check_reference, &checking };
    size_t count = (size_t) template->resources->count, at = 0;
    struct vertex *all = arena_take(template->arena, (count + 1) * sizeof *all);
    struct vertex **path = arena_take(template->arena, (count + 1) * sizeof *path);
    for (const struct node *n = template->resources->first; n; n = n->next, at++) {
        all[at].resource = n;
        index_add(checking.vertices, n->key, &all[at]);
    }
    for (at = 0; at < count; at++) {
        checking.from = &all[at];
        checking.fallback = all[at].resource->key_place;
        references_each(template->arena, all[at].resource, &referring);
        check_waiting(&checking, node_find(all[at].resource, "DependsOn"));
    }
    checking.from = NULL;
    for (const struct node *n = template->outputs->first; n; n = n->next) {
        checking.fallback = n->key_place;
        references_each(template->arena, n, &referring);
    }
    for (at = 0; at < count; at++)
        if (all[at].state == FRESH && find_circle(template, &all[at], path, 0)) return;
}
