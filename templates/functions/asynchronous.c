#include "templates/functions/asynchronous.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/functions/inherit.h"
#include "templates/wiring/access.h"
#include "templates/wiring/call.h"
#include <string.h>

static const struct field retries_fields[] = {
    { FIELD(retries, attempts), .property = "MaximumRetryAttempts",
      .about = "Retries of a failed asynchronous call.", .default_value = "2" },
    { FIELD(retries, age), .property = "MaximumEventAgeInSeconds",
      .about = "Oldest age of an event that is still retried.", .default_value = "6h" },
    { 0 },
};
const struct form retries_form = { .what = "a number, or {attempts, age}",
                                   .brief = "attempts",
                                   .type = "AWS::Lambda::EventInvokeConfig",
                                   .size = sizeof(struct retries),
                                   .fields = retries_fields };

#define DESTINATIONS "queues topics functions buckets"
static const struct field destinations_fields[] = {
    { FIELD(destinations, success), .refers = "queues topics functions", .elsewhere = true,
      .about = "Destination of successful results: a queue, topic or function, or the ARN of one of these or "
               "of an event bus." },
    { FIELD(destinations, failure), .refers = DESTINATIONS, .elsewhere = true,
      .about = "Destination of events that failed after all retries: a queue, topic, function or bucket, or "
               "an ARN." },
    { 0 },
};
const struct form destinations_form = { .what = "{success, failure}",
                                        .brief = "failure",
                                        .size = sizeof(struct destinations),
                                        .fields = destinations_fields };

/* Of an ARN or an intrinsic function it may be any of them: the actions for others do nothing on it. */
static const char *actions_for(const struct named *target)
{
    const struct kind *kind = named_kind(target);
    if (kind && kind->admit.action) return kind->admit.action;
    return "sqs:SendMessage sns:Publish lambda:InvokeFunction events:PutEvents";
}

static void check_fifo(struct template *template, const struct reference *to, const char *key)
{
    if (!named_is_fifo(to->target)) return;
    diag_add(template->diags, FINDING(fifo_destination), node_place(to->from), NULL,
             "%s cannot go to the FIFO queue '%s'", key, to->value);
}

/* The ARN, which the role may then send to. */
static struct node *destination(struct template *template, const struct bound_function *bound,
                                const struct reference *to, const char *key)
{
    struct arena *arena = template->arena;
    const struct named *target = to->target;
    struct node *arn = reference_arn(template, to);
    check_fifo(template, to, key);
    if (named_is(target, KIND_bucket)) {
        access_allow(template, bound->statements, "s3:PutObject", "@/*", arn);
        access_allow(template, bound->statements, "s3:ListBucket", "@", arn);
        return arn;
    }
    if (named_is(target, KIND_function)) {
        access_allow(template, access_invoke_statements(template, bound), "lambda:InvokeFunction", "@ @:*",
                     arn);
        return function_call_arn(template, target->item);
    }
    access_allow(template, bound->statements, actions_for(target), "@", arn);
    return node_copy(arena, arn);
}

void dead_letters_configure(struct template *template, const struct bound_function *bound,
                            struct node *properties)
{
    const struct reference *to = &bound->function->deadLetters;
    if (!to->from || (to->value && !to->target && !text_starts(to->value, "arn:"))) return;
    struct node *arn = destination(template, bound, to, "dead letters");
    arn->place = node_place(to->from);
    schema_check(
        template->schemas, "AWS::Lambda::Function", "DeadLetterConfig.TargetArn", "deadLetters",
        node_add(node_add(properties, "DeadLetterConfig", node_map(template->arena)), "TargetArn", arn),
        template->diags);
}

struct invoke_config {
    struct node *properties, *after; /* what must be there first */
};

static void destination_write(struct template *template, const struct bound_function *bound,
                              struct invoke_config config, const struct reference *to, const char *key,
                              const char *path)
{
    if (!to->from || (to->value && !to->target && !text_starts(to->value, "arn:"))) return;
    struct node *arn = destination(template, bound, to, key);
    arn->place = node_place(to->from);
    node_add(node_at(config.properties, path), "Destination", arn);
    schema_check(template->schemas, "AWS::Lambda::EventInvokeConfig",
                 arena_join(template->arena, path, ".Destination"), key, arn, template->diags);
    const char *policy = arena_join(template->arena, bound->id, "InvokePolicy");
    if (named_is(to->target, KIND_function) && node_find(template->resources, policy))
        node_add(config.after, NULL, node_text(template->arena, policy));
}

/* All that calls it waits for its answer, or tries again by rules of its own. */
static bool is_awaited(const struct function *function)
{
    static const char awaited[] = "alb http httpApi queue stream url websocket";
    const struct chosen *event = function->events;
    if (!event || !event->from) return false;
    for (; event->from; event++)
        if (!event->form || !text_has_word(awaited, event->form->key)) return false;
    return true;
}

static void check_awaited(struct template *template, const struct function *function)
{
    const struct node *from = function->retries.from        ? function->retries.from
                              : function->destinations.from ? function->destinations.from
                                                            : function->deadLetters.from;
    if (from && !function_inherits(template, from) && is_awaited(function))
        diag_add(template->diags, FINDING(awaited), node_key_place(from),
                 "use retries and deadLetters of the queue", "'%s' has no asynchronous events",
                 function->item.key.value);
}

static bool leads_to(const struct reference *reference, const struct function *function)
{
    return reference->target && reference->target->item == function;
}

void asynchronous_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct function *function = bound->function;
    check_awaited(template, function);
    if (!function->retries.from && !function->destinations.from) return;
    struct resource resource =
        template_add(template, arena_join(arena, bound->id, "InvokeConfig"), "AWS::Lambda::EventInvokeConfig",
                     node_key_place(function->item.from));
    struct invoke_config config = { resource.properties, node_list(arena) };
    bool itself = leads_to(&function->destinations.success, function) ||
                  leads_to(&function->destinations.failure, function); /* by its alias, which is there then */
    if (bound->alias && !itself)
        node_add(config.after, NULL, node_text(arena, arena_join(arena, bound->id, "Alias")));
    node_add(config.properties, "FunctionName",
             intrinsic_ref(arena, arena_join(arena, bound->id, "Function")));
    node_add(config.properties, "Qualifier",
             node_text(arena, bound->alias ? function_alias(function) : "$LATEST"));
    if (function->retries.from)
        template_write(template, &retries_form, &function->retries, config.properties);
    destination_write(template, bound, config, &function->destinations.success, "success",
                      "DestinationConfig.OnSuccess");
    destination_write(template, bound, config, &function->destinations.failure, "failure",
                      "DestinationConfig.OnFailure");
    if (config.after->count) node_add(resource.node, "DependsOn", config.after);
}
