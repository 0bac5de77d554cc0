/* What a description is made of: the files and folders that are looked at while it is read. */
#ifndef CFGEN_INPUTS_H
#define CFGEN_INPUTS_H
#include "base/surroundings.h"

struct inputs {
    struct surroundings surroundings; /* keeps what is asked of it */
    struct arena *arena;
    struct index *known;
    struct input *first, **end;
};

struct inputs *inputs_new(struct arena *, const struct surroundings *around);
/* The first of them that is another one there, of all that were asked for up to now; NULL: they are the same.
 */
const char *inputs_changed(const struct inputs *, const struct surroundings *there);
#endif
