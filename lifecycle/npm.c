#include "lifecycle/npm.h"
#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "base/zip.h"
#include <string.h>

static const char *const settings[] = { "NO_COLOR=1", "NO_UPDATE_NOTIFIER=1", "LC_ALL=C.UTF-8", NULL };

static bool copy(struct packaging *packaging, const char *from, const char *folder, const char *name)
{
    struct bytes bytes = { 0 };
    const struct surroundings *surroundings = packaging->files;
    const char *failure = "it cannot be read";
    if (surroundings->read(surroundings->with, packaging->arena, from, LARGEST_CODE, &bytes) == FILE_THERE)
        failure =
            file_write(packaging->arena, path_join(packaging->arena, folder, name), bytes.at, bytes.size);
    if (failure)
        diag_add(packaging->diags, FINDING_file_failed, (struct place){ .file = from }, NULL,
                 "cannot be copied: %s", failure);
    return !failure;
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
    return size ? arena_copy(arena, errors, size) : "it said nothing";
}

static bool run(struct packaging *packaging, const struct artefact *artefact, const char *folder)
{
    const char *cpu = strcmp(artefact->architecture, "arm64") ? "--cpu=x64" : "--cpu=arm64";
    const char *const words[] = { "npm",          "ci",        "--omit=dev", "--ignore-scripts",
                                  "--no-audit",   "--no-fund", "--os=linux", cpu,
                                  "--libc=glibc", "--prefix",  folder,       NULL };
    struct process process = process_run(packaging->arena, words, settings);
    struct place place = { .file = artefact->requirements_path };
    if (process.failure)
        diag_add(packaging->diags, FINDING_npm_absent, place,
                 "install Node.js, or the packages into the function's own folder",
                 "the packages need npm: %s", process.failure);
    else if (process.status)
        diag_add(packaging->diags, FINDING_npm_failed, place, NULL, "npm failed: %s",
                 reason(packaging->diags->arena, process.errors->text));
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

bool npm_install(struct packaging *packaging, const struct artefact *artefact, struct bytes *bytes)
{
    struct arena *turn = arena_new();
    const char *above = packaging->surroundings->environment(packaging->surroundings->with, "TMPDIR");
    const char *folder = folder_temporary(turn, above && *above ? above : "/tmp");
    const char *package = path_join(turn, path_folder(turn, artefact->requirements_path), "package.json");
    bool good = folder && copy(packaging, package, folder, "package.json") &&
                copy(packaging, artefact->requirements_path, folder, "package-lock.json");
    if (!folder)
        diag_add(packaging->diags, FINDING_file_failed, (struct place){ .file = above ? above : "/tmp" },
                 NULL, "no folder for the packages can be made here");
    if (good && packaging->progress)
        packaging->progress(packaging->with,
                            arena_text(turn, "installing the packages of %s", artefact->requirements_path));
    good = good && run(packaging, artefact, folder);
    if (good) {
        struct zip *zip = zip_new(turn);
        folder_add(packaging, zip, turn, path_join(turn, folder, "node_modules"), "npm/node_modules/");
        struct bytes written = zip_write(zip);
        *bytes = (struct bytes){ arena_copy(packaging->arena, written.at, written.size), written.size };
    }
    arena_free(turn);
    return good;
}
