/* Whatever the bytes: refused with a reason, or a tree that holds no markup of its own. */
#include "aws/xml.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write(struct buffer *out, const struct node *node)
{
    buffer_print(out, "<%s>", node->key ? node->key : "member");
    if (node->shape == SCALAR) xml_text(out, node->text);
    for (const struct node *n = node->first; n; n = n->next) write(out, n);
    buffer_print(out, "</%s>", node->key ? node->key : "member");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *reason = NULL;
    const struct node *root = xml_read(arena, (const char *)data, size, &reason);
    if (!root && !reason) abort();
    if (root) {
        struct buffer *text = buffer_new(arena), *again = buffer_new(arena);
        write(text, root);
        root = xml_read(arena, text->text, text->size, &reason);
        if (!root) abort();
        write(again, root);
        if (strcmp(text->text, again->text) != 0) abort();
    }
    arena_free(arena);
    return 0;
}
