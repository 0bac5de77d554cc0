#include "aws/apigateway.h"

const struct node *apigateway_account(struct aws *aws, struct arena *arena)
{
    struct pairs *headers = pairs_new(arena);
    pairs_add(headers, "Accept", "application/json");
    struct aws_call call = { .service = "apigateway",
                             .action = "apigateway:GET",
                             .method = "GET",
                             .path = "/account",
                             .headers = headers };
    return aws_send(aws, arena, &call) ? call.reply : NULL;
}
