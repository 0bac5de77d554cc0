#include "cfgen/load.h"
#include "base/file.h"
#include "base/json.h"
#include "base/region.h"
#include "base/text.h"
#include "cfgen/operand.h"
#include "templates/code/content.h"
#include "templates/core/imports.h"
#include "templates/core/parameters.h"
#include "templates/core/tags.h"
#include <string.h>

const struct option service_options_options[] = {
    { OPTION(service_options, stage), .letter = 's', .value = "STAGE", .about = "The stage. Default: dev." },
    { OPTION(service_options, region), .letter = 'r', .value = "REGION",
      .about = "The region, if the description has none. With `regions`: choose one of them." },
    { OPTION(service_options, param), .letter = 'p', .value = "NAME=VALUE",
      .about = "Value of a parameter. NAME=@FILE reads it from a file and NAME=env:VAR from the environment, "
               "which keeps secrets off the command line. If a value itself starts with @ or env:, write the "
               "prefix twice." },
    { 0 },
};

const struct argument service_argument[] = {
    { "SERVICE", .optional = true, .takes = TAKES_FILE,
      .about = "The description or its folder. Default: service.yml." },
    { 0 },
};

const char *load_file(struct run *run, const struct surroundings *surroundings, const char *named)
{
    if (!named) named = "service.yml";
    if (surroundings->state(surroundings->with, named) != FILE_FOLDER) return named;
    return path_join(run->arena, named, "service.yml");
}

static const char *const value_forms = "use --param NAME=VALUE, NAME=@FILE or NAME=env:VAR";

/* As ${file:…} takes it. */
static const char *value_of_file(struct run *run, const char *name, const char *path)
{
    const struct surroundings *system = run->system;
    struct bytes bytes;
    enum file_state state = system->read(system->with, run->arena, path, LARGEST_SETTINGS, &bytes);
    const char *text = state == FILE_THERE ? text_of_file(run->arena, bytes.at, bytes.size) : NULL;
    if (!text) {
        const struct finding *finding = state == FILE_ABSENT  ? FINDING(file_absent)
                                        : state == FILE_THERE ? FINDING(encoding)
                                                              : FINDING(file_failed);
        diag_add(run->diags, finding, (struct place){ 0 }, value_forms, "--param %s: %s %s", name, path,
                 state == FILE_ABSENT ? "does not exist" : "cannot be read as text");
        return NULL;
    }
    return text;
}

static const char *value_of_variable(struct run *run, const char *name, const char *variable)
{
    const char *value = run->system->environment(run->system->with, variable);
    if (!value)
        diag_add(run->diags, FINDING(variable_unset), (struct place){ 0 }, value_forms,
                 "--param %s: environment variable %s is not set", name, variable);
    return value;
}

/* A value that itself begins with @ or env: has it twice. NULL after a finding. */
static struct node *value_read(struct run *run, const char *name, const char *given)
{
    static const char variable[] = "env:", twice[] = "env:env:";
    bool file = *given == '@' && given[1] != '@';
    bool from_variable = text_starts(given, variable) && !text_starts(given, twice);
    const char *value = given;
    if (file)
        value = value_of_file(run, name, given + 1);
    else if (from_variable)
        value = value_of_variable(run, name, given + sizeof variable - 1);
    else if (*given == '@' || text_starts(given, twice))
        value = given + (*given == '@' ? 1 : sizeof variable - 1);
    if (!value) return NULL;
    struct node *read = node_text(run->arena, value);
    if (file || from_variable) read->origin = ORIGIN_OUTSIDE;
    return read;
}

/* Once a run, since a pipe can be read once. */
static struct node *parameters_read(struct run *run, const char **given)
{
    if (run->parameters) return node_copy(run->arena, run->parameters);
    struct node *parameters = node_map(run->arena);
    for (; given && *given; given++) {
        const char *equals = strchr(*given, '=');
        const char *name =
            arena_copy(run->arena, *given, equals ? (size_t)(equals - *given) : strlen(*given));
        struct node *value = equals ? value_read(run, name, equals + 1) : NULL;
        if (!equals)
            diag_add(run->diags, FINDING(missing_parameter), (struct place){ 0 }, value_forms,
                     "--param %s has no value", name);
        if (value) node_set(parameters, name, value);
    }
    run->parameters = parameters;
    return node_copy(run->arena, parameters);
}

static bool is_parameter(const struct template *first, const char *name, struct nearest *nearest)
{
    for (const struct template *t = first; t; t = t->next) {
        if (node_find(t->parameters, name)) return true;
        for (const struct node *p = t->parameters->first; p; p = p->next) nearest_try(nearest, p->key);
    }
    return false;
}

/* Of those given, what is secret is hidden from now on. */
static bool is_secret(const struct template *first, const char *name)
{
    for (const struct template *t = first; t; t = t->next)
        if (parameter_is_secret(node_find(t->parameters, name))) return true;
    return false;
}

static void check_secret(struct run *run, const struct node *given)
{
    diag_secret(run->diags, given->text);
    if (given->origin != ORIGIN_OUTSIDE)
        diag_add(run->diags, FINDING(secret_on_command_line), (struct place){ 0 },
                 arena_text(run->arena, "use --param %s=@FILE or --param %s=env:VAR", given->key, given->key),
                 "secret parameter '%s' on the command line", given->key);
}

static void check_parameters(struct run *run, const struct template *first, const struct node *given)
{
    for (const struct node *n = given->first; n; n = n->next) {
        struct nearest nearest = { .word = n->key };
        if (is_secret(first, n->key)) check_secret(run, n);
        if (is_parameter(first, n->key, &nearest)) continue;
        diag_add(run->diags, FINDING(unknown_parameter), (struct place){ 0 },
                 diag_meant(run->arena, nearest.name), "--param %s: unknown parameter", n->key);
    }
}

static struct node *parameters_of(const struct template *template, const struct node *given)
{
    struct node *own = node_map(template->arena);
    for (const struct node *n = given->first; n; n = n->next)
        if (node_find(template->parameters, n->key)) node_add(own, n->key, node_copy(template->arena, n));
    for (const struct node *n = template->hidden ? template->hidden->first : NULL; n; n = n->next)
        if (node_find(template->parameters, n->key) && !node_find(own, n->key))
            node_add(own, n->key, node_text(template->arena, node_word(n, "value")));
    return own;
}

/* The stacks stand in the order of their templates. */
static struct stack_import *imports_of(const struct template *template, const struct template *first,
                                       struct stack *first_stack)
{
    struct stack_import *imports = NULL, **end = &imports;
    for (const struct import *i = template->imports; i; i = i->next) {
        struct stack *from = first_stack;
        for (const struct template *t = first; t != i->from; t = t->next) from = from->next;
        *end = arena_take(template->arena, sizeof **end);
        **end = (struct stack_import){ NULL, i->name, from };
        end = &(*end)->next;
    }
    return imports;
}

static struct place region_place(const struct template *template)
{
    const struct text *region = template->service->regions;
    for (const struct text *r = region; r && r->from; r++)
        if (r->value && template->at.region && !strcmp(r->value, template->at.region))
            return node_place(r->from);
    return (struct place){ 0 };
}

static struct stack *stack_of(const struct template *template, const struct node *given)
{
    struct stack *stack = arena_take(template->arena, sizeof *stack);
    const char *service = template->service->service.value;
    const bool edge = template->at.part == PART_EDGE;
    const struct stacks *settings = &template->service->stacks;
    const char *name = settings->name.value ? settings->name.value
                                            : arena_text(template->arena, "%s-%s", service, template->stage);
    *stack = (struct stack){ .name = arena_join(template->arena, name, edge ? "-edge" : ""),
                             .edge = edge,
                             .primary = template->at.primary,
                             .service = service,
                             .stage = template->stage,
                             .region = template->at.region,
                             .named_at = node_place(settings->name.from ? settings->name.from
                                                                        : template->service->service.from),
                             .region_at = region_place(template),
                             .template = template->root,
                             .document = template->document,
                             .parameters = parameters_of(template, given),
                             .stack_outputs = template->stack_outputs,
                             .unhashed = template->unhashed,
                             .tags = tag_map((struct template *)(size_t) template),
                             .settings = settings,
                             .contents = content_first(template),
                             .builds = template->artifacts->builds,
                             .traffic = template->service->traffic,
                             .artifacts = template->artifacts->first,
                             .files = template->surroundings };
    return stack;
}

static const char *const *compared_of(struct run *run, const struct surroundings *surroundings)
{
    size_t count = 0;
    while (run->compared && run->compared[count]) count++;
    const char **files = arena_take(run->arena, (count + 1) * sizeof *files);
    for (size_t i = 0; i < count; i++) files[i] = load_file(run, surroundings, run->compared[i]);
    return files;
}

static struct template *templates_of(struct run *run, const struct surroundings *surroundings,
                                     const char *named, const struct service_options *options,
                                     const struct node *parameters)
{
    const char *file = load_file(run, surroundings, named);
    struct generation generation = { .arena = run->arena,
                                     .diags = run->diags,
                                     .surroundings = surroundings,
                                     .file = file,
                                     .folder = path_folder(run->arena, file),
                                     .stage = options->stage,
                                     .compared = compared_of(run, surroundings),
                                     .parameters = parameters,
                                     .untrusted = run->common->untrusted,
                                     .over = options->over };
    struct template *templates = generate_templates(&generation);
    if (templates) check_parameters(run, templates, parameters);
    return templates;
}

/* With --untrusted the commit that is checked out: the working tree also has what earlier steps left there,
 * such as a .env. NULL after a finding. */
static const struct surroundings *current(struct run *run)
{
    struct operand head;
    if (!run->common->untrusted) return run->surroundings;
    return operand_read(run, "rev:HEAD", &head) ? head.there : NULL;
}

struct template *load_templates(struct run *run, const struct service_options *options)
{
    const struct surroundings *there = current(run);
    if (!there) return NULL;
    return templates_of(run, there, run->arguments[0], options, parameters_read(run, options->param));
}

struct stack *load_stacks(struct run *run, const struct service_options *options, enum severity limits,
                          const struct node *more)
{
    const struct surroundings *there = current(run);
    return there ? load_description(run, there, run->arguments[0], options, limits, more) : NULL;
}

struct stack *load_description(struct run *run, const struct surroundings *surroundings, const char *named,
                               const struct service_options *options, enum severity limits,
                               const struct node *more)
{
    struct node *parameters = parameters_read(run, options->param);
    for (const struct node *n = more ? more->first : NULL; n; n = n->next)
        node_set(parameters, n->key, node_text(run->arena, n->text));
    const struct template *templates = templates_of(run, surroundings, named, options, parameters);
    if (!templates) return NULL;
    struct stack *first = NULL, **end = &first;
    for (const struct template *t = templates; t; t = t->next) {
        generate_check_limits(run->diags, t->root, limits);
        if (limits == ERROR) generate_check_size(run->diags, t->root, limits, json_size(t->root));
        *end = stack_of(t, parameters);
        (*end)->imports = imports_of(t, templates, first);
        end = &(*end)->next;
    }
    return first;
}

struct stack *load_choose(struct run *run, const struct service_options *options, struct stack *first)
{
    struct stack *primary = first;
    int regions = 0;
    if (!first) return NULL;
    while (!primary->primary) primary = primary->next;
    for (struct stack *s = primary; s; s = s->next) {
        if (options->region && s->region && !strcmp(s->region, options->region)) return s;
        regions++;
    }
    if (options->region && regions > 1) {
        diag_add(run->diags, FINDING(unknown_region), (struct place){ 0 },
                 "`regions` lists the regions of the service", "the service has no region %s",
                 options->region);
        return NULL;
    }
    if (options->region && !region_valid(options->region)) {
        diag_add(run->diags, FINDING(region_malformed), (struct place){ 0 },
                 "a region is written like us-east-1", "--region: invalid region name '%s'", options->region);
        return NULL;
    }
    if (options->region) primary->region = options->region;
    return primary;
}

struct stack *load_elsewhere(const struct service_options *options, struct stack *first)
{
    struct stack *primary = first;
    for (struct stack *s = first; s; s = s->next) {
        if (!s->edge && (!s->region || !options->region || !strcmp(s->region, options->region))) return first;
        if (s->primary) primary = s;
    }
    if (primary) primary->next = NULL;
    return primary;
}

struct stack *load_stack(struct run *run, const struct service_options *options, enum severity limits)
{
    return load_choose(run, options, load_stacks(run, options, limits, NULL));
}
