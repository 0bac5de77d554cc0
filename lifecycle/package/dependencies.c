#include "lifecycle/package/dependencies.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "lifecycle/package/cache.h"
#include "lifecycle/package/npm.h"
#include "lifecycle/package/pip.h"
#include "lifecycle/package/wheels.h"
#include <string.h>

/* Goes up when the same wheels shall give other files, or be asked for under other rules. */
#define UNPACKING_VERSION "2"

enum { MOST_ROUNDS = 8 };

static const char *cache_name(struct arena *arena, const struct artifact *artifact)
{
    struct buffer *text = buffer_new(arena);
    buffer_print(text, "cfgen packages " UNPACKING_VERSION "%c%s%c%s%c%s", 0, artifact->runtime, 0,
                 artifact->architecture, 0, artifact->requirements);
    return arena_text(arena, "packages/%s.zip", sha256_hex(arena, text->text, text->size));
}

static const char *folder_new(struct packaging *packaging, struct arena *arena)
{
    const char *above = packaging->surroundings->environment(packaging->surroundings->with, "TMPDIR");
    const char *folder = folder_temporary(arena, above && *above ? above : "/tmp");
    if (!folder)
        diag_add(packaging->diags, FINDING(file_failed), (struct place){ .file = above ? above : "/tmp" },
                 NULL, "cannot create a folder for the download");
    return folder;
}

/* Whether one of the requirements counts for this Python and is not the runtime's own. */
static bool any_needed(const struct pip *pip)
{
    for (const struct requirement *r = pip->requirements->first; r; r = r->next)
        if (!wheels_in_runtime(r->name) && python_marker(&pip->python, pip->packaging->arena, r->marker, ""))
            return true;
    return false;
}

/* pip reads markers as the Python that runs it; where the runtime's Python needs more, that is asked for
 * beside. */
static bool download(const struct pip *pip, struct wheels *wheels)
{
    struct packaging *packaging = pip->packaging;
    struct requirement *more = NULL;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        const char *folder = folder_new(packaging, wheels->arena);
        wheels->first = NULL;
        if (!folder || !pip_download(pip, more, folder)) return false;
        if (!wheels_read(wheels, packaging->surroundings, folder)) return false;
        struct requirement *missing = wheels_resolve(wheels, pip->requirements->first);
        if (!missing) return true;
        struct requirement **end = &missing;
        while (*end) end = &(*end)->next;
        *end = more;
        more = missing;
    }
    diag_add(packaging->diags, FINDING(pip_failed),
             (struct place){ .file = pip->artifact->requirements_path }, NULL,
             "pip did not download %s, which %s requires", more->name, pip->python.runtime);
    return false;
}

static bool packages_build(const struct pip *pip, struct bytes *bytes)
{
    struct packaging *packaging = pip->packaging;
    struct arena *turn = arena_new();
    struct wheels wheels = { .arena = turn, .diags = packaging->diags, .python = pip->python };
    struct zip *zip = zip_new(turn);
    bool good = !any_needed(pip);
    if (!good && packaging->progress)
        packaging->progress(packaging->with,
                            arena_text(packaging->arena, "downloading packages for %s on %s (%s)",
                                       pip->python.runtime, pip->python.architecture,
                                       pip->artifact->requirements_path));
    if (!good) good = download(pip, &wheels) && wheels_unpack(&wheels, zip);
    for (const struct requirement *r = pip->requirements->first; good && !wheels.first && r; r = r->next)
        if (wheels_in_runtime(r->name))
            zip_add(zip, arena_text(turn, WHEELS_LEFT_OUT "%s", r->name), false, (struct bytes){ "", 0 });
    struct bytes written = good ? zip_write(zip) : (struct bytes){ 0 };
    if (written.at)
        *bytes = (struct bytes){ arena_copy(packaging->arena, written.at, written.size), written.size };
    arena_free(turn);
    return written.at;
}

static void left_out_add(struct packaging *packaging, const struct artifact *artifact,
                         const struct requirement *requirements, const struct zip_entries *entries)
{
    const char *names = NULL;
    for (size_t i = 0; i < entries->count; i++) {
        if (!text_starts(entries->at[i].path, WHEELS_LEFT_OUT)) continue;
        const char *name = entries->at[i].path + strlen(WHEELS_LEFT_OUT);
        names = names ? arena_text(packaging->arena, "%s, %s", names, name) : name;
    }
    if (!names) return;
    struct place place = { .file = artifact->requirements_path };
    for (const struct requirement *r = requirements; r && !place.line; r = r->next)
        if (wheels_in_runtime(r->name)) place = r->place;
    diag_add(packaging->diags, FINDING(runtime_has), place, NULL, "left out, because %s includes them: %s",
             artifact->runtime, names);
}

static bool npm_find(struct packaging *packaging, const struct artifact *artifact,
                     struct zip_entries *entries)
{
    const char *name = cache_name(packaging->arena, artifact);
    struct bytes bytes = { 0 };
    bool cached = cache_read(packaging->arena, packaging->surroundings, name, &bytes);
    if (cached && !zip_read(packaging->arena, bytes, entries)) return true;
    if (!npm_install(packaging, artifact, &bytes)) return false;
    cache_write(packaging->arena, packaging->surroundings, name, bytes);
    return !zip_read(packaging->arena, bytes, entries);
}

bool dependencies_find(struct packaging *packaging, const struct artifact *artifact,
                       struct zip_entries *entries)
{
    *entries = (struct zip_entries){ 0 };
    if (!artifact->requirements) return true;
    cache_check(packaging->diags, packaging->surroundings);
    if (text_starts(artifact->runtime, "nodejs")) return npm_find(packaging, artifact, entries);
    struct pip pip = { .packaging = packaging,
                       .artifact = artifact,
                       .python = python_of(artifact->runtime, artifact->architecture) };
    pip.requirements = requirements_read(packaging->diags, artifact->requirements_path,
                                         artifact->requirements, artifact->requirements_size);
    if (!pip.requirements->first) return true;
    const char *name = cache_name(packaging->arena, artifact);
    struct bytes bytes = { 0 };
    bool cached = cache_read(packaging->arena, packaging->surroundings, name, &bytes);
    if (!cached || zip_read(packaging->arena, bytes, entries)) {
        if (!packages_build(&pip, &bytes)) return false;
        cache_write(packaging->arena, packaging->surroundings, name, bytes);
        zip_read(packaging->arena, bytes, entries);
    }
    left_out_add(packaging, artifact, pip.requirements->first, entries);
    return true;
}
