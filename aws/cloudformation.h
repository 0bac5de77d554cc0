/* CloudFormation, one function a call. Results are nodes with AWS's own names; NULL and false leave
 * aws->error. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html */
#ifndef AWS_CLOUDFORMATION_H
#define AWS_CLOUDFORMATION_H
#include "aws/client.h"

struct change_set {
    const char *stack, *name;
    const char *token; /* of the run: the same request again, after a lost answer, is the same change set */
    bool create;       /* the stack does not exist yet */
    const char *description, *template, *location; /* the template's text, or where it lies */
    const struct node *parameters, *tags;          /* maps of scalars; may be NULL */
    const struct node *kept;   /* a map whose keys are parameters that stay as they are; may be NULL */
    const struct node *notify; /* a list of ARNs; NULL: those that the stack has */
    const char *role;          /* its ARN; NULL: that which the stack has */
};

const struct node *cloudformation_stack(struct aws *, struct arena *, const char *name); /* Stack */
bool cloudformation_absent(const struct aws *); /* the last error says that there is no such stack */

const char *cloudformation_change_set(struct aws *, struct arena *, const struct change_set *); /* its id */
/* Described as a whole: the Changes of all pages are in one list. `stack` for a name, NULL for an id. */
const struct node *cloudformation_changes(struct aws *, struct arena *, const char *stack,
                                          const char *change_set);
/* Summaries of those that a stack has. */
const struct node *cloudformation_change_sets(struct aws *, struct arena *, const char *stack);
bool cloudformation_execute(struct aws *, struct arena *, const char *change_set, const char *token);
bool cloudformation_change_set_delete(struct aws *, struct arena *, const char *stack, const char *name);
/* OperationEvents of what was found wrong before any resource was touched: `key` is ChangeSetName or
 * StackName. */
const struct node *cloudformation_validation(struct aws *, struct arena *, const char *key, const char *id);

/* The stack's events newer than the one with id `known`, oldest first; known NULL: all of them. */
const struct node *cloudformation_events(struct aws *, struct arena *, const char *stack, const char *known);
/* The newest page of them, newest first. */
const struct node *cloudformation_newest(struct aws *, struct arena *, const char *stack);
const struct node *cloudformation_resources(struct aws *, struct arena *,
                                            const char *stack); /* list of summaries */
/* Begins to look for what was changed outside of CloudFormation: an id, under which its DetectionStatus is
 * asked for. */
const char *cloudformation_drift_detect(struct aws *, struct arena *, const char *stack);
const struct node *cloudformation_drift_status(struct aws *, struct arena *, const char *id);
/* StackResourceDrifts of what is no more as its template says. */
const struct node *cloudformation_drifts(struct aws *, struct arena *, const char *stack);
const char *cloudformation_template(struct aws *, struct arena *, const char *stack); /* as it was given */
bool cloudformation_delete(struct aws *, struct arena *, const char *stack);
bool cloudformation_protect(struct aws *, struct arena *, const char *stack,
                            bool protect);                                          /* from deletion */
const char *cloudformation_policy(struct aws *, struct arena *, const char *stack); /* JSON; "": none */
bool cloudformation_policy_set(struct aws *, struct arena *, const char *stack, const char *policy);
bool cloudformation_cancel(struct aws *, struct arena *, const char *stack); /* an update */
#endif
