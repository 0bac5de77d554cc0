/* One side of a comparison: the templates of a description, or one template. */
#ifndef CFGEN_DIFF_SIDES_SIDE_H
#define CFGEN_DIFF_SIDES_SIDE_H
#include "cfgen/load.h"
#include "cfgen/operand.h"

struct side {
    const char *label;                /* for people: the file, the revision, the stage */
    struct stack *first;              /* NULL: nothing is there yet */
    const char *path;                 /* as the command line names it; NULL: service.yml */
    const struct surroundings *there; /* where another of it is read */
    bool lacks_stage;                 /* of an old side: it does not list the stage */
};

/* The description or template that a path names, as these surroundings have it. NULL after a finding. */
struct side *side_read(struct run *, const struct surroundings *, const char *named,
                       const struct service_options *);
/* The same as the old side: without a finding where only the stage is not listed. */
struct side *side_before(struct run *, const struct surroundings *, const char *named,
                         const struct service_options *);
/* A file or folder, or a revision of Git and the description in it; `then`: it is what was before, and what
 * was wrong with it then is nobody's business now. NULL after a finding. */
struct side *side_named(struct run *, const struct operand *, const char *description,
                        const struct service_options *, bool then);
/* A stage that the old side does not list had another name if the old side lists one that `now` does not, and
 * is read by that; otherwise the stage is new, and nothing of it is there. False after a finding. */
bool side_settle(struct run *, struct side *old, const struct service_options *, const struct side *now);
/* The description in the working tree; with --untrusted that of the commit which is checked out. */
struct side *side_current(struct run *, const char *description, const struct service_options *);
/* The stack of the other side that does the same: in the same region or, of those in regions that the other
 * side does not have, that in the same place: primary for primary, first for first. NULL: none does. */
struct stack *side_find(const struct side *, const struct stack *, const struct side *of);
#endif
