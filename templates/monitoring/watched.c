#include "templates/monitoring/watched.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include <string.h>

static struct watched *add(struct template *template, struct watched_list *list, int *room)
{
    if (list->count == *room) {
        *room = *room ? 2 * *room : 8;
        struct watched *more = arena_take(template->arena, (size_t)*room * sizeof *more);
        if (list->count) memcpy(more, list->first, (size_t)list->count * sizeof *more);
        list->first = more;
    }
    return &list->first[list->count++];
}

/* The stage that leads to an API, as the metrics name it. */
static struct node *stage_of(struct template *template, const char *id)
{
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const struct node *properties = node_find(n, "Properties");
        const char *type = node_word(n, "Type"), *api = node_word(node_find(properties, "RestApiId"), "Ref");
        if (type && !strcmp(type, "AWS::ApiGateway::Stage") && api && !strcmp(api, id))
            return node_find(properties, "StageName");
    }
    return NULL;
}

static void dimensions_find(struct template *template, struct watched *thing, const struct node *resource,
                            const char *type)
{
    struct arena *arena = template->arena;
    const char *id = resource->key;
    struct dimension *first = &thing->dimensions[0], *second = &thing->dimensions[1];
    if (!strcmp(type, "AWS::ApiGateway::RestApi")) {
        struct node *name = node_find(node_find(resource, "Properties"), "Name");
        *first = (struct dimension){ "ApiName", name ? name : node_text(arena, id) };
        struct node *stage = stage_of(template, id);
        if (stage) *second = (struct dimension){ "Stage", stage };
    } else if (!strcmp(type, "AWS::SQS::Queue")) {
        *first = (struct dimension){ "QueueName", intrinsic_attribute(arena, id, "QueueName") };
    } else if (!strcmp(type, "AWS::SNS::Topic")) {
        *first = (struct dimension){ "TopicName", intrinsic_attribute(arena, id, "TopicName") };
    } else if (!strcmp(type, "AWS::CloudFront::Distribution")) {
        *first = (struct dimension){ "DistributionId", intrinsic_ref(arena, id) };
        *second = (struct dimension){ "Region", node_text(arena, "Global") };
    } else if (!strcmp(type, "AWS::ECS::Service")) {
        struct node *cluster = node_find(node_find(resource, "Properties"), "Cluster");
        *first = (struct dimension){ "ServiceName", intrinsic_attribute(arena, id, "Name") };
        if (cluster) *second = (struct dimension){ "ClusterName", cluster };
    } else {
        static const char *const names[][2] = { { "AWS::Lambda::Function", "FunctionName" },
                                                { "AWS::ApiGatewayV2::Api", "ApiId" },
                                                { "AWS::StepFunctions::StateMachine", "StateMachineArn" },
                                                { "AWS::DynamoDB::GlobalTable", "TableName" } };
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (!strcmp(type, names[i][0]))
                *first = (struct dimension){ names[i][1], intrinsic_ref(arena, id) };
    }
}

static void indexes_add(struct template *template, struct watched_list *list, int *room,
                        const struct node *resource)
{
    const struct node *indexes = node_find(node_find(resource, "Properties"), "GlobalSecondaryIndexes");
    struct watched table = list->first[list->count - 1];
    for (const struct node *n = indexes ? indexes->first : NULL; n; n = n->next) {
        struct node *name = node_find(n, "IndexName");
        if (!name || name->shape != SCALAR) continue;
        struct watched *index = add(template, list, room);
        *index = table;
        index->name = arena_text(template->arena, "%s.%s", table.name, name->text);
        index->dimensions[1] = (struct dimension){ "GlobalSecondaryIndexName", name };
    }
}

struct watched_list watched_of_type(struct template *template, const char *type)
{
    struct watched_list list = { 0 };
    int room = 0;
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const char *its = node_word(n, "Type");
        if (!its || strcmp(its, type)) continue;
        struct watched *thing = add(template, &list, &room);
        *thing = (struct watched){ .name = n->key, .owner = n->key, .place = n->key_place, .item = n };
        dimensions_find(template, thing, n, type);
        if (!strcmp(type, "AWS::DynamoDB::GlobalTable")) indexes_add(template, &list, &room, n);
    }
    return list;
}

struct watched_list watched_functions(struct template *template)
{
    struct watched_list list = { 0 };
    int room = 0;
    const struct function *function = template->service->functions;
    for (; function && function->item.from; function++) {
        const struct item *item = &function->item;
        if (!item->key.value || !item_is_in_template(template, item)) continue;
        struct watched *thing = add(template, &list, &room);
        *thing = (struct watched){ .name = item->key.value,
                                   .owner = template_id(template, item->key.value, &item->was, ""),
                                   .whole = 1000 * (double)function_timeout_seconds(function),
                                   .place = node_key_place(item->from),
                                   .item = function };
        thing->dimensions[0] = (struct dimension){ "FunctionName", item_value(template, item) };
    }
    return list;
}
