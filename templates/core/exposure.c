#include "templates/core/exposure.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/parameters.h"
#include "templates/core/policy_read.h"
#include "templates/core/references.h"
#include "templates/service.h"
#include <string.h>

struct exposing {
    struct template *template;
    const char *where;
    struct place fallback;            /* of what nobody wrote */
    const char *id, *type, *property; /* of the resource that is looked at */
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

/* What a property is for, by its name: environments get secrets because that is where programs look for them,
 * and a finding at the value itself says what would be better. */
static bool is_for_secrets(const char *key)
{
    return secret_name(key, strlen(key)) || strstr(key, "Environment") || !strcmp(key, "Secrets");
}

/* AWS tells some values to nobody. It does tell what these were made from. */
static bool is_write_only(const struct exposing *exposing, const char *property)
{
    static const char *const told[] = { "Definition", "DefinitionSubstitutions", "LaunchTemplateData" };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (!strcmp(told[i], property)) return false;
    const struct node *list =
        node_find(schema_find(exposing->template->schemas, exposing->type), "writeOnlyProperties");
    for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
        size_t size = strlen(property);
        if (!strncmp(n->text, property, size) && (!n->text[size] || n->text[size] == '.')) return true;
    }
    return false;
}

static void stored_check(struct exposing *exposing, const struct node *value)
{
    struct template *template = exposing->template;
    struct exposing finding = *exposing;
    finding.where = NULL;
    references_each(template->arena, value, &(struct referring){ find_secret, &finding });
    if (!finding.where) return;
    bool nested = text_same(exposing->type, "AWS::CloudFormation::Stack");
    diag_add(template->diags, FINDING(secret_stored), value->place.line ? value->place : exposing->fallback,
             nested ? "NoEcho: true for the parameter in the nested template, and: # cfgen: allow W153 REASON"
                    : "let the program itself read it when it runs: secrets: and access: {NAME: read}",
             "%s of %s has the secret parameter '%s', which AWS shows to whoever may read %s",
             exposing->property, exposing->id, finding.where, nested ? "the stack" : "the resource");
}

/* Tags and descriptions stand at any depth. */
static void properties_check(struct exposing *exposing, const struct node *node, bool kept_secret)
{
    for (const struct node *n = node->first; n; n = n->next) {
        bool map = node->shape == MAP && !is_intrinsic(node);
        bool secret = kept_secret || (map && is_for_secrets(n->key));
        if (n->shape == SCALAR) continue;
        if (map && text_ends(n->key, "Tags"))
            expose(exposing, "a tag", n);
        else if (map && text_ends(n->key, "Description"))
            expose(exposing, "a description", n);
        else if (!is_intrinsic(n) || policy_branches(n))
            properties_check(exposing, n, secret);
        else if (!secret)
            stored_check(exposing, n);
    }
}

/* Those that are shown to everyone have a finding of their own. */
static void property_check(struct exposing *exposing, const struct node *property)
{
    struct node holder = { .shape = MAP }, only = *property;
    only.next = NULL;
    holder.first = holder.last = &only;
    exposing->property = property->key;
    properties_check(exposing, &holder, is_write_only(exposing, property->key));
}

/* What a secret is compared with stands in the template; whether there is one at all is asked with ''. */
static void condition_check(struct exposing *exposing, const struct node *condition)
{
    const struct node *both = node_find(condition, "Fn::Equals");
    for (const struct node *n = condition->first; n; n = n->next)
        if (n->shape != SCALAR) condition_check(exposing, n);
    if (!both || both->shape != LIST || both->count != 2 || !has_secret(exposing, both)) return;
    const struct node *literal = both->first->shape == SCALAR ? both->first : both->last;
    if (literal->shape != SCALAR || !*literal->text) return;
    diag_add(exposing->template->diags, FINDING(secret_stored),
             literal->place.line ? literal->place : exposing->fallback,
             "compare it with '', or let another parameter decide",
             "a condition compares a secret parameter with a value that stands in the template");
}

static void resource_check(struct exposing *exposing, const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    const struct node *properties = node_find(resource, "Properties");
    const struct node *metadata = node_find(resource, "Metadata");
    exposing->fallback = resource->place.line ? resource->place : resource->key_place;
    if (metadata) expose(exposing, "metadata", metadata);
    if (!type || !properties || properties->shape != MAP || !has_secret(exposing, properties)) return;
    if (text_same(type, "AWS::CloudWatch::Dashboard")) {
        expose(exposing, "a dashboard", properties);
        return;
    }
    exposing->type = type;
    exposing->id = resource->key;
    for (const struct node *n = properties->first; n; n = n->next)
        if (n->shape != SCALAR && has_secret(exposing, n)) {
            if (n->shape == MAP && is_name(exposing->template, type, n->key))
                expose(exposing, "a name", n);
            else
                property_check(exposing, n);
        }
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
    for (const struct node *n = template->conditions->first; n; n = n->next) {
        exposing.fallback = n->key_place;
        if (n->shape == MAP) condition_check(&exposing, n);
    }
    if (mappings && mappings->shape == MAP) expose(&exposing, "a mapping", mappings);
}
