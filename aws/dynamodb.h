/* DynamoDB, as far as a table must be taken away. False leaves aws->error.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html */
#ifndef AWS_DYNAMODB_H
#define AWS_DYNAMODB_H
#include "aws/client.h"

bool dynamodb_delete(struct aws *, struct arena *,
                     const char *table); /* true too when it is not there any more */
#endif
