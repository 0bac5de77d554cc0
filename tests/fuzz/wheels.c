/* The METADATA of two wheels (the second behind a line of ---) and a requirement of both: each is read, its
 * markers have answers for every Python, and what is needed is found in the end. */
#include "lifecycle/package/wheels.h"
#include "tests/memory.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct folder {
    struct memory memory; /* first: the functions of tests/memory.h take it */
    struct bytes wheels[2];
};

static enum file_state wheel_file(void *with, struct arena *arena, const char *path, size_t most,
                                  struct bytes *bytes)
{
    (void)most;
    struct folder *folder = with;
    const struct bytes *wheel = &folder->wheels[strstr(path, "b-1") != NULL];
    *bytes = (struct bytes){ arena_copy(arena, wheel->at, wheel->size), wheel->size };
    return FILE_THERE;
}

static struct bytes wheel_of(struct arena *arena, const char *name, const char *metadata, size_t size)
{
    struct zip *zip = zip_new(arena);
    zip_add(zip, arena_text(arena, "%s-1.dist-info/METADATA", name), false, (struct bytes){ metadata, size });
    zip_add(zip, arena_text(arena, "%s/__init__.py", name), false, (struct bytes){ "", 0 });
    return zip_write(zip);
}

static void resolve(struct arena *arena, const struct surroundings *surroundings, const char *runtime)
{
    struct diags *diags = diags_new(arena);
    struct wheels wheels = { .arena = arena, .diags = diags, .python = python_of(runtime, "arm64") };
    if (!wheels_read(&wheels, surroundings, "wheels")) return;
    static const char wanted[] = "a[x,y]\nb; python_version > '3'\n";
    wheels_resolve(&wheels, requirements_read(diags, "requirements.txt", wanted, sizeof wanted - 1)->first);
    struct zip *zip = zip_new(arena);
    wheels_unpack(&wheels, zip);
    zip_write(zip);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *text = arena_copy(arena, (const char *)data, size),
               *between = memmem(text, size, "\n---\n", 5);
    size_t first = between ? (size_t)(between - text) + 1 : size, rest = between ? first + 4 : size;
    struct folder folder = { .memory = { .files = { { .path = "wheels/a-1-py3-none-any.whl", .text = "" },
                                                    { .path = "wheels/b-1-py3-none-any.whl", .text = "" } },
                                         .count = 2 },
                             .wheels = { wheel_of(arena, "a", text, first),
                                         wheel_of(arena, "b", text + rest, size - rest) } };
    struct surroundings surroundings = memory_surroundings(&folder.memory);
    surroundings.read = wheel_file;
    resolve(arena, &surroundings, "python3.9");
    resolve(arena, &surroundings, "python3.13");
    arena_free(arena);
    return 0;
}
