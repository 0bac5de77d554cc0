/* The program git as a store: for what libgit2 cannot read.
 * https://git-scm.com/docs/git-cat-file#_batch_output */
#include "base/text.h"
#include "stacks/git/flat.h"
#include "stacks/git/git.h"
#include <stdlib.h>
#include <string.h>

struct program {
    struct store store;
    struct arena *arena;
    struct dialogue *contents, *sizes; /* NULL until asked */
};

static const char *said(struct arena *arena, const struct process *process)
{
    const char *said = process->ended ? process->ended : process->errors->text;
    if (process->failure) return arena_text(arena, "git could not be started: %s", process->failure);
    if (text_starts(said, "fatal: ")) said += strlen("fatal: ");
    return arena_copy(arena, said, strcspn(said, "\n"));
}

/* NULL: it failed, and `failure`, where there is one, is what git said. */
static struct buffer *run(struct arena *arena, const char *const *words, const char **failure)
{
    struct process process = git_run(arena, words);
    if (!process.failure && !process.status) return process.output;
    if (failure) *failure = said(arena, &process);
    return NULL;
}
#define GIT(arena, failure, ...) run(arena, (const char *const[]){ __VA_ARGS__, NULL }, failure)

static const char *line_of(struct arena *arena, const struct buffer *output)
{
    return output && output->size ? arena_copy(arena, output->text, strcspn(output->text, "\n")) : NULL;
}

static enum stored_type type_of(const char *mode)
{
    if (text_starts(mode, "120")) return STORED_LINK;
    if (text_starts(mode, "160")) return STORED_REPOSITORY;
    if (text_starts(mode, "040")) return STORED_FOLDER;
    return text_starts(mode, "100755") ? STORED_PROGRAM : STORED_FILE;
}

/* `MODE HASH STAGE<tab>PATH` of ls-files, `MODE blob HASH<tab>PATH` of ls-tree; a NUL behind each. */
static struct flat *flat_read(struct arena *arena, const struct buffer *output)
{
    size_t count = 0, taken = 0;
    for (size_t i = 0; i < output->size; i++) count += !output->text[i];
    struct stored *items = arena_take(arena, (count + 1) * sizeof *items);
    for (char *at = output->text; taken < count; at += strlen(at) + 1) {
        char *tab = strchr(at, '\t'), *second = strchr(at, ' '),
             *third = second ? strchr(second + 1, ' ') : NULL;
        if (!tab || !third || third > tab) break;
        bool tree = third - second < 10; /* its second word is a type */
        const char *id = tree ? third + 1 : second + 1;
        bool conflict = !tree && third[1] != '0';
        items[taken++] = (struct stored){ conflict ? STORED_CONFLICT : type_of(at), tab + 1,
                                          arena_copy(arena, id, strcspn(id, " \t")) };
    }
    return flat_new(arena, items, taken);
}

static bool is_empty(const struct stored *stored)
{
    static const char *const ids[] = {
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    };
    return !strcmp(stored->id, ids[0]) || !strcmp(stored->id, ids[1]);
}

static const char *empty_tree(const struct flat *flat)
{
    enum { SHA1_DIGITS = 40 };
    return strlen(flat->items[0].id) == SHA1_DIGITS
               ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
               : "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";
}

/* What `git add -N` only announces is not staged; it looks like an empty file, which this comparison leaves
 * out. It reads the index alone: one with the working tree may run a filter that the repository configures.
 */
static void announced_remove(struct arena *arena, struct flat *flat)
{
    size_t empty = 0, kept = 0;
    while (empty < flat->count && !is_empty(&flat->items[empty])) empty++;
    if (empty == flat->count) return;
    const struct buffer *output = GIT(arena, NULL, "diff-index", "--cached", "-z", "--name-only",
                                      "--no-renames", "--ita-invisible-in-index", empty_tree(flat), "--");
    if (!output) return;
    const char *next = output->text, *end = next + output->size;
    for (size_t i = 0; i < flat->count; i++) { /* both are sorted */
        bool staged = next < end && !strcmp(flat->items[i].name, next);
        if (staged) next += strlen(next) + 1;
        if (staged || !is_empty(&flat->items[i])) flat->items[kept++] = flat->items[i];
    }
    flat->count = kept;
}

static struct snapshot *program_snapshot(const struct store *store, struct arena *arena, const char *name,
                                         const char **failure)
{
    (void)store;
    struct buffer *output = NULL;
    bool index = !strcmp(name, STORE_INDEX);
    if (index)
        output = GIT(arena, failure, "ls-files", "-s", "-z", "--full-name", "--", ":/");
    else if (*name == '-')
        *failure = "unknown revision";
    else
        output = GIT(arena, failure, "ls-tree", "-r", "-z", "--full-tree", name);
    if (!output) return NULL;
    struct flat *flat = flat_read(arena, output);
    if (index) announced_remove(arena, flat);
    flat->from = arena_copy(arena, name, strlen(name));
    return &flat->snapshot;
}

/* `HASH TYPE SIZE`, or `HASH missing`. */
static bool ask(struct dialogue *dialogue, struct arena *arena, const struct stored *item, size_t *size)
{
    if (!dialogue) return false;
    const char *question = arena_join(arena, item->id, "\n");
    const char *line =
        dialogue_ask(dialogue, question, strlen(question)) ? dialogue_line(dialogue, arena) : NULL;
    const char *blob = line ? strstr(line, " blob ") : NULL;
    if (!blob) return false;
    *size = strtoull(blob + strlen(" blob "), NULL, 10);
    return true;
}

static bool program_read(const struct store *store, struct arena *arena, const struct stored *item,
                         struct bytes *bytes)
{
    static const char *const words[] = { "cat-file", "--batch", NULL };
    struct program *program = store->with;
    if (!program->contents) program->contents = git_dialogue(program->arena, words);
    if (!ask(program->contents, arena, item, &bytes->size)) return false;
    bytes->at = dialogue_bytes(program->contents, arena, bytes->size);
    return bytes->at && dialogue_bytes(program->contents, arena, 1);
}

static uint64_t program_size(const struct store *store, const struct stored *item)
{
    static const char *const words[] = { "cat-file", "--batch-check", NULL };
    struct program *program = store->with;
    if (!program->sizes) program->sizes = git_dialogue(program->arena, words);
    size_t size = 0;
    return ask(program->sizes, program->arena, item, &size) ? size : 0;
}

static bool all_new(struct arena *arena, const struct flat *flat, struct changes *changes)
{
    changes->count = flat->count;
    changes->paths = arena_take(arena, (flat->count + 1) * sizeof *changes->paths);
    for (size_t i = 0; i < flat->count; i++) changes->paths[i] = flat->items[i].name;
    return true;
}

static bool program_changed(const struct store *store, struct arena *arena, const struct snapshot *before,
                            const struct snapshot *now, struct changes *changes, const char **failure)
{
    (void)store;
    const struct flat *flat = now->with;
    if (!before) return all_new(arena, flat, changes);
    const char *old = ((const struct flat *)before->with)->from;
    struct buffer *output;
    if (!strcmp(flat->from, STORE_INDEX))
        output = GIT(arena, failure, "diff-index", "--cached", "-z", "--name-only", "--no-renames",
                     "--ignore-submodules=dirty", old, "--");
    else
        output = GIT(arena, failure, "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, flat->from,
                     "--");
    if (!output) return false;
    for (size_t i = 0; i < output->size; i++) changes->count += !output->text[i];
    changes->paths = arena_take(arena, (changes->count + 1) * sizeof *changes->paths);
    const char *at = output->text;
    for (size_t i = 0; i < changes->count; i++, at += strlen(at) + 1) changes->paths[i] = at;
    return true;
}

static const char *program_commit(const struct store *store, struct arena *arena, const char *name)
{
    (void)store;
    const char *commit = arena_join(arena, name, "^{commit}");
    return *name == '-' ? NULL : line_of(arena, GIT(arena, NULL, "rev-parse", "--verify", "--quiet", commit));
}

static const char *program_parted(const struct store *store, struct arena *arena, const char *from,
                                  const char *to)
{
    if (from) return line_of(arena, GIT(arena, NULL, "merge-base", from, to));
    const char *where = store->root ? "refs/remotes" : "refs/heads";
    const struct buffer *all = GIT(arena, NULL, "for-each-ref", "--format=%(objectname)", where);
    if (!all || !all->size) return NULL;
    size_t count = 0;
    for (size_t i = 0; i < all->size; i++) count += all->text[i] == '\n';
    const char **words = arena_take(arena, (count + 3) * sizeof *words), *at = all->text;
    words[0] = "merge-base", words[1] = to;
    for (size_t i = 0; i < count; i++, at += strcspn(at, "\n") + 1)
        words[i + 2] = arena_copy(arena, at, strcspn(at, "\n"));
    struct process process = git_run(arena, words);
    return process.failure || process.status ? NULL : line_of(arena, process.output);
}

static const char *program_setting(const struct store *store, struct arena *arena, const char *key)
{
    (void)store;
    return line_of(arena, GIT(arena, NULL, "config", "--get", key));
}

static bool program_ignored(const struct store *store, struct arena *arena, const char *path)
{
    return store->root && GIT(arena, NULL, "check-ignore", "-q", arena_join(arena, store->root, path));
}

static const char *folder_of(struct arena *arena, const char *path)
{
    return path && *path ? arena_join(arena, path, text_ends(path, "/") ? "" : "/") : NULL;
}

#define TRUSTING "-c", "safe.directory=*"

/* The repository that git refuses only because of its owner: it answers when it is told to trust any. NULL:
 * git has another reason. */
static const char *foreign_folder(struct arena *arena)
{
    const char *root = line_of(arena, GIT(arena, NULL, TRUSTING, "rev-parse", "--show-toplevel"));
    return root ? root : line_of(arena, GIT(arena, NULL, TRUSTING, "rev-parse", "--absolute-git-dir"));
}

/* What libgit2 said stays where git cannot tell more: it is not installed, or finds no repository either. */
static void explain(struct arena *arena, const struct process *process, struct store_failure *failure)
{
    if (!process->failure) failure->folder = foreign_folder(arena);
    if (failure->folder) failure->fault = STORE_FOREIGN;
    bool same = process->failure || failure->fault == STORE_ABSENT;
    if (!same || !failure->text) failure->text = said(arena, process);
}

/* As in store_git2.c: a working tree that core.worktree names must lead back to the repository. */
static bool is_elsewhere(struct arena *arena, const struct surroundings *around, const char *root,
                         const char *git)
{
    if (!root || around->environment(around->with, "GIT_WORK_TREE") ||
        !GIT(arena, NULL, "config", "--get", "core.worktree"))
        return false;
    const char *back = line_of(arena, GIT(arena, NULL, "-C", root, "rev-parse", "--absolute-git-dir"));
    return !back || strcmp(back, git) != 0;
}

const struct store *store_program(struct arena *arena, const struct surroundings *around, bool index,
                                  struct store_failure *failure)
{
    (void)index;
    static const char *const where[] = { "rev-parse", "--absolute-git-dir", NULL };
    struct process process = git_run(arena, where);
    if (process.failure || process.status) {
        explain(arena, &process, failure);
        return NULL;
    }
    const char *git = line_of(arena, process.output);
    const char *root = line_of(arena, GIT(arena, NULL, "rev-parse", "--show-toplevel"));
    if (is_elsewhere(arena, around, root, git)) {
        failure->text = "core.worktree does not name its working tree";
        return NULL;
    }
    struct program *program = arena_take(arena, sizeof *program);
    program->arena = arena;
    program->store = (struct store){ .with = program,
                                     .root = folder_of(arena, root),
                                     .git = folder_of(arena, git),
                                     .snapshot = program_snapshot,
                                     .read = program_read,
                                     .size = program_size,
                                     .changed = program_changed,
                                     .commit = program_commit,
                                     .parted = program_parted,
                                     .setting = program_setting,
                                     .ignored = program_ignored };
    return &program->store;
}
