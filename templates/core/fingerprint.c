#include "templates/core/fingerprint.h"
#include "base/index.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "templates/core/parameters.h"
#include "templates/core/references.h"
#include "templates/service.h"
#include <stdlib.h>
#include <string.h>

struct part { /* what is known of one resource or parameter */
    const char *id, *text;
};

struct hashing {
    struct template *template;
    struct buffer *text; /* where what is hashed now goes */
    struct index *seen;
    struct part *parts;
    size_t count, room;
};

static void hash_node(struct hashing *hashing, const struct node *node);

/* Whoever reads a template could try words until one has its hash: of a secret goes in only so much that a
 * changed value is most likely another. */
static void hash_secret(struct hashing *hashing, const char *id, const char *value)
{
    enum { DIGITS = 4 };
    struct arena *arena = hashing->template->arena;
    const char *text = arena_text(arena, "%s %s %s %s", hashing->template->service->service.value,
                                  hashing->template->stage, id, value);
    buffer_print(hashing->text, "%.*s", DIGITS, sha256_hex(arena, text, strlen(text)));
}

static void hash_parameter(struct hashing *hashing, const char *id, const struct node *parameter)
{
    const struct node *value = node_find(hashing->template->parameter_values, id);
    if (!value) value = node_find(node_find(hashing->template->hidden, id), "value");
    if (!value) value = node_find(parameter, "Default");
    if (value && parameter_is_secret(parameter))
        hash_secret(hashing, id, value->text);
    else if (value)
        hash_node(hashing, value);
    else
        node_set(hashing->template->unhashed, id, node_flag(hashing->template->arena, true));
}

static bool in_key(const struct node *key_schema, const struct node *attribute)
{
    const char *name = node_word(attribute, "AttributeName");
    for (const struct node *n = key_schema ? key_schema->first : NULL; n && name; n = n->next) {
        const char *other = node_word(n, "AttributeName");
        if (other && !strcmp(other, name)) return true;
    }
    return false;
}

/* Those of a table's own key: attributes that only an index has come and go without replacing the table. */
static void hash_attributes(struct hashing *hashing, const struct node *definitions,
                            const struct node *key_schema)
{
    for (const struct node *n = definitions->first; n; n = n->next)
        if (in_key(key_schema, n)) hash_node(hashing, n);
}

/* What would or might replace the resource. */
static void hash_resource(struct hashing *hashing, const struct node *resource, const char *type)
{
    struct template *template = hashing->template;
    const struct node *properties = node_find(resource, "Properties");
    for (const struct node *n = properties ? properties->first : NULL; n; n = n->next) {
        if (schema_replacement(template->schemas, type, n->key) == UPDATED) continue;
        buffer_byte(hashing->text, ' ');
        buffer_text(hashing->text, n->key);
        buffer_byte(hashing->text, ' ');
        if (!strcmp(n->key, "AttributeDefinitions"))
            hash_attributes(hashing, n, node_find(properties, "KeySchema"));
        else
            hash_node(hashing, n);
    }
}

static void part_add(struct hashing *hashing, const char *id, const char *text)
{
    if (hashing->count == hashing->room) {
        struct part *old = hashing->parts;
        hashing->room = hashing->room ? 2 * hashing->room : 16;
        hashing->parts = arena_take(hashing->template->arena, hashing->room * sizeof *old);
        if (old) memcpy(hashing->parts, old, hashing->count * sizeof *old);
    }
    hashing->parts[hashing->count++] = (struct part){ id, text };
}

/* What is known of one thing, told once however often it is named. */
struct part_scope {
    struct buffer *outer;
    const char *id;
};

static bool part_begin(struct hashing *hashing, struct part_scope *part_scope, const char *id)
{
    if (index_find(hashing->seen, id)) return false;
    index_add(hashing->seen, id, hashing);
    *part_scope = (struct part_scope){ hashing->text, id };
    hashing->text = buffer_new(hashing->template->arena);
    return true;
}

static void part_end(struct hashing *hashing, const struct part_scope *part_scope)
{
    part_add(hashing, part_scope->id, hashing->text->text);
    hashing->text = part_scope->outer;
}

static void hash_reference(void *with, const char *id, const char *attribute, const struct node *at)
{
    (void)attribute, (void)at;
    struct hashing *hashing = with;
    struct template *template = hashing->template;
    struct part_scope part_scope;
    if (!part_begin(hashing, &part_scope, id)) return;
    const struct node *parameter = node_find(template->parameters, id),
                      *resource = node_find(template->resources, id);
    const char *type = node_word(resource, "Type");
    if (parameter) hash_parameter(hashing, id, parameter);
    if (type) buffer_text(hashing->text, type);
    if (type) hash_resource(hashing, resource, type);
    part_end(hashing, &part_scope);
}

static void hash_named(struct hashing *hashing, const struct node *section, const char *what,
                       const struct node *name)
{
    const struct node *found = name && name->shape == SCALAR ? node_find(section, name->text) : NULL;
    struct part_scope part_scope;
    if (!found ||
        !part_begin(hashing, &part_scope, arena_text(hashing->template->arena, "%s %s", what, name->text)))
        return;
    hash_node(hashing, found);
    part_end(hashing, &part_scope);
}

/* The conditions and mappings that it asks, and no others: a version is refused where nothing has changed. */
static void hash_conditions(struct hashing *hashing, const struct node *node)
{
    const struct service *service = hashing->template->service;
    for (const struct node *n = node->first; n; n = n->next) {
        const struct node *first = n->shape == LIST ? n->first : n;
        if (node->shape == MAP && (!strcmp(n->key, "Fn::If") || !strcmp(n->key, "Condition")))
            hash_named(hashing, hashing->template->conditions, "condition", first);
        else if (node->shape == MAP && !strcmp(n->key, "Fn::FindInMap"))
            hash_named(hashing, service->mappings.from, "mapping", first);
        if (n->shape != SCALAR) hash_conditions(hashing, n);
    }
}

static void hash_node(struct hashing *hashing, const struct node *node)
{
    const struct template *template = hashing->template;
    const struct node *mappings = template->service->mappings.from;
    json_print(hashing->text, node, JSON_CANONICAL);
    struct referring referring = { hash_reference, hashing };
    references_each(hashing->template->arena, node, &referring);
    if (template->conditions->count || mappings) hash_conditions(hashing, node);
}

/* FNV-1a of 64 bits, folded to 40: it need not withstand anybody, only change with what it is of.
 * https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
static unsigned long long folded(const struct buffer *text)
{
    unsigned long long hash = 14695981039346656037ULL;
#pragma GCC unroll 8
    for (size_t i = 0; i < text->size; i++) hash = (hash ^ (unsigned char)text->text[i]) * 1099511628211ULL;
    return (hash ^ hash >> 40) & 0xFFFFFFFFFFULL;
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const struct part *)left)->id, ((const struct part *)right)->id);
}

static void part_print(struct buffer *out, const struct part *part)
{
    buffer_byte(out, '\n');
    buffer_text(out, part->id);
    buffer_byte(out, ' ');
    buffer_text(out, part->text);
}

const char *fingerprint(struct template *template, const struct node *node)
{
    struct arena *arena = template->arena;
    struct hashing hashing = { .template = template, .text = buffer_new(arena), .seen = index_new(arena) };
    hash_node(&hashing, node);
    /* By their ids, since an order that means nothing must change nothing. */
    if (hashing.count) qsort(hashing.parts, hashing.count, sizeof *hashing.parts, by_id);
    for (size_t i = 0; i < hashing.count; i++) part_print(hashing.text, &hashing.parts[i]);
    return arena_text(arena, "%010llx", folded(hashing.text));
}
