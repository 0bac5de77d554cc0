/* What API Gateway has once for an account and region.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
#ifndef AWS_APIGATEWAY_H
#define AWS_APIGATEWAY_H
#include "aws/client.h"

const struct node *apigateway_account(struct aws *, struct arena *); /* NULL: aws->error says why */
#endif
