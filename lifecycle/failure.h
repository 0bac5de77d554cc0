/* Why a deployment failed: the resources that failed by themselves, at the place in the YAML that they came
 * from. */
#ifndef LIFECYCLE_FAILURE_H
#define LIFECYCLE_FAILURE_H
#include "lifecycle/watch.h"

/* `hint` says what to do next. */
void failure_report(struct operation *, const struct watch *, const char *hint);
/* Findings for what AWS saw wrong before it touched a resource; false: it tells nothing of that kind. `key`
 * and `id` as for cloudformation_validation(). */
bool failure_validation(struct operation *, const char *key, const char *id, const struct finding *,
                        const char *hint);

/* Where in the template AWS's words point to. */
struct blame {
    struct place place;
    const char
        *near; /* what of its message the place is guessed by; NULL: AWS gives a path, or only the id */
};
struct blame failure_blame(struct operation *, const char *words);      /* of whatever resource they name */
void failure_near(struct diags *, struct diag *, const struct blame *); /* says that a place is a guess */
#endif
