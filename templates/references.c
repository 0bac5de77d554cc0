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
        const char *end = strchr(at, '}');
        if (!end) return;
        const char *name = arena_copy(arena, at + 2, (size_t)(end - at - 2));
        if (*name != '!' && !node_find(own, name)) refer_dotted(arena, referring, name, text);
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
    for (const struct node *n = node->first; n; n = n->next) {
        bool function = node->shape == MAP && node->count == 1 && (n->key[0] == 'R' || n->key[0] == 'F');
        if (function && function_each(arena, n, referring)) continue;
        if (n->shape != SCALAR) references_each(arena, n, referring);
    }
}

struct checking {
    struct template *template;
    const struct node *resource; /* in which the reference stands */
    struct place fallback;
};

static void unknown(struct checking *checking, const char *id, const struct node *at)
{
    struct template *template = checking->template;
    struct nearest nearest = { .word = id };
    for (const struct node *n = template->resources->first; n; n = n->next) nearest_try(&nearest, n->key);
    for (const struct node *n = template->parameters->first; n; n = n->next) nearest_try(&nearest, n->key);
    diag_add(template->diags, FINDING_unknown_resource, at->place.line ? at->place : checking->fallback,
             diag_meant(template->arena, nearest.name), "the template has no '%s'", id);
}

static void check_reference(void *with, const char *id, const char *attribute, const struct node *at)
{
    struct checking *checking = with;
    struct template *template = checking->template;
    const struct node *resource = node_find(template->resources, id);
    if (!resource) {
        if (attribute || !node_find(template->parameters, id)) unknown(checking, id, at);
        return;
    }
    const char *type = node_word(resource, "Type");
    if (!attribute || !type || schema_attribute(template->schemas, type, attribute)) return;
    diag_add(template->diags, FINDING_unknown_resource, at->place.line ? at->place : checking->fallback, NULL,
             "%s (%s) has no attribute '%s'", id, type, attribute);
}

/* Depth first over the resources; a circle is what leads back to one that is still being visited. */
struct visit {
    struct template *template;
    struct index *state;
    const struct node **path;
    int depth;
    bool found;
};
static const char visiting[] = "visiting", visited[] = "visited";

static void visit_resource(struct visit *visit, const struct node *resource);

static void report_circle(struct visit *visit, const char *id)
{
    struct buffer *circle = buffer_new(visit->template->arena);
    int start = visit->depth;
    while (start > 0 && strcmp(visit->path[start - 1]->key, id)) start--;
    for (int i = start ? start - 1 : 0; i < visit->depth; i++)
        buffer_print(circle, "%s → ", visit->path[i]->key);
    buffer_text(circle, id);
    diag_add(visit->template->diags, FINDING_circle, visit->path[visit->depth - 1]->key_place, NULL,
             "resources that wait for each other: %s", circle->text);
    visit->found = true;
}

static void visit_reference(void *with, const char *id, const char *attribute, const struct node *at)
{
    (void)attribute, (void)at;
    struct visit *visit = with;
    const struct node *resource = node_find(visit->template->resources, id);
    if (!resource || visit->found) return;
    const char *state = index_find(visit->state, id);
    if (state == visiting)
        report_circle(visit, id);
    else if (!state)
        visit_resource(visit, resource);
}

static void visit_resource(struct visit *visit, const struct node *resource)
{
    index_add(visit->state, resource->key, (void *)(size_t)visiting);
    visit->path[visit->depth++] = resource;
    struct referring referring = { visit_reference, visit };
    const struct node *properties = node_find(resource, "Properties"),
                      *waits = node_find(resource, "DependsOn");
    if (properties) references_each(visit->template->arena, properties, &referring);
    if (waits && waits->shape == SCALAR) visit_reference(visit, waits->text, NULL, waits);
    for (const struct node *n = waits ? waits->first : NULL; n; n = n->next)
        if (n->shape == SCALAR) visit_reference(visit, n->text, NULL, n);
    visit->depth--;
    index_replace(visit->state, resource->key, (void *)(size_t)visited);
}

static void check_circles(struct template *template)
{
    struct visit visit = { .template = template, .state = index_new(template->arena) };
    visit.path = arena_take(template->arena, ((size_t) template->resources->count + 1) * sizeof *visit.path);
    for (const struct node *n = template->resources->first; n && !visit.found; n = n->next)
        if (!index_find(visit.state, n->key)) visit_resource(&visit, n);
}

void references_check(struct template *template)
{
    struct checking checking = { .template = template };
    struct referring referring = { check_reference, &checking };
    for (const struct node *n = template->resources->first; n; n = n->next) {
        checking.fallback = n->key_place;
        references_each(template->arena, n, &referring);
        const struct node *waits = node_find(n, "DependsOn");
        if (waits && waits->shape == SCALAR && !node_find(template->resources, waits->text))
            unknown(&checking, waits->text, waits);
    }
    for (const struct node *n = template->outputs->first; n; n = n->next) {
        checking.fallback = n->key_place;
        references_each(template->arena, n, &referring);
    }
    check_circles(template);
}
