#include "templates/wiring/rule.h"
#include "base/json.h"
#include "base/sha256.h"
#include "service/intrinsic.h"
#include "templates/wiring/pattern.h"
#include <string.h>

static const struct field transform_fields[] = {
    { FIELD(transform, paths), .about = "Names for parts of the event: {id: $.detail.id}." },
    { FIELD(transform, template), .required = true,
      .about = "Text or mapping, in which <id> stands for the part with that name." },
    { 0 },
};
const struct form transform_form = { .what = "{paths, template}",
                                     .brief = "template",
                                     .size = sizeof(struct transform),
                                     .fields = transform_fields };

const char *rule_id(struct template *template, const char *name, const struct node *said, const char *and)
{
    struct buffer *text = buffer_new(template->arena);
    json_print(text, said, JSON_CANONICAL);
    if (and) buffer_text(text, and);
    return arena_text(template->arena, "%s%.8s", name, sha256_hex(template->arena, text->text, text->size));
}

/* A lone text must be JSON too; one that already is stays. */
static struct node *template_text(struct arena *arena, const struct node *from)
{
    if (from->shape != SCALAR || strchr("{[\"", *from->text)) return pattern_text(arena, from);
    struct buffer *json = buffer_new(arena);
    json_text(json, from->text);
    struct node *text = node_text(arena, json->text);
    text->place = node_place(from);
    return text;
}

static void content_write(struct template *template, const struct delivery *delivery, struct node *target)
{
    struct arena *arena = template->arena;
    const struct node *kinds_of[] = { delivery->input.from, delivery->path.from, delivery->transform.from };
    int count = 0;
    for (int i = 0; i < 3; i++)
        if (kinds_of[i] && count++)
            diag_add(template->diags, FINDING(out_of_range), kinds_of[i]->place, "keep one of them",
                     "`input`, `path` and `transform` cannot be combined");
    if (delivery->input.from)
        node_add(target, "Input", pattern_text(arena, delivery->input.from));
    else if (delivery->path.from)
        node_add(target, "InputPath", node_copy(arena, delivery->path.from));
    else if (delivery->transform.template.from) {
        struct node *transformer = node_add(target, "InputTransformer", node_map(arena));
        if (delivery->transform.paths.from)
            node_add(transformer, "InputPathsMap", node_copy(arena, delivery->transform.paths.from));
        node_add(transformer, "InputTemplate", template_text(arena, delivery->transform.template.from));
    }
}

static void number_write(struct template *template, const struct integer *number, struct node *into,
                         const char *name, const char *check, const char *type, const char *key)
{
    if (!number->from) return;
    struct node *value = is_known(number->from) ? node_number(template->arena, number->value)
                                                : node_copy(template->arena, number->from);
    value->place = node_place(number->from);
    node_add(into, name, value);
    schema_check(template->schemas, type, arena_join(template->arena, check, name), key, value,
                 template->diags);
}

void delivery_write_failures(struct template *template, const struct delivery *delivery, const char *type,
                             const char *path, struct node *target, const char *service,
                             const struct node *source)
{
    struct arena *arena = template->arena;
    if (delivery->retries.from || delivery->age.from) {
        struct node *policy = node_add(target, "RetryPolicy", node_map(arena));
        const char *check = arena_join(arena, path, ".RetryPolicy.");
        const struct integer age = { delivery->age.from, delivery->age.value };
        number_write(template, &delivery->retries, policy, "MaximumRetryAttempts", check, type, "retries");
        number_write(template, &age, policy, "MaximumEventAgeInSeconds", check, type, "age");
    }
    if (!reference_is_valid(&delivery->deadLetters)) return;
    const struct named *queue = delivery->deadLetters.target;
    if (named_is_fifo(queue))
        diag_add(template->diags, FINDING(fifo_delivery), node_place(delivery->deadLetters.from), NULL,
                 "the dead-letter queue of EventBridge must not be FIFO");
    node_add(node_at(target, "DeadLetterConfig"), "Arn", reference_arn(template, &delivery->deadLetters));
    if (service) dead_letters_permit(template, &delivery->deadLetters, service, source);
}

/* Those of one receiver are delivered in order. */
static void group_write(struct template *template, const struct receiver *receiver, struct place place,
                        struct node *target)
{
    if (!receiver_is_fifo(receiver)) return;
    const char *path = receiver->item->kind->admit.group_property;
    if (path) {
        node_add(node_at(target, path), "MessageGroupId", node_text(template->arena, receiver->id));
        return;
    }
    diag_add(template->diags, FINDING(fifo_delivery), place, "use a queue, or a topic that is not FIFO",
             "EventBridge does not deliver to a FIFO topic");
}

struct rule rule_add(struct template *template, const struct receiver *receiver, const char *id,
                     struct place place, const struct delivery *delivery)
{
    struct arena *arena = template->arena;
    const struct kind *kind = receiver->item ? receiver->item->kind : NULL;
    struct resource rule = template_add(template, id, "AWS::Events::Rule", place);
    struct node *target =
        node_add(node_add(rule.properties, "Targets", node_list(arena)), NULL, node_map(arena));
    const struct node *source = intrinsic_attribute(arena, id, "Arn");
    node_add(target, "Id", node_text(arena, receiver->function ? "function" : "receiver"));
    node_add(target, "Arn", receiver_arn(template, receiver));
    if (kind && kind->admit.role) node_add(target, "RoleArn", kind->admit.role(template, receiver->item));
    group_write(template, receiver, place, target);
    if (delivery) {
        content_write(template, delivery, target);
        delivery_write_failures(template, delivery, "AWS::Events::Rule", "Targets", target,
                                "events.amazonaws.com", source);
    }
    receiver_permit(template, receiver, arena_join(arena, id, "Permission"), "events.amazonaws.com", source);
    return (struct rule){ id, rule.properties };
}
