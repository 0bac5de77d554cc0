#include "templates/code/node_packages.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "service/confine.h"
#include "templates/code/npm_lock.h"
#include <string.h>

static enum file_state state_of(struct artifacts *artifacts, const char *folder, const char *name)
{
    const char *path =
        path_join(artifacts->arena, artifacts->root, path_join(artifacts->arena, folder, name));
    return artifacts->surroundings->state(artifacts->surroundings->with, path);
}

/* `at` is NULL where there is none that can be read. */
static struct bytes file_of(struct artifacts *artifacts, const struct artifact *artifact, const char *folder,
                            const char *name, const char **path)
{
    struct bytes bytes;
    *path = path_join(artifacts->arena, artifacts->root, path_join(artifacts->arena, folder, name));
    enum file_state state = artifacts->surroundings->read(artifacts->surroundings->with, artifacts->arena,
                                                          *path, LARGEST_LOCK, &bytes);
    if (state != FILE_THERE && state != FILE_ABSENT && state != FILE_FOLDER)
        confine_report(artifacts->diags, state, artifact->place, *path, NULL);
    return state == FILE_THERE ? bytes : (struct bytes){ 0 };
}

static bool has_dependencies(struct artifacts *artifacts, struct bytes package)
{
    const struct node *dependencies =
        node_find(json_read(artifacts->arena, package.at, package.size), "dependencies");
    return dependencies && dependencies->shape == MAP && dependencies->count;
}

/* What npm will be given, once for all functions that share it: npm itself runs only where packages are made.
 */
static void files_check(struct artifacts *artifacts, const struct artifact *artifact, const char *folder,
                        struct bytes lock)
{
    const char *file = artifact->requirements_path, *path;
    if (!artifacts->locks) artifacts->locks = index_new(artifacts->arena);
    if (index_find(artifacts->locks, file)) return;
    index_add(artifacts->locks, file, artifacts);
    struct bytes package = file_of(artifacts, artifact, folder, "package.json", &path);
    if (package.at) npm_package_text(artifacts->arena, artifacts->diags, path, package);
    npm_lock_check(artifacts->diags, file, lock);
}

static bool lock_read(struct artifacts *artifacts, struct artifact *artifact, const char *folder)
{
    static const char *const names[] = { "npm-shrinkwrap.json", "package-lock.json" };
    const char *path;
    struct bytes lock = { 0 };
    for (size_t i = 0; i < sizeof names / sizeof *names && !artifact->requirements; i++)
        if ((lock = file_of(artifacts, artifact, folder, names[i], &path)).at) {
            artifact->requirements = lock.at;
            artifact->requirements_path = path;
        }
    if (lock.at) files_check(artifacts, artifact, folder, lock);
    return artifact->requirements;
}

/* Installed beside the folder that goes in, where the function will not find them. */
static bool are_outside(struct artifacts *artifacts, const struct artifact *artifact, const char *code)
{
    if (code || !strcmp(artifact->folder, ".") || state_of(artifacts, ".", "node_modules") != FILE_FOLDER)
        return false;
    diag_add(artifacts->diags, FINDING(node_modules_beside), artifact->place,
             arena_text(artifacts->arena,
                        "move node_modules to %s/, or package the whole service with code: .",
                        artifact->folder),
             "the archive contains %s/ but not node_modules", artifact->folder);
    return true;
}

static bool is_excluded(const struct artifact_source *source)
{
    for (const char *const *pattern = source->exclude; pattern && *pattern; pattern++)
        if (glob_covers(*pattern, "node_modules")) return true;
    return false;
}

/* The nearest folder with a package.json, where that names packages; NULL: none. */
static const char *packages_folder(struct artifacts *artifacts, const struct artifact *artifact,
                                   const char *code)
{
    for (const char *folder = artifact->folder;; folder = path_folder(artifacts->arena, folder)) {
        const char *path;
        struct bytes package = file_of(artifacts, artifact, folder, "package.json", &path);
        if (package.at) return has_dependencies(artifacts, package) ? folder : NULL;
        if (code || !strcmp(folder, ".") || !strcmp(folder, "/") || text_starts(folder, "..")) return NULL;
    }
}

void node_packages_find(struct artifacts *artifacts, struct artifact *artifact,
                        const struct artifact_source *source)
{
    if (is_excluded(source) || state_of(artifacts, artifact->folder, "node_modules") == FILE_FOLDER) return;
    const char *folder = packages_folder(artifacts, artifact, source->folder);
    if (folder && lock_read(artifacts, artifact, folder)) return;
    if (are_outside(artifacts, artifact, source->folder) || !folder) return;
    diag_add(artifacts->diags, FINDING(packages_absent), artifact->place,
             "run npm install to write package-lock.json, or set exclude: node_modules",
             "%s lists packages, but the archive contains none",
             path_join(artifacts->arena, folder, "package.json"));
}
