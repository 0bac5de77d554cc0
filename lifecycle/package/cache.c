#include "lifecycle/package/cache.h"
#include "base/file.h"
#include "base/sha256.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* NULL: the user has no home. https://specifications.freedesktop.org/basedir-spec/latest/ */
static const char *folder_of(struct arena *arena, const struct surroundings *surroundings)
{
    const char *folder = surroundings->environment(surroundings->with, "XDG_CACHE_HOME");
    if (folder && *folder == '/') return arena_text(arena, "%s/cfgen", folder);
    const char *home = surroundings->environment(surroundings->with, "HOME");
    return home && *home == '/' ? arena_text(arena, "%s/.cache/cfgen", home) : NULL;
}

enum folder_state { FOLDER_ABSENT, FOLDER_OWN, FOLDER_SHARED };

/* Only the user can write to a folder that is the user's own; a link may be another user's. */
static enum folder_state state_of(const char *folder)
{
    struct stat about;
    if (lstat(folder, &about)) return FOLDER_ABSENT;
    bool own = S_ISDIR(about.st_mode) && about.st_uid == geteuid() && !(about.st_mode & (S_IWGRP | S_IWOTH));
    return own ? FOLDER_OWN : FOLDER_SHARED;
}

void cache_check(struct diags *diags, const struct surroundings *surroundings)
{
    const char *folder = folder_of(diags->arena, surroundings);
    if (!folder || state_of(folder) != FOLDER_SHARED) return;
    diag_add(diags, FINDING(cache_unsafe), (struct place){ .file = folder },
             "the folder must belong to you and be writable only by you: chmod 700",
             "cache folder not used: other users can write to it");
}

bool cache_read(struct arena *arena, const struct surroundings *surroundings, const char *name,
                struct bytes *bytes)
{
    const char *folder = folder_of(arena, surroundings);
    if (!folder || state_of(folder) != FOLDER_OWN) return false;
    const char *path = path_join(arena, folder, name);
    if (surroundings->read(surroundings->with, arena, path, LARGEST_CODE, bytes) != FILE_THERE) return false;
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
    const char *folder = folder_of(arena, surroundings);
    if (!folder || !folder_private(arena, folder) || state_of(folder) != FOLDER_OWN) return;
    struct arena *turn = arena_new();
    char *whole = arena_take(turn, bytes.size + SHA256_SIZE);
    memcpy(whole, bytes.at, bytes.size);
    sha256(bytes.at, bytes.size, (uint8_t *)whole + bytes.size);
    file_write(turn, path_join(turn, folder, name), whole, bytes.size + SHA256_SIZE);
    arena_free(turn);
}
