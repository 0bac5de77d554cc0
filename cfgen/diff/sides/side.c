#include "cfgen/diff/sides/side.h"
#include "base/file.h"
#include "base/text.h"
#include "service/confine.h"
#include "service/document.h"
#include "stacks/git/revision.h"
#include "stacks/template_text.h"
#include <string.h>

/* A template has Resources and no service; one with nothing in it at all is what is not there yet. */
static bool is_template(const struct node *root)
{
    const struct node *resources = node_find(root, "Resources");
    if (!root || root->shape != MAP || node_find(root, "service")) return false;
    return resources ? resources->shape == MAP : !root->count;
}

/* NULL: it is no template. */
static struct node *resources_read(struct run *run, const struct surroundings *surroundings, const char *path)
{
    struct bytes text;
    if (surroundings->read(surroundings->with, run->arena, path, LARGEST_DOCUMENT, &text) != FILE_THERE)
        return NULL;
    struct diags *aside = diags_new(run->arena); /* a description is read, and judged, by its own reader */
    struct node *root = template_read(run->arena, aside, path, text);
    if (!is_template(root)) return NULL;
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
    side->path = named;
    side->there = surroundings;
    const char *slash = named ? strrchr(named, '/') : NULL;
    if (named) side->first = stacks_read(run, surroundings, named, slash ? slash + 1 : named, NULL, 0);
    if (!side->first) side->first = load_description(run, surroundings, named, options, WARNING, NULL);
    return side->first && !run->diags->errors ? side : NULL;
}

static bool has_finding(const struct diags *diags, const struct finding *finding)
{
    const struct diag *diag = diags->first;
    while (diag && diag->finding != finding) diag = diag->next;
    return diag;
}

static const struct node *stages_of(struct run *run, const struct surroundings *there, const char *named)
{
    const char *path = load_file(run, there, named);
    struct bytes text;
    if (there->read(there->with, run->arena, path, LARGEST_DOCUMENT, &text) != FILE_THERE) return NULL;
    return node_find(document_read(run->arena, diags_new(run->arena), path, text), "stages");
}

/* The one stage that only the old side has: this one had another name. NULL: there is none, or several. */
static const char *stage_before(const struct node *before, const struct node *now)
{
    const char *found = NULL;
    for (const struct node *n = node_pairs(before); n; n = n->next) {
        if (node_find(now, n->key)) continue;
        if (found) return NULL;
        found = n->key;
    }
    return found;
}

struct side *side_before(struct run *run, const struct surroundings *there, const char *named,
                         const struct service_options *options)
{
    struct run own = *run;
    own.diags = diags_new(run->arena);
    struct side *side = side_read(&own, there, named, options);
    run->parameters = own.parameters;
    if (side || !has_finding(own.diags, FINDING(unknown_stage))) {
        diags_join(run->diags, own.diags);
        return side;
    }
    side = arena_take(run->arena, sizeof *side);
    *side = (struct side){
        .label = named ? named : "service.yml", .path = named, .there = there, .lacks_stage = true
    };
    return side;
}

bool side_settle(struct run *run, struct side *old, const struct service_options *options,
                 const struct side *now)
{
    struct run own = *run;
    struct service_options then = *options;
    if (!old->lacks_stage) return true;
    then.stage = stage_before(stages_of(run, old->there, old->path), stages_of(run, now->there, now->path));
    if (!then.stage) return true;
    own.diags = diags_new(run->arena); /* places are those of the new side, which has been read */
    struct side *side = side_read(&own, old->there, old->path, &then);
    if (side)
        old->first = side->first;
    else
        diags_join(run->diags, own.diags);
    return side;
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
    struct side *side = (then ? side_before : side_read)(&own, revision->there, description, options);
    run->parameters = own.parameters;
    if (then) diags_take(own.diags, WARNING);
    diags_take(own.diags, NOTE);
    diags_join(run->diags, own.diags);
    if (side) side->label = revision_label(run->arena, revision->there, revision->text);
    return side;
}

static bool side_is_allowed(struct run *run, const struct operand *operand)
{
    if (operand->kind != OPERAND_FILE || !run->common->untrusted) return true;
    diag_add(run->diags, FINDING(untrusted_side), (struct place){ 0 }, "use a Git revision, such as rev:main",
             "--untrusted compares only Git revisions, but '%s' is a file", operand->text);
    return false;
}

struct side *side_named(struct run *run, const struct operand *operand, const char *description,
                        const struct service_options *options, bool then)
{
    if (operand->kind == OPERAND_REVISION) return revision_read(run, operand, description, options, then);
    if (!side_is_allowed(run, operand)) return NULL;
    return (then ? side_before : side_read)(run, run->surroundings, operand->text, options);
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
