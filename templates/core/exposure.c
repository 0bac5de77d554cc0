#include "templates/core/exposure.h"
#include "base/text.h"
#include "templates/core/parameters.h"
#include "templates/core/references.h"
#include "templates/service.h"

struct exposing {
    struct template *template;
    const char *where;
    struct place fallback; /* of what nobody wrote */
};

/* A resource's attribute that is one of its properties shows what that property has. */
static void attribute_check(struct exposing *exposing, const char *id, const char *attribute);

static void reference_check(void *with, const char *id, const char *attribute, const struct node *at)
{
    struct exposing *exposing = with;
    struct template *template = exposing->template;
    if (attribute) {
        attribute_check(exposing, id, attribute);
        return;
    }
    if (!parameter_is_secret(node_find(template->parameters, id))) return;
    diag_add(template->diags, FINDING(secret_shown), at->place.line ? at->place : exposing->fallback,
             "use the secret only where it is needed", "%s shows the secret parameter '%s' to everyone",
             exposing->where, id);
}

/* Below the node, or in it. */
static void value_check(struct exposing *exposing, const struct node *value)
{
    struct node holder = { .shape = LIST };
    struct node only = *value;
    only.next = NULL;
    holder.first = holder.last = &only;
    references_each(exposing->template->arena, &holder, &(struct referring){ reference_check, exposing });
}

static void attribute_check(struct exposing *exposing, const char *id, const char *attribute)
{
    const struct node *resource = node_find(exposing->template->resources, id);
    const struct node *property = node_find(node_find(resource, "Properties"), attribute);
    if (property && property->shape == MAP) value_check(exposing, property);
}

/* Whether the resource is called so, or found by it alone. */
static bool is_name(struct template *template, const char *type, const char *property)
{
    if (text_ends(property, "Name")) return true;
    const struct node *identifier = node_find(schema_find(template->schemas, type), "primaryIdentifier");
    return identifier && identifier->count == 1 && text_same(identifier->first->text, property);
}

static void expose(struct exposing *exposing, const char *where, const struct node *value)
{
    struct exposing here = *exposing;
    here.where = where;
    value_check(&here, value);
}

static void find_secret(void *with, const char *id, const char *attribute, const struct node *at)
{
    struct exposing *exposing = with;
    (void)at;
    if (!attribute && parameter_is_secret(node_find(exposing->template->parameters, id)))
        exposing->where = id;
}

/* A schema is unpacked only for properties that a secret is in. */
static bool has_secret(const struct exposing *exposing, const struct node *value)
{
    struct exposing finding = *exposing;
    finding.where = NULL;
    references_each(exposing->template->arena, value, &(struct referring){ find_secret, &finding });
    return finding.where != NULL;
}

/* Tags and descriptions stand at any depth. */
static void properties_check(struct exposing *exposing, const struct node *node)
{
    for (const struct node *n = node->first; n; n = n->next) {
        if (n->shape == SCALAR) continue;
        if (node->shape == MAP && text_ends(n->key, "Tags"))
            expose(exposing, "a tag", n);
        else if (node->shape == MAP && text_ends(n->key, "Description"))
            expose(exposing, "a description", n);
        else
            properties_check(exposing, n);
    }
}

static void resource_check(struct exposing *exposing, const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    const struct node *properties = node_find(resource, "Properties");
    const struct node *metadata = node_find(resource, "Metadata");
    exposing->fallback = resource->place.line ? resource->place : resource->key_place;
    if (metadata) expose(exposing, "metadata", metadata);
    if (!type || !properties || properties->shape != MAP || !has_secret(exposing, properties)) return;
    if (text_same(type, "AWS::CloudWatch::Dashboard")) expose(exposing, "a dashboard", properties);
    for (const struct node *n = properties->first; n; n = n->next)
        if (n->shape == MAP && has_secret(exposing, n) && is_name(exposing->template, type, n->key))
            expose(exposing, "a name", n);
    properties_check(exposing, properties);
}

static bool any_secret(const struct template *template)
{
    for (const struct node *n = template->parameters->first; n; n = n->next)
        if (parameter_is_secret(n)) return true;
    return false;
}

void exposure_check(struct template *template)
{
    struct exposing exposing = { .template = template };
    const struct node *mappings = template->service->mappings.from;
    if (!any_secret(template)) return;
    for (const struct node *n = template->resources->first; n; n = n->next)
        if (n->shape == MAP) resource_check(&exposing, n);
    for (const struct node *n = template->outputs->first; n; n = n->next) {
        exposing.fallback = n->place.line ? n->place : n->key_place;
        expose(&exposing, "an output", n);
    }
    if (mappings && mappings->shape == MAP) expose(&exposing, "a mapping", mappings);
}
