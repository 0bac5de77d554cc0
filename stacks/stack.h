/* One CloudFormation stack as it should be: what generate prints and what deploy makes true. */
#ifndef STACKS_STACK_H
#define STACKS_STACK_H
#include "base/node.h"
#include "templates/artefact.h"

struct stack {
    const char *name; /* SERVICE-STAGE */
    const char *service, *stage;
    const char *region;               /* NULL: the description names none; the environment's is used */
    const struct node *template;      /* the whole template; every resource has the place it came from */
    const struct node *parameters;    /* parameter → the value given for it, a scalar */
    const struct node *unhashed;      /* keys: parameters without a value that logical ids depend on */
    const struct node *tags;          /* tag → value */
    const struct artefact *artefacts; /* the archives that its functions run from */
};
#endif
