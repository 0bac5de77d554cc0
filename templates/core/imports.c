#include "templates/core/imports.h"
#include "service/intrinsic.h"
#include "templates/core/references.h"
#include <string.h>

static struct template *holder(const struct template *template, const char *id)
{
    struct template *before = template->before;
    while (before && !node_find(before->resources, id)) before = before->before;
    return before;
}

static void output_add(struct template *from, const char *name, struct node *value)
{
    if (node_find(from->outputs, name)) return;
    template_output(from, name, "Used by other stacks of the service", value);
    if (!node_find(from->root, "Outputs")) node_add(from->root, "Outputs", from->outputs);
}

static void import_add(struct template *template, struct template *from, const char *name, struct node *value)
{
    struct arena *arena = template->arena;
    if (node_find(template->parameters, name)) return;
    struct node *parameter = node_add(template->parameters, name, node_map(arena));
    node_add(parameter, "Type", node_text(arena, "String"));
    node_add(parameter, "Description", node_format(arena, "From the stack in %s", from->at.region));
    struct import *import = arena_take(arena, sizeof *import), **end = &template->imports;
    while (*end) end = &(*end)->next;
    *import = (struct import){ NULL, name, from };
    *end = import;
    output_add(from, name, value);
}

/* ${Id.Attribute} → ${IdAttribute} */
static const char *undotted(struct arena *arena, const char *text, const char *id, const char *attribute)
{
    const char *dotted = arena_text(arena, "${%s.%s}", id, attribute), *at = strstr(text, dotted);
    if (!at) return text;
    const char *before = arena_copy(arena, text, (size_t)(at - text));
    return arena_text(arena, "%s${%s%s}%s", before, id, attribute,
                      undotted(arena, at + strlen(dotted), id, attribute));
}

/* The attribute of what is not here, by the parameter's name. */
static void rename_attributes(struct arena *arena, struct node *node, const char *id, const char *attribute)
{
    const char *name = arena_join(arena, id, attribute);
    for (struct node *n = node->first; n; n = n->next) {
        bool list = n->shape == LIST && n->first;
        if (n->key && !strcmp(n->key, "Fn::GetAtt") && list && n->first->shape == SCALAR && n->first->next &&
            n->first->next->shape == SCALAR && !strcmp(n->first->text, id) &&
            !strcmp(n->first->next->text, attribute)) {
            struct node *next = n->next, *value = node_text(arena, name);
            value->place = n->place;
            *n = *value;
            n->key = "Ref";
            n->next = next;
        } else if (n->key && !strcmp(n->key, "Fn::GetAtt") && n->shape == SCALAR &&
                   !strcmp(n->text, arena_text(arena, "%s.%s", id, attribute))) {
            n->key = "Ref";
            n->text = name;
        } else if (n->key && !strcmp(n->key, "Fn::Sub") && n->shape == SCALAR) {
            n->text = undotted(arena, n->text, id, attribute);
        } else if (n->key && !strcmp(n->key, "Fn::Sub") && list && n->first->shape == SCALAR) {
            n->first->text = undotted(arena, n->first->text, id, attribute);
        }
        if (n->shape != SCALAR) rename_attributes(arena, n, id, attribute);
    }
}

/* One reference to another stack. */
struct crossing {
    struct crossing *next;
    const char *id, *attribute; /* NULL: Ref */
    struct template *from;
};

struct crossings {
    struct template *template;
    struct crossing *found, **end;
};

static void crossing_add(void *with, const char *id, const char *attribute, const struct node *at)
{
    (void)at;
    struct crossings *crossings = with;
    struct template *template = crossings->template;
    if (node_find(template->resources, id) || (!attribute && node_find(template->parameters, id))) return;
    struct template *from = holder(template, id);
    if (!from) return;
    struct crossing *crossing = arena_take(template->arena, sizeof *crossing);
    *crossing =
        (struct crossing){ NULL, arena_copy(template->arena, id, strlen(id)),
                           attribute ? arena_copy(template->arena, attribute, strlen(attribute)) : NULL,
                           from };
    *crossings->end = crossing;
    crossings->end = &crossing->next;
}

static void section_add(struct template *template, struct node *section)
{
    struct arena *arena = template->arena;
    struct crossings crossings = { template, NULL, NULL };
    struct referring referring = { crossing_add, &crossings };
    for (struct node *n = section->first; n; n = n->next) {
        crossings.found = NULL;
        crossings.end = &crossings.found;
        references_each(arena, n, &referring);
        for (const struct crossing *c = crossings.found; c; c = c->next) {
            if (!c->attribute) {
                import_add(template, c->from, c->id, intrinsic_ref(arena, c->id));
                continue;
            }
            import_add(template, c->from, arena_join(arena, c->id, c->attribute),
                       intrinsic_attribute(arena, c->id, c->attribute));
            rename_attributes(arena, n, c->id, c->attribute);
        }
    }
}

void imports_add(struct template *template)
{
    section_add(template, template->resources);
    section_add(template, template->outputs);
}
