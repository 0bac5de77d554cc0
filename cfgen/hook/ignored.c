/* What .gitignore leaves out. Where there is a working tree Git's own reader knows; on a server there is
 * none, and the files called so in the commit are read. https://git-scm.com/docs/gitignore */
#include "cfgen/hook/ignored.h"
#include "base/glob.h"
#include "base/text.h"
#include <string.h>

static bool line_covers(struct arena *arena, const char *pattern, const char *path)
{
    bool top = *pattern == '/';
    pattern += top;
    if (top && !strchr(pattern, '/')) path = arena_copy(arena, path, strcspn(path, "/"));
    return *pattern && glob_covers(pattern, path);
}

/* By the last line that covers it; `before`: what the folders above say. */
static bool text_ignores(struct arena *arena, const char *text, const char *path, bool before)
{
    for (const char *at = text; *at; at += *at == '\n') {
        size_t size = strcspn(at, "\n"), kept = size;
        while (kept && strchr(" \t\r/", at[kept - 1])) kept--;
        const char *line = arena_copy(arena, at, kept);
        at += size;
        bool back = *line == '!';
        if (*line != '#' && line_covers(arena, line + back, path)) before = !back;
    }
    return before;
}

static bool commit_ignores(struct hook *hook, const char *path)
{
    struct arena *arena = hook->run->arena;
    const struct snapshot *snapshot = hook->now->snapshot;
    bool ignored = false;
    for (const char *rest = path; rest; rest = strchr(rest, '/'), rest += rest != NULL) {
        const char *name = arena_join(arena, arena_copy(arena, path, (size_t)(rest - path)), ".gitignore");
        struct stored stored = snapshot->find(snapshot, arena, name);
        struct bytes text;
        if (stored.type == STORED_FILE && hook->store->read(hook->store, arena, &stored, &text))
            ignored = text_ignores(arena, text.at, rest, ignored);
    }
    return ignored;
}

bool hook_ignores(struct hook *hook, const char *path)
{
    struct arena *arena = hook->run->arena;
    if (!hook->store->root) return commit_ignores(hook, path);
    /* Of a folder that is not there Git does not know that it is one. */
    return hook->store->ignored(hook->store, arena, path) ||
           hook->store->ignored(hook->store, arena, arena_join(arena, path, "/x"));
}
