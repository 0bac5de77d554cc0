/* Two templates in one input, the second behind a line of ---: whatever differs is told, and a template is
 * the same as itself. */
#include "stacks/diff.h"
#include "service/document.h"
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct node *read(struct arena *arena, const char *text, size_t size)
{
    struct diags *diags = diags_new(arena);
    const struct bytes bytes = { arena_copy(arena, text, size), size };
    const struct node *root = document_read(arena, diags, "template.yml", bytes);
    return root && root->shape == MAP ? root : node_map(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct schemas *schemas = schemas_new(arena);
    const char *text = arena_copy(arena, (const char *)data, size);
    const char *between = memmem(text, size, "\n---\n", 5);
    size_t first = between ? (size_t)(between - text) + 1 : size, rest = between ? first + 4 : size;
    const struct node *before = read(arena, text, first), *after = read(arena, text + rest, size - rest);
    diff_new(arena, schemas, before, after);
    if (diff_worst(diff_new(arena, schemas, before, before)) != IMPACT_COUNT) abort();
    arena_free(arena);
    return 0;
}
