#include "templates/code/content.h"
#include "base/file.h"
#include "service/confine.h"
#include "templates/code/artefact.h"
#include "templates/core/template.h"
#include "templates/service.h"

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
