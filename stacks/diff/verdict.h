/* Inside stacks/: what CloudFormation itself says of a change, by a change set. It knows the values of
 * parameters, and where schemas say `conditional` it may know the condition.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html */
#ifndef STACKS_DIFF_VERDICT_H
#define STACKS_DIFF_VERDICT_H
#include "stacks/diff/diff.h"

struct verdict {
    struct verdict *next;
    const char *id, *physical; /* physical NULL: it is not there yet */
    enum action action;
    enum replacement replacement;
    const struct node *details; /* list of ResourceChangeDetail */
};

struct verdicts {
    struct verdict *first;
    struct index *by_id;
};

struct verdicts *verdicts_of(struct arena *, const struct node *change_set);
/* Of a resource of which nothing is told nothing is replaced. */
void verdict_row(const struct verdicts *, const struct changed *, struct difference *);
/* Sets what CloudFormation alone knows of the whole. */
void verdict_changed(const struct verdicts *, struct changed *);

/* A property that no template has changed, but that takes its value from something which does. */
struct verdict_cause {
    const char *property;
    enum replacement replacement;
    const char *entity; /* the parameter or resource, or its attribute: Topic.Arn; NULL: not told */
    bool parameter;
};
/* False: it says nothing that templates do not say better. */
bool verdict_cause_of(const struct node *detail, struct verdict_cause *);
#endif
