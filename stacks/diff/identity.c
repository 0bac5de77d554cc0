#include "stacks/diff/identity.h"
#include "base/buffer.h"
#include "base/text.h"
#include "stacks/diff/compare.h"
#include "stacks/diff/impact.h"
#include "stacks/diff/order.h"
#include "stacks/stateful.h"
#include <string.h>

static bool is_described(const struct stack *stack) { return stack->service && !stack->nested; }

static bool is_renamed(const struct stack *old, const struct stack *now)
{
    return strcmp(old->name, now->name) != 0;
}

/* Of a region that the description does not name, only the environment of the deployment knows. */
static bool is_elsewhere(const struct stack *old, const struct stack *now)
{
    return old->region && now->region && strcmp(old->region, now->region) != 0;
}

bool identity_moves(const struct stack *old, const struct stack *now)
{
    return is_described(old) && is_described(now) && (is_renamed(old, now) || is_elsewhere(old, now));
}

/* What a stack means to those who use it. */
struct holding {
    const char *data; /* its stateful resources: TasksTable, FilesBucket and 2 more; NULL: none */
    bool addressed;
};

static struct holding holding_of(struct arena *arena, const struct stack *stack)
{
    enum { NAMED = 3 };
    struct holding holding = { 0 };
    struct buffer *names = buffer_new(arena);
    int count = 0;
    for (const struct node *n = node_pairs(node_find(stack->template, "Resources")); n; n = n->next) {
        const char *type = node_word(n, "Type");
        if (!type) continue;
        holding.addressed = holding.addressed || impact_is_addressed(type);
        if (!stateful_type(type) || count++ >= NAMED) continue;
        buffer_print(names, "%s%s", names->size ? ", " : "", n->key);
    }
    if (count > NAMED) buffer_print(names, " and %d more", count - NAMED);
    if (count) holding.data = names->text;
    return holding;
}

/* What runs at the edge serves the primary alone, whose own rows say what changes. */
static enum impact impact_of(const struct stack *stack, const struct holding *holding)
{
    return stack->edge          ? IMPACT_BEHAVIOUR
           : holding->data      ? IMPACT_DATA_LOSS
           : holding->addressed ? IMPACT_OUTAGE
                                : IMPACT_BEHAVIOUR;
}

static struct changed *stack_changed(struct arena *arena, const struct stack *stack, enum action action,
                                     struct place cause)
{
    struct changed *changed = arena_take(arena, sizeof *changed);
    *changed = (struct changed){
        .section = STACK_SECTION, .id = stack->name, .type = "", .action = action, .cause = cause
    };
    return changed;
}

static struct difference *row_add(struct arena *arena, struct changed *changed, const char *path,
                                  const char *before, const char *after)
{
    const struct comparison comparison = { .arena = arena, .into = changed };
    struct difference *row = compare_add(&comparison, path, NULL, before ? node_text(arena, before) : NULL,
                                         after ? node_text(arena, after) : NULL);
    row->cause = changed->cause;
    return row;
}

static const char *located(struct arena *arena, const struct stack *stack)
{
    return stack->region ? arena_text(arena, "%s in %s", stack->name, stack->region) : stack->name;
}

/* cfgen finds a stack by the name that the description gives it; any other needs CloudFormation's own
 * command.
 */
static const char *deletion(struct arena *arena, const struct stack *old, const struct stack *service)
{
    const char *region = old->region ? arena_join(arena, " --region ", old->region) : "";
    if (is_renamed(old, service) || old->edge)
        return arena_text(arena, "aws cloudformation delete-stack --stack-name %s%s", old->name, region);
    const char *stage = strcmp(service->stage, "dev") ? arena_join(arena, " --stage ", service->stage) : "";
    const char *file = service->named_at.file;
    bool is_default = !file || !strcmp(file, "service.yml");
    return arena_text(arena, "cfgen remove%s%s%s%s", region, stage, is_default ? "" : " ",
                      is_default ? "" : text_quoted(arena, file));
}

/* Other stages keep their own stacks where the name goes on to have the stage. */
static const char *name_line(struct arena *arena, const struct stack *old, const struct stack *now)
{
    const char *end = arena_join(arena, "-", now->stage);
    if (text_ends(old->name, end))
        return arena_text(arena, "`stacks: {name: %.*s${stage}}`",
                          (int)(strlen(old->name) - strlen(now->stage)), old->name);
    return arena_text(arena, "`stacks: {name: %s}` in the stage %s", old->name, now->stage);
}

static const char *move_remedy(struct arena *arena, const struct stack *old, const struct stack *now,
                               const struct holding *holding)
{
    struct buffer *text = buffer_new(arena);
    bool renamed = is_renamed(old, now), elsewhere = is_elsewhere(old, now);
    if (now->edge) return NULL; /* it goes with the primary */
    if (renamed) buffer_print(text, "to keep the stack, write %s", name_line(arena, old, now));
    if (renamed && elsewhere) buffer_print(text, " and keep the region %s", old->region);
    if (!renamed)
        buffer_print(text, "to serve both regions, list %s and %s under `regions`, in this order",
                     old->region, now->region);
    buffer_print(text, "; to replace it, deploy, %sthen run: %s", holding->data ? "copy the data, " : "",
                 deletion(arena, old, now));
    return text->text;
}

static const char *move_why(struct arena *arena, const struct stack *old, const struct holding *holding)
{
    return holding->data
               ? arena_text(arena,
                            "a new stack with empty resources is created; %s stays deployed with the data of "
                            "%s, and its costs go on",
                            located(arena, old), holding->data)
               : arena_text(
                     arena,
                     "a new stack with new addresses is created; %s stays deployed, and its costs go on",
                     located(arena, old));
}

static struct changed *moved(struct arena *arena, const struct stack *old, const struct stack *now)
{
    struct holding holding = holding_of(arena, old);
    bool renamed = is_renamed(old, now), elsewhere = is_elsewhere(old, now);
    struct changed *changed =
        stack_changed(arena, now, ACTION_MODIFY, renamed ? now->named_at : now->region_at);
    if (renamed) row_add(arena, changed, "Name", old->name, now->name);
    if (elsewhere) row_add(arena, changed, "Region", old->region, now->region)->cause = now->region_at;
    changed->replacement = REPLACED;
    changed->fate = holding.data ? FATE_RETAINED : FATE_NONE;
    for (struct difference *row = changed->first; row; row = row->next) {
        row->replacement = REPLACED;
        row->impact = impact_of(now, &holding);
        row->reason = holding.data ? REASON_DATA : REASON_OTHER;
    }
    changed->first->why = move_why(arena, old, &holding);
    changed->first->remedy = move_remedy(arena, old, now, &holding);
    return changed;
}

/* Only the environment of the deployment knows the region that one side does not name. */
static struct changed *pinned(struct arena *arena, const struct stack *old, const struct stack *now)
{
    const char *named = now->region ? now->region : old->region;
    struct place cause = now->region ? now->region_at : now->named_at;
    struct changed *changed = stack_changed(arena, now, ACTION_MODIFY, cause);
    struct difference *row = row_add(arena, changed, "Region", old->region, now->region);
    row->impact = IMPACT_BEHAVIOUR;
    row->possible = true;
    row->why =
        arena_text(arena,
                   now->region ? "a stack that is deployed in another region than %s stays there, and a "
                                 "new, empty one is created"
                               : "the environment chooses the region; in another one than %s a new, "
                                 "empty stack is created",
                   named);
    return changed;
}

static struct changed *left(struct arena *arena, const struct stack *old, const struct stack *service)
{
    struct holding holding = holding_of(arena, old);
    struct changed *changed = stack_changed(arena, old, ACTION_MODIFY, old->region_at);
    struct difference *row = old->region && !old->edge ? row_add(arena, changed, "Region", old->region, NULL)
                                                       : row_add(arena, changed, "Name", old->name, NULL);
    changed->fate = holding.data ? FATE_RETAINED : FATE_NONE;
    row->impact = impact_of(old, &holding);
    row->possible = row->impact != IMPACT_BEHAVIOUR;
    row->reason = holding.data ? REASON_DATA : REASON_OTHER;
    row->why = holding.data
                   ? arena_text(arena,
                                "the service no longer has this stack; it stays deployed with the "
                                "data of %s, is no longer updated, and its costs go on",
                                holding.data)
                   : "the service no longer has this stack; it stays deployed, is no longer updated, "
                     "and its costs go on";
    row->remedy =
        arena_join(arena, "to delete it after the deployment, run: ", deletion(arena, old, service));
    return changed;
}

static struct changed *added(struct arena *arena, const struct stack *now)
{
    struct changed *changed = stack_changed(arena, now, ACTION_ADD, now->region_at);
    struct difference *row = row_add(arena, changed, "", NULL, now->name);
    row->impact = IMPACT_BEHAVIOUR;
    row->why = "the service gets another stack, whose resources are all new";
    return changed;
}

void identity_add(struct arena *arena, struct diff *diff, const struct stack *old, const struct stack *now,
                  const struct stack *service)
{
    if (!is_described(old ? old : now)) return;
    bool stays = old && now && !identity_moves(old, now);
    if (stays && !old->region == !now->region) return;
    struct changed *changed = stays  ? pinned(arena, old, now)
                              : !now ? left(arena, old, service)
                              : old  ? moved(arena, old, now)
                                     : added(arena, now);
    impact_sum(changed);
    changed->next = diff->first;
    diff->first = order_sort(arena, changed);
    diff->counts.impacts[changed->impact]++;
    diff->possible += changed->possible && changed->impact <= IMPACT_SECURITY;
}
