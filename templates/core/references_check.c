#include "templates/core/references_check.h"
#include "base/buffer.h"
#include "base/index.h"
#include "base/text.h"
#include "templates/core/references.h"
#include "templates/service.h"
#include <string.h>

/* A resource, and those that it refers to. */
struct vertex {
    const struct node *resource;
    struct edge *edges; /* those that are still to be followed */
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
    for (const struct node *n = template->resources->first; n && nearest_try(&nearest, n->key);) n = n->next;
    for (const struct node *n = template->parameters->first; n; n = n->next) nearest_try(&nearest, n->key);
    bool in_sub =
        !strcmp(id, "stage") || !strcmp(id, "service") || !strcmp(id, "region") || !strcmp(id, "account");
    const char *hint = in_sub ? "inside !Sub a plain ${…} is CloudFormation's; without !Sub it is cfgen's"
                              : diag_meant(template->arena, nearest.name);
    diag_add(template->diags, FINDING(unknown_resource), at->place.line ? at->place : checking->fallback,
             hint, "the template has no resource '%s'", id);
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
    const char *nearest = schema_nearest_attribute(template->schemas, type, attribute);
    diag_add(template->diags, FINDING(unknown_resource), at->place.line ? at->place : checking->fallback,
             diag_meant(template->arena, nearest), "%s (%s) has no attribute '%s'", id, type, attribute);
}

static void check_section(struct checking *checking, const struct node *section, const char *what,
                          const struct node *name)
{
    struct template *template = checking->template;
    if (name->shape != SCALAR || node_find(section, name->text)) return;
    struct nearest nearest = { .word = name->text };
    for (const struct node *n = section && section->shape == MAP ? section->first : NULL; n; n = n->next)
        nearest_try(&nearest, n->key);
    diag_add(template->diags, FINDING(unknown_resource), name->place.line ? name->place : checking->fallback,
             diag_meant(template->arena, nearest.name), "the template has no %s '%s'", what, name->text);
}

/* Names of conditions and mappings: Fn::If, Fn::FindInMap, and Condition where conditions stand. */
static void check_names(struct checking *checking, const struct node *node, bool in_condition)
{
    const struct service *service = checking->template->service;
    const struct node *conditions = checking->template->conditions;
    for (const struct node *n = node->first; n; n = n->next) {
        bool call = node->shape == MAP && node->count == 1, list = n->shape == LIST && n->first;
        if (call && list && !strcmp(n->key, "Fn::If"))
            check_section(checking, conditions, "condition", n->first);
        if (call && list && !strcmp(n->key, "Fn::FindInMap"))
            check_section(checking, service->mappings.from, "mapping", n->first);
        if (call && in_condition && !strcmp(n->key, "Condition"))
            check_section(checking, conditions, "condition", n);
        if (n->shape != SCALAR) check_names(checking, n, in_condition);
    }
}

static void check_sections(struct checking *checking)
{
    struct template *template = checking->template;
    const struct node *conditions = template->conditions, *own = template->service->conditions.from;
    struct referring referring = { check_reference, checking };
    const struct node *sections[] = { template->resources, template->outputs };
    for (size_t i = 0; i < 2; i++)
        for (const struct node *n = sections[i]->first; n; n = n->next) {
            const struct node *condition = node_find(n, "Condition");
            if (condition) check_section(checking, conditions, "condition", condition);
        }
    /* In the user's own words: what is generated is right. Another stage may have conditions of its own. */
    for (const struct node *n = node_pairs(template->service->from); n; n = n->next)
        if (n->shape != SCALAR && strcmp(n->key, "stages")) check_names(checking, n, n == own);
    references_each(template->arena, conditions, &referring);
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

static void report_circle(struct template *template, struct vertex **path, int depth, const struct vertex *to)
{
    int start = depth;
    while (path[start] != to) start--;
    struct buffer *circle = buffer_new(template->arena);
    for (int i = start; i <= depth; i++) buffer_print(circle, "%s → ", path[i]->resource->key);
    diag_add(template->diags, FINDING(circle), to->resource->key_place, "write one of the names as a literal",
             "circular dependency between resources: %s%s", circle->text, to->resource->key);
}

/* Depth first, by a path of our own since it may be as long as there are resources; a circle is what leads
 * back to one that is still open. */
static void find_circles(struct template *template, struct vertex *first, struct vertex **path)
{
    int depth = 0;
    (path[0] = first)->state = OPEN;
    while (depth >= 0) {
        const struct edge *edge = path[depth]->edges;
        if (!edge) {
            path[depth--]->state = DONE;
            continue;
        }
        path[depth]->edges = edge->next;
        if (edge->to->state == OPEN)
            report_circle(template, path, depth, edge->to);
        else if (edge->to->state == FRESH)
            (path[++depth] = edge->to)->state = OPEN;
    }
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
    check_sections(&checking);
    for (at = 0; at < count; at++)
        if (all[at].state == FRESH) find_circles(template, &all[at], path);
}
