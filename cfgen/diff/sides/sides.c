#include "cfgen/diff/sides/sides.h"
#include "cfgen/diff/sides/code.h"
#include "cfgen/diff/sides/rename.h"
#include "stacks/diff/alike.h"
#include "stacks/diff/identity.h"
#include "stacks/diff/keys.h"
#include "stacks/diff/order.h"
#include "stacks/diff/regions.h"
#include "stacks/diff/renamed.h"
#include "stacks/diff/transfer.h"

static void diff_name(struct diff *diff, const struct stack *stack)
{
    diff->stack = stack->name;
    diff->region = stack->region;
    diff->is_beside = stack->edge || stack->nested;
}

static bool has_described(const struct side *side) { return side->first && side->first->service; }

static const struct stack *primary_of(const struct side *side)
{
    const struct stack *stack = side->first;
    while (stack->next && !stack->primary) stack = stack->next;
    return stack;
}

/* Either may be NULL. Peers, and a stack that takes the place of another, have one name. */
static struct diff_sides known_sides(struct run *run, const struct sides *sides, const struct stack *old,
                                     const struct stack *now)
{
    const struct node *nothing = node_map(run->arena);
    struct diff_sides both = { .before.template = nothing,
                               .after.template = nothing,
                               .are_peers = sides->are_peers };
    if (old) both.before = (struct diff_side){ old->template, stack_known(run->arena, old, NULL) };
    if (now) both.after = (struct diff_side){ now->template, stack_known(run->arena, now, old) };
    if (sides->are_peers && now) both.before.known = stack_known(run->arena, now, NULL);
    return both;
}

/* Nothing of a stack that stays behind changes, and all of one that takes its place is new. */
static struct diff *diff_add(struct run *run, const struct sides *sides, struct schemas *schemas,
                             const struct stack *old, const struct stack *now)
{
    bool described = !sides->are_peers && has_described(sides->old) && has_described(sides->now);
    bool moves = described && old && now && identity_moves(old, now);
    struct diff_sides both = known_sides(run, sides, old, now);
    if (moves) {
        both.are_peers = true;
        both.before = (struct diff_side){ rename_towards(run->arena, old, now), both.after.known };
    }
    if (described && !now && !old->nested) both.before.template = both.after.template;
    struct diff *diff = diff_new(run->arena, schemas, &both);
    if (diff->exceeded)
        diag_add(
            run->diags, FINDING(evaluation_stopped), diff->exceeded->place, NULL,
            "the functions of the template produce more than 32 MB; later values are compared as they are "
            "written");
    diff_name(diff, now ? now : old);
    if (described) identity_add(run->arena, diff, old, now, primary_of(sides->now));
    return diff;
}

static struct diff *diffs_new(struct run *run, const struct sides *sides, struct schemas *schemas)
{
    struct diff *first = NULL, **end = &first;
    for (const struct stack *s = sides->now->first; s; s = s->next, end = &(*end)->next)
        *end = diff_add(run, sides, schemas, side_find(sides->old, s, sides->now), s);
    for (const struct stack *s = sides->old->first; s; s = s->next) {
        if (side_find(sides->now, s, sides->old)) continue;
        *end = diff_add(run, sides, schemas, s, NULL);
        end = &(*end)->next;
    }
    return first;
}

/* The comparisons stand in the order in which diffs_new() makes them. */
static void transfers(struct arena *arena, const struct sides *sides, struct diff *first)
{
    struct index *departures = index_new(arena);
    struct diff *diff = first;
    if (sides->are_peers) return;
    for (const struct stack *s = sides->now->first; s; s = s->next, diff = diff->next) {
        const struct stack *old = side_find(sides->old, s, sides->now);
        if (old) transfer_leave(arena, departures, diff, old, s);
    }
    for (const struct stack *s = sides->old->first; s; s = s->next)
        if (!side_find(sides->now, s, sides->old)) {
            transfer_leave(arena, departures, diff, s, NULL);
            diff = diff->next;
        }
    transfer_arrive(arena, departures, first);
}

struct diff *sides_diff(struct run *run, const struct sides *sides)
{
    struct diff *first = diffs_new(run, sides, schemas_new(run->arena));
    transfers(run->arena, sides, first);
    return first;
}

static const char *first_text(const struct diags *diags)
{
    return diags->first ? diags->first->text : "unknown reason";
}

/* What CloudFormation says in place of what templates say, where that is wanted and can be had. False after a
 * finding: it was asked for by name. */
static bool diff_ask(struct run *run, const struct sides *sides, struct schemas *schemas, int at,
                     const struct stack *now, struct diff **diff)
{
    const struct stack *old = side_find(sides->old, now, sides->now);
    bool open = (*diff)->depends_on_aws ||
                ((*diff)->first && ((*diff)->possible || sides->method == METHOD_CHANGE_SET));
    if (!sides->live || !old || now->nested || !open || sides->method == METHOD_TEMPLATE) return true;
    bool named = sides->method == METHOD_CHANGE_SET;
    struct diags *aside = named ? run->diags : diags_new(run->arena);
    const struct node *change_set = live_ask(sides->live, at, aside);
    if (!change_set && named) return false;
    if (!change_set) {
        diag_add(run->diags, FINDING(change_set_failed), (struct place){ 0 }, NULL,
                 "%s: CloudFormation could not create a change set: %s", now->name, first_text(aside));
        return true;
    }
    struct diff *next = (*diff)->next;
    struct diff_sides both = known_sides(run, sides, old, now);
    both.change_set = change_set;
    *diff = diff_new(run->arena, schemas, &both);
    (*diff)->next = next;
    diff_name(*diff, now);
    return true;
}

/* What changed in the code of those that are on both sides. */
static void code_compare(struct run *run, const struct sides *sides, int at, const struct stack *now,
                         struct diff *diff)
{
    struct code_sides code = { side_find(sides->old, now, sides->now), now,
                               sides->live ? sides->live->operations[at] : NULL };
    if (code.old) code_tell(run, diff, &code);
}

/* A template alone does not know its region: its prices are those of the other side's. */
static const struct stack *stack_placed(struct arena *arena, const struct stack *stack, const char *region)
{
    if (!stack || stack->region) return stack;
    struct stack *placed = arena_take(arena, sizeof *placed);
    *placed = *stack;
    placed->region = region;
    return placed;
}

/* The stacks that run after the deployment: an old one that no deployment updates stays. */
static const struct stack *stacks_after(struct arena *arena, const struct sides *sides)
{
    struct stack *first = NULL, **end = &first;
    for (const struct stack *s = sides->now->first; s; s = s->next, end = &(*end)->next) {
        *end = arena_take(arena, sizeof **end);
        **end = *s;
    }
    for (const struct stack *s = sides->are_peers ? NULL : sides->old->first; s; s = s->next) {
        const struct stack *now = side_find(sides->now, s, sides->old);
        if (!s->service || (now && !identity_moves(s, now))) continue;
        *end = arena_take(arena, sizeof **end);
        **end = *s;
        (*end)->primary = false; /* its traffic goes to the new one */
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    return first;
}

/* Both sides have the same traffic; templates alone are not enough for an estimate. */
static void cost_compare(struct arena *arena, const struct sides *sides, struct report *report)
{
    const struct stack *now = sides->now->first;
    if (!report->first || !now || !now->service) return;
    const struct cost *before =
        cost_new(arena, stack_placed(arena, sides->old->first, now->region), now->traffic, TERM_NONE);
    const struct cost *after = cost_new(arena, stacks_after(arena, sides), now->traffic, TERM_NONE);
    report->has_cost = true;
    report->cost_before = cost_whole(before);
    report->cost_after = cost_whole(after);
    report->costs = cost_changes(arena, before, after);
}

/* Of the stack that the service is known by, which is not what runs at the edge or is nested. */
static const char *name_of(const struct diff *first)
{
    const struct diff *diff = first;
    while (diff && diff->is_beside) diff = diff->next;
    if (!diff) diff = first;
    return diff->stack ? diff->stack : diff->after;
}

static const char *title_of(struct arena *arena, const struct sides *sides)
{
    const struct stack *stack = sides->now->first ? sides->now->first : sides->old->first;
    return stack && stack->service ? arena_text(arena, "%s, stage %s", stack->service, stack->stage) : NULL;
}

static const struct node *document_of(const struct side *side)
{
    return side->first ? side->first->document : NULL;
}

struct report *sides_compare(struct run *run, const struct sides *sides)
{
    struct schemas *schemas = schemas_new(run->arena);
    struct diff *first = diffs_new(run, sides, schemas), **diff = &first;
    int at = 0;
    for (const struct stack *s = sides->now->first; s; s = s->next, at++, diff = &(*diff)->next) {
        if (!diff_ask(run, sides, schemas, at, s, diff)) return NULL;
        code_compare(run, sides, at, s, *diff);
    }
    transfers(run->arena, sides, first);
    for (struct diff *d = first; d; d = d->next) d->before = sides->old->label, d->after = sides->now->label;
    if (sides->drift && sides->live && !live_drift(sides->live, sides->now, first)) return NULL;
    if (sides->live) live_names(run, sides->live, sides->now, first);
    struct report *report = arena_take(run->arena, sizeof *report);
    report->title = title_of(run->arena, sides);
    report->name = name_of(first);
    report->first = first;
    cost_compare(run->arena, sides, report);
    if (diff_worst(first) != IMPACT_COUNT)
        keys_find(run->arena, first, document_of(sides->old), document_of(sides->now));
    if (!sides->are_peers) renamed_find(run->arena, schemas, first);
    regions_fold(run->arena, first);
    alike_fold(run->arena, first);
    report->first = order_stacks(first);
    return report;
}
