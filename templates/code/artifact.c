#include "templates/code/artifact.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/index.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/zip.h"
#include "service/confine.h"
#include "templates/code/code.h"
#include "templates/code/code_secret.h"
#include "templates/code/node_packages.h"
#include "templates/code/requirements.h"
#include <string.h>

/* Goes up when the same files and requirements shall give another archive. */
#define PACKAGING_VERSION "1"

struct lookup { /* what came of one question: also that nothing did */
    const struct artifact *artifact;
};

/* The nearest requirements.txt: the folder's own, or of a folder above it up to the service's. */
static void requirements_find(struct artifacts *artifacts, struct artifact *artifact)
{
    struct arena *arena = artifacts->arena;
    for (const char *folder = artifact->folder;; folder = path_folder(arena, folder)) {
        const char *path = path_join(arena, artifacts->root, path_join(arena, folder, "requirements.txt"));
        struct bytes text;
        enum file_state state = artifacts->surroundings->read(artifacts->surroundings->with, arena, path,
                                                              LARGEST_SETTINGS, &text);
        if (state != FILE_THERE && state != FILE_ABSENT && state != FILE_FOLDER)
            confine_report(artifacts->diags, state, artifact->place, path, NULL);
        if (state == FILE_THERE) {
            artifact->requirements_path = path;
            artifact->requirements = text.at;
            artifact->requirements_size = text.size;
            diag_source(artifacts->diags, path, text.at, text.size);
        }
        bool top =
            *artifact->packages || !strcmp(folder, ".") || !strcmp(folder, "/") || text_starts(folder, "..");
        if (state != FILE_ABSENT || top) return;
    }
}

/* Every field ends with a NUL, which none can hold: no two manifests have the same text. */
static const char *key_of(struct arena *arena, const struct artifact *artifact)
{
    struct buffer *text = buffer_new(arena);
    if (artifact->archive) {
        buffer_print(text, "cfgen archive as it is%c", 0);
        buffer_add(text, (const char *)artifact->files->digest, sizeof artifact->files->digest);
        return sha256_hex(arena, text->text, text->size);
    }
    buffer_print(text, "cfgen archive " PACKAGING_VERSION "%c%s%c%s%c", 0, artifact->runtime, 0,
                 artifact->architecture, 0);
    if (*artifact->packages) buffer_print(text, "%s%c", artifact->packages, 0);
    if (artifact->requirements) buffer_text(text, artifact->requirements);
    buffer_byte(text, 0);
    for (size_t i = 0; i < artifact->file_count; i++) {
        const struct artifact_file *file = &artifact->files[i];
        buffer_print(text, "%s%c%s%c", file->path, 0, file->executable ? "755" : "644", 0);
        buffer_add(text, (const char *)file->digest, sizeof file->digest);
    }
    return sha256_hex(arena, text->text, text->size);
}

static void absent_add(struct artifacts *artifacts, const char *code, const char *handler, const char *folder,
                       struct place place)
{
    if (code) {
        const char *path = path_tidy(artifacts->arena, path_join(artifacts->arena, artifacts->root, folder));
        diag_about(
            artifacts->diags,
            diag_add(artifacts->diags, FINDING(code_absent), place, NULL, "folder '%s' not found", path),
            path);
    } else
        diag_add(artifacts->diags, FINDING(handler_absent), place, NULL,
                 "handler '%s' is outside the folder of the service", handler);
}

/* A handler lies in the service's folder; only code: may say otherwise. */
static bool handler_outside(const char *code, const char *folder)
{
    return !code && (!*folder || !strcmp(folder, ".."));
}

/* One key, one archive: what has the key already is taken. */
static const struct artifact *artifact_add(struct artifacts *artifacts, struct artifact *artifact)
{
    struct lookup *lookup = arena_take(artifacts->arena, sizeof *lookup);
    lookup->artifact = artifact;
    struct lookup *same = index_add(artifacts->found, artifact->key, lookup);
    if (same != lookup) return same->artifact;
    *(artifacts->last ? &artifacts->last->next : &artifacts->first) = artifact;
    artifacts->last = artifact;
    return artifact;
}

/* Only what is included by its own name is meant. */
static bool entry_check(struct artifacts *artifacts, const char *archive, const char *const *include,
                        const char *path, struct bytes content)
{
    struct arena *arena = artifacts->arena;
    const char *what = code_secret(path, content);
    while (what && include && *include && !glob_covers(*include, path)) include++;
    if (!what || (include && *include)) return true;
    diag_add(
        artifacts->diags, FINDING(code_secret), (struct place){ .file = archive },
        arena_text(arena, "build it without %s, or code: {include: %s} if the function needs it", path, path),
        "the archive contains %s: %s", what, arena_copy(arena, path, strlen(path)));
    return false;
}

/* The names of all entries, and what small ones hold. What cannot be unpacked here may be for Lambda: then
 * names alone are looked at. */
static bool archive_check(struct artifacts *artifacts, const char *archive, struct bytes bytes,
                          const char *const *include, struct arena *turn)
{
    struct zip_entries entries;
    size_t missing, held = 0;
    bool whole = !zip_read(turn, bytes, &entries), good = true;
    if (!whole && (zip_list(turn, bytes, &entries, &missing) || missing)) return true;
    struct arena *reading = arena_new();
    for (const struct zip_entry *e = entries.at; e < entries.at + entries.count; e++) {
        struct bytes content = { 0 };
        if (whole && e->size <= CODE_SECRET_LARGEST && zip_unpack(reading, e, &content))
            content = (struct bytes){ 0 };
        good &= entry_check(artifacts, archive, include, e->path, content);
        if ((held += content.size) < CODE_SECRET_HELD) continue;
        arena_free(reading);
        reading = arena_new();
        held = 0;
    }
    arena_free(reading);
    return good;
}

/* What a build made: its bytes are the archive, whatever runs it. */
static const struct artifact *archive_new(struct artifacts *artifacts, const struct artifact *like,
                                          const char *const *include)
{
    struct arena *arena = artifacts->arena, *turn = arena_new();
    struct bytes bytes = { 0 };
    struct artifact *artifact = arena_take(arena, sizeof *artifact);
    *artifact = *like;
    enum file_state state = artifacts->surroundings->read(artifacts->surroundings->with, turn, like->archive,
                                                          LARGEST_CODE, &bytes);
    if (state == FILE_OUTSIDE || state == FILE_SPECIAL || state == FILE_LARGE)
        confine_report(artifacts->diags, state, like->place, like->archive, NULL);
    else if (state != FILE_THERE)
        diag_about(artifacts->diags,
                   diag_add(artifacts->diags, FINDING(code_absent), like->place, "build the archive first",
                            "archive '%s' not found or not readable", like->archive),
                   like->archive);
    artifact->files = arena_take(arena, sizeof *artifact->files);
    artifact->file_count = 1;
    *artifact->files =
        (struct artifact_file){ .path = like->folder, .from = like->archive, .size = bytes.size };
    if (state == FILE_THERE) sha256(bytes.at, bytes.size, artifact->files->digest);
    artifact->key = key_of(arena, artifact);
    bool good = state == FILE_THERE && archive_check(artifacts, like->archive, bytes, include, turn);
    arena_free(turn);
    return good ? artifact_add(artifacts, artifact) : NULL;
}

static const struct artifact *artifact_new(struct artifacts *artifacts, const struct artifact *like,
                                           const struct artifact_source *source, const char *handler)
{
    struct arena *arena = artifacts->arena;
    const char *code = source->folder;
    if (like->archive) return archive_new(artifacts, like, source->include);
    if (handler_outside(code, like->folder)) {
        absent_add(artifacts, code, handler, like->folder, like->place);
        return NULL;
    }
    const struct surroundings *files = artifacts->surroundings;
    const char *folder = path_join(arena, artifacts->root, like->folder);
    if (files->state(files->with, folder) == FILE_OUTSIDE) {
        confine_report(artifacts->diags, FILE_OUTSIDE, like->place, folder, NULL);
        return NULL;
    }
    struct artifact *artifact = arena_take(arena, sizeof *artifact);
    *artifact = *like;
    if (text_starts(like->runtime, "python")) requirements_find(artifacts, artifact);
    if (text_starts(like->runtime, "nodejs") && !*like->packages)
        node_packages_find(artifacts, artifact, source);
    else if (artifact->requirements)
        requirements_read(artifacts->diags, artifact->requirements_path, artifact->requirements,
                          artifact->requirements_size);
    const char *prefix = code || !strcmp(like->folder, ".") ? "" : arena_text(arena, "%s/", like->folder);
    struct code found =
        code_read(artifacts, like->folder, prefix, artifact->requirements_path, source, like->place);
    if (!found.there) absent_add(artifacts, code, handler, like->folder, like->place);
    if (!found.there || !found.good) return NULL;
    artifact->files = found.files;
    artifact->file_count = found.count;
    artifact->key = key_of(arena, artifact);
    return artifact_add(artifacts, artifact);
}

static const char *folder_of(struct arena *arena, const struct artifact_source *source, const char *handler)
{
    if (source->archive) return path_tidy(arena, source->archive);
    if (source->folder) return path_tidy(arena, source->folder);
    const char *tidy = path_tidy(arena, handler);
    size_t size = strcspn(tidy, "/");
    return tidy[size] ? arena_copy(arena, tidy, size) : ".";
}

static const char *patterns_join(struct arena *arena, const char *before, const char *sign,
                                 const char *const *patterns)
{
    for (; patterns && *patterns; patterns++)
        before = arena_join(arena, before, arena_join(arena, sign, *patterns));
    return before;
}

static const struct artifact *find(struct artifacts *artifacts, const char *of, const struct artifact *like,
                                   const struct artifact_source *source, const char *handler)
{
    struct arena *arena = artifacts->arena;
    if (!artifacts->found) artifacts->found = index_new(arena);
    const char *what = arena_join(arena, arena_join(arena, of, like->folder), "\n");
    const char *question = arena_join(arena, what, arena_join(arena, like->runtime, like->architecture));
    question = patterns_join(arena, question, "\n+", source->include);
    question = patterns_join(arena, question, "\n-", source->exclude);
    struct lookup *lookup = index_find(artifacts->found, question);
    if (lookup) return lookup->artifact;
    lookup = arena_take(arena, sizeof *lookup);
    index_add(artifacts->found, question, lookup);
    return lookup->artifact = artifact_new(artifacts, like, source, handler);
}

static const char *archive_of(struct artifacts *artifacts, const struct artifact_source *source)
{
    return source->archive ? path_join(artifacts->arena, artifacts->root, source->archive) : NULL;
}

const struct artifact *artifact_layer(struct artifacts *artifacts, const struct artifact_source *source,
                                      const char *runtime, const char *architecture, struct place place)
{
    struct artifact like = { .folder = folder_of(artifacts->arena, source, "."),
                             .archive = archive_of(artifacts, source),
                             .packages = "python/",
                             .runtime = runtime,
                             .architecture = architecture,
                             .place = place };
    return find(artifacts, "layer\n", &like, source, NULL);
}

const struct artifact *artifact_find(struct artifacts *artifacts, const struct artifact_source *source,
                                     const char *handler, const char *runtime, const char *architecture,
                                     struct place place)
{
    struct artifact like = { .folder = folder_of(artifacts->arena, source, handler),
                             .archive = archive_of(artifacts, source),
                             .packages = "",
                             .runtime = runtime,
                             .architecture = architecture,
                             .place = place };
    return find(artifacts,
                source->archive  ? "archive\n"
                : source->folder ? "code\n"
                                 : "handler\n",
                &like, source, handler);
}
