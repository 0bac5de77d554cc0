/* Inside stacks/rights/: the graph while it is built. Grants are kept by subject: the identity that has
 * them, or the resource that they open. */
#ifndef STACKS_RIGHTS_GRAPH_H
#define STACKS_RIGHTS_GRAPH_H
#include "base/index.h"
#include "stacks/rights/grant.h"

enum side { BEFORE, AFTER, SIDES };

struct grants {
    struct index *known; /* by key */
    struct index *alike; /* by plain key: the last of those that differ only in their conditions */
    struct grant *first, **end;
    bool has_denials;
    struct grant *wide; /* the last of those that grant_is_wide() */
};

struct party {
    struct party *next;
    const char *name; /* ${R} */
    struct grants sides[SIDES];
};

struct graph {
    struct arena *arena;
    const struct index *holders; /* struct holder by type */
    struct index *own;           /* parties by logical id, of those that are resources */
    const struct node *resources[SIDES];
    struct index *parties; /* by name */
    struct party *first, **end;
    const struct index *changed; /* struct rights_change by logical id */
    bool is_complete;            /* no further subject is added */
    struct index *attached;      /* attached.h; NULL: not asked yet */
    struct index *names[SIDES];  /* names.h; NULL: not asked yet */
};

/* What reads one resource. */
struct reading {
    struct graph *graph;
    enum side side;
    const char *id, *type;
    const struct node *properties;
};

/* Adds what a resource grants, to the subjects that are there or, until the graph is complete, to new ones.
 */
void graph_read(struct graph *, enum side, const struct node *resource);
/* Whether the resource grants something about one of the subjects. */
bool graph_touches(struct graph *, enum side, const struct node *resource);

/* Whether others include the grant, which itself is not among them. */
bool grants_cover(const struct grants *, const struct grant *);
void grant_add(const struct reading *, const char *subject, struct grant);
const char *value_text(const struct reading *, const struct node *value); /* in Fn::Sub's notation */
/* Of a reference to a resource, ${R}; a text that is none stays. */
const char *subject_of(struct arena *, const char *text);
const char *self_of(const struct reading *); /* ${ID} */
/* The texts of a property: of each entry of a list, of both branches of Fn::If. Ends with NULL. */
const char *const *texts_of(const struct reading *, const struct node *value);
const char *property_text(const struct reading *, const struct node *map,
                          const char *key); /* NULL: not set */
bool property_is(const struct reading *, const struct node *map, const char *key, const char *word);
struct node *properties_of(const struct node *resource);
/* The resource that a text refers to; NULL: none of the template. */
const struct node *referred(const struct reading *, const char *text);
struct atom *atom_new(struct arena *, const char *operator, const char * key, const char *const *values);
#endif
