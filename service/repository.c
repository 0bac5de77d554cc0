#include "service/repository.h"
#include "base/file.h"
#include "base/text.h"
#include <string.h>

enum { HIGHEST = 32 };

static const char *read_text(struct arena *arena, const struct surroundings *surroundings, const char *path)
{
    struct bytes bytes;
    return surroundings->read(surroundings->with, arena, path, LARGEST_SETTINGS, &bytes) == FILE_THERE
               ? bytes.at
               : NULL;
}

/* The first line, without what ends it. */
static const char *first_line(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strcspn(text, "\r\n")) : NULL;
}

/* `.git` is a folder, or in a linked worktree or submodule a file that names one. */
static const char *git_folder(struct arena *arena, const struct surroundings *surroundings,
                              const char *folder)
{
    static const char names[] = "gitdir: ";
    const char *path = path_join(arena, folder, ".git");
    enum file_state state = surroundings->state(surroundings->with, path);
    if (state == FILE_FOLDER) return path;
    const char *line = state == FILE_THERE ? first_line(arena, read_text(arena, surroundings, path)) : NULL;
    return line && text_starts(line, names) ? path_join(arena, folder, line + sizeof names - 1) : NULL;
}

struct repository *repository_find(struct arena *arena, const struct surroundings *surroundings,
                                   const char *folder)
{
    struct repository *repository = arena_take(arena, sizeof *repository);
    *repository = (struct repository){ surroundings, path_tidy(arena, folder), NULL };
    const char *at = repository->root;
    for (int i = 0; i < HIGHEST; i++) {
        repository->git = git_folder(arena, surroundings, at);
        if (repository->git) {
            repository->root = at;
            break;
        }
        if (!strcmp(at, "/")) break;
        at = path_tidy(arena, path_join(arena, at, ".."));
    }
    return repository;
}

static const char *head(const struct repository *repository, struct arena *arena)
{
    if (!repository->git) return NULL;
    return first_line(arena,
                      read_text(arena, repository->surroundings, path_join(arena, repository->git, "HEAD")));
}

const char *repository_branch(const struct repository *repository, struct arena *arena)
{
    static const char branch[] = "ref: refs/heads/";
    const char *line = head(repository, arena);
    return line && text_starts(line, branch) ? line + sizeof branch - 1 : NULL;
}

static bool is_sha(const char *text)
{
    size_t size = strspn(text, "0123456789abcdef");
    return !text[size] && (size == 40 || size == 64);
}

/* `SHA NAME` lines, and others: https://git-scm.com/docs/gitrepository-layout */
static const char *packed(struct arena *arena, const char *text, const char *name)
{
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        size_t sha = strcspn(line, " \n"), size = strcspn(line, "\n");
        bool named =
            size > sha + 1 && size - sha - 1 == strlen(name) && !memcmp(line + sha + 1, name, size - sha - 1);
        if (named) return arena_copy(arena, line, sha);
    }
    return NULL;
}

const char *repository_sha(const struct repository *repository, struct arena *arena)
{
    const struct surroundings *surroundings = repository->surroundings;
    static const char reference[] = "ref: ";
    const char *line = head(repository, arena), *common = repository->git;
    if (line && text_starts(line, reference)) {
        const char *name = line + sizeof reference - 1;
        const char *shared =
            first_line(arena, read_text(arena, surroundings, path_join(arena, repository->git, "commondir")));
        if (shared) common = path_join(arena, repository->git, shared);
        line = first_line(arena, read_text(arena, surroundings, path_join(arena, common, name)));
        if (!line)
            line =
                packed(arena, read_text(arena, surroundings, path_join(arena, common, "packed-refs")), name);
    }
    return line && is_sha(line) ? line : NULL;
}
