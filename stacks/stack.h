/* A CloudFormation stack as it should be: what generate prints and what deploy makes true. A service has one
 * a region, and one of what runs at the edge. */
#ifndef STACKS_STACK_H
#define STACKS_STACK_H
#include "base/node.h"
#include "templates/code/artifact.h"
#include "templates/core/stacks.h"
#include "templates/evaluate/evaluate.h"
#include "templates/monitoring/traffic.h"

struct stack_import { /* a parameter whose value an earlier stack gives */
    struct stack_import *next;
    const char *name; /* of the parameter, and of the other's output */
    const struct stack *from;
};

struct stack {
    struct stack *next; /* of the same service, in the order in which they are deployed */
    const char *name;   /* SERVICE-STAGE, or SERVICE-STAGE-edge */
    bool primary;       /* the first region's */
    bool edge;          /* that of what runs at the edge, beside the primary */
    const char
        *nested; /* of a template's nested stack: the logical ids that lead to it, Network/Subnets; or NULL */
    const struct stack_import *imports;
    const char *service, *stage;
    const char *region;            /* NULL: the description names none; the environment's is used */
    struct place named_at;         /* where the description says its name; of no file: it is a template */
    struct place region_at;        /* and its region */
    const char *account;           /* in which it is deployed; NULL: unknown */
    const struct node *template;   /* the whole template; every resource has the place it came from */
    const struct node *document;   /* the description as it is written; NULL: a template was given */
    const struct node *parameters; /* parameter → the value given for it, a scalar */
    const struct node
        *stack_outputs; /* outputs of other services' stacks: parameter → {region, stack, output} */
    const struct node *unhashed;      /* keys: parameters without a value that logical ids depend on */
    const struct node *tags;          /* tag → value */
    const struct stacks *settings;    /* what else CloudFormation is told of it */
    const struct content *contents;   /* files for its buckets */
    const struct build *builds;       /* the images of its folders */
    const struct traffic *traffic;    /* what is expected to be asked; ends with one that is not written */
    const struct artifact *artifacts; /* the archives that its functions run from */
    const struct surroundings *files; /* where what it leads to is read, confined; NULL: of a template */
};

/* What is known of it where its template is evaluated. `previous` is the same stack as it is deployed or was
 * before, or NULL. */
struct known stack_known(struct arena *, const struct stack *, const struct stack *previous);
#endif
