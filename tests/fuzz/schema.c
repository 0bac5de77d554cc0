/* Whatever resources a description holds: each is checked against AWS's schemas, within bounds. */
#include "templates/schema/schema.h"
#include "service/document.h"
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena);
    struct schemas *schemas = schemas_new(arena);
    const struct bytes text = { arena_copy(arena, (const char *)data, size), size };
    const struct node *root = document_read(arena, diags, "template.yml", text);
    const struct node *resources = node_find(root, "Resources");
    if (!resources) resources = node_find(root, "resources");
    for (const struct node *n = resources && resources->shape == MAP ? resources->first : NULL; n;
         n = n->next)
        schema_check_resource(schemas, n->key, n, diags);
    arena_free(arena);
    return 0;
}
