/* Who has access to what, as a template says: a graph from principals over actions to resources, built from
 * policies, permissions, shares, routes, security groups and user pools, whatever resource they are written
 * in. Two graphs are compared, so that a policy which moves grants nothing. Only the part of the graph that
 * a change touches is built. */
#ifndef STACKS_RIGHTS_RIGHTS_H
#define STACKS_RIGHTS_RIGHTS_H
#include "base/node.h"

/* What a template lets somebody do that it did not, or no longer:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/ */
struct permit {
    struct permit *next;
    const char *id; /* of the resource that it is written in */
    bool granted;   /* else revoked */
    bool broader;   /* somebody gains by it: nothing before allowed it, not even by a star */
    bool kept;      /* granted, and it remains of something wider that is revoked */
    const char *effect, *principal, *action, *resource, *condition; /* condition "" : none */
    const char *who, *verb, *on, *when;                             /* the same in words; `when` "": always */
    const char **regions; /* all where the same happens; NULL: only in its own */
    struct place cause;
};

/* A resource that differs. */
struct rights_change {
    struct rights_change *next;
    const char *id, *type;
    const struct node *old, *now;  /* NULL: not there */
    struct permit *permits, *last; /* of this resource, revoked ones last; set by rights_compare() */
};

/* `before` and `after` are the Resources of both templates. Gives the permits of resources that do not
 * differ. */
struct permit *rights_compare(struct arena *, const struct node *before, const struct node *after,
                              struct rights_change *first);
/* Whether a property decides who has access. */
bool rights_is_property(const char *type, const char *property);
/* "role R can now s3:GetObject on bucket B"; `verbs` and `on` may stand for those of several permits. */
const char *permit_sentence(struct arena *, const struct permit *, const char *verbs, const char *on);
#endif
