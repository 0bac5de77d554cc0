/* What a change set will do, each change at the place in the YAML that causes it. */
#ifndef LIFECYCLE_CHANGES_H
#define LIFECYCLE_CHANGES_H
#include "lifecycle/operation.h"

enum change_kind {
    CHANGE_ADD,
    CHANGE_MODIFY,
    CHANGE_MAY_REPLACE,
    CHANGE_REPLACE,
    CHANGE_REMOVE,
    CHANGE_OTHER
};

struct change {
    struct change *next;
    enum change_kind kind;
    const char *id, *type;
    const char *because; /* names of the properties that changed, with commas; "" */
    struct place place;  /* of no file: it is not in the description */
    bool data;           /* it is stateful */
    bool kept;           /* its old self stays behind, outside the stack */
};

struct change *changes_read(struct operation *, const struct node *change_set);
void changes_say(struct operation *, const struct change *, bool create);
/* Whether all that would lose data is among `approved` (names of resources, ending with NULL); else findings.
 */
bool changes_approved(struct operation *, const struct change *, const char *const *approved);
#endif
