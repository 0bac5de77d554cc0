/* One input as several: files, options and variables, each behind a line `#@ NAME`. What stands before the
 * first such line is service.yml. `#@ --stage` and `#@ --param` are options, a value a line; `#@ env` are
 * variables, NAME=VALUE a line; all else are files, served from memory. */
#ifndef TESTS_FUZZ_PARTS_H
#define TESTS_FUZZ_PARTS_H
#include "base/file.h"
#include "tests/memory.h"
#include <stdint.h>

enum { MOST_PARTS = 24, MOST_VALUES = 8 };

struct parts {
    struct memory memory;
    struct bytes bytes[MOST_PARTS];      /* of the memory's files, in their order, NULs included */
    const char *stage;                   /* NULL: none */
    const char *values[MOST_VALUES + 1]; /* of --param; ends with NULL */
    const char *variables[MOST_VALUES + 1][2];
};

static void part_lines(struct arena *arena, struct parts *parts, const char *text, bool variables)
{
    for (int i = 0; *text && i < MOST_VALUES; i++) {
        size_t size = strcspn(text, "\n");
        char *line = arena_copy(arena, text, size), *equals = strchr(line, '=');
        text += size + (text[size] == '\n');
        if (!variables) {
            parts->values[i] = line;
            continue;
        }
        if (equals) *equals = 0;
        parts->variables[i][0] = line;
        parts->variables[i][1] = equals ? equals + 1 : "";
    }
}

static void part_add(struct arena *arena, struct parts *parts, const char *name, const char *at, size_t size)
{
    const char *text = arena_copy(arena, at, size);
    if (!strcmp(name, "--stage"))
        parts->stage = arena_copy(arena, text, strcspn(text, "\n"));
    else if (!strcmp(name, "--param") || !strcmp(name, "env"))
        part_lines(arena, parts, text, *name == 'e');
    else if (parts->memory.count < MOST_PARTS && !strcmp(path_tidy(arena, name), name) &&
             !memory_find(&parts->memory, name)) {
        parts->bytes[parts->memory.count] = (struct bytes){ text, size };
        parts->memory.files[parts->memory.count++] = (struct memory_file){ .path = name, .text = text };
    }
}

static void parts_read(struct arena *arena, struct parts *parts, const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size, *name = "service.yml", *next;
    *parts = (struct parts){ 0 };
    for (const char *start = at;; start = at) {
        next = at < end && !memcmp(at, "#@ ", (size_t)(end - at) < 3 ? (size_t)(end - at) : 3) ? at : NULL;
        if (!next && at < end) next = memmem(at, (size_t)(end - at), "\n#@ ", 4);
        if (next && *next == '\n') next++;
        part_add(arena, parts, name, start, (size_t)((next ? next : end) - start));
        if (!next || end - next < 4) return;
        const char *line = memchr(next, '\n', (size_t)(end - next));
        name = arena_copy(arena, next + 3, (size_t)((line ? line : end) - next - 3));
        at = line ? line + 1 : end;
    }
}

static enum file_state parts_file(void *with, struct arena *arena, const char *path, size_t most,
                                  struct bytes *bytes)
{
    const struct parts *parts = with; /* begins with its memory */
    enum file_state state = memory_state(with, path);
    const struct memory_file *file = memory_find(with, path);
    if (state != FILE_THERE) return state;
    const struct bytes *own = &parts->bytes[file - parts->memory.files];
    if (own->size > most) return FILE_LARGE;
    *bytes = (struct bytes){ arena_copy(arena, own->at, own->size), own->size };
    return FILE_THERE;
}

static const char *parts_environment(void *with, const char *name)
{
    const struct parts *parts = with;
    for (int i = 0; i < MOST_VALUES && parts->variables[i][0]; i++)
        if (!strcmp(parts->variables[i][0], name)) return parts->variables[i][1];
    return strcmp(name, "SET") != 0 ? NULL : "value";
}

static struct surroundings parts_surroundings(struct parts *parts)
{
    struct surroundings surroundings = memory_surroundings(&parts->memory);
    surroundings.read = parts_file;
    surroundings.environment = parts_environment;
    return surroundings;
}
#endif
