/* Inside templates/schema*.c: what lookup and checking share. */
#ifndef TEMPLATES_SCHEMA_SCHEMA_LOOKUP_H
#define TEMPLATES_SCHEMA_SCHEMA_LOOKUP_H
#include "templates/schema/schema.h"
#include "templates/schema/schema_pack.h"

struct schemas {
    struct arena *arena;
    struct schema_pack *pack; /* NULL until something is looked up */
    struct index *types;      /* struct schema by type */
    struct schema *last;      /* the one asked for last: often the next too */
    struct index *patterns;   /* struct pattern by its text */
    struct patterns *matcher;
};

/* What is asked again for each resource of a type: 400 functions have the same few properties, and often the
 * same values. */
struct schema_path {
    const struct node *rule; /* NULL: no such property */
    enum replacement replacement;
    bool judged;             /* `replacement` is known */
    bool has_kinds;          /* `kinds` is known */
    unsigned kinds;          /* as schema_kind.h has them */
    const struct node *fine; /* the last scalar, or list of one, that was; NULL: none */
};
struct schema_path *schema_path_find(struct schemas *, struct schema *, const char *path);

bool schema_is_open(const char *type); /* custom and private types take any property */
struct schema *schema_open(struct schemas *, const char *type); /* NULL: unknown */
const struct node *schema_follow(struct schemas *, struct schema *,
                                 const struct node *); /* `$ref`s to what they name */
bool schema_compiles(struct schemas *, const char *pattern);
#endif
