#include "templates/generate.h"
#include "base/region.h"
#include "service/confine.h"
#include "templates/api/http_api.h"
#include "templates/audit/audit.h"
#include "templates/catalog.h"
#include "templates/code/artifact.h"
#include "templates/core/exposure.h"
#include "templates/core/imports.h"
#include "templates/core/parameters.h"
#include "templates/core/raw.h"
#include "templates/core/references_check.h"
#include "templates/core/tags.h"
#include "templates/core/unique.h"
#include "templates/description.h"
#include "templates/functions/role.h"
#include "templates/service.h"
#include "templates/wiring/user_pool.h"
#include "templates/wiring/version.h"
#include <ctype.h>
#include <string.h>

/* Names become logical ids and names of environment variables. */
static bool check_item_name(struct template *template, const struct item *item)
{
    enum { LONGEST = 100 };
    const char *name = item->key.value, *at = name;
    while (isalnum((unsigned char)*at) || *at == '-' || *at == '_') at++;
    if (isalpha((unsigned char)*name) && !*at && at - name <= LONGEST) return true;
    diag_add(template->diags, FINDING(bad_name), node_key_place(item->from), NULL,
             "a name must begin with a letter and contain at most %d letters, digits, - and _", LONGEST);
    return false;
}

static void item_read(struct template *template, const struct kind *kind, struct item *item)
{
    const char *name = item->key.value;
    item->kind = kind;
    if (!name || !check_item_name(template, item)) return;
    if (kind->grant.shares_name && names_find(template->names, name)) return;
    names_add(template->names, &(struct named){ NULL, name, kind->section, item, node_key_place(item->from) },
              template->diags);
}

static void names_read(struct template *template)
{
    for (const struct catalog_entry *e = catalog; e->kind; e++)
        for (struct item *i = catalog_items(template, e); i; i = catalog_next(e, i))
            item_read(template, e->kind, i);
    websocket_name_add(template);
}

/* In the order in which CloudFormation's own documentation shows them. */
static void root_write(struct template *template)
{
    struct arena *arena = template->arena;
    struct node *root = template->root = node_map(arena);
    root->place.file = template->artifacts->description;
    const struct service *service = template->service;
    const struct node *mappings = template->at.part == PART_MAIN ? service->mappings.from : NULL;
    node_add(root, "AWSTemplateFormatVersion", node_text(arena, "2010-09-09"));
    if (service->description.value)
        node_add(root, "Description", node_text(arena, service->description.value));
    if (template->parameters->count) node_add(root, "Parameters", template->parameters);
    if (raw_is_map(template, mappings, "mappings") && mappings->count)
        node_add(root, "Mappings", node_copy(arena, mappings))->place = mappings->place;
    if (template->conditions->count) node_add(root, "Conditions", template->conditions);
    node_add(root, "Resources", template->resources);
    if (template->outputs->count) node_add(root, "Outputs", template->outputs);
}

static void check_made(struct template *template)
{
    if (template->resources->count || template->diags->errors) return;
    diag_add(template->diags, FINDING(nothing_made), node_place(template->service->service.from),
             "add at least one function, table, queue or bucket", "the service has no resources");
}

/* Conditions of the user's own; kinds may add theirs. */
static void conditions_write(struct template *template)
{
    const struct node *conditions = template->service->conditions.from;
    if (!raw_is_map(template, conditions, "conditions")) return;
    template->conditions = node_copy(template->arena, conditions);
    template->conditions->place = conditions->place;
}

static void items_write(struct template *template)
{
    for (const struct catalog_entry *e = catalog; e->kind; e++)
        for (struct item *i = catalog_items(template, e); i; i = catalog_next(e, i))
            if (i->key.value && item_is_in_template(template, i)) e->write(template, i);
}

static void template_write_all(struct template *template)
{
    bool main = template->at.part == PART_MAIN;
    if (main) conditions_write(template);
    parameters_write(template);
    items_write(template);
    if (!main) api_domain_write(template);
    if (!main && !template->resources->count) return;
    if (main) {
        api_write(template);
        http_api_write(template);
#define SECTION(name, sentence) name##_write(template);
#include "templates/sections.def"
#undef SECTION
    }
    boundaries_write(template);
    if (main) raw_resources_write(template);
    if (main) user_pools_write(template);
    raw_overrides_write(template);
    if (template->before) imports_add(template);
    versions_write(template);
    api_deployment_write(template);
    tags_write(template);
    if (main) raw_outputs_write(template);
    if (template->before) imports_add(template);
    unique_check(template);
    references_check(template);
    exposure_check(template);
    parameters_prune_hidden(template);
    if (main) check_made(template);
    audit_check(template);
    if (!main) parameters_prune(template);
    root_write(template);
}

/* What all templates of a service share. */
static struct template template_base(const struct generation *g, const struct service *service,
                                     const char *stage)
{
    struct artifacts *artifacts = arena_take(g->arena, sizeof *artifacts);
    *artifacts = (struct artifacts){ .arena = g->arena,
                                     .surroundings = g->surroundings,
                                     .diags = g->diags,
                                     .root = g->folder,
                                     .description = g->file,
                                     .compared = g->compared };
    return (struct template){ .arena = g->arena,
                              .diags = g->diags,
                              .surroundings = g->surroundings,
                              .service = service,
                              .parameter_values = g->parameters,
                              .stage = stage,
                              .catalog = catalog,
                              .schemas = schemas_new(g->arena),
                              .names = names_new(g->arena),
                              .artifacts = artifacts,
                              .shared = index_new(g->arena) };
}

static struct template *template_new(const struct template *base, struct template *before, struct location at)
{
    struct arena *arena = base->arena;
    struct template *template = arena_take(arena, sizeof *template);
    *template = *base;
    template->at = at;
    template->before = before;
    template->unhashed = node_map(arena);
    template->parts = index_new(arena);
    template->parameters = node_map(arena);
    template->conditions = node_map(arena);
    template->resources = node_map(arena);
    template->outputs = node_map(arena);
    return template;
}

static void link_up(struct template *template)
{
    if (template->before) template->before->next = template;
}

static void check_version(struct diags *diags, const struct text *wanted)
{
    if (!is_known(wanted->from) || strverscmp(wanted->value, CFGEN_VERSION) <= 0) return;
    diag_add(diags, FINDING(version_wanted), node_place(wanted->from), NULL,
             "the description requires cfgen %s or later; this is " CFGEN_VERSION, wanted->value);
}

/* A region becomes part of host names. */
static void check_regions(struct diags *diags, const struct text *regions)
{
    for (const struct text *r = regions; r && r->from; r++)
        if (r->value && !region_valid(r->value))
            diag_add(diags, FINDING(region_malformed), node_place(r->from),
                     "write a region such as us-east-1", "'%s' is not a region", r->value);
}

/* Nothing of the description is read but through these surroundings. */
static struct generation confined(const struct generation *g)
{
    struct generation within = *g;
    within.repository = repository_find(g->arena, g->surroundings, g->folder);
    within.surroundings = confine(g->arena, g->surroundings, within.repository);
    return within;
}

struct template *generate_templates(const struct generation *given)
{
    const struct generation within = confined(given), *g = &within;
    struct description description = description_read(g);
    const struct service *service = description.service;
    if (!service) return NULL;
    struct template base = template_base(g, service, description.stage);
    base.document = description.document;
    base.stack_outputs = description.stack_outputs;
    base.hidden = description.hidden;
    tags_check(&base);
    names_read(&base);
    form_resolve(&service_form, (void *)(size_t)service, base.names, g->diags);
    traffic_bind(&base, service->traffic);
    check_version(g->diags, &service->cfgen);
    if (!g->untrusted) check_regions(g->diags, service->regions);
    struct location edge = { EDGE_REGION, .part = PART_EDGE };
    struct template *first = template_new(&base, NULL, edge), *last = NULL;
    template_write_all(first);
    if (first->resources->count) last = first;
    const struct text *region = service->regions;
    do {
        struct location at = { region && region->from ? region->value : NULL,
                               .primary = !last || last->at.part == PART_EDGE };
        struct template *template = template_new(&base, last, at);
        if (!last) first = template;
        link_up(template);
        template_write_all(template);
        last = template;
    } while (region && region->from && (++region)->from);
    raw_overrides_check(last);
    return first;
}

struct template *generate_primary(struct template *first)
{
    while (!first->at.primary) first = first->next;
    return first;
}

static void check_limit(struct diags *diags, const struct node *root, enum severity severity,
                        const char *what, int count, int most)
{
    if (count > most / 100 * NEAR_PERCENT && count <= most)
        diag_add(diags, FINDING(near_limit), root->place, "split the service before it reaches the limit",
                 "the stack has %d of at most %d %s", count, most, what);
    if (count <= most) return;
    struct diag *diag = diag_add(diags, FINDING(over_limit), root->place, "split the service",
                                 "the stack has %d %s; the limit is %d", count, what, most);
    diag_weaken(diags, diag, severity);
}

void generate_check_limits(struct diags *diags, const struct node *root, enum severity severity)
{
    static const struct {
        const char *section, *what;
        int most;
    } limits[] = { { "Resources", "resources", MOST_RESOURCES },
                   { "Outputs", "outputs", MOST_OUTPUTS },
                   { "Parameters", "parameters", MOST_PARAMETERS } };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const struct node *section = node_find(root, limits[i].section);
        if (section) check_limit(diags, root, severity, limits[i].what, section->count, limits[i].most);
    }
}

void generate_check_size(struct diags *diags, const struct node *root, enum severity severity, size_t bytes)
{
    check_limit(diags, root, severity, "bytes", (int)bytes, MOST_BYTES);
}
