#include "cfgen/diff/sides/side.h"
#include "base/file.h"
#include "base/text.h"
#include "service/confine.h"
#include "stacks/git/revision.h"
#include "stacks/template_text.h"
#include <string.h>

/* A template has Resources and no service. NULL: it is none. */
static struct node *resources_read(struct run *run, const struct surroundings *surroundings, const char *path)
{
    struct bytes text;
    if (surroundings->read(surroundings->with, run->arena, path, LARGEST_DOCUMENT, &text) != FILE_THERE)
        return NULL;
    struct diags *aside = diags_new(run->arena); /* a description is read, and judged, by its own reader */
    struct node *root = template_read(run->arena, aside, path, text);
    const struct node *resources = root && root->shape == MAP ? node_find(root, "Resources") : NULL;
    if (!resources || resources->shape != MAP || node_find(root, "service")) return NULL;
    diag_source(run->diags, path, text.at, text.size);
    return root;
}

enum { DEEPEST = 8 };

/* The template and those that it nests, as files beside it. */
static struct stack *stacks_read(struct run *run, const struct surroundings *surroundings, const char *path,
                                 const char *name, const char *nested, int depth)
{
    struct node *root = depth < DEEPEST ? resources_read(run, surroundings, path) : NULL;
    if (!root) return NULL;
    struct stack *stack = arena_take(run->arena, sizeof *stack), **end = &stack->next;
    *stack = (struct stack){ .name = name, .primary = !depth, .nested = nested, .template = root };
    const struct surroundings *within = depth ? surroundings : NULL; /* of the first template */
    for (const struct node *n = node_pairs(node_find(root, "Resources")); n; n = n->next) {
        const char *type = node_word(n, "Type");
        const char *url = node_word(node_find(n, "Properties"), "TemplateURL");
        if (!type || strcmp(type, "AWS::CloudFormation::Stack") != 0 || !url || strstr(url, "://")) continue;
        const char *folder = path_folder(run->arena, path);
        if (!within)
            within = confine(run->arena, surroundings, repository_find(run->arena, surroundings, folder));
        *end = stacks_read(run, within, path_tidy(run->arena, path_join(run->arena, folder, url)),
                           arena_text(run->arena, "%s/%s", name, n->key),
                           nested ? arena_text(run->arena, "%s/%s", nested, n->key) : n->key, depth + 1);
        while (*end) end = &(*end)->next;
    }
    return stack;
}

struct side *side_read(struct run *run, const struct surroundings *surroundings, const char *named,
                       const struct service_options *options)
{
    struct side *side = arena_take(run->arena, sizeof *side);
    side->label = named ? named : "service.yml";
    side->there = surroundings;
    const char *slash = named ? strrchr(named, '/') : NULL;
    if (named) side->first = stacks_read(run, surroundings, named, slash ? slash + 1 : named, NULL, 0);
    if (!side->first) side->first = load_description(run, surroundings, named, options, WARNING, NULL);
    return side->first && !run->diags->errors ? side : NULL;
}

/* main (1a2b3c4): names move on, and what was compared should be found again. */
static const char *revision_label(struct arena *arena, const struct surroundings *there, const char *revision)
{
    const char *hash = revision_commit(arena, there, revision);
    if (!strcmp(revision, STORE_INDEX)) return "staged changes";
    return hash && !text_starts(hash, revision) ? arena_text(arena, "%s (%.7s)", revision, hash) : revision;
}

/* The description at a revision; what was wrong with it then is nobody's business now. */
static struct side *revision_read(struct run *run, const struct operand *revision, const char *description,
                                  const struct service_options *options, bool then)
{
    struct run own = *run;
    own.diags = diags_new(run->arena);
    struct side *side = side_read(&own, revision->there, description, options);
    if (then) diags_take(own.diags, WARNING);
    diags_take(own.diags, NOTE);
    diags_join(run->diags, own.diags);
    if (side) side->label = revision_label(run->arena, revision->there, revision->text);
    return side;
}

static struct side *untrusted(struct run *run, const struct operand *operand)
{
    diag_add(run->diags, FINDING(untrusted_side), (struct place){ 0 }, "use a Git revision, such as rev:main",
             "--untrusted compares only Git revisions, but '%s' is a file", operand->text);
    return NULL;
}

struct side *side_named(struct run *run, const struct operand *operand, const char *description,
                        const struct service_options *options, bool then)
{
    if (operand->kind == OPERAND_REVISION) return revision_read(run, operand, description, options, then);
    if (run->common->untrusted) return untrusted(run, operand);
    return side_read(run, run->surroundings, operand->text, options);
}

struct side *side_current(struct run *run, const char *description, const struct service_options *options)
{
    struct operand head;
    if (!run->common->untrusted) return side_read(run, run->surroundings, description, options);
    return operand_read(run, "rev:HEAD", &head) ? side_named(run, &head, description, options, false) : NULL;
}

static bool texts_same(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static bool is_same_part(const struct stack *a, const struct stack *b)
{
    return texts_same(a->nested, b->nested) && a->edge == b->edge;
}

static struct stack *find_in_region(const struct side *side, const struct stack *stack)
{
    for (struct stack *s = side->first; s; s = s->next)
        if (texts_same(s->region, stack->region) && is_same_part(s, stack)) return s;
    return NULL;
}

/* Whether it is alone in its region, and of the same kind as `like`. */
static bool is_free(const struct stack *stack, const struct stack *like, const struct side *other)
{
    return stack->primary == like->primary && is_same_part(stack, like) && !find_in_region(other, stack);
}

struct stack *side_find(const struct side *side, const struct stack *stack, const struct side *of)
{
    struct stack *found = find_in_region(side, stack);
    int before = 0;
    if (found) return found;
    for (const struct stack *s = of->first; s && s != stack; s = s->next) before += is_free(s, stack, side);
    for (struct stack *s = side->first; s; s = s->next)
        if (is_free(s, stack, of) && !before--) return s;
    return NULL;
}
