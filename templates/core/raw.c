#include "templates/core/raw.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/raw_rules.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

bool raw_is_map(struct template *template, const struct node *node, const char *what)
{
    if (!node || is_null(node)) return false;
    if (node->shape == MAP) return true;
    diag_add(template->diags, FINDING(wrong_shape), node->place, NULL, "%s must be a mapping", what);
    return false;
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
enum { LONGEST_ID = 255 };

bool raw_check_id(struct template *template, const struct node *node)
{
    const char *at = node->key;
    while (isalnum((unsigned char)*at)) at++;
    if (*node->key && !*at && strlen(node->key) <= LONGEST_ID) return true;
    const char *better = text_pascal(template->arena, node->key);
    diag_add(template->diags, FINDING(bad_name), node->key_place,
             arena_text(template->arena, "such as %s", *better ? better : "MyTopic"),
             "a logical ID must contain letters and digits only, and at most %d of them", LONGEST_ID);
    return false;
}

static void check_kept_by_api(struct template *template, const struct node *resource, const char *type)
{
    static const char *const deleted[] = { "Method",     "Resource",        "Model",
                                           "Authorizer", "GatewayResponse", "RequestValidator" };
    const struct node *api = node_find(node_find(resource, "Properties"), "RestApiId");
    const char *ref = api ? node_word(api, "Ref") : NULL;
    if (!ref || strcmp(ref, "Api") || !text_starts(type, "AWS::ApiGateway::")) return;
    for (size_t i = 0; i < sizeof deleted / sizeof *deleted; i++)
        if (!strcmp(type + strlen("AWS::ApiGateway::"), deleted[i]))
            diag_add(template->diags, FINDING(wiped_by_body), resource->key_place,
                     "add it to the Body with overrides: {Api: {Properties: {Body: …}}}",
                     "the next update of the generated API would delete this %s", deleted[i]);
}

void raw_resources_write(struct template *template)
{
    const struct node *section = template->service->resources.from;
    if (!raw_is_map(template, section, "resources")) return;
    for (const struct node *n = section->first; n; n = n->next) {
        if (!raw_check_id(template, n) || !raw_is_map(template, n, n->key)) continue;
        const struct node *first = node_find(template->resources, n->key);
        if (first) {
            struct diag *diag = diag_add(
                template->diags, FINDING(id_clash), n->key_place,
                "change generated resources under overrides:", "the logical ID %s is already used", n->key);
            diag_note(template->diags, diag, first->key_place, "by this resource");
            continue;
        }
        schema_check_resource(template->schemas, n->key, n, template->diags);
        raw_rules_check(template, n);
        if (node_word(n, "Type")) check_kept_by_api(template, n, node_word(n, "Type"));
        node_add(template->resources, n->key, node_copy(template->arena, n))->key_place = n->key_place;
    }
}

/* Mappings key by key; null removes; all else is replaced. */
void raw_patch(struct node *into, const struct node *over)
{
    for (const struct node *n = over->first; n; n = n->next) {
        struct node *old = node_find(into, n->key);
        if (is_null(n))
            node_remove(into, n->key);
        else if (old && old->shape == MAP && n->shape == MAP && !is_intrinsic(n) && !is_intrinsic(old))
            raw_patch(old, n);
        else
            node_set(into, n->key, node_copy(into->arena, n))->key_place = n->key_place;
    }
}

void raw_overrides_write(struct template *template)
{
    const struct node *section = template->service->overrides.from;
    if (!raw_is_map(template, section, "overrides")) return;
    for (const struct node *n = section->first; n; n = n->next) {
        struct node *resource = node_find(template->resources, n->key);
        if (!resource) continue;
        const struct node *properties = node_find(n, "Properties");
        if (!raw_is_map(template, n, n->key)) continue;
        if (properties && !is_null(properties) && !raw_is_map(template, properties, "Properties")) continue;
        raw_patch(resource, n);
        schema_check_resource(template->schemas, n->key, resource, template->diags);
        raw_rules_check(template, resource);
    }
}

static bool is_anywhere(const struct template *template, const char *id)
{
    while (template && !node_find(template->resources, id)) template = template->before;
    return template != NULL;
}

void raw_overrides_check(struct template *last)
{
    const struct node *section = last->service->overrides.from;
    if (!section || section->shape != MAP) return;
    for (const struct node *n = section->first; n; n = n->next) {
        struct nearest nearest = { .word = n->key };
        if (is_anywhere(last, n->key)) continue;
        for (const struct template *t = last; t; t = t->before)
            for (const struct node *r = t->resources->first; r; r = r->next) nearest_try(&nearest, r->key);
        const char *hint =
            nearest.name ? diag_meant(last->arena, nearest.name) : FINDING(unknown_resource)->help;
        diag_add(last->diags, FINDING(unknown_resource), n->key_place, hint,
                 "the template has no resource '%s'", n->key);
    }
}

/* Written out: what stands beside the value has a name then. */
static bool is_output(struct template *template, const struct node *node)
{
    if (node->shape != MAP || is_intrinsic(node)) return false;
    const struct node *value = node_find(node, "Value");
    if (!value || is_null(value))
        diag_add(template->diags, FINDING(missing_key), node->key_place,
                 "write a value, or {Value, Description, Export}", "'Value' is missing");
    return true;
}

void raw_outputs_write(struct template *template)
{
    const struct node *section = template->service->outputs.from;
    if (!raw_is_map(template, section, "outputs")) return;
    for (const struct node *n = section->first; n; n = n->next) {
        if (is_null(n) || !raw_check_id(template, n)) continue;
        bool written_out = is_output(template, n);
        struct node *output = written_out ? node_copy(template->arena, n) : node_map(template->arena);
        if (!written_out) node_add(output, "Value", node_copy(template->arena, n));
        output->place = n->place;
        node_set(template->outputs, n->key, output)->key_place = n->key_place;
    }
}
