/* Security Token Service: who asks. */
#ifndef AWS_STS_H
#define AWS_STS_H
#include "aws/client.h"

struct caller {
    const char *account, *arn;
};

/* False: aws->error says why. What is found lives as long as the session. */
bool sts_caller(struct aws *, struct caller *);
#endif
