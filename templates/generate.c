#include "templates/generate.h"
#include "base/text.h"
#include "service/document.h"
#include "service/intrinsic.h"
#include "service/stages.h"
#include "service/variables.h"
#include "templates/parameters.h"
#include "templates/raw.h"
#include "templates/references.h"
#include "templates/version.h"
#include <ctype.h>
#include <string.h>

static struct node *read_file(const struct generation *g)
{
    static const struct {
        enum finding finding;
        const char *what;
    } failures[] = { [FILE_ABSENT] = { FINDING_file_absent, "there is no such file" },
                     [FILE_FOLDER] = { FINDING_file_folder, "a folder is no description" },
                     [FILE_DENIED] = { FINDING_file_denied, "the file may not be read" },
                     [FILE_FAILED] = { FINDING_file_failed, "the file cannot be read" } };
    struct bytes text;
    enum file_state state = g->surroundings->read(g->surroundings->with, g->arena, g->file, &text);
    if (state == FILE_THERE) return document_read(g->arena, g->diags, g->file, text);
    const char *hint = state == FILE_ABSENT ? "name the description, or its folder" : NULL;
    diag_add(g->diags, failures[state].finding, (struct place){ .file = g->file }, hint, "%s",
             failures[state].what);
    return NULL;
}

/* Stack names allow letters, digits and hyphens:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
static void check_name(const struct generation *g, const char *what, const char *name, struct place place)
{
    bool fine = isalpha((unsigned char)*name) && strlen(name) <= 60;
    for (const char *at = name; *at; at++) fine &= isalnum((unsigned char)*at) || *at == '-';
    if (!fine)
        diag_add(g->diags, FINDING_bad_name, place, NULL,
                 "%s '%s' must begin with a letter, have letters, digits and hyphens only, and at most 60",
                 what, name);
}

static const char *stage_of(const struct generation *g, const struct node *document)
{
    const char *told = node_word(document, "stage");
    return g->stage ? g->stage : told ? told : "dev";
}

/* What stands in every stage has been merged; the stages themselves may use what this stage does not have. */
static void resolve_variables(const struct generation *g, const struct node *document, const char *stage)
{
    const char *service = node_word(document, "service");
    struct variables variables = { service ? service : "", stage, node_find(document, "parameters"),
                                   g->surroundings, g->diags };
    for (struct node *n = document->first; n; n = n->next)
        if (strcmp(n->key, "stages")) variables_resolve(&variables, n);
}

/* The functions, each with the defaults below what it says itself. */
static const struct node *apply_defaults(const struct generation *g, const struct node *document)
{
    const struct node *defaults = node_find(document, "defaults"),
                      *functions = node_find(document, "functions");
    if (defaults && defaults->shape != MAP && !is_null(defaults))
        diag_add(g->diags, FINDING_wrong_shape, defaults->place, NULL, "defaults must be a mapping");
    if (!defaults || !functions || defaults->shape != MAP || functions->shape != MAP) return document;
    struct node *all = node_map(g->arena);
    all->place = functions->place;
    for (const struct node *n = functions->first; n; n = n->next) {
        struct node *merged = node_map(g->arena);
        *merged = *form_merge(&function_form, defaults, is_null(n) ? merged : n, g->diags);
        merged->place = n->place;
        node_add(all, n->key, merged)->key_place = n->key_place;
    }
    struct node *with = node_map(g->arena);
    *with = *document;
    with->first = with->last = NULL;
    with->index = NULL;
    with->count = 0;
    for (const struct node *n = document->first; n; n = n->next) {
        struct node *twin = arena_take(g->arena, sizeof *twin);
        *twin = n == functions ? *all : *n;
        node_add(with, n->key, twin)->key_place = n->key_place;
    }
    return with;
}

/* Names become logical ids and names of environment variables. */
static bool check_item_name(struct template *template, const struct item *item)
{
    enum { LONGEST = 100 };
    const char *name = item->key.value, *at = name;
    while (isalnum((unsigned char)*at) || *at == '-' || *at == '_') at++;
    if (isalpha((unsigned char)*name) && !*at && at - name <= LONGEST) return true;
    diag_add(template->diags, FINDING_bad_name, item->from->key_place, NULL,
             "a name begins with a letter, has letters, digits, - and _ only, and at most %d", LONGEST);
    return false;
}

static void names_read(struct template *template)
{
    for (const struct kind *const *kind = kinds; *kind; kind++)
        for (const struct item *i = service_items(template->service, *kind); i; i = kind_next(*kind, i))
            if (i->key.value && check_item_name(template, i))
                names_add(
                    template->names,
                    &(struct named){ NULL, i->key.value, (*kind)->section, *kind, i, i->from->key_place },
                    template->diags);
}

static void check_regions(struct template *template)
{
    const struct text *regions = template->service->regions;
    if (regions && regions->from && regions[1].from)
        diag_add(template->diags, FINDING_later_key, regions[1].from->place, "leave one region for now",
                 "a second region comes with a later version");
}

struct taggable {
    enum tag_shape shape;
    const char *path; /* of the property that holds the tags */
};

static const struct taggable *taggable_find(struct template *template, struct index *known, const char *type)
{
    struct taggable *taggable = index_find(known, type);
    if (taggable) return taggable;
    taggable = index_add(known, type, arena_take(template->arena, sizeof *taggable));
    taggable->shape = schema_tags(template->schemas, type, &taggable->path);
    /* Of a list's items: their kind writes them. */
    if (taggable->shape != TAGS_NONE && strchr(taggable->path, '.')) taggable->shape = TAGS_NONE;
    return taggable;
}

static void check_tags(struct template *template)
{
    enum { LONGEST_KEY = 128, LONGEST_VALUE = 256 };
    for (const struct tag *tag = template->service->tags; tag && tag->from; tag++) {
        const char *name = tag->name.value, *value = tag->value.value;
        if (!*name || text_starts(name, "aws:") || text_points(name, strlen(name)) > LONGEST_KEY)
            diag_add(template->diags, FINDING_bad_name, tag->from->key_place, NULL,
                     "a tag's key has 1 to %d characters and does not begin with aws:", LONGEST_KEY);
        if (value && text_points(value, strlen(value)) > LONGEST_VALUE)
            diag_add(template->diags, FINDING_out_of_range, tag->value.from->place, NULL,
                     "a tag's value has at most %d characters", LONGEST_VALUE);
    }
}

/* Everything that takes tags gets them; where they go, AWS's schemas say. */
static void tags_write(struct template *template)
{
    struct index *known = index_new(template->arena);
    for (struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        struct node *properties = node_find(n, "Properties");
        const struct taggable *taggable = type ? taggable_find(template, known, type) : NULL;
        if (!taggable || taggable->shape == TAGS_NONE || !properties || node_find(properties, taggable->path))
            continue;
        node_add(properties, taggable->path,
                 taggable->shape == TAGS_LIST ? tag_list(template) : tag_map(template));
    }
}

static void add_section(struct template *template, const char *key, const char *name,
                        const struct node *section)
{
    if (raw_is_map(template, section, key) && section->count)
        node_add(template->root, name, node_copy(template->arena, section))->place = section->place;
}

/* In the order in which CloudFormation's own documentation shows them. */
static void root_write(struct template *template)
{
    struct arena *arena = template->arena;
    struct node *root = template->root = node_map(arena);
    root->place.file = template->artefacts->description;
    const struct service *service = template->service;
    node_add(root, "AWSTemplateFormatVersion", node_text(arena, "2010-09-09"));
    if (service->description.value)
        node_add(root, "Description", node_text(arena, service->description.value));
    if (template->parameters->count) node_add(root, "Parameters", template->parameters);
    add_section(template, "mappings", "Mappings", service->mappings.from);
    add_section(template, "conditions", "Conditions", service->conditions.from);
    node_add(root, "Resources", template->resources);
    if (template->outputs->count) node_add(root, "Outputs", template->outputs);
}

static void check_made(struct template *template)
{
    if (template->resources->count || template->diags->errors) return;
    diag_add(template->diags, FINDING_nothing_made, template->service->service.from->place,
             "the least there is: one function, table, queue or bucket", "the service has no resources");
}

static void template_write_all(struct template *template)
{
    parameters_write(template);
    for (const struct kind *const *kind = kinds; *kind; kind++)
        for (const struct item *i = service_items(template->service, *kind); i; i = kind_next(*kind, i))
            if (i->key.value) (*kind)->write(template, i);
    api_write(template);
    raw_resources_write(template);
    raw_overrides_write(template);
    versions_write(template);
    api_deployment_write(template);
    tags_write(template);
    raw_outputs_write(template);
    references_check(template);
    check_made(template);
    root_write(template);
}

static struct template *template_new(const struct generation *g, const struct service *service,
                                     const char *stage)
{
    struct template *template = arena_take(g->arena, sizeof *template);
    struct artefacts *artefacts = arena_take(g->arena, sizeof *artefacts);
    *artefacts = (struct artefacts){ .arena = g->arena,
                                     .surroundings = g->surroundings,
                                     .diags = g->diags,
                                     .root = g->folder,
                                     .description = g->file };
    *template = (struct template){ .arena = g->arena,
                                   .diags = g->diags,
                                   .surroundings = g->surroundings,
                                   .service = service,
                                   .parameter_values = g->parameters,
                                   .unhashed = node_map(g->arena),
                                   .stage = stage,
                                   .schemas = schemas_new(g->arena),
                                   .names = names_new(g->arena),
                                   .artefacts = artefacts,
                                   .consumers = index_new(g->arena),
                                   .handler_files = index_new(g->arena),
                                   .inferred = index_new(g->arena) };
    template->parameters = node_map(g->arena);
    template->resources = node_map(g->arena);
    template->outputs = node_map(g->arena);
    return template;
}

struct template *generate_template(const struct generation *g)
{
    const struct node *document = read_file(g);
    if (!document) return NULL;
    if (document->shape != MAP || is_intrinsic(document)) {
        diag_add(g->diags, FINDING_wrong_shape, document->place, NULL, "a service must be a mapping of keys");
        return NULL;
    }
    const char *stage = stage_of(g, document);
    document =
        stages_merge(&service_form, document, stage, g->stage || node_find(document, "stage"), g->diags);
    if (!document) return NULL;
    check_name(g, "the stage", stage, (struct place){ .file = g->file });
    resolve_variables(g, document, stage);
    intrinsic_check(g->diags, document);
    document = apply_defaults(g, document);
    struct service *service = arena_take(g->arena, sizeof *service);
    form_read(&service_form, service, document, g->diags);
    if (service->service.value)
        check_name(g, "the service", service->service.value, service->service.from->place);
    else
        service->service.value = ""; /* that has been said; the rest is worth reading */
    struct template *template = template_new(g, service, stage);
    check_regions(template);
    check_tags(template);
    names_read(template);
    form_resolve(&service_form, service, template->names, g->diags);
    template_write_all(template);
    return template;
}

static void check_limit(struct diags *diags, const struct node *root, enum severity severity,
                        const char *what, int count, int most)
{
    if (count <= most) return;
    struct diag *diag = diag_add(diags, FINDING_over_limit, root->place, "split the service",
                                 "the stack has %d %s; CloudFormation takes %d", count, what, most);
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
