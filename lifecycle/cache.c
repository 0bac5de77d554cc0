#include "lifecycle/cache.h"
#include "base/file.h"
#include "base/sha256.h"
#include <string.h>

/* https://specifications.freedesktop.org/basedir-spec/latest/ */
const char *cache_path(struct arena *arena, const struct surroundings *surroundings, const char *name)
{
    const char *folder = surroundings->environment(surroundings->with, "XDG_CACHE_HOME");
    if (folder && *folder == '/') return arena_text(arena, "%s/cfgen/%s", folder, name);
    const char *home = surroundings->environment(surroundings->with, "HOME");
    return home && *home == '/' ? arena_text(arena, "%s/.cache/cfgen/%s", home, name) : NULL;
}

bool cache_read(struct arena *arena, const struct surroundings *surroundings, const char *name,
                struct bytes *bytes)
{
    const char *path = cache_path(arena, surroundings, name);
    if (!path || surroundings->read(surroundings->with, arena, path, LARGEST_CODE, bytes) != FILE_THERE)
        return false;
    if (bytes->size < SHA256_SIZE) return false;
    uint8_t digest[SHA256_SIZE];
    bytes->size -= SHA256_SIZE;
    sha256(bytes->at, bytes->size, digest);
    return !memcmp(digest, bytes->at + bytes->size, sizeof digest);
}

/* A cache that cannot be written only costs time. */
void cache_write(struct arena *arena, const struct surroundings *surroundings, const char *name,
                 struct bytes bytes)
{
    const char *path = cache_path(arena, surroundings, name);
    if (!path) return;
    struct arena *turn = arena_new();
    char *whole = arena_take(turn, bytes.size + SHA256_SIZE);
    memcpy(whole, bytes.at, bytes.size);
    sha256(bytes.at, bytes.size, (uint8_t *)whole + bytes.size);
    file_write(turn, path, whole, bytes.size + SHA256_SIZE);
    arena_free(turn);
}
