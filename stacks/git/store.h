/* A Git repository, by whatever can read it: libgit2 (a module, loaded by the first call), or where that
 * cannot, the program git. Nothing is ever written, locked, refreshed or checked out. */
#ifndef STACKS_GIT_STORE_H
#define STACKS_GIT_STORE_H
#include "base/surroundings.h"

/* What `git add` has put aside for the next commit: a name beside those of revisions. */
#define STORE_INDEX ":index"

enum stored_type {
    STORED_ABSENT,
    STORED_FILE,
    STORED_PROGRAM /* executable */,
    STORED_LINK,
    STORED_FOLDER,
    STORED_REPOSITORY, /* a submodule: another repository's commit */
    STORED_CONFLICT,   /* of a merge: the index has several of it */
    STORED_FAILED
};

struct stored {
    enum stored_type type;
    const char *name; /* in its folder's list; in walks the whole path */
    const void *id;   /* the store's own */
};

typedef void stored_visit(void *to, struct stored);

/* More files than any repository has. A tree that holds another ten times, and that another, has as many in a
 * few objects. */
enum { MOST_STORED = 4000000 };

/* The files of a revision or of the index, by paths from the top of the repository; "" is the top. */
struct snapshot {
    void *with;
    struct stored (*find)(const struct snapshot *, struct arena *, const char *path); /* a link as such */
    struct stored *(*list)(const struct snapshot *, struct arena *,
                           const char *folder); /* in no order, the last STORED_ABSENT; NULL: it failed */
    /* Files and links, not folders; false: there are more than MOST_STORED. */
    bool (*walk)(const struct snapshot *, stored_visit *, void *to);
};

struct changes { /* paths, in no order; the last NULL */
    const char **paths;
    size_t count;
};

struct store {
    void *with;
    const char *root; /* the working tree, with a / behind it; NULL: there is none */
    const char *git;  /* the folder with this working tree's HEAD, with a / behind it */
    /* `name` as git rev-parse takes it, or STORE_INDEX. NULL: `failure` says why. */
    struct snapshot *(*snapshot)(const struct store *, struct arena *, const char *name,
                                 const char **failure);
    bool (*read)(const struct store *, struct arena *, const struct stored *, struct bytes *);
    uint64_t (*size)(const struct store *, const struct stored *); /* 0 where it cannot be told */
    /* What differs; `before` NULL: all is new. False: `failure` says why. */
    bool (*changed)(const struct store *, struct arena *, const struct snapshot *before,
                    const struct snapshot *now, struct changes *, const char **failure);
    const char *(*commit)(const struct store *, struct arena *, const char *name); /* its hash; NULL: none */
    /* The hash where two commits parted; `from` NULL: where `to` parted from what the remotes have, or in a
     * repository without a working tree its branches. NULL: nowhere. */
    const char *(*parted)(const struct store *, struct arena *, const char *from, const char *to);
    const char *(*setting)(const struct store *, struct arena *,
                           const char *key);                                 /* git config; NULL: unset */
    bool (*ignored)(const struct store *, struct arena *, const char *path); /* by .gitignore */
};

/* Why no repository was opened. */
struct store_failure {
    const char *text; /* for people */
    enum store_fault {
        STORE_UNREADABLE,
        STORE_ABSENT,  /* there is none */
        STORE_FOREIGN, /* Git does not trust who owns it */
    } fault;
    const char *folder; /* of a foreign one; NULL: it cannot be told */
};

/* The repository that the current folder or the environment (GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, …)
 * names; `index`: its index will be asked for. */
typedef const struct store *store_opener(struct arena *, const struct surroundings *, bool index,
                                         struct store_failure *);
store_opener store_open;    /* by whatever can */
store_opener store_program; /* by the program git */

struct stores {
    store_opener *make;
};
extern const struct stores stores_git2; /* of the module `revision` */
#endif
