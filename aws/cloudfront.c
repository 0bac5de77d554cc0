#include "aws/cloudfront.h"
#include <string.h>

bool cloudfront_invalidate(struct aws *aws, struct arena *arena, const char *distribution,
                           const char *reference)
{
    const char *body =
        arena_text(arena,
                   "<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">"
                   "<Paths><Quantity>1</Quantity><Items><Path>/*</Path></Items></Paths>"
                   "<CallerReference>%s</CallerReference></InvalidationBatch>",
                   reference);
    struct pairs *headers = pairs_new(arena);
    pairs_add(headers, "Content-Type", "application/xml");
    struct aws_call call = { .service = "cloudfront",
                             .action = "cloudfront:CreateInvalidation",
                             .method = "POST",
                             .path =
                                 arena_text(arena, "/2020-05-31/distribution/%s/invalidation", distribution),
                             .region = "us-east-1",
                             .headers = headers,
                             .body = { body, strlen(body) } };
    return aws_send(aws, arena, &call);
}
