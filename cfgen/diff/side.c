#include "cfgen/diff/side.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "service/document.h"
#include <string.h>

struct node *side_template(struct arena *arena, struct diags *diags, const char *name, struct bytes text)
{
    struct node *root = text.size && *text.at == '{' ? json_places(arena, name, text.at, text.size) : NULL;
    return root ? root : document_read(arena, diags, name, text); /* which tells what is wrong */
}

/* A template has Resources and no service; its name is its file's. */
static struct stack *template_read(struct run *run, const struct surroundings *surroundings,
                                   const char *named)
{
    struct bytes text;
    if (surroundings->read(surroundings->with, run->arena, named, &text) != FILE_THERE) return NULL;
    struct diags *aside = diags_new(run->arena); /* a description is read, and judged, by its own reader */
    struct node *root = side_template(run->arena, aside, named, text);
    const struct node *resources = root && root->shape == MAP ? node_find(root, "Resources") : NULL;
    if (!resources || resources->shape != MAP || node_find(root, "service")) return NULL;
    diag_source(run->diags, named, text.at, text.size);
    struct stack *stack = arena_take(run->arena, sizeof *stack);
    *stack = (struct stack){ .name = strrchr(named, '/') ? strrchr(named, '/') + 1 : named,
                             .primary = true,
                             .template = root };
    return stack;
}

struct side *side_read(struct run *run, const struct surroundings *surroundings, const char *named,
                       const struct service_options *options)
{
    struct side *side = arena_take(run->arena, sizeof *side);
    side->label = named ? named : "service.yml";
    side->there = surroundings;
    if (named) side->first = template_read(run, surroundings, named);
    if (!side->first) side->first = load_description(run, surroundings, named, options, WARNING, NULL);
    return side->first && !run->diags->errors ? side : NULL;
}

static bool at_edge(const struct stack *stack) { return text_ends(stack->name, "-edge"); }

static bool same_region(const struct stack *a, const struct stack *b)
{
    return a->region == b->region || (a->region && b->region && !strcmp(a->region, b->region));
}

struct stack *side_find(const struct side *side, const struct stack *stack, const struct side *of)
{
    for (struct stack *s = side->first; s; s = s->next)
        if (same_region(s, stack) && at_edge(s) == at_edge(stack)) return s;
    bool single = side->first && !side->first->next && of->first && !of->first->next;
    return single ? side->first : NULL;
}
