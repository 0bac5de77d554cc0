/* Wheels: packages for Python, ready to be unpacked. What a set of them needs is read from their own
 * metadata, for the Python that will run them: pip asks the markers of the Python that runs pip.
 * https://packaging.python.org/en/latest/specifications/binary-distribution-format/ */
#ifndef LIFECYCLE_PACKAGE_WHEELS_H
#define LIFECYCLE_PACKAGE_WHEELS_H
#include "base/diag.h"
#include "base/zip.h"
#include "lifecycle/package/python.h"
#include "templates/code/requirements.h"

#define WHEELS_LEFT_OUT ".left-out/"

struct wheel {
    struct wheel *next;
    const char *file; /* foo-1.0-py3-none-any.whl */
    const char *name; /* as requirement_name() spells it */
    struct zip_entries entries;
    struct requirement *requirements; /* its Requires-Dist */
    const char *extras;               /* it is needed with these, `a,b` */
    bool needed;                      /* by the requirements, the runtime's own packages aside */
    bool reached;                     /* by the requirements at all */
    /* wheels.c's own: */
    struct index *known;   /* the extras by name; NULL: none */
    struct buffer *joined; /* their text */
    struct wheel *after;   /* in a queue of those whose requirements are to be looked at */
    bool queued;
};

struct wheels {
    struct arena *arena;
    struct diags *diags;
    struct python python;
    struct wheel *first; /* by name */
};

/* Adds the wheels of a folder; false after findings. */
bool wheels_read(struct wheels *, const struct surroundings *, const char *folder);
/* Marks what the requirements need. What is needed and is no wheel of the set comes back as a list. */
struct requirement *wheels_resolve(struct wheels *, const struct requirement *);
bool wheels_in_runtime(const char *name); /* every Python runtime has it: boto3 and what belongs to it */
/* Adds the files of the needed wheels as NAME/path, and WHEELS_LEFT_OUT NAME for each that only the runtime's
 * own need; false after findings. */
bool wheels_unpack(struct wheels *, struct zip *);
#endif
