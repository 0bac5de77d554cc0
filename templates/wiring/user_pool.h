/* Functions that a Cognito user pool calls while people sign up and in. The pool stands under resources:,
 * which are written after all else, and is told then. */
#ifndef TEMPLATES_WIRING_USER_POOL_H
#define TEMPLATES_WIRING_USER_POOL_H
#include "templates/wiring/call.h"

struct user_pool_event {
    const struct node *from;
    struct text pool, trigger, key;
};

void user_pool_add(struct template *, const struct bound_function *, const struct user_pool_event *);
void user_pools_write(struct template *);
#endif
