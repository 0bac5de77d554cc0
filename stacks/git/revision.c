#include "stacks/git/revision.h"
#include "base/file.h"
#include "base/index.h"
#include "base/text.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* The path from the top of the repository; NULL: it does not lie in it. */
static const char *inside(const struct revision *revision, struct arena *arena, const char *path)
{
    const char *root = revision->store->root;
    if (*path == '/') {
        size_t size = root ? strlen(root) : 0;
        path = path_tidy(arena, path);
        if (!size || strncmp(path, root, size - 1) != 0) return NULL;
        path += size - 1;
        if (*path && *path != '/') return NULL;
        return path + (*path == '/');
    }
    if (!revision->folder) return NULL;
    path = path_tidy(arena, *revision->folder ? path_join(arena, revision->folder, path) : path);
    if (!strcmp(path, ".")) return "";
    return !strncmp(path, "..", 2) && (!path[2] || path[2] == '/') ? NULL : path;
}

static bool is_environment(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    return !strcmp(name, ".env") || text_starts(name, ".env.");
}

/* Where a path is read that is not in the repository; NULL: nowhere. The repository's own folder is not one
 * of its files, and a .env that is in no repository is the machine's, as environment variables are. */
static const char *elsewhere(const struct revision *revision, struct arena *arena, const char *path,
                             const char *within)
{
    if (!within) return revision->alone ? NULL : path;
    if (!strcmp(within, ".git")) return revision->store->git;
    if (text_starts(within, ".git/")) return arena_join(arena, revision->store->git, within + 5);
    bool local = revision->local && revision->store->root && is_environment(within) &&
                 revision->snapshot->find(revision->snapshot, arena, within).type == STORED_ABSENT;
    return local ? arena_join(arena, revision->store->root, within) : NULL;
}

static bool is_within(const char *within)
{
    return within && strcmp(within, ".git") != 0 && !text_starts(within, ".git/");
}

static struct asked *asked_add(struct revision *revision, const char *path, enum file_state state)
{
    if (!revision->alone) return NULL;
    if (!revision->asked) revision->known = index_new(revision->arena);
    struct asked *asked = index_find(revision->known, path);
    if (asked) return asked;
    asked = arena_take(revision->arena, sizeof *asked);
    *asked = (struct asked){
        .next = revision->asked,
        .path = arena_copy(revision->arena, path, strlen(path)),
        .state = state,
    };
    revision->asked = asked;
    return index_add(revision->known, asked->path, asked);
}

/* A link's own text; NULL: it is none, or leads out of the repository. */
static const char *link_followed(const struct revision *revision, struct arena *arena, const char *path,
                                 const struct stored *item)
{
    struct bytes bytes;
    if (item->type != STORED_LINK || !revision->store->read(revision->store, arena, item, &bytes))
        return NULL;
    const char *to = path_tidy(arena, path_join(arena, path_folder(arena, path), bytes.at));
    return *to == '/' || !strcmp(to, "..") || text_starts(to, "../") ? NULL : to;
}

/* The path with its first link followed; NULL: none is in it. */
static const char *folder_followed(const struct revision *revision, struct arena *arena, const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_copy(arena, path, (size_t)(slash - path));
        struct stored item = revision->snapshot->find(revision->snapshot, arena, folder);
        if (item.type == STORED_FOLDER) continue;
        const char *to = link_followed(revision, arena, folder, &item);
        return to ? path_tidy(arena, arena_join(arena, to, slash)) : NULL;
    }
    return NULL;
}

static enum file_state state_of(const struct stored *item)
{
    static const enum file_state states[] = {
        [STORED_ABSENT] = FILE_ABSENT, [STORED_FILE] = FILE_THERE,      [STORED_PROGRAM] = FILE_THERE,
        [STORED_LINK] = FILE_FAILED,   [STORED_FOLDER] = FILE_FOLDER,   [STORED_REPOSITORY] = FILE_FOLDER,
        [STORED_FAILED] = FILE_FAILED, [STORED_CONFLICT] = FILE_FAILED,
    };
    return states[item->type];
}

/* What the path leads to, through links. */
static struct stored find(struct revision *revision, struct arena *arena, const char **path)
{
    enum { MOST_LINKS = 16 };
    struct stored item = { .type = STORED_LINK };
    for (int links = 0; links < MOST_LINKS; links++) {
        item = revision->snapshot->find(revision->snapshot, arena, *path);
        const char *to = item.type == STORED_LINK     ? link_followed(revision, arena, *path, &item)
                         : item.type == STORED_ABSENT ? folder_followed(revision, arena, *path)
                                                      : NULL;
        asked_add(revision, *path, to ? FILE_FAILED : state_of(&item));
        if (!to) break;
        *path = strcmp(to, ".") ? to : "";
    }
    return item;
}

static enum file_state revision_state(void *with, const char *path)
{
    struct revision *revision = with;
    const char *within = inside(revision, revision->arena, path);
    const char *other = elsewhere(revision, revision->arena, path, within);
    if (other) return revision->surroundings.around->state(revision->surroundings.around->with, other);
    if (!is_within(within)) return FILE_ABSENT;
    struct stored item = find(revision, revision->arena, &within);
    return state_of(&item);
}

static enum file_state revision_read(void *with, struct arena *arena, const char *path, size_t most,
                                     struct bytes *bytes)
{
    static const char pointer[] = "version https://git-lfs.github.com/spec/";
    struct revision *revision = with;
    const char *within = inside(revision, arena, path);
    const char *other = elsewhere(revision, arena, path, within);
    if (other)
        return revision->surroundings.around->read(revision->surroundings.around->with, arena, other, most,
                                                   bytes);
    if (!is_within(within)) return FILE_ABSENT;
    const char *first = within;
    struct stored item = find(revision, arena, &within);
    enum file_state state = state_of(&item);
    if (state != FILE_THERE) return state;
    if (revision->store->size(revision->store, &item) > most) return FILE_LARGE;
    if (!revision->store->read(revision->store, arena, &item, bytes)) return FILE_FAILED;
    if (revision->alone && text_starts(bytes->at, pointer))
        asked_add(revision, first, FILE_THERE)->pointer = true;
    return FILE_THERE;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* No file can have such a name, and git refuses to store one: https://git-scm.com/docs/git-fsck */
static bool name_is_unsafe(const char *name)
{
    return strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, "..") || !strcasecmp(name, ".git");
}

static enum file_state revision_list(void *with, struct arena *arena, const char *path,
                                     struct entry **entries)
{
    struct revision *revision = with;
    const char *within = inside(revision, arena, path);
    const char *other = elsewhere(revision, arena, path, within);
    if (other)
        return revision->surroundings.around->list(revision->surroundings.around->with, arena, other,
                                                   entries);
    if (!is_within(within)) return FILE_ABSENT;
    struct stored item = find(revision, arena, &within);
    if (item.type == STORED_REPOSITORY) return FILE_FAILED; /* another's files */
    if (item.type != STORED_FOLDER) return state_of(&item);
    struct stored *items = revision->snapshot->list(revision->snapshot, arena, within);
    if (!items) return FILE_FAILED;
    if (revision->alone) asked_add(revision, within, FILE_FOLDER)->listed = true;
    size_t count = 0;
    while (items[count].type) count++;
    *entries = arena_take(arena, (count + 1) * sizeof **entries);
    for (size_t i = 0; i < count; i++) {
        const struct stored *one = &items[i];
        bool file = one->type == STORED_FILE || one->type == STORED_PROGRAM;
        (*entries)[i] =
            (struct entry){ .name = one->name,
                            .folder = one->type == STORED_FOLDER || one->type == STORED_REPOSITORY,
                            .link = one->type == STORED_LINK,
                            .executable = one->type == STORED_PROGRAM,
                            .unsafe = name_is_unsafe(one->name),
                            .size = file ? revision->store->size(revision->store, one) : 0 };
    }
    qsort(*entries, count, sizeof **entries, by_name);
    return FILE_FOLDER;
}

static const char *revision_target(void *with, struct arena *arena, const char *path)
{
    struct revision *revision = with;
    const char *within = inside(revision, arena, path);
    const char *other = elsewhere(revision, arena, path, within);
    if (other)
        return revision->surroundings.around->target(revision->surroundings.around->with, arena, other);
    if (!is_within(within)) return NULL;
    struct stored item = revision->snapshot->find(revision->snapshot, arena, within);
    asked_add(revision, within, state_of(&item));
    struct bytes bytes;
    bool there = item.type == STORED_LINK && revision->store->read(revision->store, arena, &item, &bytes);
    return there ? bytes.at : NULL;
}

struct revision *revision_new(struct arena *arena, const struct surroundings *around,
                              const struct store *store, const struct snapshot *snapshot, bool local)
{
    struct revision *revision = arena_take(arena, sizeof *revision);
    *revision = (struct revision){
        .surroundings = surroundings_with_files(revision, around),
        .arena = arena,
        .store = store,
        .snapshot = snapshot,
        .folder = "",
        .alone = true,
        .local = local,
    };
    revision->surroundings.state = revision_state;
    revision->surroundings.read = revision_read;
    revision->surroundings.list = revision_list;
    revision->surroundings.target = revision_target;
    return revision;
}

const struct surroundings *revision_open(struct arena *arena, const struct surroundings *around,
                                         const char *name, const char **failure)
{
    struct store_failure none = { 0 };
    const struct store *store = store_open(arena, around, !strcmp(name, STORE_INDEX), &none);
    if (!store) *failure = none.text;
    const struct snapshot *snapshot = store ? store->snapshot(store, arena, name, failure) : NULL;
    char folder[PATH_MAX];
    if (!snapshot) return NULL;
    struct revision *revision = revision_new(arena, around, store, snapshot, false);
    revision->alone = false;
    revision->folder = getcwd(folder, sizeof folder) ? inside(revision, arena, folder) : NULL;
    if (revision->folder) revision->folder = arena_copy(arena, revision->folder, strlen(revision->folder));
    return &revision->surroundings;
}

const char *revision_commit(struct arena *arena, const struct surroundings *opened, const char *name)
{
    const struct store *store = ((const struct revision *)opened->with)->store;
    return strcmp(name, STORE_INDEX) ? store->commit(store, arena, name) : NULL;
}
