/* Values from the environment, Git, parameters, other stacks and AWS's stores. */
#include "base/file.h"
#include "base/index.h"
#include "base/text.h"
#include "service/confine.h"
#include "service/dotenv.h"
#include "service/environment.h"
#include "service/repository.h"
#include "service/variable.h"
#include <ctype.h>
#include <string.h>

/* Where the variable stands, also in a text of several lines or with escapes. */
struct place lookup_place(const struct lookup *a)
{
    enum { LONGEST_SEARCH = 4096 }; /* further on in the text, the whole of it is the place */
    int before = 0;
    if ((size_t)(a->at - a->node->text) > LONGEST_SEARCH || a->size > LONGEST_SEARCH) return a->node->place;
    const char *text = arena_copy(a->node->arena, a->at, a->size);
    for (const char *at = a->node->text; (at = strstr(at, text)) < a->at; at++) before++;
    return diag_part(a->variables->diags, a->node->place, text, before);
}

struct resolved resolved_text(const char *text)
{
    return (struct resolved){ .kind = RESOLVED_TEXT, .text = text };
}
struct resolved resolved_ref(const char *text)
{
    return (struct resolved){ .kind = RESOLVED_REF, .text = text };
}

static struct resolved add_finding(const struct lookup *a, const struct finding *finding, const char *hint,
                                   const char *format, va_list arguments)
{
    const char *text = arena_vtext(a->variables->arena, format, arguments);
    struct diags *diags = a->variables->diags;
    struct diag *diag = diag_add(diags, finding, lookup_place(a), hint, "%s", text);
    if (a->subject) diag_about(diags, diag, a->subject);
    return (struct resolved){ .kind = RESOLVED_NOTHING };
}

struct resolved lookup_absent(const struct lookup *a, const struct finding *finding, const char *hint,
                              const char *format, ...)
{
    if (a->lenient) return (struct resolved){ .kind = RESOLVED_ABSENT };
    va_list arguments;
    va_start(arguments, format);
    struct resolved resolved = add_finding(a, finding, hint, format, arguments);
    va_end(arguments);
    return resolved;
}

struct resolved lookup_failed(const struct lookup *a, const struct finding *finding, const char *hint,
                              const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct resolved resolved = add_finding(a, finding, hint, format, arguments);
    va_end(arguments);
    return resolved;
}

/* With its default: the environment may hold something else, and a default that changes is a change. */
struct resolved lookup_unknown(const struct lookup *a)
{
    struct arena *arena = a->variables->arena;
    a->variables->unknown++;
    return (struct resolved){ .kind = RESOLVED_SUB,
                              .text = text_replace(arena, arena_copy(arena, a->at, a->size), "${", "${!"),
                              .quoted = true };
}

/* The more special file first: what is there stays. */
static const struct node *dotenv(const struct lookup *a)
{
    struct variables *v = a->variables;
    if (v->dotenv) return v->dotenv;
    v->dotenv = node_map(v->arena);
    const char *folder = path_folder(v->arena, v->file);
    for (int special = 1; special >= 0; special--) {
        if (special && !v->stage) continue;
        const char *name = special ? arena_join(v->arena, ".env.", v->stage) : ".env";
        const char *path = path_join(v->arena, folder, name);
        struct bytes text;
        enum file_state state =
            v->surroundings->read(v->surroundings->with, v->arena, path, LARGEST_SETTINGS, &text);
        if (state == FILE_THERE)
            dotenv_read(v->dotenv, v->diags, path, text.at);
        else if (state != FILE_ABSENT)
            confine_report(v->diags, state, lookup_place(a), path, NULL);
    }
    return v->dotenv;
}

/* Its value is looked through once, however often it is used. */
static enum trust trust_in(struct variables *v, const char *name, const char *value)
{
    if (!v->trust) v->trust = index_new(v->arena);
    enum trust *known = index_find(v->trust, name);
    if (known) return *known;
    known = arena_take(v->arena, sizeof *known);
    *known = environment_trust(name, value);
    index_add(v->trust, name, known);
    return *known;
}

struct resolved variable_environment(const struct lookup *a)
{
    struct variables *v = a->variables;
    if (v->untrusted) return lookup_unknown(a);
    const char *name = a->argument;
    if (environment_trust(name, NULL) == TRUST_CREDENTIAL)
        return lookup_failed(a, FINDING(credential_read), "define it under secrets: and write ${secret:NAME}",
                             "a description cannot read %s", name);
    const char *value = v->surroundings->environment(v->surroundings->with, name);
    if (!value) value = node_word(dotenv(a), name);
    if (!value)
        return lookup_absent(a, FINDING(variable_unset),
                             arena_text(v->arena, "set it, or write ${env:%s, default}", name),
                             "the environment variable %s is not set", name);
    enum trust trust = trust_in(v, name, value);
    if (trust == TRUST_SECRET) return lookup_secret(a, "Env", name, value);
    struct resolved resolved = resolved_text(value);
    resolved.origin = trust == TRUST_HARMLESS ? ORIGIN_WRITTEN : ORIGIN_OUTSIDE;
    return resolved;
}

struct resolved variable_parameter(const struct lookup *a)
{
    const struct node *parameters = a->variables->parameters;
    if (node_find(parameters, a->argument)) return resolved_ref(a->argument);
    struct nearest nearest = { .word = a->argument };
    bool named = parameters && parameters->shape == MAP;
    for (const struct node *n = named ? parameters->first : NULL; n; n = n->next)
        nearest_try(&nearest, n->key);
    return lookup_absent(a, FINDING(unknown_parameter), diag_meant(a->variables->arena, nearest.name),
                         "unknown parameter '%s'", a->argument);
}

/* What changes with every commit would touch every resource of the stack at each deployment. */
struct resolved variable_git(const struct lookup *a)
{
    struct variables *v = a->variables;
    bool sha = !strcmp(a->argument, "sha");
    if (!sha && strcmp(a->argument, "branch") != 0)
        return lookup_failed(a, FINDING(unknown_variable), "${git:sha} or ${git:branch}",
                             "unknown Git variable '%s'", a->argument);
    if (sha && a->exposure == EXPOSED_TAG)
        return lookup_failed(a, FINDING(revision_in_tag),
                             "set it under environment: of the functions that need it",
                             "a revision in a tag changes every resource with each deployment");
    const char *value = (sha ? repository_sha : repository_branch)(v->repository, v->arena);
    if (value) return (struct resolved){ .kind = RESOLVED_TEXT, .text = value, .quoted = true };
    const char *why = !v->repository->git ? "the description is not in a Git repository"
                      : sha               ? "the Git repository has no commit"
                                          : "no branch is checked out";
    return lookup_absent(a, FINDING(no_revision),
                         arena_text(v->arena, "set a default: ${git:%s, none}", a->argument), "%s", why);
}

static bool is_word_of(const char *text, size_t size, const char *others)
{
    for (size_t i = 0; i < size; i++)
        if (!isalnum((unsigned char)text[i]) && !strchr(others, text[i])) return false;
    return size > 0;
}

/* Two stacks or outputs may be one name in PascalCase. */
static const char *import_name(struct variables *v, const char *region, const char *stack, const char *output)
{
    const char *base = arena_text(v->arena, "Cf%s%s%s", text_pascal(v->arena, region),
                                  text_pascal(v->arena, stack), text_pascal(v->arena, output)),
               *name = base;
    for (int number = 2;; number++) {
        const struct node *there = node_find(v->stack_outputs, name);
        if (!there ||
            (!strcmp(node_word(there, "stack"), stack) && !strcmp(node_word(there, "output"), output) &&
             !strcmp(node_word(there, "region"), region)))
            return name;
        name = arena_text(v->arena, "%s%d", base, number);
    }
}

struct resolved variable_stack(const struct lookup *a)
{
    struct variables *v = a->variables;
    const char *dot = strchr(a->argument, '.'), *last = strrchr(a->argument, '.');
    const char *stack = dot && dot != last ? dot + 1 : a->argument;
    bool fine = dot && is_word_of(stack, (size_t)(last - stack), "-") &&
                is_word_of(last + 1, strlen(last + 1), "") &&
                (dot == last || is_word_of(a->argument, (size_t)(dot - a->argument), "-"));
    if (!fine || a->sub)
        return lookup_failed(a, FINDING(wrong_shape), "such as ${cf:network-prod.VpcId}",
                             "cf: must be STACK.OUTPUT or REGION.STACK.OUTPUT");
    const char *region = dot == last ? "" : arena_copy(v->arena, a->argument, (size_t)(dot - a->argument));
    stack = arena_copy(v->arena, stack, (size_t)(last - stack));
    if (!v->stack_outputs) v->stack_outputs = node_map(v->arena);
    const char *name = import_name(v, region, stack, last + 1);
    if (!node_find(v->stack_outputs, name)) {
        struct node *import = node_add(v->stack_outputs, name, node_map(v->arena));
        import->place = import->key_place = lookup_place(a);
        node_add(import, "region", node_text(v->arena, region));
        node_add(import, "stack", node_text(v->arena, stack));
        node_add(import, "output", node_text(v->arena, last + 1));
    }
    return resolved_ref(name);
}

static struct resolved dynamic(const struct lookup *a, const char *store, const char *rest, bool sub)
{
    const char *text = arena_text(a->variables->arena, "{{resolve:%s:%s}}", store, rest);
    return (struct resolved){ .kind = sub ? RESOLVED_SUB : RESOLVED_TEXT, .text = text, .quoted = true };
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html */
struct resolved variable_ssm(const struct lookup *a)
{
    if (*a->argument) return dynamic(a, "ssm", a->argument, a->sub);
    return lookup_failed(a, FINDING(wrong_shape), "such as ${ssm:/shared/vpc-id}",
                         "ssm: must be a parameter's name");
}

static void check_exposure(const struct lookup *a, const char *name)
{
    static const char *const where[] = { [EXPOSED_NAME] = "a name",
                                         [EXPOSED_DESCRIPTION] = "a description",
                                         [EXPOSED_TAG] = "a tag",
                                         [EXPOSED_OUTPUT] = "an output" };
    if (a->exposure == EXPOSED_ENVIRONMENT)
        diag_add(a->variables->diags, FINDING(secret_in_environment), lookup_place(a),
                 arena_text(a->variables->arena,
                            "write access: {%s: read}, which gives the function the ARN and the permission",
                            name),
                 "everyone who can view the function's configuration can read the secret");
    else if (a->exposure != EXPOSED_NOWHERE)
        diag_add(a->variables->diags, FINDING(secret_shown), lookup_place(a), NULL,
                 "%s shows the secret to everyone", where[a->exposure]);
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html */
struct resolved variable_secret(const struct lookup *a)
{
    struct variables *v = a->variables;
    size_t size = strcspn(a->argument, "#");
    const char *name = arena_copy(v->arena, a->argument, size),
               *key = a->argument[size] ? a->argument + size + 1 : "";
    if (!size)
        return lookup_failed(a, FINDING(wrong_shape), "such as ${secret:stripe#key}",
                             "secret: must be NAME or NAME#KEY");
    check_exposure(a, name);
    const char *own = v->secret ? v->secret(v->with, name) : NULL;
    return dynamic(a, "secretsmanager",
                   arena_text(v->arena, "%s%s%s", own ? own : name, *key ? ":SecretString:" : "", key),
                   own || a->sub);
}
