/* The Git repository that a description lies in, as far as text tells: its root and its revision. */
#ifndef SERVICE_REPOSITORY_H
#define SERVICE_REPOSITORY_H
#include "base/surroundings.h"

struct repository {
    const struct surroundings *surroundings;
    const char
        *root; /* as the description's own path leads there; the description's folder when there is none */
    const char *git; /* the folder with HEAD; NULL: no repository */
};

struct repository *repository_find(struct arena *, const struct surroundings *, const char *folder);
const char *repository_branch(const struct repository *, struct arena *); /* NULL: none is checked out */
const char *repository_sha(const struct repository *,
                           struct arena *); /* NULL: no commit yet, or it cannot be read */
#endif
