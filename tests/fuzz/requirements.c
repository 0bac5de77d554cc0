/* Whatever the text: each line is a requirement with a name, or a finding within the text; any marker has an
 * answer. */
#include "templates/code/requirements.h"
#include "lifecycle/package/python.h"
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena);
    const struct python python = python_of("python3.13", "arm64");
    const char *text = arena_copy(arena, (const char *)data, size);
    const struct requirements *read = requirements_read(diags, "requirements.txt", text, size);
    for (const struct requirement *r = read->first; r; r = r->next) {
        if (!*r->name || !r->place.line || !r->place.length) abort();
        python_marker(&python, arena, r->marker, r->extras);
    }
    for (const struct diag *d = diags->first; d; d = d->next)
        if (!d->place.line || !d->place.column) abort();
    arena_free(arena);
    return 0;
}
