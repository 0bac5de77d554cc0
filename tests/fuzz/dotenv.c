/* Whatever a .env file says: names with values, or findings at lines that it has. */
#include "service/dotenv.h"
#include "base/text.h"
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena);
    struct node *values = node_map(arena);
    const char *text = arena_copy(arena, (const char *)data, size);
    dotenv_read(values, diags, ".env", text);
    int lines = 1;
    for (const char *at = text; *at; at++) lines += *at == '\n' || *at == '\r';
    for (const struct node *n = values->first; n; n = n->next)
        if (!*n->key || n->shape != SCALAR) abort();
    for (const struct diag *d = diags->first; d; d = d->next)
        if (d->place.line < 1 || d->place.line > lines) abort();
    arena_free(arena);
    return 0;
}
