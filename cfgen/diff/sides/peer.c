#include "cfgen/diff/sides/peer.h"
#include "cfgen/diff/sides/rename.h"
#include <string.h>

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
        const struct stack *beside = side_find(now, s, side);
        if (!beside) continue;
        s->template = rename_towards(run->arena, s, beside);
        s->region = beside->region;
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
    there->template = rename_towards(run->arena, there, here);
    there->region = here->region;
    return side;
}

struct side *peer_read(struct run *run, const struct operand *peer, const char *description,
                       const struct service_options *options, struct side *now)
{
    return (peer->kind == OPERAND_STAGE ? stage_read : region_read)(run, peer->text, description, options,
                                                                    now);
}
