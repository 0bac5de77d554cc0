#include "templates/content.h"
#include "base/file.h"
#include "service/confine.h"
#include "templates/template.h"

static const struct field fields[] = {
    { FIELD(content_settings, folder), .required = true,
      .about = "The folder whose files deploy uploads; those whose names begin with a dot stay." },
    { FIELD(content_settings, cache),
      .about = "Cache-Control of what is no page: max-age=3600; pages are asked for anew each time." },
    { FIELD(content_settings, prune), .about = "Delete what is not in the folder; off unless told." },
    { 0 },
};
const struct form content_settings_form = { .what = "a folder, or {folder, cache, prune}",
                                            .brief = "folder",
                                            .size = sizeof(struct content_settings),
                                            .fields = fields };

static struct content **contents_of(const struct template *template)
{
    return template_part(template, "bucket contents", sizeof(struct content *));
}

const struct content *content_first(const struct template *template) { return *contents_of(template); }

void content_add(struct template *template, const char *bucket, const struct content_settings *settings)
{
    if (!settings->folder.value) return;
    const struct surroundings *files = template->surroundings;
    const char *folder = path_join(template->arena, template->artefacts->root, settings->folder.value);
    if (files->state(files->with, folder) == FILE_OUTSIDE) {
        confine_tell(template->diags, FILE_OUTSIDE, node_place(settings->folder.from), folder, NULL);
        return;
    }
    struct content **end = contents_of(template);
    while (*end) end = &(*end)->next;
    *end = arena_take(template->arena, sizeof **end);
    **end = (struct content){ NULL, bucket, folder, settings };
}
