#include "aws/sts.h"
#include <string.h>

bool sts_caller(struct aws *aws, struct caller *caller)
{
    const struct node *result = aws_query(aws, aws->arena, "sts", "2011-06-15", "GetCallerIdentity", NULL);
    const char *account = node_word(result, "Account"), *arn = node_word(result, "Arn");
    *caller = (struct caller){ account ? account : "", arn ? arn : "" };
    return result;
}
