#include "lifecycle/package/npm.h"
#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "base/zip.h"
#include "lifecycle/package/npm_config.h"
#include "templates/code/npm_lock.h"
#include <string.h>

/* Into the arena of the findings, which quote it. */
static bool read_all(struct packaging *packaging, const char *path, struct bytes *bytes)
{
    const struct surroundings *files = packaging->files;
    if (files->read(files->with, packaging->diags->arena, path, LARGEST_LOCK, bytes) == FILE_THERE)
        return true;
    diag_add(packaging->diags, FINDING(file_failed), (struct place){ .file = path }, NULL, "cannot be read");
    return false;
}

static bool put(struct packaging *packaging, const char *folder, const char *name, const char *text)
{
    const char *path = path_join(packaging->arena, folder, name);
    const char *failure = file_write(packaging->arena, path, text, strlen(text));
    if (failure)
        diag_add(packaging->diags, FINDING(file_failed), (struct place){ .file = path }, NULL,
                 "cannot be written: %s", failure);
    return !failure;
}

/* npm's folder holds what we have checked, and nothing else of the repository. */
static bool prepare(struct packaging *packaging, const struct artifact *artifact, const char *folder)
{
    const char *from = path_folder(packaging->arena, artifact->requirements_path);
    const char *path = path_join(packaging->arena, from, "package.json"), *package;
    struct bytes bytes = { 0 }, lock = { 0 };
    return read_all(packaging, path, &bytes) && read_all(packaging, artifact->requirements_path, &lock) &&
           (package = npm_package_text(packaging->arena, packaging->diags, path, bytes)) &&
           npm_lock_check(packaging->diags, artifact->requirements_path, lock) &&
           put(packaging, folder, "package.json", package) &&
           put(packaging, folder, "package-lock.json", lock.at) &&
           put(packaging, folder, ".npmrc", npm_config_text(packaging, from));
}

/* npm's own reason: the first line that is more than a code. */
static const char *reason(struct arena *arena, const char *errors)
{
    static const char said[] = "npm error ";
    for (const char *line = errors; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        if (!text_starts(line, said) || text_starts(line, "npm error code ")) continue;
        line += strlen(said);
        if (*line != '\n') return arena_copy(arena, line, strcspn(line, "\n"));
    }
    size_t size = strcspn(errors, "\n");
    return size ? arena_copy(arena, errors, size) : "no output";
}

static bool run(struct packaging *packaging, const struct artifact *artifact, const char *folder)
{
    const char *cpu = strcmp(artifact->architecture, "arm64") ? "--cpu=x64" : "--cpu=arm64";
    const char *const words[] = { "npm",          "ci",        "--omit=dev", "--ignore-scripts",
                                  "--no-audit",   "--no-fund", "--os=linux", cpu,
                                  "--libc=glibc", "--prefix",  folder,       NULL };
    const char *const settings[] = { "NO_COLOR=1", "NO_UPDATE_NOTIFIER=1", "LC_ALL=C.UTF-8",
                                     arena_join(packaging->arena, "TMPDIR=", folder), NULL };
    const char *from = path_folder(packaging->arena, artifact->requirements_path);
    struct process process =
        process_run(packaging->arena, &(struct launch){ .words = words,
                                                        .profile = PROFILE_FETCH,
                                                        .folder = folder,
                                                        .settings = settings,
                                                        .names = npm_config_names(packaging, from),
                                                        .surroundings = packaging->surroundings });
    if (process.interrupted) return false;
    struct place place = { .file = artifact->requirements_path };
    if (process.failure)
        diag_add(packaging->diags, FINDING(npm_absent), place,
                 "install Node.js, or install the packages into the function's own folder",
                 "npm is required: %s", process.failure);
    else if (process.status)
        diag_add(packaging->diags, FINDING(npm_failed), place, NULL, "npm failed: %s",
                 process.ended ? process.ended : reason(packaging->diags->arena, process.errors->text));
    return !process.failure && !process.status;
}

/* What npm leaves for itself. Links are npm's own too: to programs, and to folders that are not here. */
static bool is_left(const struct entry *entry)
{
    return entry->link || !strcmp(entry->name, ".bin") || !strcmp(entry->name, ".cache") ||
           !strcmp(entry->name, ".package-lock.json");
}

static void folder_add(struct packaging *packaging, struct zip *zip, struct arena *turn, const char *folder,
                       const char *prefix)
{
    const struct surroundings *surroundings = packaging->surroundings;
    struct entry *entries;
    if (surroundings->list(surroundings->with, turn, folder, &entries) != FILE_FOLDER) return;
    for (const struct entry *e = entries; e->name; e++) {
        const char *path = path_join(turn, folder, e->name), *within = arena_join(turn, prefix, e->name);
        struct bytes bytes = { 0 };
        if (is_left(e)) continue;
        if (e->folder)
            folder_add(packaging, zip, turn, path, arena_join(turn, within, "/"));
        else if (surroundings->read(surroundings->with, turn, path, LARGEST_CODE, &bytes) == FILE_THERE)
            zip_add(zip, within, e->executable, bytes);
    }
}

bool npm_install(struct packaging *packaging, const struct artifact *artifact, struct bytes *bytes)
{
    struct arena *turn = arena_new();
    const char *above = packaging->surroundings->environment(packaging->surroundings->with, "TMPDIR");
    const char *folder = folder_temporary(turn, above && *above ? above : "/tmp");
    bool good = folder && prepare(packaging, artifact, folder);
    if (!folder)
        diag_add(packaging->diags, FINDING(file_failed), (struct place){ .file = above ? above : "/tmp" },
                 NULL, "cannot create a folder for the packages");
    if (good && packaging->progress)
        packaging->progress(packaging->with,
                            arena_text(turn, "installing the packages of %s", artifact->requirements_path));
    good = good && run(packaging, artifact, folder);
    if (good) {
        struct zip *zip = zip_new(turn);
        folder_add(packaging, zip, turn, path_join(turn, folder, "node_modules"), "npm/node_modules/");
        struct bytes written = zip_write(zip);
        *bytes = (struct bytes){ arena_copy(packaging->arena, written.at, written.size), written.size };
    }
    arena_free(turn);
    return good;
}
