#include "templates/schema/schema.h"
#include "base/index.h"
#include "base/text.h"
#include "templates/schema/schema_lookup.h"
#include "templates/schema/schema_pack.h"
#include <string.h>

struct schemas *schemas_new(struct arena *arena)
{
    struct schemas *schemas = arena_take(arena, sizeof *schemas);
    schemas->arena = arena;
    schemas->types = index_new(arena);
    return schemas;
}

/* The decompressor is only made when something is looked up. */
static struct schema_pack *pack(struct schemas *schemas)
{
    if (!schemas->pack) schemas->pack = schema_pack_new(schemas->arena);
    return schemas->pack;
}

struct schema *schema_open(struct schemas *schemas, const char *type)
{
    if (schemas->last && !strcmp(schemas->last->type, type)) return schemas->last;
    struct schema *schema = index_find(schemas->types, type);
    if (!schema && (schema = schema_unpack(pack(schemas), schemas->arena, type)))
        index_add(schemas->types, schema->type, schema);
    if (schema) schemas->last = schema;
    return schema;
}

const struct node *schema_find(struct schemas *schemas, const char *type)
{
    const struct schema *schema = schema_open(schemas, type);
    return schema ? schema->root : NULL;
}

const char *schema_type(struct schemas *schemas, int row)
{
    return row >= 0 && (uint32_t)row < schema_pack_count(pack(schemas))
               ? schema_pack_type(schemas->pack, (uint32_t)row)
               : NULL;
}

const char *schema_nearest(struct schemas *schemas, const char *type)
{
    /* What all have in common says nothing. */
    size_t common = text_starts(type, "AWS::") ? strlen("AWS::") : 0;
    struct nearest nearest = { .word = type + common };
    for (uint32_t i = 0; i < schema_pack_count(pack(schemas)); i++)
        nearest_try(&nearest, schema_pack_type(schemas->pack, i) + common);
    return nearest.name ? nearest.name - common : NULL;
}

const struct node *schema_follow(struct schemas *schemas, struct schema *schema, const struct node *node)
{
    const char *name;
    /* A chain of references ends before there are as many as definitions. */
    for (uint32_t i = 0; node && i <= schema->definition_count && (name = node_word(node, "$ref")); i++)
        node = schema_definition(schema, schemas->arena, name);
    return node;
}

/* Choices may add properties of their own. */
static const struct node *step(struct schemas *schemas, struct schema *schema, const struct node *node,
                               const char *name, int depth)
{
    static const char *const choices[] = { "allOf", "anyOf", "oneOf" };
    node = schema_follow(schemas, schema, node);
    const struct node *items = node_find(node, "items");
    if (!strcmp(name, "*") && items) return items;
    const struct node *found = node_find(node_find(node, "properties"), name);
    if (!found && items && depth) found = step(schemas, schema, items, name, depth - 1);
    for (size_t i = 0; !found && depth && i < sizeof choices / sizeof *choices; i++) {
        const struct node *choice = node_find(node, choices[i]);
        for (choice = choice ? choice->first : NULL; choice && !found; choice = choice->next)
            found = step(schemas, schema, choice, name, depth - 1);
    }
    const struct node *patterns = node_find(node, "patternProperties");
    for (const struct node *n = patterns ? patterns->first : NULL; n && !found; n = n->next)
        if (schema_matches(schemas, n->key, name)) found = n;
    return found;
}

static const struct node *walk(struct schemas *schemas, struct schema *schema, const char *path, size_t size)
{
    enum { CHOICES_DEEP = 4 };
    const struct node *node = schema->root;
    for (size_t at = 0; node && at < size;) {
        size_t length = strcspn(path + at, ".");
        if (length > size - at) length = size - at;
        node = step(schemas, schema, node, arena_copy(schemas->arena, path + at, length), CHOICES_DEEP);
        at += length + 1;
    }
    return schema_follow(schemas, schema, node);
}

struct schema_path *schema_path_find(struct schemas *schemas, struct schema *schema, const char *text)
{
    if (!schema->paths) schema->paths = index_new(schemas->arena);
    struct schema_path *path = index_find(schema->paths, text);
    if (path) return path;
    path = arena_take(schemas->arena, sizeof *path);
    path->rule = walk(schemas, schema, text, strlen(text));
    return index_add(schema->paths, text, path);
}

const struct node *schema_property(struct schemas *schemas, const char *type, const char *path)
{
    struct schema *schema = schema_open(schemas, type);
    return schema ? schema_path_find(schemas, schema, path ? path : "")->rule : NULL;
}

const struct node *schema_required(struct schemas *schemas, const char *type, const char *path)
{
    return node_find(schema_property(schemas, type, path), "required");
}

const char *schema_nearest_property(struct schemas *schemas, const char *type, const char *path)
{
    struct schema *schema = schema_open(schemas, type);
    if (!schema) return NULL;
    const char *dot = strrchr(path, '.');
    struct nearest nearest = { .word = dot ? dot + 1 : path };
    const struct node *above = walk(schemas, schema, path, dot ? (size_t)(dot - path) : 0);
    const struct node *items = node_find(above, "items");
    if (items) above = schema_follow(schemas, schema, items);
    const struct node *properties = node_find(above, "properties");
    for (const struct node *n = properties ? properties->first : NULL; n; n = n->next)
        nearest_try(&nearest, n->key);
    return nearest.name;
}

bool schema_attribute(struct schemas *schemas, const char *type, const char *attribute)
{
    const struct node *root = schema_find(schemas, type);
    if (!root || schema_is_open(type)) return schema_is_open(type);
    static const char *const lists[] = { "readOnlyProperties", "attributes" };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct node *list = node_find(root, lists[i]);
        for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
            if (!strcmp(n->text, attribute)) return true;
            if (!strcmp(n->text, "*") && schema_property(schemas, type, attribute)) return true;
            if (!strcmp(n->text, "Outputs") && text_starts(attribute, "Outputs.")) return true;
        }
    }
    return false;
}

const char *schema_nearest_attribute(struct schemas *schemas, const char *type, const char *attribute)
{
    struct nearest nearest = { .word = attribute };
    const struct node *list = node_find(schema_find(schemas, type), "readOnlyProperties");
    for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
        if (text_starts(n->text, attribute)) return n->text;
        nearest_try(&nearest, n->text);
    }
    return nearest.name;
}

static bool is_item(const char *step, size_t size)
{
    return (size == 1 && *step == '*') || strspn(step, "0123456789") == size;
}

/* Whether two paths meet: an item may be `*`, a number, or left out of `path`. */
static bool touches(const char *listed, const char *path)
{
    while (*listed && *path) {
        size_t a = strcspn(listed, "."), b = strcspn(path, ".");
        if (!is_item(listed, a)) {
            if (a != b || strncmp(listed, path, a) != 0) return false;
        } else if (!is_item(path, b))
            b = 0;
        listed += a + (listed[a] == '.');
        path += b ? b + (path[b] == '.') : 0;
    }
    return true;
}

static bool listed(const struct node *root, const char *key, const char *path)
{
    const struct node *list = node_find(root, key);
    for (const struct node *n = list ? list->first : NULL; n; n = n->next)
        if (touches(n->text, path)) return true;
    return false;
}

enum replacement schema_replacement(struct schemas *schemas, const char *type, const char *path)
{
    struct schema *schema = schema_open(schemas, type);
    struct schema_path *known = schema ? schema_path_find(schemas, schema, path) : NULL;
    if (!known || known->judged) return known ? known->replacement : UPDATED;
    known->judged = true;
    known->replacement = listed(schema->root, "createOnlyProperties", path)              ? REPLACED
                         : listed(schema->root, "conditionalCreateOnlyProperties", path) ? MAY_BE_REPLACED
                                                                                         : UPDATED;
    return known->replacement;
}

enum tag_shape schema_tags(struct schemas *schemas, const char *type, const char **path)
{
    const char *property = node_word(schema_find(schemas, type), "tagProperty");
    const struct node *schema = property ? schema_property(schemas, type, property) : NULL;
    if (!schema) return TAGS_NONE;
    if (path) *path = property;
    return node_find(schema, "items") ? TAGS_LIST : TAGS_MAP;
}
