#include "templates/functions/image.h"
#include "base/text.h"
#include "templates/code/build.h"
#include "templates/functions/inherit.h"
#include "templates/service.h"
#include <string.h>

static const struct field image_fields[] = {
    { FIELD(image, uri), .property = "Code.ImageUri", .required = true,
      .about = "Container image in ECR, preferably by its digest (REPOSITORY@sha256:…), or a folder with a "
               "Dockerfile, which `cfgen deploy` builds and pushes to ECR." },
    { FIELD(image, command), .property = "ImageConfig.Command", .about = "Command that overrides CMD.",
      .default_text = "CMD of the image" },
    { FIELD(image, entryPoint), .property = "ImageConfig.EntryPoint",
      .about = "Entry point that overrides ENTRYPOINT.", .default_text = "ENTRYPOINT of the image" },
    { FIELD(image, workingDirectory), .property = "ImageConfig.WorkingDirectory",
      .about = "Working directory that overrides WORKDIR.", .default_text = "WORKDIR of the image" },
    { 0 },
};
const struct form image_form = { .what = "an image's URI, or {uri, command, …}",
                                 .brief = "uri",
                                 .type = "AWS::Lambda::Function",
                                 .size = sizeof(struct image),
                                 .fields = image_fields };

static void check_uri(struct template *template, const struct text *uri)
{
    if (!is_known(uri->from) || strstr(uri->value, "{{resolve:")) return;
    if (!strstr(uri->value, ".dkr.ecr")) {
        diag_add(template->diags, FINDING(bad_image), node_place(uri->from),
                 "image: ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME@sha256:…, or a folder with a Dockerfile",
                 "'%s' is not an image in ECR", uri->value);
        return;
    }
    const char *name = strrchr(uri->value, '/'), *tag = name ? strchr(name, ':') : NULL;
    if (!strchr(uri->value, '@') && (!tag || !strcmp(tag, ":latest")))
        diag_add(template->diags, FINDING(moving_image), node_place(uri->from),
                 "use the digest, or a new tag for each build",
                 "a new image with the tag '%s' is not deployed, because the template does not change",
                 tag ? tag + 1 : "latest");
}

static void reject(struct template *template, const char *key, const struct node *from)
{
    if (from && !function_inherits(template, from))
        diag_add(template->diags, FINDING(bad_image), node_key_place(from), NULL,
                 "a function with an image cannot have %s", key);
}

static bool build_write(struct template *template, const struct function *function, struct node *properties)
{
    const struct text *uri = &function->image.uri;
    const struct text *written =
        function->architecture.from ? &function->architecture : &template->service->architecture;
    if (!build_is_folder(template, uri)) return false;
    struct node *built = build_add(template, uri, written->value ? written->value : "x86_64");
    if (built) node_set(node_find(properties, "Code"), "ImageUri", built)->place = node_place(uri->from);
    return true;
}

void image_write(struct template *template, const struct function *function, struct node *properties)
{
    reject(template, "handler", function->handler.from);
    reject(template, "runtime", function->runtime.from);
    const struct node *code = function->code.from;
    if (code && !function_inherits(template, code)) reject(template, "code", code);
    reject(template, "snapStart", function->snapStart.from);
    if (function->layers) reject(template, "layers", function->layers->from);
    node_add(properties, "PackageType", node_text(template->arena, "Image"));
    template_write(template, &image_form, &function->image, properties);
    if (!build_write(template, function, properties)) check_uri(template, &function->image.uri);
}
