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

bool hook_source(
    struct hook *); /* fills all but run and given; false after findings or when nothing is left to do */

struct hook_service {
    struct hook_service *next;
    const char *path;
    bool conflict; /* a merge has not been decided */
};
/* The services there are, and of them those that a change may have reached. */
struct hook_scope {
    struct hook_service *first;
    int count, all;
};
struct hook_scope hook_scope(struct hook *);
bool hook_reached(const struct hook *, const char *path); /* the path itself, or one below it, has changed */
/* False: a description that nothing has changed beside leads to nothing that has changed. */
bool hook_may_reach(struct hook *, const char *service);

/* Says what findings about files mean here, and finds pointers of Git LFS among texts. */
void hook_explain(struct hook *, struct diags *, const char *service);
bool hook_ignores(struct hook *, const char *path); /* by .gitignore */

bool hook_check(struct hook *, const struct hook_service *); /* false: it was not reached after all */

enum exit_code hook_install(struct run *, const struct hook_options *);
enum exit_code hook_uninstall(struct run *);
enum exit_code hook_status(struct run *);
#endif
