#include "templates/core/policy.h"
#include <string.h>

struct node *policy_document(struct arena *arena, struct node *statements)
{
    struct node *document = node_map(arena);
    node_add(document, "Version", node_text(arena, "2012-10-17"));
    node_add(document, "Statement", statements);
    return document;
}

struct node *policy_allow(struct node *statements, const char *actions)
{
    struct arena *arena = statements->arena;
    struct node *statement = node_add(statements, NULL, node_map(arena));
    node_add(statement, "Effect", node_text(arena, "Allow"));
    struct node *list = node_list(arena);
    for (const char *at = actions; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        node_add(list, NULL, node_text(arena, arena_copy(arena, at, size)));
        at += size;
    }
    node_add(statement, "Action", list);
    return statement;
}

struct node *policy_trust(struct arena *arena, const char *service)
{
    struct node *statements = node_list(arena), *statement = policy_allow(statements, "sts:AssumeRole");
    struct node *principal = node_map(arena);
    node_add(principal, "Service", node_text(arena, service));
    node_add(statement, "Principal", principal);
    return policy_document(arena, statements);
}
