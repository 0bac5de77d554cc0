#include "aws/dynamodb.h"

bool dynamodb_delete(struct aws *aws, struct arena *arena, const char *table)
{
    struct node *body = node_map(arena);
    node_add(body, "TableName", node_text(arena, table));
    bool done = aws_json(aws, arena, "dynamodb", "DynamoDB_20120810", "DeleteTable", body);
    return done || aws_error_is(aws, "ResourceNotFoundException");
}
