#include "cfgen/diff/sides/peer.h"
#include "base/text.h"
#include <string.h>

/* What a name of the one is in the other. */
struct renaming {
    struct arena *arena;
    const char *whole, *whole_new;   /* where it is all of a text, or a text within a JSON text */
    const char *within, *within_new; /* wherever it stands */
};

static const char *renamed(const struct renaming *renaming, const char *text)
{
    struct arena *arena = renaming->arena;
    if (!strcmp(text, renaming->whole)) return renaming->whole_new;
    text = text_replace(arena, text, renaming->within, renaming->within_new);
    return text_replace(arena, text, arena_text(arena, "\"%s\"", renaming->whole),
                        arena_text(arena, "\"%s\"", renaming->whole_new));
}

static void rename_all(const struct renaming *renaming, struct node *node)
{
    if (node->shape == SCALAR) node->text = renamed(renaming, node->text);
    for (struct node *n = node->first; n; n = n->next) rename_all(renaming, n);
}

static void stack_rename(struct stack *stack, const struct renaming *renaming)
{
    struct node *copy = node_copy(renaming->arena, stack->template);
    rename_all(renaming, copy);
    stack->template = copy;
}

/* The first of the other side that none of this one lives beside in its own region. */
static const char *free_region(const struct side *side, const struct side *now)
{
    for (const struct stack *s = now->first; s; s = s->next)
        if (!side_find(side, s, now)) return s->region;
    return NULL;
}

static struct side *stage_read(struct run *run, const char *stage, const char *named,
                               const struct service_options *options, struct side *now)
{
    struct service_options there = *options;
    there.stage = stage;
    struct side *side = side_read(run, now->there, named, &there);
    if (!side) return NULL;
    const struct stack *own = now->first;
    for (struct stack *s = side->first; s; s = s->next) {
        if (!s->service || !own->service) continue;
        struct renaming renaming = { run->arena, stage, own->stage,
                                     arena_text(run->arena, "%s-%s", s->service, stage),
                                     arena_text(run->arena, "%s-%s", own->service, own->stage) };
        stack_rename(s, &renaming);
        if (!side_find(now, s, side)) s->region = free_region(side, now);
    }
    side->label = arena_join(run->arena, "stage ", stage);
    now->label = arena_join(run->arena, "stage ", own->stage ? own->stage : "");
    return side;
}

static struct stack *in_region(struct side *side, const char *region)
{
    struct stack *stack = side->first;
    while (stack &&
           (stack->edge || (region ? !stack->region || strcmp(stack->region, region) != 0 : !stack->primary)))
        stack = stack->next;
    return stack;
}

/* Only the stack of this region, or of the first where `region` is NULL. NULL after a finding. */
static struct stack *only(struct run *run, struct side *side, const char *region)
{
    struct stack *stack = in_region(side, region);
    if (!stack) {
        diag_add(run->diags, FINDING(unknown_region), (struct place){ 0 },
                 "`regions` lists the regions of the service", "the service has no region %s", region);
        return NULL;
    }
    side->first = stack;
    stack->next = NULL;
    side->label = arena_join(run->arena, "region ", stack->region ? stack->region : "");
    return stack;
}

static struct side *region_read(struct run *run, const char *region, const char *named,
                                const struct service_options *options, struct side *now)
{
    struct side *side = side_read(run, now->there, named, options);
    struct stack *there = side ? only(run, side, region) : NULL;
    struct stack *here = there ? only(run, now, options->region) : NULL;
    if (!here) return NULL;
    if (here->region)
        stack_rename(there, &(struct renaming){ run->arena, region, here->region, region, here->region });
    there->region = here->region;
    return side;
}

struct side *peer_read(struct run *run, const struct operand *peer, const char *description,
                       const struct service_options *options, struct side *now)
{
    return (peer->kind == OPERAND_STAGE ? stage_read : region_read)(run, peer->text, description, options,
                                                                    now);
}
