/* Values by name, in constant time. Names are not copied; the first value of a name stays. */
#ifndef BASE_INDEX_H
#define BASE_INDEX_H
#include "base/arena.h"

struct index;

struct index *index_new(struct arena *);
void *index_find(const struct index *, const char *name);       /* NULL: no such name */
void *index_add(struct index *, const char *name, void *value); /* the value that the name has now */
void index_replace(struct index *, const char *name, void *value);
#endif
