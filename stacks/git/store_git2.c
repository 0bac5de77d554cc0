/* The only user of libgit2. What it cannot read (SHA-256, split and sparse indexes, partial clones,
 * extensions) it refuses when it is opened. */
#include "base/file.h"
#include "base/text.h"
#include "stacks/git/staged.h"
#include <git2.h>
#include <git2/sys/repository.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

struct git2 {
    struct store store;
    const struct surroundings *around;
    struct arena *arena;
    git_repository *repository;
    git_odb *objects;
    struct index_file *index;
};

struct view { /* of a revision */
    struct snapshot snapshot;
    struct git2 *git2;
    git_tree *tree;
};

static void git2_close(void *with)
{
    struct git2 *git2 = with;
    git_odb_free(git2->objects);
    git_repository_free(git2->repository);
    git_libgit2_shutdown();
}

static void tree_close(void *tree) { git_tree_free(tree); }

static const char *reason(struct arena *arena, const char *otherwise)
{
    const git_error *error = git_error_last();
    return arena_text(arena, "%s", error && error->message ? error->message : otherwise);
}

static enum stored_type type_of(unsigned mode)
{
    switch (mode) {
    case GIT_FILEMODE_TREE:
        return STORED_FOLDER;
    case GIT_FILEMODE_LINK:
        return STORED_LINK;
    case GIT_FILEMODE_COMMIT:
        return STORED_REPOSITORY;
    case GIT_FILEMODE_BLOB_EXECUTABLE:
        return STORED_PROGRAM;
    default:
        return STORED_FILE;
    }
}

static struct stored item_of(struct arena *arena, const char *name, const git_tree_entry *entry)
{
    git_oid *id = arena_take(arena, sizeof *id);
    *id = *git_tree_entry_id(entry);
    return (struct stored){ type_of(git_tree_entry_filemode(entry)), name, id };
}

static struct stored tree_find(const struct snapshot *snapshot, struct arena *arena, const char *path)
{
    const struct view *view = snapshot->with;
    if (!*path) return (struct stored){ .type = STORED_FOLDER };
    git_tree_entry *entry;
    int failed = git_tree_entry_bypath(&entry, view->tree, path);
    if (failed) return (struct stored){ .type = failed == GIT_ENOTFOUND ? STORED_ABSENT : STORED_FAILED };
    struct stored item = item_of(arena, path, entry);
    git_tree_entry_free(entry);
    return item;
}

static struct stored *tree_list(const struct snapshot *snapshot, struct arena *arena, const char *folder)
{
    const struct view *view = snapshot->with;
    struct stored item = tree_find(snapshot, arena, folder);
    git_tree *tree = NULL;
    if (*folder && git_tree_lookup(&tree, view->git2->repository, item.id)) return NULL;
    const git_tree *from = tree ? tree : view->tree;
    size_t count = git_tree_entrycount(from);
    struct stored *items = arena_take(arena, (count + 1) * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(from, i);
        const char *name = git_tree_entry_name(entry);
        items[i] = item_of(arena, arena_copy(arena, name, strlen(name)), entry);
    }
    git_tree_free(tree);
    return items;
}

struct walk {
    stored_visit *visit;
    void *to;
    struct arena *turn;
    size_t count;
};

static int entry_visit(const char *folder, const git_tree_entry *entry, void *with)
{
    struct walk *walk = with;
    if (++walk->count > MOST_STORED) return -1;
    enum stored_type type = type_of(git_tree_entry_filemode(entry));
    if (type == STORED_FOLDER) return 0;
    const char *path = arena_join(walk->turn, folder, git_tree_entry_name(entry));
    walk->visit(walk->to, (struct stored){ type, path, git_tree_entry_id(entry) });
    return 0;
}

static bool tree_walk(const struct snapshot *snapshot, stored_visit *visit, void *to)
{
    const struct view *view = snapshot->with;
    struct walk walk = { visit, to, arena_new(), 0 };
    bool whole = !git_tree_walk(view->tree, GIT_TREEWALK_PRE, entry_visit, &walk);
    arena_free(walk.turn);
    return whole;
}

static struct snapshot *git2_snapshot(const struct store *store, struct arena *arena, const char *name,
                                      const char **failure)
{
    struct git2 *git2 = store->with;
    if (!strcmp(name, STORE_INDEX)) return &git2->index->flat->snapshot;
    struct view *view = arena_take(arena, sizeof *view);
    *view = (struct view){ { view, tree_find, tree_list, tree_walk }, git2, NULL };
    git_object *object = NULL;
    bool found = !git_revparse_single(&object, git2->repository, name) &&
                 !git_object_peel((git_object **)&view->tree, object, GIT_OBJECT_TREE);
    git_object_free(object);
    if (!found) {
        *failure = reason(arena, "unknown revision");
        return NULL;
    }
    arena_defer(arena, tree_close, view->tree);
    return &view->snapshot;
}

static bool git2_read(const struct store *store, struct arena *arena, const struct stored *item,
                      struct bytes *bytes)
{
    const struct git2 *git2 = store->with;
    git_blob *blob;
    if (git_blob_lookup(&blob, git2->repository, item->id)) return false;
    size_t size = (size_t)git_blob_rawsize(blob);
    *bytes = (struct bytes){ arena_copy(arena, git_blob_rawcontent(blob), size), size };
    git_blob_free(blob);
    return true;
}

static uint64_t git2_size(const struct store *store, const struct stored *item)
{
    const struct git2 *git2 = store->with;
    size_t size;
    git_object_t type;
    return git_odb_read_header(&size, &type, git2->objects, item->id) ? 0 : size;
}

static int within_budget(const git_diff *diff, const git_diff_delta *delta, const char *path, void *with)
{
    (void)delta, (void)path, (void)with;
    return git_diff_num_deltas(diff) < MOST_STORED ? 0 : -1;
}

static bool git2_changed(const struct store *store, struct arena *arena, const struct snapshot *before,
                         const struct snapshot *now, struct changes *changes, const char **failure)
{
    const struct git2 *git2 = store->with;
    *failure = "a folder of the previous commit cannot be read";
    if (now->find != tree_find) return staged_find(arena, before, git2->index, changes);
    git_tree *old = before ? ((const struct view *)before->with)->tree : NULL;
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_INCLUDE_TYPECHANGE;
    options.notify_cb = within_budget;
    git_diff *diff;
    if (git_diff_tree_to_tree(&diff, git2->repository, old, ((const struct view *)now->with)->tree,
                              &options)) {
        *failure = reason(arena, "the changes cannot be determined");
        return false;
    }
    changes->count = git_diff_num_deltas(diff);
    changes->paths = arena_take(arena, (changes->count + 1) * sizeof *changes->paths);
    for (size_t i = 0; i < changes->count; i++) {
        const char *path = git_diff_get_delta(diff, i)->new_file.path;
        changes->paths[i] = arena_copy(arena, path, strlen(path));
    }
    git_diff_free(diff);
    return true;
}

static const char *hash(struct arena *arena, const git_oid *id)
{
    char text[GIT_OID_HEXSZ + 1];
    return arena_text(arena, "%s", git_oid_tostr(text, sizeof text, id));
}

static const char *git2_commit(const struct store *store, struct arena *arena, const char *name)
{
    const struct git2 *git2 = store->with;
    git_object *object = NULL, *commit = NULL;
    const char *found = NULL;
    if (!git_revparse_single(&object, git2->repository, name) &&
        !git_object_peel(&commit, object, GIT_OBJECT_COMMIT))
        found = hash(arena, git_object_id(commit));
    git_object_free(commit);
    git_object_free(object);
    return found;
}

/* Where `to` parted from all the references that the pattern covers. */
static const char *parted_from_all(const struct git2 *git2, struct arena *arena, const git_oid *to,
                                   const char *pattern)
{
    git_reference_iterator *iterator;
    git_reference *reference;
    size_t count = 1, room = 16;
    git_oid *ids = arena_take(arena, room * sizeof *ids), base;
    *ids = *to;
    if (git_reference_iterator_glob_new(&iterator, git2->repository, pattern)) return NULL;
    while (!git_reference_next(&reference, iterator)) {
        git_object *commit;
        if (count == room) {
            git_oid *more = arena_take(arena, 2 * room * sizeof *more);
            memcpy(more, ids, count * sizeof *ids);
            ids = more;
            room *= 2;
        }
        if (!git_reference_peel(&commit, reference, GIT_OBJECT_COMMIT)) {
            ids[count++] = *git_object_id(commit);
            git_object_free(commit);
        }
        git_reference_free(reference);
    }
    git_reference_iterator_free(iterator);
    return count > 1 && !git_merge_base_many(&base, git2->repository, count, ids) ? hash(arena, &base) : NULL;
}

static const char *git2_parted(const struct store *store, struct arena *arena, const char *from,
                               const char *to)
{
    const struct git2 *git2 = store->with;
    git_oid one, two, base;
    if (git_oid_fromstr(&two, to)) return NULL;
    if (!from) return parted_from_all(git2, arena, &two, store->root ? "refs/remotes/*" : "refs/heads/*");
    if (git_oid_fromstr(&one, from) || git_merge_base(&base, git2->repository, &one, &two)) return NULL;
    return hash(arena, &base);
}

static const char *git2_setting(const struct store *store, struct arena *arena, const char *key)
{
    const struct git2 *git2 = store->with;
    git_config *config;
    git_buf value = { 0 };
    const char *found = NULL;
    if (git_repository_config_snapshot(&config, git2->repository)) return NULL;
    if (!git_config_get_string_buf(&value, config, key)) found = arena_copy(arena, value.ptr, value.size);
    git_buf_dispose(&value);
    git_config_free(config);
    return found;
}

static bool git2_ignored(const struct store *store, struct arena *arena, const char *path)
{
    (void)arena;
    const struct git2 *git2 = store->with;
    int ignored = 0;
    return !git_ignore_path_is_ignored(&ignored, git2->repository, path) && ignored;
}

/* Objects that a server would still have to be asked for. */
static bool is_partial(git_repository *repository)
{
    git_config *config;
    git_config_iterator *iterator;
    git_config_entry *entry;
    bool partial = false;
    if (git_repository_config_snapshot(&config, repository)) return false;
    if (!git_config_iterator_new(&iterator, config)) { /* a pattern would leak in libgit2 1.5 */
        while (!partial && !git_config_next(&entry, iterator))
            partial = text_starts(entry->name, "remote.") && text_ends(entry->name, ".promisor");
        git_config_iterator_free(iterator);
    }
    git_config_free(config);
    return partial;
}

/* One that lies in a repository is as hostile as its files: it must be named, as git names it to a hook. */
static bool is_embedded(const struct git2 *git2)
{
    return git_repository_is_bare(git2->repository) &&
           !git2->around->environment(git2->around->with, "GIT_DIR");
}

/* `core.worktree` may name any folder, and files would seem to lie within the repository. A working tree that
 * it names must lead back to the repository, as those of submodules do. */
static bool is_elsewhere(const struct git2 *git2)
{
    git_repository *back = NULL;
    const char *work = git_repository_workdir(git2->repository);
    if (!work || !git2_setting(&git2->store, git2->arena, "core.worktree")) return false;
    bool same = !git_repository_open_ext(&back, work, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) &&
                !strcmp(git_repository_path(back), git_repository_path(git2->repository));
    git_repository_free(back);
    return !same;
}

/* Where `git receive-pack` keeps what was sent until it is accepted. */
static void objects_add(struct git2 *git2, struct arena *arena)
{
    const struct surroundings *around = git2->around;
    const char *own = around->environment(around->with, "GIT_OBJECT_DIRECTORY");
    const char *others = around->environment(around->with, "GIT_ALTERNATE_OBJECT_DIRECTORIES");
    if (own) git_odb_add_disk_alternate(git2->objects, own);
    for (const char *at = others; at && *at; at += strspn(at, ":")) {
        size_t size = strcspn(at, ":");
        git_odb_add_disk_alternate(git2->objects, arena_copy(arena, at, size));
        at += size;
    }
}

/* Of nothing staged yet there is no file. */
static bool index_open(struct git2 *git2, struct arena *arena, const char **failure)
{
    const struct surroundings *around = git2->around;
    const char *file = around->environment(around->with, "GIT_INDEX_FILE");
    if (!file) file = arena_join(arena, git_repository_path(git2->repository), "index");
    struct bytes bytes = { 0 };
    enum file_state state = around->read(around->with, arena, file, LARGEST_OBJECT, &bytes);
    *failure = "the index cannot be read";
    if (state != FILE_THERE && state != FILE_ABSENT) return false;
    git2->index = index_file_read(arena, bytes, failure);
    return git2->index;
}

static bool git2_open(struct git2 *git2, struct arena *arena, bool index, struct store_failure *failure)
{
    const struct surroundings *around = git2->around;
    const char *folder = around->environment(around->with, "GIT_DIR");
    unsigned flags = folder ? GIT_REPOSITORY_OPEN_NO_SEARCH : 0;
    char here[PATH_MAX];
    if (!folder) folder = getcwd(here, sizeof here) ? here : ".";
    int failed = git_repository_open_ext(&git2->repository, folder, flags, NULL);
    if (failed || git_repository_odb(&git2->objects, git2->repository)) {
        failure->text = reason(arena, "no repository found");
        if (failed == GIT_ENOTFOUND) failure->fault = STORE_ABSENT;
        return false;
    }
    failure->text = "partial clone";
    if (is_partial(git2->repository)) return false;
    failure->text = "bare repository, and GIT_DIR does not name it";
    if (is_embedded(git2)) return false;
    failure->text = "core.worktree does not name its working tree";
    if (!around->environment(around->with, "GIT_WORK_TREE") && is_elsewhere(git2)) return false;
    objects_add(git2, arena);
    return !index || index_open(git2, arena, &failure->text);
}

/* With a / behind it, and without links: so is the folder that we are in. */
static const char *folder_of(struct arena *arena, const char *path)
{
    char here[PATH_MAX];
    if (!path || (*path != '/' && !getcwd(here, sizeof here))) return NULL;
    path = path_tidy(arena, *path == '/' ? path : path_join(arena, here, path));
    return strcmp(path, "/") ? arena_join(arena, path, "/") : path;
}

static const struct store *git2_new(struct arena *arena, const struct surroundings *around, bool index,
                                    struct store_failure *failure)
{
    const char *work = around->environment(around->with, "GIT_WORK_TREE");
    struct git2 *git2 = arena_take(arena, sizeof *git2);
    git2->around = around;
    git2->arena = arena;
    git2->store.with = git2;
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0); /* git's own reading does not either */
    arena_defer(arena, git2_close, git2);
    failure->text = "its common folder is outside";
    if (around->environment(around->with, "GIT_COMMON_DIR")) return NULL;
    if (!git2_open(git2, arena, index, failure)) return NULL;
    git2->store =
        (struct store){ .with = git2,
                        .root = folder_of(arena, work ? work : git_repository_workdir(git2->repository)),
                        .git = folder_of(arena, git_repository_path(git2->repository)),
                        .snapshot = git2_snapshot,
                        .read = git2_read,
                        .size = git2_size,
                        .changed = git2_changed,
                        .commit = git2_commit,
                        .parted = git2_parted,
                        .setting = git2_setting,
                        .ignored = git2_ignored };
    return &git2->store;
}

const struct stores stores_git2 = { git2_new };
