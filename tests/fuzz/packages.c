/* A function's package.json (the first file of parts.h becomes it), its locks and folders: an archive with or
 * without packages, or a finding. */
#include "templates/code/artifact.h"
#include "tests/fuzz/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct parts parts;
    parts_read(arena, &parts, data, size);
    parts.memory.files[0].path = "src/package.json";
    part_add(arena, &parts, "src/index.mjs", "", 0);
    part_add(arena, &parts, "src/package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {}}", 38);
    struct surroundings surroundings = parts_surroundings(&parts);
    struct artifacts artifacts = {
        .arena = arena, .surroundings = &surroundings, .diags = diags_new(arena), .root = "."
    };
    struct artifact_source whole = { .folder = "src" }, own = { 0 };
    artifact_find(&artifacts, &whole, "index.handler", "nodejs22.x", "arm64", (struct place){ 0 });
    artifact_find(&artifacts, &own, "src/index.handler", "nodejs22.x", "x86_64", (struct place){ 0 });
    artifact_find(&artifacts, &own, "src/index.handler", "python3.13", "x86_64", (struct place){ 0 });
    arena_free(arena);
    return 0;
}
