#include "templates/wiring/receiver.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/wiring/call.h"
#include <string.h>

struct receiver receiver_of(struct template *template, const struct item *item)
{
    return (struct receiver){ .id = item_id(template, item), .item = item };
}

struct receiver receiver_of_function(const struct bound_function *function)
{
    return (struct receiver){ .id = function->id, .function = function };
}

struct node *receiver_arn(struct template *template, const struct receiver *receiver)
{
    if (receiver->function) return function_target(template, receiver->function);
    return item_arn(template, receiver->item);
}

bool receiver_is_fifo(const struct receiver *receiver) { return item_is_fifo(receiver->item); }

const char *receiver_permit(struct template *template, const struct receiver *receiver, const char *id,
                            const char *service, const struct node *source)
{
    struct arena *arena = template->arena;
    if (receiver->function) {
        function_permit(template, receiver->function, id, service, node_copy(arena, source));
        return id;
    }
    const struct kind *kind = receiver->item->kind;
    if (!kind->admit.statements) return NULL;
    struct node *statements = kind->admit.statements(template, receiver->item);
    struct node *statement = policy_allow(node_list(arena), kind->admit.action);
    node_add(node_at(statement, "Principal"), "Service", node_text(arena, service));
    node_add(statement, "Resource", receiver_arn(template, receiver));
    node_add(node_at(statement, "Condition.ArnLike"), "aws:SourceArn", node_copy(arena, source));
    /* A bucket's ARN says no account, and its name may one day be another's. */
    if (!strcmp(service, "s3.amazonaws.com"))
        node_add(node_at(statement, "Condition.StringEquals"), "aws:SourceAccount",
                 intrinsic_ref(arena, "AWS::AccountId"));
    bool said = false;
    for (const struct node *n = statements->first; n; n = n->next) said |= node_same(n, statement);
    if (!said) node_add(statements, NULL, node_copy(arena, statement));
    return arena_join(arena, receiver->id, "Policy");
}

void dead_letters_permit(struct template *template, const struct reference *queue, const char *service,
                         const struct node *source)
{
    const struct named *target = queue->target;
    if (!target || !item_is_in_template(template, target->item)) return;
    struct receiver receiver = receiver_of(template, target->item);
    receiver_permit(template, &receiver, NULL, service, source);
}
