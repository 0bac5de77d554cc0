#include "aws/sts.h"

bool sts_caller(struct aws *aws, struct caller *caller)
{
    const struct node *result = aws_query(aws, aws->arena, "sts", "2011-06-15", "GetCallerIdentity", NULL);
    *caller = (struct caller){ aws_word(aws, result, "Account"), node_word(result, "Arn") };
    return caller->account;
}
