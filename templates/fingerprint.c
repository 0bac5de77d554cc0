#include "templates/fingerprint.h"
#include "base/index.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "templates/references.h"
#include <string.h>

struct hashing {
    struct template *template;
    struct buffer *text;
    struct index *seen;
};

static void hash_node(struct hashing *hashing, const struct node *node);

static void hash_reference(void *with, const char *id, const char *attribute, const struct node *at)
{
    (void)attribute, (void)at;
    struct hashing *hashing = with;
    struct template *template = hashing->template;
    if (index_find(hashing->seen, id)) return;
    index_add(hashing->seen, id, hashing);
    const struct node *parameter = node_find(template->parameters, id),
                      *resource = node_find(template->resources, id);
    if (parameter) {
        const struct node *value = node_find(template->parameter_values, id);
        if (!value) value = node_find(parameter, "Default");
        if (value) hash_node(hashing, value);
    }
    const char *type = node_word(resource, "Type");
    if (!type) return;
    buffer_print(hashing->text, "\n%s %s ", id, type);
    const struct node *properties = node_find(resource, "Properties");
    const struct node *create_only = node_find(schema_find(template->schemas, type), "createOnlyProperties");
    for (const struct node *pointer = create_only ? create_only->first : NULL; pointer;
         pointer = pointer->next) {
        static const char root[] = "/properties/";
        if (!text_starts(pointer->text, root)) continue;
        const char *name = pointer->text + sizeof root - 1;
        const struct node *property =
            node_find(properties, arena_copy(template->arena, name, strcspn(name, "/")));
        if (property) hash_node(hashing, property);
    }
}

static void hash_node(struct hashing *hashing, const struct node *node)
{
    json_print(hashing->text, node, JSON_CANONICAL);
    struct referring referring = { hash_reference, hashing };
    references_each(hashing->template->arena, node, &referring);
}

const char *fingerprint(struct template *template, const struct node *node)
{
    struct hashing hashing = { template, buffer_new(template->arena), index_new(template->arena) };
    hash_node(&hashing, node);
    return arena_copy(template->arena, sha256_hex(template->arena, hashing.text->text, hashing.text->size),
                      10);
}
