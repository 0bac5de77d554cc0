/* What a finding means where only commits are looked at: the file is there to see, but it is not staged, or
 * is left out on purpose, or Git LFS has it. */
#include "cfgen/hook/explain.h"
#include "base/file.h"
#include "base/text.h"
#include "cfgen/hook/ignored.h"
#include <string.h>

#define POINTER    "'%s' is a pointer of Git LFS; its content is in no commit"
#define NO_POINTER "keep descriptions out of Git LFS: `*.yml -filter -diff -merge text` in .gitattributes"

static bool is_about(struct arena *arena, const struct diag *diag, const char *path)
{
    for (const struct subject *s = diag->subjects; s; s = s->next)
        if (!strcmp(path_tidy(arena, s->path), path)) return true;
    return false;
}

static void say(struct diags *diags, struct diag *diag, const struct finding *finding, const char *text,
                const char *hint)
{
    diag->finding = finding;
    diag->text = text;
    diag->hint = hint;
    if (diag->severity != finding->severity) diag_weaken(diags, diag, finding->severity);
}

/* The submodule that a path lies in; NULL: none. */
static const char *submodule_of(struct hook *hook, const char *path)
{
    struct arena *arena = hook->run->arena;
    const struct snapshot *snapshot = hook->now->snapshot;
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_copy(arena, path, (size_t)(slash - path));
        if (snapshot->find(snapshot, arena, folder).type == STORED_REPOSITORY) return folder;
    }
    return NULL;
}

/* What the commit lacks may be there to see, which is what makes it hard to believe; or be left out of it on
 * purpose, for a build to make. */
static bool explain_absent(struct hook *hook, struct diags *diags, struct diag *diag,
                           const struct asked *asked)
{
    struct arena *arena = hook->run->arena;
    const struct surroundings *around = hook->run->surroundings;
    if (asked->state != FILE_ABSENT || !is_about(arena, diag, asked->path)) return false;
    if (hook_ignores(hook, asked->path)) {
        say(diags, diag, FINDING(ignored_file),
            arena_text(arena, "'%s' is in .gitignore, so it is not checked", asked->path), NULL);
        return true;
    }
    const char *submodule = submodule_of(hook, asked->path);
    if (submodule) {
        say(diags, diag, FINDING(ignored_file),
            arena_text(arena, "'%s' is in the submodule %s, so it is not checked", asked->path, submodule),
            NULL);
        return true;
    }
    if (!hook->now->local || !hook->store->root) return false;
    const char *path = arena_join(arena, hook->store->root, asked->path);
    if (around->state(around->with, path) == FILE_ABSENT) return false;
    say(diags, diag, FINDING(not_staged),
        arena_text(arena, "'%s' exists in the working tree but is not staged", asked->path),
        arena_text(arena, "git add %s", text_quoted(arena, asked->path)));
    return true;
}

static bool explain_pointer(struct hook *hook, struct diags *diags, struct diag *diag,
                            const struct asked *asked)
{
    struct arena *arena = hook->run->arena;
    if (!asked->pointer) return false;
    if (!is_about(arena, diag, asked->path) &&
        (!diag->place.file || strcmp(diag->place.file, asked->path) != 0))
        return false;
    say(diags, diag, FINDING(lfs_pointer), arena_text(arena, POINTER, asked->path), NO_POINTER);
    return true;
}

static bool is_listed(const struct hook *hook, const char *path)
{
    for (const struct asked *a = hook->now->asked; a; a = a->next) {
        size_t size = strlen(a->path);
        if (a->listed && (!size || (text_starts(path, a->path) && path[size] == '/'))) return true;
    }
    return false;
}

/* A text that is put in as it is would be the pointer. Of archives, and of code, only the bytes count. */
static bool is_text(const struct hook *hook, const char *path)
{
    static const char *const ends[] = { ".yml", ".yaml", ".json", ".txt", ".graphql", ".html" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (text_ends(path, ends[i])) return !is_listed(hook, path);
    return false;
}

void hook_explain(struct hook *hook, struct diags *diags, const char *service)
{
    for (struct diag *d = diags->first; d; d = d->next) {
        if (d->severity == NOTE) continue;
        for (const struct asked *a = hook->now->asked; a; a = a->next)
            if (explain_pointer(hook, diags, d, a) || explain_absent(hook, diags, d, a)) break;
    }
    for (const struct asked *a = hook->now->asked; a; a = a->next)
        if (a->pointer && is_text(hook, a->path))
            diag_add(diags, FINDING(lfs_pointer), (struct place){ .file = service }, NO_POINTER, POINTER,
                     a->path);
}
