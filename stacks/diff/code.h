/* Why an archive's key differs: the files and packages that went in then and now. */
#ifndef STACKS_DIFF_CODE_H
#define STACKS_DIFF_CODE_H
#include "stacks/diff/diff.h"

struct code_file {
    const char *path;
    uint64_t size;
    const char *mark; /* of its content: the same mark is the same content */
};

struct code { /* an archive */
    struct code *next;
    const char *key;         /* of the object, as S3Key has it */
    struct code_file *files; /* by path */
    size_t count;
    const struct node *packages; /* name → version, "" where unknown; NULL: unknown */
    bool installed;              /* the files of packages are among its own */
};

/* The key of the archive that a function or layer runs from; NULL: it has none. */
const char *code_key(const struct node *resource);
/* Sets `code` of all that run from another archive, as far as both are in the lists. */
void code_explain(struct arena *, struct diff *, const struct code *then, const struct code *now);
#endif
