#include "service/confine.h"
#include "base/file.h"
#include "base/index.h"
#include <string.h>
#include <strings.h>

enum { MOST_LINKS = 40, LONGEST = 4096 }; /* as in the system's own lookup */

struct confined {
    struct surroundings surroundings;
    struct arena *arena;
    const char *root;
    size_t up;             /* how often the root goes up from the current folder: "../.." goes twice */
    struct index *folders; /* path → struct folder */
    int links;             /* followed for the path that is being looked up */
};

struct folder {
    const char *real; /* without links; NULL: it is outside */
};

/* How often a path goes up before it goes anywhere else. */
static size_t ups(const char *path)
{
    size_t count = 0;
    for (; !strncmp(path, "..", 2) && (!path[2] || path[2] == '/'); path += path[2] ? 3 : 2) count++;
    return count;
}

/* Whether the root is the current folder, or above it. */
static bool is_above(const struct confined *c) { return !strcmp(c->root, ".") || c->up; }

/* What a path names below the root; NULL: it lies outside, by its text. */
static const char *below_root(const struct confined *c, const char *path)
{
    size_t size = strlen(c->root);
    if (is_above(c)) {
        size_t up = ups(path);
        if (*path == '/' || up > c->up) return NULL;
        return path + (3 * up > strlen(path) ? strlen(path) : 3 * up);
    }
    if (!strcmp(c->root, "/")) return *path == '/' ? path + 1 : NULL;
    if (strncmp(path, c->root, size) != 0 || (path[size] && path[size] != '/')) return NULL;
    return path + size + (path[size] == '/');
}

/* Also as file systems that ignore case, and dots or blanks at the end, would read it. */
static bool names_git(const char *path)
{
    for (; *path; path += *path == '/') {
        size_t size = strcspn(path, "/"), end = size;
        while (end > 1 && strchr(". ", path[end - 1])) end--;
        if (end == strlen(".git") && !strncasecmp(path, ".git", end)) return true;
        path += size;
    }
    return false;
}

static const char *resolve(struct confined *c, const char *path);

static const char *folder_resolve(struct confined *c, const char *path)
{
    struct folder *known = index_find(c->folders, path);
    if (known) return known->real;
    const char *real = resolve(c, path);
    known = arena_take(c->arena, sizeof *known);
    known->real = real;
    index_add(c->folders, path, known);
    return real;
}

/* The path without links; NULL: it leads outside. */
static const char *resolve(struct confined *c, const char *path)
{
    path = path_tidy(c->arena, path);
    const char *below = strlen(path) < LONGEST ? below_root(c, path) : NULL;
    if (!below || names_git(below)) return NULL;
    if (!*below || !strcmp(below, ".")) return path;
    const char *folder = folder_resolve(c, path_folder(c->arena, path));
    if (!folder) return NULL;
    const char *slash = strrchr(path, '/');
    const char *real = path_join(c->arena, folder, slash ? slash + 1 : path);
    const char *target = c->surroundings.around->target(c->surroundings.around->with, c->arena, real);
    if (!target) return real;
    return ++c->links <= MOST_LINKS ? resolve(c, path_join(c->arena, folder, target)) : NULL;
}

static const char *resolve_path(struct confined *c, const char *path)
{
    c->links = 0;
    return resolve(c, path);
}

static enum file_state unresolved_state(const struct confined *c)
{
    return c->links > MOST_LINKS ? FILE_FAILED /* they lead round in circles */ : FILE_OUTSIDE;
}

static enum file_state confined_state(void *with, const char *path)
{
    struct confined *c = with;
    const char *real = resolve_path(c, path);
    return real ? c->surroundings.around->state(c->surroundings.around->with, real) : unresolved_state(c);
}

static enum file_state confined_read(void *with, struct arena *arena, const char *path, size_t most,
                                     struct bytes *bytes)
{
    struct confined *c = with;
    const char *real = resolve_path(c, path);
    return real ? c->surroundings.around->read(c->surroundings.around->with, arena, real, most, bytes)
                : unresolved_state(c);
}

static enum file_state confined_list(void *with, struct arena *arena, const char *path,
                                     struct entry **entries)
{
    struct confined *c = with;
    const char *real = resolve_path(c, path);
    return real ? c->surroundings.around->list(c->surroundings.around->with, arena, real, entries)
                : unresolved_state(c);
}

/* Of the link itself, which may lead anywhere: only what it leads to must lie inside. */
static const char *confined_target(void *with, struct arena *arena, const char *path)
{
    struct confined *c = with;
    c->links = 0;
    path = path_tidy(c->arena, path);
    const char *below = below_root(c, path);
    if (!below || names_git(below)) return NULL;
    const char *folder = *below ? folder_resolve(c, path_folder(c->arena, path)) : NULL;
    const char *slash = strrchr(path, '/');
    return folder ? c->surroundings.around->target(c->surroundings.around->with, arena,
                                                   path_join(c->arena, folder, slash ? slash + 1 : path))
                  : NULL;
}

const struct surroundings *confine(struct arena *arena, const struct surroundings *around,
                                   const struct repository *repository)
{
    struct confined *c = arena_take(arena, sizeof *c);
    *c = (struct confined){
        .surroundings = surroundings_with_files(c, around),
        .arena = arena,
        .root = repository->root,
        .up = ups(repository->root),
        .folders = index_new(arena),
    };
    c->surroundings.state = confined_state;
    c->surroundings.read = confined_read;
    c->surroundings.list = confined_list;
    c->surroundings.target = confined_target;
    return &c->surroundings;
}

FINDING_DECLARE(file_absent);
FINDING_DECLARE(file_denied);
FINDING_DECLARE(file_failed);
FINDING_DECLARE(file_folder);
FINDING_DECLARE(file_large);
FINDING_DECLARE(file_outside);
FINDING_DECLARE(file_special);

struct diag *confine_report(struct diags *diags, enum file_state state, struct place place, const char *path,
                            const char *hint)
{
    static const struct {
        const struct finding *finding;
        const char *what, *hint;
    } states[FILE_STATES] = {
        [FILE_THERE] = { &finding_file_failed, "%s cannot be read", NULL },
        [FILE_ABSENT] = { &finding_file_absent, "file not found: %s", NULL },
        [FILE_FOLDER] = { &finding_file_folder, "%s is a folder", "write the path of a file" },
        [FILE_DENIED] = { &finding_file_denied, "permission denied: %s", NULL },
        [FILE_OUTSIDE] = { &finding_file_outside, "%s is outside the repository",
                           "copy the file into the repository" },
        [FILE_SPECIAL] = { &finding_file_special, "%s is not a regular file", NULL },
        [FILE_LARGE] = { &finding_file_large, "%s is too large", NULL },
        [FILE_FAILED] = { &finding_file_failed, "%s cannot be read", NULL },
    };
    if (!hint || state != FILE_ABSENT) hint = states[state].hint;
    path = path_tidy(diags->arena, path);
    struct diag *diag = diag_add(diags, states[state].finding, place, hint, states[state].what, path);
    diag_about(diags, diag, path);
    return diag;
}
