#include "cfgen/load.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include <string.h>

const struct option service_options_options[] = {
    { OPTION(service_options, stage), .letter = 's', .value = "STAGE",
      .about = "the stage; dev unless told" },
    { OPTION(service_options, region), .letter = 'r', .value = "REGION",
      .about = "the region, where the description names none" },
    { OPTION(service_options, param), .letter = 'p', .value = "NAME=VALUE", .about = "a parameter's value" },
    { 0 },
};

const struct argument service_argument[] = {
    { "SERVICE", .optional = true, .takes = TAKES_FILE,
      .about = "the description, or its folder; service.yml unless told" },
    { 0 },
};

/* The file that is meant: a folder stands for the service.yml in it. */
static const char *file_of(struct run *run)
{
    const char *named = run->arguments[0] ? run->arguments[0] : "service.yml";
    if (run->surroundings->state(run->surroundings->with, named) != FILE_FOLDER) return named;
    return path_join(run->arena, named, "service.yml");
}

static struct node *parameters_read(struct run *run, const char **given)
{
    struct node *parameters = node_map(run->arena);
    for (; given && *given; given++) {
        const char *equals = strchr(*given, '=');
        const char *name =
            arena_copy(run->arena, *given, equals ? (size_t)(equals - *given) : strlen(*given));
        if (!equals)
            diag_add(run->diags, FINDING_missing_parameter, (struct place){ 0 }, "--param NAME=VALUE",
                     "--param %s has no value", name);
        else
            node_set(parameters, name, node_text(run->arena, equals + 1));
    }
    return parameters;
}

static void check_parameters(struct run *run, const struct template *template, const struct node *given)
{
    for (const struct node *n = given->first; n; n = n->next) {
        if (node_find(template->parameters, n->key)) continue;
        struct nearest nearest = { .word = n->key };
        for (const struct node *p = template->parameters->first; p; p = p->next)
            nearest_try(&nearest, p->key);
        diag_add(run->diags, FINDING_unknown_parameter, (struct place){ 0 },
                 diag_meant(run->arena, nearest.name), "--param %s: the description has no such parameter",
                 n->key);
    }
}

const struct stack *load_stack_with(struct run *run, const struct service_options *options,
                                    enum severity limits, const struct node *more)
{
    const char *file = file_of(run);
    struct node *parameters = parameters_read(run, options->param);
    for (const struct node *n = more ? more->first : NULL; n; n = n->next)
        node_set(parameters, n->key, node_text(run->arena, n->text));
    struct generation generation = { .arena = run->arena,
                                     .diags = run->diags,
                                     .surroundings = run->surroundings,
                                     .file = file,
                                     .folder = path_folder(run->arena, file),
                                     .stage = options->stage,
                                     .parameters = parameters };
    struct template *template = generate_template(&generation);
    if (!template) return NULL;
    check_parameters(run, template, parameters);
    generate_check_limits(run->diags, template->root, limits);
    if (limits == ERROR) generate_check_size(run->diags, template->root, limits, json_size(template->root));
    const struct service *service = template->service;
    const char *region = service->regions && service->regions->from ? service->regions->value : NULL;
    struct stack *stack = arena_take(run->arena, sizeof *stack);
    *stack = (struct stack){ .name = arena_text(run->arena, "%s-%s", service->service.value, template->stage),
                             .service = service->service.value,
                             .stage = template->stage,
                             .region = options->region ? options->region : region,
                             .template = template->root,
                             .parameters = parameters,
                             .unhashed = template->unhashed,
                             .tags = tag_map(template),
                             .artefacts = template->artefacts->first };
    return stack;
}

const struct stack *load_stack(struct run *run, const struct service_options *options, enum severity limits)
{
    return load_stack_with(run, options, limits, NULL);
}
