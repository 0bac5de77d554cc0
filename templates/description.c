#include "templates/description.h"
#include "base/text.h"
#include "service/confine.h"
#include "service/document.h"
#include "service/intrinsic.h"
#include "service/literals.h"
#include "service/stages.h"
#include "service/variables.h"
#include "templates/catalog.h"
#include <ctype.h>
#include <string.h>

static struct node *read_file(const struct generation *g)
{
    struct bytes text;
    enum file_state state =
        g->surroundings->read(g->surroundings->with, g->arena, g->file, LARGEST_DOCUMENT, &text);
    if (state == FILE_THERE) {
        struct node *document = document_read(g->arena, g->diags, g->file, text);
        if (document) literals_check(g->diags, document, NAMES_IN_SECTIONS);
        return document;
    }
    confine_report(g->diags, state, (struct place){ .file = g->file }, g->file,
                   "pass the description, or its folder, as an argument");
    return NULL;
}

/* Stack names allow letters, digits and hyphens:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
static bool check_name(const struct generation *g, const char *what, const char *name, struct place place)
{
    enum { LONGEST = 60 };
    size_t size = strnlen(name, LONGEST + 1);
    bool fine = isalpha((unsigned char)*name) && size <= LONGEST;
    for (size_t i = 0; i < size; i++) fine &= isalnum((unsigned char)name[i]) || name[i] == '-';
    while (size && (name[size] & 0xC0) == 0x80) size--; /* not within a code point */
    if (!fine)
        diag_add(
            g->diags, FINDING(bad_name), place, NULL,
            "%s '%.*s%s' must begin with a letter, have letters, digits and hyphens only, and at most %d",
            what, (int)size, name, name[size] ? "…" : "", LONGEST);
    return fine;
}

/* The stage is part of file names (.env.STAGE), of the stack's name and of many others, so nothing is read
 * before it is checked. */
static bool check_stage(const struct generation *g, const struct node *document, const char *stage)
{
    struct place place = { .file = g->file };
    if (!g->stage) place = node_place(node_find(document, "stage"));
    return check_name(g, "the stage", stage, place);
}

/* Two keys for one thing: of both in one mapping, one would be forgotten. A stage's goes before the
 * service's. */
static void check_regions(const struct generation *g, const struct node *map)
{
    const struct node *one = node_find(map, "region"), *several = node_find(map, "regions");
    if (!one || !several || is_null(one) || is_null(several)) return;
    struct diag *diag = diag_add(g->diags, FINDING(duplicate_key), one->key_place, "remove one of them",
                                 "region and regions cannot be combined");
    diag_note(g->diags, diag, several->key_place, "defined here");
}

static const char *stage_of(const struct generation *g, const struct node *document)
{
    const char *written = node_word(document, "stage");
    return g->stage ? g->stage : written ? written : "dev";
}

/* A described secret in Fn::Sub's notation: what exists elsewhere says its own ARN. */
static const char *own_secret(void *with, const char *name)
{
    const struct variables *variables = with;
    const struct node *secret = node_find(variables->secrets, name);
    const char *arn = node_word(secret, "arn"), *was = node_word(secret, "was");
    if (!secret || arn) return arn;
    return arena_text(variables->arena, "${%sSecret}", text_pascal(variables->arena, was ? was : name));
}

/* What a stage is laid over must be there: mappings from files and from `variables:`, of the stage too. */
static void include_files(struct variables *variables, const struct node *document)
{
    struct node *stages = node_find(document, "stages");
    if (!stages) return;
    if (stages->shape == SCALAR) variables_include(variables, stages);
    struct node *stage = node_find(stages, variables->stage);
    if (!stage) return;
    if (stage->shape == SCALAR) variables_include(variables, stage);
    const struct node *over = node_find(stage, "variables"), *base = node_find(document, "variables");
    variables->values = over && base ? form_merge(&any_form, base, over, variables->diags)
                        : over       ? over
                                     : base;
    variables_include(variables, stage);
    for (struct node *n = node_pairs(document); n; n = n->next)
        if (n != stages) variables_include(variables, n);
}

/* What stands in every stage has been merged; the stages themselves may use what this stage does not have.
 * The values under `variables:` are resolved where they are used. */
static void resolve_variables(struct variables *variables, const struct node *document)
{
    for (struct node *n = node_pairs(document); n; n = n->next)
        if (!text_same(n->key, "stages") && !text_same(n->key, "variables")) variables_resolve(variables, n);
}

/* The functions, each with the defaults below what it says itself. */
static const struct node *apply_defaults(const struct generation *g, const struct node *document)
{
    const struct node *defaults = node_find(document, "defaults"),
                      *functions = node_find(document, "functions");
    if (defaults && defaults->shape != MAP && !is_null(defaults))
        diag_add(g->diags, FINDING(wrong_shape), defaults->place, NULL, "defaults must be a mapping");
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
        struct node *copy = arena_take(g->arena, sizeof *copy);
        *copy = n == functions ? *all : *n;
        node_add(with, n->key, copy)->key_place = n->key_place;
    }
    return with;
}

static void resolve_word(struct variables *variables, const struct node *document, const char *key)
{
    struct node *word = node_find(document, key);
    if (word && word->shape == SCALAR) variables_resolve(variables, word);
}

static struct variables *variables_new(const struct generation *g, const struct node *document)
{
    struct variables *variables = arena_take(g->arena, sizeof *variables);
    *variables = (struct variables){ .arena = g->arena,
                                     .diags = g->diags,
                                     .surroundings = g->surroundings,
                                     .file = g->file,
                                     .repository = g->repository,
                                     .untrusted = g->untrusted,
                                     .values = node_find(document, "variables"),
                                     .secret = own_secret,
                                     .with = variables };
    return variables;
}

struct description description_read(const struct generation *g)
{
    struct description description = { 0 };
    const struct node *document = read_file(g);
    if (!document) return description;
    if (document->shape != MAP || is_intrinsic(document)) {
        diag_add(g->diags, FINDING(wrong_shape), document->place, NULL,
                 "a service must be a mapping of keys");
        return description;
    }
    description.document = document;
    struct variables *variables = variables_new(g, document);
    if (!g->stage) resolve_word(variables, document, "stage");
    variables->stage = description.stage = stage_of(g, document);
    variables->dotenv = NULL; /* now with the stage's own */
    if (!check_stage(g, document, description.stage)) return description;
    resolve_word(variables, document, "service");
    variables->service = node_word(document, "service");
    if (!variables->service) variables->service = "";
    include_files(variables, document);
    check_regions(g, document);
    const struct node *stages = node_find(document, "stages");
    for (const struct node *n = stages && stages->shape == MAP ? stages->first : NULL; n; n = n->next)
        check_regions(g, n);
    document = stages_merge(&service_form, document, description.stage,
                            g->stage || node_find(document, "stage"), g->diags);
    if (document && g->over) document = form_merge(&service_form, document, g->over, g->diags);
    if (!document) return description;
    variables->values = node_find(document, "variables");
    variables->parameters = node_find(document, "parameters");
    variables->secrets = node_find(document, "secrets");
    variables->resources = node_find(document, "resources");
    resolve_variables(variables, document);
    intrinsic_check(g->diags, document);
    document = apply_defaults(g, document);
    struct service *service = arena_take(g->arena, sizeof *service);
    form_read(&service_form, service, document, g->diags);
    const struct text *name = &service->service;
    if (!name->value || !check_name(g, "the service", name->value, node_place(name->from)))
        service->service.value = ""; /* that has been said; the rest is worth reading */
    description.service = service;
    description.stack_outputs = variables->stack_outputs;
    description.hidden = variables->hidden;
    return description;
}
