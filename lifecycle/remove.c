#include "lifecycle/remove.h"
#include "aws/cloudformation.h"
#include "aws/dynamodb.h"
#include "aws/s3.h"
#include "aws/sts.h"
#include "base/text.h"
#include "lifecycle/failure.h"
#include "lifecycle/settings.h"
#include "lifecycle/status.h"
#include "stacks/stateful.h"
#include <string.h>

static bool is_bucket(const struct held *held) { return !strcmp(held->type, "AWS::S3::Bucket"); }

static bool is_table(const struct held *held) { return text_starts(held->type, "AWS::DynamoDB::"); }

/* Another operation changes one of them. */
static const char *state_of(struct operation *operation, const struct node *stack)
{
    const char *status = node_word(stack, "StackStatus"), *time = node_word(stack, "LastUpdatedTime");
    return arena_text(operation->arena, "%s %s", status, time ? time : "");
}

static void take_name(struct operation *operation, struct removal *removal, const char *name)
{
    for (struct held *h = removal->inventory.held; h; h = h->next)
        if (stateful_is_named(operation->arena, name, h->id, h->type))
            h->named = is_bucket(h) || is_table(h) || !h->kept;
}

static bool check_name(struct operation *operation, const struct removal *removals, size_t count,
                       const char *name)
{
    struct nearest nearest = { .word = name };
    for (size_t i = 0; i < count; i++)
        for (const struct held *h = removals[i].inventory.held; h; h = h->next) {
            nearest_try(&nearest, h->id);
            nearest_try(&nearest, stateful_short_name(operation->arena, h->id, h->type));
            if (!stateful_is_named(operation->arena, name, h->id, h->type)) continue;
            if (h->named) return true;
            diag_add(operation->diags, FINDING(unknown_data), (struct place){ 0 }, NULL,
                     "%s is %s: only tables and buckets can be deleted by name", h->id, h->type);
            return false;
        }
    diag_add(operation->diags, FINDING(unknown_data), (struct place){ 0 },
             diag_meant(operation->arena, nearest.name),
             "--data %s: %s has no stateful resource with this name", name, operation->stack->name);
    return false;
}

bool removal_check_names(struct operation *operation, const struct removal *removals, size_t count,
                         const char *const *names)
{
    bool known = true;
    for (; names && *names; names++) known = check_name(operation, removals, count, *names) && known;
    return known;
}

/* CloudFormation would delete what the template does not keep. */
static bool all_approved(struct operation *operation, const struct removal *removal)
{
    bool fine = true;
    for (const struct held *h = removal->inventory.held; h; h = h->next) {
        if (h->kept || h->named) continue;
        fine = false;
        diag_add(operation->diags, FINDING(data_at_risk), h->at,
                 arena_text(operation->arena,
                            "to keep it, first deploy it with DeletionPolicy: Retain; to delete it: cfgen "
                            "remove%s --data %s",
                            operation->same, h->id),
                 "%s (%s) would be deleted with its data: the deployed template does not retain it", h->id,
                 h->type);
    }
    return fine;
}

enum outcome removal_plan(struct operation *operation, struct removal *removal, const char *const *names)
{
    *removal = (struct removal){ 0 };
    const struct node *stack = cloudformation_stack(operation->aws, operation->arena, operation->stack->name);
    if (!stack) return cloudformation_absent(operation->aws) ? OUTCOME_DONE : operation_failed(operation);
    const char *status = node_word(stack, "StackStatus");
    removal->moving = !strcmp(status, "DELETE_IN_PROGRESS");
    if (status_moves(status) && !removal->moving && strcmp(status, "REVIEW_IN_PROGRESS") != 0) {
        diag_add(
            operation->diags, FINDING(stack_busy), (struct place){ 0 },
            arena_text(operation->arena, "run again when it is complete: cfgen remove%s", operation->same),
            "%s is %s: another operation is in progress", operation->stack->name, status);
        return OUTCOME_TIMEOUT;
    }
    removal->stack = node_word(stack, "StackId");
    removal->state = state_of(operation, stack);
    enum outcome outcome = inventory_read(operation, &removal->inventory, removal->stack);
    if (outcome != OUTCOME_DONE) return outcome;
    for (; names && *names; names++) take_name(operation, removal, *names);
    if (removal->moving) return OUTCOME_DONE;
    bool allowed = settings_allow_removal(operation, stack);
    return all_approved(operation, removal) && allowed ? OUTCOME_DONE : OUTCOME_APPROVAL;
}

static bool empty(struct operation *operation, const struct bucket *bucket)
{
    long deleted;
    bool done = s3_bucket_empty(operation->aws, operation->arena, bucket, &deleted);
    if (done && deleted)
        operation_say(operation, "deleted %ld object%s of the bucket %s", deleted, deleted > 1 ? "s" : "",
                      bucket->name);
    return done;
}

/* A bucket must be empty before anybody can delete it. */
static enum outcome empty_buckets(struct operation *operation, const struct removal *removal,
                                  const char *owner)
{
    for (const struct held *h = removal->inventory.held; h; h = h->next) {
        struct bucket bucket = { h->physical, owner };
        if (h->named && !h->kept && is_bucket(h) && !empty(operation, &bucket))
            return operation_failed(operation);
    }
    return OUTCOME_DONE;
}

static enum outcome delete_kept(struct operation *operation, const struct removal *removal, const char *owner)
{
    for (struct held *h = removal->inventory.held; h; h = h->next) {
        struct bucket bucket = { h->physical, owner };
        if (!h->named || !h->kept) continue;
        bool done = is_table(h) ? dynamodb_delete(operation->aws, operation->arena, h->physical)
                                : empty(operation, &bucket) &&
                                      s3_bucket_delete(operation->aws, operation->arena, &bucket);
        if (!done) {
            for (; h; h = h->next) h->named = false; /* the stack is gone, and these are kept after all */
            return operation_failed(operation);
        }
        operation_say(operation, "deleted %s (%s)", h->id, h->physical);
    }
    return OUTCOME_DONE;
}

static void say_kept(struct operation *operation, const struct removal *removal)
{
    const char *region = operation->aws->region;
    for (const struct held *h = removal->inventory.held; h; h = h->next) {
        if (h->named || !h->kept) continue;
        if (h->snapshot) {
            operation_say(operation, "deleted, snapshot retained: %s, %s", h->id, h->physical);
            continue;
        }
        const char *how =
            is_table(h)
                ? arena_text(operation->arena, ": aws dynamodb delete-table --table-name %s --region %s",
                             h->physical, region)
            : is_bucket(h) ? arena_text(operation->arena, ": aws s3 rb --force s3://%s", h->physical)
                           : "";
        operation_say(operation, "kept: %s, %s%s", h->id, h->physical, how);
    }
}

/* CloudFormation's own word on what was to be kept. */
static void note_deleted(struct operation *operation, const struct removal *removal,
                         const struct watch *watch)
{
    for (const struct resource_state *s = watch->states; s; s = s->next)
        for (struct held *h = removal->inventory.held; h; h = h->next) {
            if (s->whole || !h->kept || h->snapshot || strcmp(h->id, s->id) != 0) continue;
            if (strcmp(s->status, "DELETE_COMPLETE") != 0) continue;
            h->kept = false;
            operation_say(operation, "deleted by CloudFormation: %s, %s", h->id, h->physical);
        }
}

/* Between the look and the deletion a person may have been asked for an hour. */
static enum outcome check_unchanged(struct operation *operation, const struct removal *removal)
{
    if (removal->moving) return OUTCOME_DONE;
    const struct node *stack = cloudformation_stack(operation->aws, operation->arena, removal->stack);
    if (!stack && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    if (stack && !strcmp(state_of(operation, stack), removal->state)) return OUTCOME_DONE;
    diag_add(operation->diags, FINDING(stack_busy), (struct place){ 0 },
             arena_text(operation->arena, "to check again: cfgen remove%s", operation->same),
             "another operation has changed %s in the meantime; nothing was deleted", operation->stack->name);
    return OUTCOME_TIMEOUT;
}

static enum outcome delete_stack(struct operation *operation, const struct removal *removal)
{
    struct watch watch;
    if (!watch_start(operation, &watch, removal->stack)) return operation_failed(operation);
    if (!removal->moving && !cloudformation_delete(operation->aws, operation->arena, removal->stack))
        return operation_failed(operation);
    enum outcome outcome = watch_stack(operation, &watch);
    if (outcome == OUTCOME_STOPPED)
        operation_say(operation, "stopped; CloudFormation is still deleting %s", operation->stack->name);
    note_deleted(operation, removal, &watch);
    if (outcome != OUTCOME_DONE || !strcmp(watch.status, "DELETE_COMPLETE")) return outcome;
    failure_report(operation, &watch,
                   arena_text(operation->arena, "fix the error, then run: cfgen remove%s", operation->same));
    return OUTCOME_STUCK;
}

enum outcome removal_run(struct operation *operation, const struct removal *removal)
{
    struct caller caller = { 0 };
    bool loses = false;
    operation->started = operation->surroundings->now(operation->surroundings->with);
    for (const struct held *h = removal->inventory.held; h; h = h->next) loses = loses || h->named;
    if (loses && !sts_caller(operation->aws, &caller)) return operation_failed(operation);
    enum outcome outcome = check_unchanged(operation, removal);
    if (outcome == OUTCOME_DONE) outcome = empty_buckets(operation, removal, caller.account);
    if (outcome == OUTCOME_DONE) outcome = delete_stack(operation, removal);
    if (outcome != OUTCOME_DONE) return outcome;
    outcome = delete_kept(operation, removal, caller.account);
    say_kept(operation, removal);
    operation_say_result(operation, "removed");
    return outcome;
}
