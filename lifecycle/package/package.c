#include "lifecycle/package/package.h"
#include "base/index.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/zip.h"
#include "lifecycle/package/dependencies.h"
#include "templates/code/code.h"
#include <stdlib.h>
#include <string.h>

struct building {
    struct packaging *packaging;
    struct package *package;
    struct zip *zip;
    struct index *paths; /* what is in the archive already */
};

static void file_add(struct building *building, const char *distribution, const struct zip_entry *entry)
{
    struct package *package = building->package;
    struct packed_file *file = &package->files[package->file_count++];
    *file = (struct packed_file){ entry->path, distribution, entry->size, entry->packed_size };
    package->size += entry->size;
    index_add(building->paths, file->path, file);
}

/* A file that changed since its digest was taken would be stored under the key of another. */
static bool own_add(struct building *building, const struct artifact_file *file)
{
    struct packaging *packaging = building->packaging;
    struct arena *turn = arena_new();
    struct bytes bytes = { 0 };
    uint8_t digest[SHA256_SIZE];
    enum file_state state =
        packaging->files->read(packaging->files->with, turn, file->from, LARGEST_CODE, &bytes);
    sha256(bytes.at, bytes.size, digest);
    bool good = state == FILE_THERE && !memcmp(digest, file->digest, sizeof digest);
    if (good)
        file_add(building, NULL, zip_add(building->zip, file->path, file->executable, bytes));
    else
        diag_add(packaging->diags, FINDING(file_failed), (struct place){ .file = file->from }, NULL,
                 "changed during packaging");
    arena_free(turn);
    return good;
}

/* Lambda publishes no version of code that has not changed, and another key gives another version: so that
 * the code always changes with its key, it lies within, as a file of ours beside those that are counted. */
static void key_add(struct building *building)
{
    struct arena *arena = building->packaging->arena;
    const char *key = arena_text(arena, "%s\n", building->package->artifact->key);
    zip_add(building->zip, PACKAGE_KEY_FILE, false, (struct bytes){ key, strlen(key) });
}

static void hidden_add(struct building *building, const char *path, const char *distribution)
{
    const struct artifact *artifact = building->package->artifact;
    size_t i = 0;
    while (i + 1 < artifact->file_count && strcmp(artifact->files[i].path, path) != 0) i++;
    diag_add(building->packaging->diags, FINDING(package_hidden),
             (struct place){ .file = artifact->files[i].from }, NULL, "replaces a file of the package %s",
             distribution);
}

/* `entry` is DISTRIBUTION/path. The service's own files come before those of packages, as on any Python path.
 */
static void dependency_add(struct building *building, const struct zip_entry *entry)
{
    if (text_starts(entry->path, ".")) return;
    size_t size = strcspn(entry->path, "/");
    const char *distribution = arena_copy(building->packaging->arena, entry->path, size);
    const char *path =
        arena_join(building->packaging->arena, building->package->artifact->packages, entry->path + size + 1);
    const struct packed_file *same = index_find(building->paths, path);
    if (same && !same->package) hidden_add(building, path, distribution);
    if (!same) file_add(building, distribution, zip_copy(building->zip, path, entry));
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const struct packed_file *)left)->path, ((const struct packed_file *)right)->path);
}

static int by_size(const void *left, const void *right)
{
    const struct packed_file *a = *(struct packed_file *const *)left,
                             *b = *(struct packed_file *const *)right;
    return a->size != b->size ? (a->size < b->size) - (a->size > b->size) : strcmp(a->path, b->path);
}

const struct packed_file **package_largest(struct arena *arena, const struct package *package)
{
    const struct packed_file **all = arena_take(arena, (package->file_count + 1) * sizeof *all);
    for (size_t i = 0; i < package->file_count; i++) all[i] = &package->files[i];
    if (package->file_count) qsort(all, package->file_count, sizeof *all, by_size);
    return all;
}

static bool size_is_valid(struct building *building)
{
    enum { SHOWN = 10 };
    struct diags *diags = building->packaging->diags;
    const struct package *package = building->package;
    if (package->size <= CODE_LARGEST) return true;
    struct diag *diag = diag_add(diags, FINDING(code_too_large), package->artifact->place, NULL,
                                 "the archive with its packages is %s, but Lambda allows 250 MB unzipped",
                                 text_size(diags->arena, package->size));
    const struct packed_file **largest = package_largest(building->packaging->arena, package);
    for (size_t i = 0; i < SHOWN && largest[i]; i++)
        diag_note(diags, diag, (struct place){ 0 }, "%s %s", text_size(diags->arena, largest[i]->size),
                  largest[i]->path);
    return false;
}

/* What a build made goes up as it is, when Lambda can unpack it. */
static const struct package *archive_take(struct packaging *packaging, const struct artifact *artifact)
{
    struct arena *arena = packaging->arena;
    struct bytes bytes = { 0 };
    struct zip_entries entries = { 0 };
    uint8_t digest[SHA256_SIZE];
    enum file_state state =
        packaging->files->read(packaging->files->with, arena, artifact->archive, LARGEST_CODE, &bytes);
    sha256(bytes.at, bytes.size, digest);
    const char *wrong = state != FILE_THERE || memcmp(digest, artifact->files->digest, sizeof digest) != 0
                            ? "changed during packaging"
                            : zip_read(arena, bytes, &entries);
    if (wrong) {
        diag_add(packaging->diags, FINDING(bad_archive), artifact->place, NULL, "%s: %s", artifact->archive,
                 wrong);
        return NULL;
    }
    struct building building = { packaging, arena_take(arena, sizeof *building.package), NULL,
                                 index_new(arena) };
    building.package->artifact = artifact;
    building.package->zip = bytes;
    building.package->files = arena_take(arena, (entries.count + 1) * sizeof *building.package->files);
    for (size_t i = 0; i < entries.count; i++) file_add(&building, NULL, &entries.at[i]);
    qsort(building.package->files, building.package->file_count, sizeof *building.package->files, by_path);
    return size_is_valid(&building) ? building.package : NULL;
}

const struct package *package_build(struct packaging *packaging, const struct artifact *artifact)
{
    if (artifact->archive) return archive_take(packaging, artifact);
    struct arena *arena = packaging->arena;
    struct zip_entries packages;
    if (!dependencies_find(packaging, artifact, &packages)) return NULL;
    struct building building = { packaging, arena_take(arena, sizeof *building.package), zip_new(arena),
                                 index_new(arena) };
    struct package *package = building.package;
    package->artifact = artifact;
    package->files = arena_take(arena, (artifact->file_count + packages.count + 1) * sizeof *package->files);
    key_add(&building);
    for (size_t i = 0; i < artifact->file_count; i++)
        if (!own_add(&building, &artifact->files[i])) return NULL;
    for (size_t i = 0; i < packages.count; i++) dependency_add(&building, &packages.at[i]);
    qsort(package->files, package->file_count, sizeof *package->files, by_path);
    if (!size_is_valid(&building)) return NULL;
    package->zip = zip_write(building.zip);
    return package;
}
