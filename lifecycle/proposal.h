/* A change set as long as nobody has executed it: made, read when CloudFormation has thought it over, and
 * taken away again without a trace. */
#ifndef LIFECYCLE_PROPOSAL_H
#define LIFECYCLE_PROPOSAL_H
#include "aws/cloudformation.h"
#include "lifecycle/operation.h"

struct proposal {
    struct operation *operation;
    struct change_set set;
    const char *id;               /* of the change set; NULL: not made */
    const struct node *described; /* with all its Changes */
};

/* The same change has the same name, so that a run that was cut off is met again by the next. */
const char *proposal_name(struct operation *, const char *template_digest);
/* OUTCOME_DONE: described, with the Status that it came to, which may be FAILED. */
enum outcome proposal_make(struct proposal *);
/* Whether a FAILED one failed because there is nothing to change. */
bool proposal_empty(const struct proposal *);
/* Nothing of it stays; of a stack that was to be new, nothing at all, unless somebody else has brought it to
 * life meanwhile. */
void proposal_discard(struct proposal *);
#endif
