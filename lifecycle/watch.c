#include "lifecycle/watch.h"
#include "aws/cloudformation.h"
#include "lifecycle/status.h"
#include <string.h>

enum {
    HEARTBEAT_MILLISECONDS = 30000,
    FAILURES_ENDURED = 5, /* of looks in a row, each tried several times already */
    NAMES_TOLD = 3        /* of resources that are waited for */
};

static const char *copy(struct operation *operation, const char *text)
{
    return text ? arena_copy(operation->arena, text, strlen(text)) : "";
}

bool watch_start(struct operation *operation, struct watch *watch, const char *stack)
{
    const struct node *events = cloudformation_newest(operation->aws, operation->arena, stack);
    *watch = (struct watch){ .stack = stack };
    if (events && events->first) watch->known = node_word(events->first, "EventId");
    return events;
}

static struct resource_state *state_of(struct operation *operation, struct watch *watch, const char *id)
{
    struct resource_state **end = &watch->states;
    for (; *end; end = &(*end)->next)
        if (!strcmp((*end)->id, id)) return *end;
    *end = arena_take(operation->arena, sizeof **end);
    (*end)->id = copy(operation, id);
    return *end;
}

static void add_failed(struct operation *operation, struct watch *watch, const struct resource_state *state)
{
    struct failed **end = &watch->failed;
    while (*end) end = &(*end)->next;
    *end = arena_take(operation->arena, sizeof **end);
    **end = (struct failed){ NULL,          state->id,    state->type, state->status,
                             state->reason, state->whole, watch->back };
}

/* True when the event says that the stack itself is at rest. */
static bool take_event(struct operation *operation, struct watch *watch, const struct node *event)
{
    const char *id = node_word(event, "LogicalResourceId"),
               *physical = node_word(event, "PhysicalResourceId");
    const char *status = node_word(event, "ResourceStatus"), *time = node_word(event, "Timestamp");
    watch->known = copy(operation, node_word(event, "EventId"));
    if (!id || !status) return false;
    struct resource_state *state = state_of(operation, watch, id);
    const char *clock = time ? strchr(time, 'T') : NULL;
    state->type = copy(operation, node_word(event, "ResourceType"));
    state->status = copy(operation, status);
    const char *reason = node_word(event, "ResourceStatusReason");
    if (reason || !state->reason) state->reason = copy(operation, reason);
    state->time =
        clock ? arena_copy(operation->arena, clock + 1, strnlen(clock + 1, strlen("10:15:02"))) : "";
    state->whole = physical && !strcmp(physical, watch->stack);
    watch->back = watch->back || (state->whole && strstr(status, "ROLLBACK"));
    if (status_failed(status)) add_failed(operation, watch, state);
    operation->progress->changed(operation->progress->with, watch->states, state);
    return state->whole && !status_moves(status);
}

/* The stack's own word on it; NULL when it cannot be had. */
static const char *ask_status(struct operation *operation, struct watch *watch, struct arena *turn)
{
    const struct node *stack = cloudformation_stack(operation->aws, turn, watch->stack);
    if (stack) return copy(operation, node_word(stack, "StackStatus"));
    return cloudformation_absent(operation->aws) ? "DELETE_COMPLETE" : NULL;
}

static const char *waited_for(struct operation *operation, const struct watch *watch)
{
    struct buffer *out = buffer_new(operation->arena);
    int count = 0;
    for (const struct resource_state *s = watch->states; s; s = s->next) {
        if (s->whole || !status_moves(s->status)) continue;
        if (count++ < NAMES_TOLD) buffer_print(out, "%s%s", count > 1 ? ", " : ": waiting for ", s->id);
    }
    if (count > NAMES_TOLD) buffer_print(out, " and %d others", count - NAMES_TOLD);
    return out->text;
}

struct turns {
    int64_t told; /* when something was last said */
    int failures;
    bool rests; /* by its events; the stack must say so too */
};

static enum outcome failed_turn(struct operation *operation, struct turns *turns)
{
    const struct aws_error *error = &operation->aws->error;
    bool passing = error->failure && !aws_stopped(operation->aws) && error->failure != FAILURE_TLS;
    if (!passing || ++turns->failures == FAILURES_ENDURED) return operation_failed(operation);
    if (turns->failures == 1)
        operation_say(operation, "AWS cannot be reached at the moment; the operation continues there");
    return OUTCOME_DONE;
}

static enum outcome turn_of(struct operation *operation, struct watch *watch, struct turns *turns,
                            struct arena *turn)
{
    const struct surroundings *surroundings = operation->surroundings;
    const struct node *events = cloudformation_events(operation->aws, turn, watch->stack, watch->known);
    if (!events && cloudformation_absent(operation->aws))
        turns->rests = true;
    else if (!events)
        return failed_turn(operation, turns);
    turns->failures = 0;
    for (const struct node *n = events ? events->first : NULL; n; n = n->next)
        if (take_event(operation, watch, n)) turns->rests = true;
    int64_t now = surroundings->now(surroundings->with);
    if (events && events->first) turns->told = now;
    bool silent = now - turns->told >= HEARTBEAT_MILLISECONDS;
    if (!turns->rests && !silent) return OUTCOME_DONE;
    const char *status = ask_status(operation, watch, turn);
    if (!status) return failed_turn(operation, turns);
    if (!status_moves(status))
        watch->status = status;
    else if (silent)
        operation->progress->still(
            operation->progress->with,
            arena_text(operation->arena, "still %s%s", status, waited_for(operation, watch)));
    if (silent) turns->told = now;
    return OUTCOME_DONE;
}

enum outcome watch_stack(struct operation *operation, struct watch *watch)
{
    const struct surroundings *surroundings = operation->surroundings;
    struct turns turns = { .told = surroundings->now(surroundings->with) };
    for (;;) {
        struct arena *turn = arena_new();
        enum outcome outcome = turn_of(operation, watch, &turns, turn);
        arena_free(turn);
        if (outcome != OUTCOME_DONE || watch->status) return outcome;
        outcome = operation_wait(operation, "CloudFormation continues the operation");
        if (outcome != OUTCOME_DONE) return outcome;
    }
}
