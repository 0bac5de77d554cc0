#include "templates/code/content.h"
#include "base/file.h"
#include "base/glob.h"
#include "service/confine.h"
#include "templates/code/artifact.h"
#include "templates/code/code_secret.h"
#include "templates/core/template.h"
#include "templates/service.h"
#include <string.h>

static const struct field fields[] = {
    { FIELD(content_settings, folder), .required = true,
      .about =
          "Folder whose files `cfgen deploy` uploads. Files whose names begin with a dot are left out." },
    { FIELD(content_settings, cache),
      .about =
          "Cache-Control header of files other than HTML pages. Browsers revalidate pages on each request.",
      .default_value = "max-age=3600" },
    { FIELD(content_settings, prune), .about = "Delete objects that are not in the folder.",
      .default_value = "false" },
    { FIELD(content_settings, include),
      .about = "Patterns of files to upload although they look like credentials, such as keys/*.pem." },
    { 0 },
};
const struct form content_settings_form = { .what = "a folder, or {folder, cache, prune, include}",
                                            .brief = "folder",
                                            .size = sizeof(struct content_settings),
                                            .fields = fields };

static struct content **contents_of(const struct template *template)
{
    return template_part(template, "bucket contents", sizeof(struct content *));
}

const struct content *content_first(const struct template *template) { return *contents_of(template); }

struct listing {
    struct arena *arena;
    const struct surroundings *files;
    struct content_file **end;
    const char *wrong;
};

static enum file_state list(struct listing *listing, const char *path, const char *prefix, int depth)
{
    enum { DEEPEST = 64 };
    struct entry *entries = NULL;
    enum file_state state = listing->files->list(listing->files->with, listing->arena, path, &entries);
    if (state == FILE_FOLDER && depth > DEEPEST) state = FILE_FAILED;
    if (state != FILE_FOLDER) listing->wrong = path;
    for (const struct entry *e = entries; state == FILE_FOLDER && e->name; e++) {
        const char *key = arena_join(listing->arena, prefix, e->name);
        const char *below = path_join(listing->arena, path, e->name);
        if (e->link || (*e->name == '.' && strcmp(e->name, ".well-known") != 0)) continue;
        if (e->folder) {
            state = list(listing, below, arena_join(listing->arena, key, "/"), depth + 1);
            continue;
        }
        struct content_file *file = *listing->end = arena_take(listing->arena, sizeof *file);
        *file = (struct content_file){ NULL, key, below, e->size };
        listing->end = &file->next;
    }
    return state;
}

enum file_state content_files(struct arena *arena, const struct surroundings *files, const char *folder,
                              struct content_file **first, const char **wrong)
{
    struct listing listing = { arena, files, first, folder };
    *first = NULL;
    enum file_state state = list(&listing, folder, "", 0);
    *wrong = listing.wrong;
    return state;
}

static bool is_meant(const struct content_settings *settings, const char *key)
{
    const struct text *pattern = settings->include;
    while (pattern && pattern->from && !(pattern->value && glob_covers(pattern->value, key))) pattern++;
    return pattern && pattern->from;
}

/* Everyone who may read the bucket could read them. A folder that is not there yet is built before deploy,
 * which looks again. */
static void check_secrets(struct template *template, const char *folder,
                          const struct content_settings *settings)
{
    struct arena *turn = arena_new();
    const struct surroundings *files = template->surroundings;
    const char *wrong;
    struct content_file *file;
    content_files(turn, files, folder, &file, &wrong);
    struct arena *reading = arena_new();
    for (size_t held = 0; file; file = file->next) {
        struct bytes bytes = { 0 };
        if (file->size <= CODE_SECRET_LARGEST)
            files->read(files->with, reading, file->path, CODE_SECRET_LARGEST, &bytes);
        const char *what = is_meant(settings, file->key) ? NULL : code_secret(file->key, bytes);
        if (what) {
            const char *path = arena_copy(template->arena, file->path, strlen(file->path));
            diag_add(template->diags, FINDING(code_secret), (struct place){ .file = path },
                     arena_text(template->arena,
                                "remove it from %s, or write content: {include: %s} to upload it",
                                settings->folder.value, file->key),
                     "the bucket would contain %s", what);
        }
        if ((held += bytes.size) < CODE_SECRET_HELD) continue;
        arena_free(reading);
        reading = arena_new();
        held = 0;
    }
    arena_free(reading);
    arena_free(turn);
}

void content_add(struct template *template, const char *bucket, const struct content_settings *settings)
{
    if (!settings->folder.value) return;
    const struct surroundings *files = template->surroundings;
    const char *folder = path_join(template->arena, template->artifacts->root, settings->folder.value);
    if (files->state(files->with, folder) == FILE_OUTSIDE) {
        confine_report(template->diags, FILE_OUTSIDE, node_place(settings->folder.from), folder, NULL);
        return;
    }
    check_secrets(template, folder, settings);
    struct content **end = contents_of(template);
    while (*end) end = &(*end)->next;
    *end = arena_take(template->arena, sizeof **end);
    **end = (struct content){ NULL, bucket, folder, settings };
}
