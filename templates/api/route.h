/* Routes: `POST /quests/{id}/claim`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
#ifndef TEMPLATES_API_ROUTE_H
#define TEMPLATES_API_ROUTE_H
#include "base/diag.h"
#include "base/node.h"

struct route {
    const char *method; /* GET … or ANY */
    const char *path;
    const char *same;  /* method and path with every parameter alike: two routes of one `same` are one */
    const char *arn;   /* as the end of an execute-api ARN: POST/quests/<star>/claim */
    const char *words; /* PostQuestsByIdClaim: hardly ever as of another */
};

bool route_read(struct arena *, struct diags *, const struct node *from,
                struct route *); /* false after a finding */
#endif
