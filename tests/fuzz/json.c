/* Whatever the bytes: refused, or a tree that is the same after writing and reading it; and what is read with
 * places is read without. */
#include "base/json.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *copy = arena_copy(arena, (const char *)data, size);
    const struct node *node = json_read(arena, copy, size), *placed = json_places(arena, "f", copy, size);
    if (placed && !node) abort();
    for (int style = JSON_LINES; node && style <= JSON_CANONICAL; style++) {
        struct buffer *text = buffer_new(arena), *again = buffer_new(arena);
        json_print(text, node, (enum json_style)style);
        node = json_read(arena, text->text, text->size);
        if (!node) abort();
        json_print(again, node, (enum json_style)style);
        if (strcmp(text->text, again->text) != 0) abort();
    }
    arena_free(arena);
    return 0;
}
