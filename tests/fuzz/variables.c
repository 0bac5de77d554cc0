/* A value with ${…} in it (the first file of parts.h), with whatever stands in variables:, parameters:,
 * files, .env and the environment: it is resolved within bounds, or there is a finding at a place. */
#include "service/variables.h"
#include "base/json.h"
#include "service/document.h"
#include "service/repository.h"
#include "tests/fuzz/parts.h"
#include "tests/fuzz/well_formed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena);
    struct parts parts;
    parts_read(arena, &parts, data, size);
    part_add(arena, &parts, "variables.yml", "a: {b: x}\nc: '${var:a.b}'\n", 26);
    struct surroundings surroundings = parts_surroundings(&parts);
    struct bytes values;
    parts_file(&parts, arena, "variables.yml", LARGEST_DOCUMENT, &values);
    struct variables variables = { .arena = arena,
                                   .diags = diags,
                                   .surroundings = &surroundings,
                                   .file = "service.yml",
                                   .repository = repository_find(arena, &surroundings, "."),
                                   .service = "demo",
                                   .stage = parts.stage ? parts.stage : "dev",
                                   .values = document_read(arena, diags, "variables.yml", values) };
    variables.parameters = variables.secrets = variables.values;
    struct node *root = document_read(arena, diags, "service.yml", parts.bytes[0]);
    if (root) {
        variables_include(&variables, root);
        variables_resolve(&variables, root);
        struct buffer *text = buffer_new(arena);
        json_print(text, root, JSON_LINES);
        if (!json_read(arena, text->text, text->size)) abort();
    }
    for (const struct diag *d = diags->first; d; d = d->next)
        if (!d->place.file) abort();
    arena_free(arena);
    return 0;
}
