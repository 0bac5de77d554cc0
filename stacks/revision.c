/* The only user of libgit2. */
#include "stacks/revision.h"
#include "base/file.h"
#include "base/text.h"
#include <git2.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct revision {
    struct arena *arena;
    const struct surroundings *around;
    git_repository *repository;
    git_tree *root;
    const char *folder, *work; /* the current one; the repository's, with a / behind it */
};

static void revision_close(void *with)
{
    struct revision *revision = with;
    git_tree_free(revision->root);
    git_repository_free(revision->repository);
    git_libgit2_shutdown();
}

/* The path within the repository; NULL: it is not one of the revision's. */
static const char *inside(const struct revision *revision, struct arena *arena, const char *path)
{
    const char *whole = path_tidy(arena, *path == '/' ? path : path_join(arena, revision->folder, path));
    size_t size = strlen(revision->work);
    if (!strncmp(whole, revision->work, size - 1) && !whole[size - 1]) return "";
    if (strncmp(whole, revision->work, size) != 0) return NULL;
    const char *rest = whole + size;
    return !strcmp(rest, ".git") || text_starts(rest, ".git/") ? NULL : rest;
}

/* Looks the path up; a folder for the root, which has no entry. */
static enum file_state find(const struct revision *revision, const char *path, git_tree_entry **entry)
{
    *entry = NULL;
    if (!*path) return FILE_FOLDER;
    int failed = git_tree_entry_bypath(entry, revision->root, path);
    if (failed) return failed == GIT_ENOTFOUND ? FILE_ABSENT : FILE_FAILED;
    return git_tree_entry_type(*entry) == GIT_OBJECT_TREE ? FILE_FOLDER : FILE_THERE;
}

static bool is_link(const git_tree_entry *entry)
{
    return git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK;
}

static enum file_state blob_read(const struct revision *revision, struct arena *arena,
                                 const git_tree_entry *entry, struct bytes *bytes)
{
    git_blob *blob;
    if (git_blob_lookup(&blob, revision->repository, git_tree_entry_id(entry))) return FILE_FAILED;
    size_t size = (size_t)git_blob_rawsize(blob);
    *bytes = (struct bytes){ arena_copy(arena, git_blob_rawcontent(blob), size), size };
    git_blob_free(blob);
    return FILE_THERE;
}

/* A link's own text; NULL: it is none. */
static const char *link_text(const struct revision *revision, struct arena *arena,
                             const git_tree_entry *entry)
{
    struct bytes bytes;
    if (!entry || !is_link(entry) || blob_read(revision, arena, entry, &bytes) != FILE_THERE) return NULL;
    return bytes.at;
}

enum { MOST_LINKS = 16 };

/* The same through links, of which the last part of the path may be one. */
static enum file_state find_through(const struct revision *revision, struct arena *arena, const char **path,
                                    git_tree_entry **entry)
{
    for (int links = 0; links < MOST_LINKS; links++) {
        enum file_state state = find(revision, *path, entry);
        const char *to = state == FILE_THERE ? link_text(revision, arena, *entry) : NULL;
        if (!to) return state;
        git_tree_entry_free(*entry);
        *entry = NULL;
        *path = path_tidy(arena, path_join(arena, path_folder(arena, *path), to));
        if (text_starts(*path, "..") || **path == '/') return FILE_FAILED;
    }
    return FILE_FAILED;
}

static enum file_state revision_state(void *with, const char *path)
{
    const struct revision *revision = with;
    const char *within = inside(revision, revision->arena, path);
    if (!within) return revision->around->state(revision->around->with, path);
    git_tree_entry *entry;
    enum file_state state = find_through(revision, revision->arena, &within, &entry);
    git_tree_entry_free(entry);
    return state;
}

static enum file_state revision_read(void *with, struct arena *arena, const char *path, struct bytes *bytes)
{
    const struct revision *revision = with;
    const char *within = inside(revision, arena, path);
    if (!within) return revision->around->read(revision->around->with, arena, path, bytes);
    git_tree_entry *entry;
    enum file_state state = find_through(revision, arena, &within, &entry);
    if (state == FILE_THERE) state = blob_read(revision, arena, entry, bytes);
    git_tree_entry_free(entry);
    return state;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static uint64_t size_of(const struct revision *revision, const git_tree_entry *entry)
{
    git_blob *blob;
    if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB ||
        git_blob_lookup(&blob, revision->repository, git_tree_entry_id(entry)))
        return 0;
    uint64_t size = (uint64_t)git_blob_rawsize(blob);
    git_blob_free(blob);
    return size;
}

static void entries_fill(const struct revision *revision, struct arena *arena, const git_tree *tree,
                         struct entry *entries)
{
    size_t count = git_tree_entrycount(tree);
    for (size_t i = 0; i < count; i++) {
        const git_tree_entry *e = git_tree_entry_byindex(tree, i);
        entries[i] = (struct entry){ .name = arena_text(arena, "%s", git_tree_entry_name(e)),
                                     .folder = git_tree_entry_type(e) != GIT_OBJECT_BLOB,
                                     .link = is_link(e),
                                     .executable = git_tree_entry_filemode(e) == GIT_FILEMODE_BLOB_EXECUTABLE,
                                     .size = is_link(e) ? 0 : size_of(revision, e) };
    }
    qsort(entries, count, sizeof *entries, by_name); /* git has folders as if a / followed */
}

static enum file_state revision_list(void *with, struct arena *arena, const char *path,
                                     struct entry **entries)
{
    const struct revision *revision = with;
    const char *within = inside(revision, arena, path);
    if (!within) return revision->around->list(revision->around->with, arena, path, entries);
    git_tree_entry *entry;
    enum file_state state = find_through(revision, arena, &within, &entry);
    git_tree *tree = NULL;
    if (state == FILE_FOLDER && entry &&
        git_tree_lookup(&tree, revision->repository, git_tree_entry_id(entry)))
        state = FILE_FAILED; /* of a submodule, say */
    if (state == FILE_FOLDER) {
        const git_tree *from = tree ? tree : revision->root;
        *entries = arena_take(arena, (git_tree_entrycount(from) + 1) * sizeof **entries);
        entries_fill(revision, arena, from, *entries);
    }
    git_tree_free(tree);
    git_tree_entry_free(entry);
    return state;
}

static const char *revision_target(void *with, struct arena *arena, const char *path)
{
    const struct revision *revision = with;
    const char *within = inside(revision, arena, path);
    if (!within) return revision->around->target(revision->around->with, arena, path);
    git_tree_entry *entry;
    const char *text =
        find(revision, within, &entry) == FILE_THERE ? link_text(revision, arena, entry) : NULL;
    git_tree_entry_free(entry);
    return text;
}

static const char *revision_environment(void *with, const char *name)
{
    const struct revision *revision = with;
    return revision->around->environment(revision->around->with, name);
}

static int64_t revision_now(void *with)
{
    const struct revision *revision = with;
    return revision->around->now(revision->around->with);
}

static void revision_random(void *with, unsigned char *bytes, size_t size)
{
    const struct revision *revision = with;
    revision->around->random(revision->around->with, bytes, size);
}

static int revision_wait(void *with, int milliseconds)
{
    const struct revision *revision = with;
    return revision->around->wait(revision->around->with, milliseconds);
}

static const char *reason(struct arena *arena, const char *otherwise)
{
    const git_error *error = git_error_last();
    return arena_text(arena, "%s", error && error->message ? error->message : otherwise);
}

static const struct surroundings *revision_open(struct arena *arena, const struct surroundings *around,
                                                const char *name, const char **failure)
{
    char folder[PATH_MAX];
    struct revision *revision = arena_take(arena, sizeof *revision);
    *revision = (struct revision){ .arena = arena, .around = around };
    git_libgit2_init();
    arena_defer(arena, revision_close, revision);
    git_object *object = NULL;
    bool found = getcwd(folder, sizeof folder) &&
                 !git_repository_open_ext(&revision->repository, folder, 0, NULL) &&
                 git_repository_workdir(revision->repository) &&
                 !git_revparse_single(&object, revision->repository, name) &&
                 !git_object_peel((git_object **)&revision->root, object, GIT_OBJECT_TREE);
    git_object_free(object);
    if (!found) {
        *failure = reason(arena, "there is no repository here");
        return NULL;
    }
    revision->folder = arena_text(arena, "%s", folder);
    revision->work = arena_text(arena, "%s", git_repository_workdir(revision->repository));
    struct surroundings *made = arena_take(arena, sizeof *made);
    *made = (struct surroundings){ revision,        revision_state,       revision_read, revision_list,
                                   revision_target, revision_environment, revision_now,  revision_random,
                                   revision_wait,   around->stop };
    return made;
}

const struct revisions revisions_git2 = { revision_open };
