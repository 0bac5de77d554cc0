/* The check of a commit before it is one: the services of the index, or of a commit, by the code of
 * `validate`, read from Git's own objects. Those are checked of which a file that their description leads to
 * has changed. */
#ifndef CFGEN_HOOK_HOOK_H
#define CFGEN_HOOK_HOOK_H
#include "cfgen/load.h"
#include "stacks/git/revision.h"

struct hook_options {
    const char *range, *tree, *destructive;
    bool all, pre_push;
    const char **files, **stage;
};

/* What is checked, and what it is compared with. */
struct hook {
    struct run *run;
    const struct hook_options *given;
    const struct store *store;
    const char *label;             /* for people: the index */
    struct revision *now, *before; /* before NULL: nothing was there */
    struct changes changes;        /* sorted */
    const char *since;             /* a revision that names `before`; NULL: none does */
    bool all;                      /* also what has not changed */
    enum { IGNORE, WARN, FAIL } destructive;
};

/* Whether the path, or one below it, has changed. */
bool hook_reached(const struct hook *, const char *path);
#endif
