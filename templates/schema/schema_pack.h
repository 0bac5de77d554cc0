/* The packed schemas that are part of the program: scripts/pack-schemas writes them and says how they look.
 */
#ifndef TEMPLATES_SCHEMA_SCHEMA_PACK_H
#define TEMPLATES_SCHEMA_SCHEMA_PACK_H
#include "base/node.h"
#include <stdint.h>

struct definition {
    const char *name;
    const unsigned char *at; /* its value, not yet read */
    struct node *node;       /* NULL until it is asked for */
};

/* One type, unpacked. A definition is read when something refers to it: a type has up to 500 and uses few. */
struct schema {
    const char *type;
    struct node *root;
    struct definition *definitions; /* sorted by name */
    uint32_t definition_count;
    struct index *paths; /* struct path by its text; NULL until one is */
};

struct schema_pack;

struct schema_pack *schema_pack_new(struct arena *);
uint32_t schema_pack_count(const struct schema_pack *);
const char *schema_pack_type(const struct schema_pack *, uint32_t row); /* sorted by their bytes */
struct schema *schema_unpack(struct schema_pack *, struct arena *, const char *type);    /* NULL: unknown */
const struct node *schema_definition(struct schema *, struct arena *, const char *name); /* NULL: none */
#endif
