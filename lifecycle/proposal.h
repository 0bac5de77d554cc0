/* A change set as long as nobody has executed it. A run deletes only the change sets that it made itself:
 * another run may be about to execute its own, also one of the same content, which is then taken over. */
#ifndef LIFECYCLE_PROPOSAL_H
#define LIFECYCLE_PROPOSAL_H
#include "aws/cloudformation.h"
#include "lifecycle/operation.h"

struct proposal {
    struct operation *operation;
    const char *content;   /* proposal_content() */
    struct change_set set; /* all but its name and token */
    const char *state;     /* of the stack, when this run looked at it: stack_state_text() */
    bool stack_absent;     /* nobody had made the stack when this run looked for it */

    bool unanswered;              /* one may have been made: nobody waited for the answer */
    bool own;                     /* this run made it */
    const char *id;               /* of the change set; NULL: none is known */
    const struct node *described; /* with all its Changes */
};

/* What the names of change sets of the same template, parameters and tags begin with. */
const char *proposal_content(struct operation *, const char *template_digest);
/* OUTCOME_DONE: described, with the Status that it came to, which may be FAILED when it is our own.
 * OUTCOME_OVERTAKEN: another operation changes the stack, or has taken the change set away. */
enum outcome proposal_make(struct proposal *);
/* Whether a FAILED one failed because there is nothing to change. */
bool proposal_empty(const struct proposal *);
/* What a refusal of ExecuteChangeSet means. OUTCOME_DONE: it runs all the same, since the answer to an
 * earlier request was lost, or another run has executed it; OUTCOME_OVERTAKEN; else a finding. */
enum outcome proposal_refused(struct proposal *);
/* Deletes it when it is our own; and a stack that was made for it alone. */
void proposal_discard(struct proposal *);
#endif
