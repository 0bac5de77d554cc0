#include "templates/fingerprint.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "templates/references.h"
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

static void hash_parameter(struct hashing *hashing, const char *id, const struct node *parameter)
{
    const struct node *value = node_find(hashing->template->parameter_values, id);
    if (!value) value = node_find(parameter, "Default");
    if (value)
        hash_node(hashing, value);
    else
        node_set(hashing->template->unhashed, id, node_flag(hashing->template->arena, true));
}

/* What would or might replace the resource. */
static void hash_resource(struct hashing *hashing, const struct node *resource, const char *type)
{
    struct template *template = hashing->template;
    const struct node *properties = node_find(resource, "Properties");
    buffer_text(hashing->text, type);
    for (const struct node *n = properties ? properties->first : NULL; n; n = n->next) {
        if (schema_replacement(template->schemas, type, n->key) == UPDATED) continue;
        buffer_print(hashing->text, " %s ", n->key);
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

static void hash_reference(void *with, const char *id, const char *attribute, const struct node *at)
{
    (void)attribute, (void)at;
    struct hashing *hashing = with;
    struct template *template = hashing->template;
    if (index_find(hashing->seen, id)) return;
    index_add(hashing->seen, id, hashing);
    const struct node *parameter = node_find(template->parameters, id),
                      *resource = node_find(template->resources, id);
    const char *type = node_word(resource, "Type");
    struct buffer *outer = hashing->text;
    hashing->text = buffer_new(template->arena);
    if (parameter) hash_parameter(hashing, id, parameter);
    if (type) hash_resource(hashing, resource, type);
    part_add(hashing, id, hashing->text->text);
    hashing->text = outer;
}

static void hash_node(struct hashing *hashing, const struct node *node)
{
    json_print(hashing->text, node, JSON_CANONICAL);
    struct referring referring = { hash_reference, hashing };
    references_each(hashing->template->arena, node, &referring);
}

/* FNV-1a of 64 bits, folded to 40: it need not withstand anybody, only change with what it is of.
 * https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
static unsigned long long folded(const struct buffer *text)
{
    unsigned long long hash = 14695981039346656037ULL;
    for (size_t i = 0; i < text->size; i++) hash = (hash ^ (unsigned char)text->text[i]) * 1099511628211ULL;
    return (hash ^ hash >> 40) & 0xFFFFFFFFFFULL;
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const struct part *)left)->id, ((const struct part *)right)->id);
}

const char *fingerprint(struct template *template, const struct node *node)
{
    struct arena *arena = template->arena;
    struct hashing hashing = { .template = template, .text = buffer_new(arena), .seen = index_new(arena) };
    hash_node(&hashing, node);
    /* Any Fn::If and Fn::FindInMap may look there. */
    const struct node *conditions = template->service->conditions.from,
                      *mappings = template->service->mappings.from;
    if (conditions) hash_node(&hashing, conditions);
    if (mappings) hash_node(&hashing, mappings);
    /* By their ids, since an order that means nothing must change nothing. */
    if (hashing.count) qsort(hashing.parts, hashing.count, sizeof *hashing.parts, by_id);
    for (size_t i = 0; i < hashing.count; i++)
        buffer_print(hashing.text, "\n%s %s", hashing.parts[i].id, hashing.parts[i].text);
    return arena_text(arena, "%010llx", folded(hashing.text));
}
