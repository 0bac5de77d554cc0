/* The one tree. YAML documents, CloudFormation templates, schemas and AWS replies are all made of nodes, and
 * a node remembers where in the user's file it came from. A child belongs to one parent: node_copy() for
 * another. */
#ifndef BASE_NODE_H
#define BASE_NODE_H
#include "base/arena.h"
#include "base/place.h"
#include <stdbool.h>

enum shape { SCALAR, LIST, MAP };

/* Where a value comes from, which decides who may read it. */
enum origin {
    ORIGIN_WRITTEN, /* in the description, or made by cfgen */
    ORIGIN_OUTSIDE, /* the environment or a .env file: renderers do not show it */
    ORIGIN_SECRET   /* a secret, which stands in the tree only as a reference to its parameter */
};

struct node {
    enum shape shape;
    bool quoted;        /* a scalar that can only be text; otherwise it is what YAML's core schema says */
    int count;          /* of children */
    enum origin origin; /* of the most secret part of it */
    const char *text;   /* of a scalar; never NULL there */
    const char *key;    /* when the parent is a map */
    struct place place; /* of the value */
    struct place key_place;
    struct node *first, *last, *next;
    struct arena *arena;
    struct index *index; /* of a map with many keys: its children by key */
};

struct node *node_map(struct arena *);
struct node *node_list(struct arena *);
struct node *node_text(struct arena *, const char *text);  /* text, whatever it looks like; not copied */
struct node *node_plain(struct arena *, const char *text); /* a number, true, false, null or a word */
struct node *node_number(struct arena *, long);
struct node *node_flag(struct arena *, bool);
struct node *node_format(struct arena *, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* text */

struct node *node_add(struct node *parent, const char *key,
                      struct node *child); /* key NULL in a list; returns child */
struct node *node_set(struct node *map, const char *key,
                      struct node *child); /* in place of the old one, or added */
void node_remove(struct node *map, const char *key);
struct node *node_find(const struct node *map, const char *key); /* NULL: absent, or map NULL or none */
struct node *node_at(struct node *map, const char *path);        /* `a.b.c`, made where absent */
const char *node_word(const struct node *map, const char *key);  /* the text of a scalar child, or NULL */
struct node *node_copy(struct arena *, const struct node *);     /* whole; without a key; NULL: null */
/* The bytes that a copy takes; counted no further than `most`. */
size_t node_weight(const struct node *, size_t most);
/* The same value and type, however it is written: quotes, 1.0 for 1 and yes for true do not count, nor do
 * places or the order of a map's keys. */
bool node_same(const struct node *, const struct node *);

/* The first pair of a map; NULL for an empty one, a list, a scalar and NULL. */
static inline struct node *node_pairs(const struct node *map)
{
    return map && map->shape == MAP ? map->first : NULL;
}

/* Where a value stands. What is not written has no node (NULL) and no place. */
static inline struct place node_place(const struct node *node)
{
    return node ? node->place : (struct place){ 0 };
}

/* Where its key stands; the value's place when it has no key of its own, as in a list. */
static inline struct place node_key_place(const struct node *node)
{
    return node && node->key_place.line ? node->key_place : node_place(node);
}
#endif
