#include "templates/functions/idempotency.h"
#include "service/intrinsic.h"
#include "templates/core/tags.h"
#include "templates/service.h"
#include "templates/tables/table.h"
#include "templates/wiring/access.h"
#include <string.h>

#define TABLE_ID "IdempotencyTable"

static const struct field idempotency_fields[] = {
    { FIELD(idempotency, on), .about = "Create the idempotency table.", .default_value = "true" },
    { FIELD(idempotency, ttl),
      .about = "How long results are remembered. The code reads it as IDEMPOTENCY_TTL, in seconds.",
      .default_text = "chosen by the code" },
    { FIELD(idempotency, key),
      .about = "Part of the event that identifies it, such as body.id. The code reads it as IDEMPOTENCY_KEY.",
      .default_text = "chosen by the code" },
    { 0 },
};
const struct form idempotency_form = { .what = "true, or {ttl, key}",
                                       .brief = "on",
                                       .size = sizeof(struct idempotency),
                                       .fields = idempotency_fields };

static bool is_on(const struct idempotency *idempotency)
{
    return idempotency->from && (!idempotency->on.from || idempotency->on.value);
}

static const struct item *own_table(struct template *template)
{
    for (const struct table *t = template->service->tables; t && t->item.from; t++)
        if (t->item.key.value && !strcmp(item_id(template, &t->item), TABLE_ID)) return &t->item;
    return NULL;
}

static void attribute_add(struct node *list, const char *name, const char *key, const char *value)
{
    struct node *one = node_add(list, NULL, node_map(list->arena));
    node_add(one, "AttributeName", node_text(list->arena, name));
    node_add(one, key, node_text(list->arena, value));
}

/* What it holds is worth nothing once it has expired: it goes with the stack. */
static void own_table_write(struct template *template, struct place place)
{
    struct arena *arena = template->arena;
    if (node_find(template->resources, TABLE_ID)) return;
    struct resource table = template_add(template, TABLE_ID, "AWS::DynamoDB::GlobalTable", place);
    struct node *p = table.properties;
    attribute_add(node_add(p, "KeySchema", node_list(arena)), "id", "KeyType", "HASH");
    attribute_add(node_add(p, "AttributeDefinitions", node_list(arena)), "id", "AttributeType", "S");
    node_add(p, "BillingMode", node_text(arena, "PAY_PER_REQUEST"));
    struct node *expiry = node_add(p, "TimeToLiveSpecification", node_map(arena));
    node_add(expiry, "AttributeName", node_text(arena, "expiration"));
    node_add(expiry, "Enabled", node_flag(arena, true));
    node_add(node_at(p, "SSESpecification"), "SSEEnabled", node_flag(arena, true));
    struct node *replica = node_add(node_add(p, "Replicas", node_list(arena)), NULL, node_map(arena));
    node_add(replica, "Region", intrinsic_ref(arena, "AWS::Region"));
    node_add(replica, "Tags", tag_list(template));
    template_discard(template, table);
}

void idempotency_write(struct template *template, const struct bound_function *bound)
{
    const struct idempotency *idempotency = &bound->function->idempotency;
    if (!is_on(idempotency)) return;
    const struct item *own = own_table(template);
    if (!own) own_table_write(template, node_key_place(idempotency->from));
    struct node *arn = own ? item_arn(template, own) : intrinsic_attribute(template->arena, TABLE_ID, "Arn");
    access_allow(template, bound->statements,
                 "dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem", "@", arn);
}

void idempotency_variables(struct template *template, const struct function *function, struct node *variables)
{
    struct arena *arena = template->arena;
    const struct idempotency *idempotency = &function->idempotency;
    if (!is_on(idempotency)) return;
    const struct item *own = own_table(template);
    node_set(variables, "IDEMPOTENCY_TABLE",
             own ? item_value(template, own) : intrinsic_ref(arena, TABLE_ID));
    if (idempotency->ttl.from)
        node_set(variables, "IDEMPOTENCY_TTL", node_format(arena, "%ld", idempotency->ttl.value));
    if (idempotency->key.value)
        node_set(variables, "IDEMPOTENCY_KEY", node_text(arena, idempotency->key.value));
}
