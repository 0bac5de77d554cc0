#include "templates/code/node_packages.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "service/confine.h"
#include "templates/code/npm_lock.h"
#include <string.h>

static enum file_state state_of(struct artefacts *artefacts, const char *folder, const char *name)
{
    const char *path =
        path_join(artefacts->arena, artefacts->root, path_join(artefacts->arena, folder, name));
    return artefacts->surroundings->state(artefacts->surroundings->with, path);
}

/* `at` is NULL where there is none that can be read. */
static struct bytes file_of(struct artefacts *artefacts, const struct artefact *artefact, const char *folder,
                            const char *name, const char **path)
{
    struct bytes bytes;
    *path = path_join(artefacts->arena, artefacts->root, path_join(artefacts->arena, folder, name));
    enum file_state state = artefacts->surroundings->read(artefacts->surroundings->with, artefacts->arena,
                                                          *path, LARGEST_LOCK, &bytes);
    if (state != FILE_THERE && state != FILE_ABSENT && state != FILE_FOLDER)
        confine_report(artefacts->diags, state, artefact->place, *path, NULL);
    return state == FILE_THERE ? bytes : (struct bytes){ 0 };
}

static bool has_dependencies(struct artefacts *artefacts, struct bytes package)
{
    const struct node *dependencies =
        node_find(json_read(artefacts->arena, package.at, package.size), "dependencies");
    return dependencies && dependencies->shape == MAP && dependencies->count;
}

/* What npm will be given, once for all functions that share it: npm itself runs only where packages are made.
 */
static void files_check(struct artefacts *artefacts, const struct artefact *artefact, const char *folder,
                        struct bytes lock)
{
    const char *file = artefact->requirements_path, *path;
    if (!artefacts->locks) artefacts->locks = index_new(artefacts->arena);
    if (index_find(artefacts->locks, file)) return;
    index_add(artefacts->locks, file, artefacts);
    struct bytes package = file_of(artefacts, artefact, folder, "package.json", &path);
    if (package.at) npm_package_text(artefacts->arena, artefacts->diags, path, package);
    npm_lock_check(artefacts->diags, file, lock);
}

static bool lock_read(struct artefacts *artefacts, struct artefact *artefact, const char *folder)
{
    static const char *const names[] = { "npm-shrinkwrap.json", "package-lock.json" };
    const char *path;
    struct bytes lock = { 0 };
    for (size_t i = 0; i < sizeof names / sizeof *names && !artefact->requirements; i++)
        if ((lock = file_of(artefacts, artefact, folder, names[i], &path)).at) {
            artefact->requirements = lock.at;
            artefact->requirements_path = path;
        }
    if (lock.at) files_check(artefacts, artefact, folder, lock);
    return artefact->requirements;
}

/* Installed beside the folder that goes in, where the function will not find them. */
static bool are_outside(struct artefacts *artefacts, const struct artefact *artefact, const char *code)
{
    if (code || !strcmp(artefact->folder, ".") || state_of(artefacts, ".", "node_modules") != FILE_FOLDER)
        return false;
    diag_add(artefacts->diags, FINDING(node_modules_beside), artefact->place,
             arena_text(artefacts->arena,
                        "move node_modules to %s/, or package the whole service with code: .",
                        artefact->folder),
             "the archive contains %s/ but not node_modules", artefact->folder);
    return true;
}

static bool is_excluded(const struct artefact_source *source)
{
    for (const char *const *pattern = source->exclude; pattern && *pattern; pattern++)
        if (glob_covers(*pattern, "node_modules")) return true;
    return false;
}

/* The nearest folder with a package.json, where that names packages; NULL: none. */
static const char *packages_folder(struct artefacts *artefacts, const struct artefact *artefact,
                                   const char *code)
{
    for (const char *folder = artefact->folder;; folder = path_folder(artefacts->arena, folder)) {
        const char *path;
        struct bytes package = file_of(artefacts, artefact, folder, "package.json", &path);
        if (package.at) return has_dependencies(artefacts, package) ? folder : NULL;
        if (code || !strcmp(folder, ".") || !strcmp(folder, "/") || text_starts(folder, "..")) return NULL;
    }
}

void node_packages_find(struct artefacts *artefacts, struct artefact *artefact,
                        const struct artefact_source *source)
{
    if (is_excluded(source) || state_of(artefacts, artefact->folder, "node_modules") == FILE_FOLDER) return;
    const char *folder = packages_folder(artefacts, artefact, source->folder);
    if (folder && lock_read(artefacts, artefact, folder)) return;
    if (are_outside(artefacts, artefact, source->folder) || !folder) return;
    diag_add(artefacts->diags, FINDING(packages_absent), artefact->place,
             "run npm install to write package-lock.json, or set exclude: node_modules",
             "%s lists packages, but the archive contains none",
             path_join(artefacts->arena, folder, "package.json"));
}
