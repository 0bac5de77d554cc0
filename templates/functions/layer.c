/* Layers: files that several functions find under /opt. A version of a layer is immutable; a changed one is
 * made anew before functions move to it, and the old one is deleted after.
 * https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html */
#include "templates/functions/layer.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/code/artifact.h"
#include "templates/functions/function.h"
#include "templates/functions/source.h"
#include "templates/service.h"
#include <string.h>

static const struct field fields[] = {
    ITEM_FIELDS(layer),
    ELSEWHERE_FIELD(layer),
    { NESTED(layer, code, function_code), .required = true,
      .about = "Folder whose contents are mounted at /opt: python/, nodejs/, bin/, lib/ and so on." },
    { FIELD(layer, description), .property = "Description", .about = "Description of the layer." },
    { FIELD(layer, runtimes), .property = "CompatibleRuntimes", .about = "Compatible runtimes." },
    { FIELD(layer, architectures), .property = "CompatibleArchitectures",
      .about = "Compatible architectures." },
    { FIELD(layer, license), .property = "LicenseInfo", .about = "License, such as MIT." },
    { FIELD(layer, keep), .about = "Retain old versions for users outside the service.",
      .default_value = "false" },
    { FIELD(layer, name), .property = "LayerName", .about = "Physical name.", .default_text = "STACK-KEY" },
    { 0 },
};
const struct form layer_form = { .what = "a layer, or its folder",
                                 .named = "(key)",
                                 .brief = "code",
                                 .instead = "arn",
                                 .type = "AWS::Lambda::LayerVersion",
                                 .size = sizeof(struct layer),
                                 .fields = fields };

/* What its packages are downloaded for. */
static const char *runtime_of(const struct template *template, const struct layer *layer)
{
    const char *written = layer->runtimes ? layer->runtimes->value : NULL;
    return written ? written : template->service->runtime.value ? template->service->runtime.value : "";
}

static const char *architecture_of(const struct template *template, const struct layer *layer)
{
    const char *written = layer->architectures ? layer->architectures->value : NULL;
    return written                                 ? written
           : template->service->architecture.value ? template->service->architecture.value
                                                   : "x86_64";
}

/* Whether a runtime finds anything in it: Python under python/, Node.js under nodejs/. */
static void check_folders(struct template *template, const struct layer *layer,
                          const struct artifact *artifact)
{
    static const char *const found[] = { "python/", "nodejs/", "ruby/",       "java/",
                                         "bin/",    "lib/",    "extensions/", NULL };
    bool good = artifact->requirements != NULL;
    for (size_t i = 0; i < artifact->file_count && !good; i++)
        for (const char *const *folder = found; *folder; folder++)
            good |= text_starts(artifact->files[i].path, *folder);
    if (!good)
        diag_add(template->diags, FINDING(layer_folders), node_place(layer->code.from),
                 "move Python files to python/ and Node.js files to nodejs/node_modules/",
                 "runtimes do not find the files of '%s' where they are", layer->item.key.value);
}

void layer_write(struct template *template, const void *item)
{
    const struct layer *layer = item;
    struct arena *arena = template->arena;
    struct resource resource = template_add(template, item_id(template, &layer->item),
                                            "AWS::Lambda::LayerVersion", node_key_place(layer->item.from));
    if (!layer->name.from)
        node_add(resource.properties, "LayerName",
                 intrinsic_sub_text(arena, arena_join(arena, "${AWS::StackName}-", layer->item.key.value)));
    template_write(template, &layer_form, layer, resource.properties);
    const struct artifact_source source = function_source(template, &layer->code);
    const struct artifact *artifact =
        source.folder || source.archive
            ? artifact_layer(template->artifacts, &source, runtime_of(template, layer),
                             architecture_of(template, layer), node_place(layer->code.from))
            : NULL;
    if (artifact && !source.archive) check_folders(template, layer, artifact);
    archive_write(template, artifact, node_add(resource.properties, "Content", node_map(arena)));
    if (layer->keep.value) template_leave(template, resource);
}

static const struct verb verbs[] = { { 0 } };

const struct kind layer_kind = { .id = KIND_layer,
                                 .section = "layers",
                                 .suffix = "Layer",
                                 .form = &layer_form,
                                 .reach = { .arn_attribute = "LayerVersionArn" },
                                 .grant = { .verbs = verbs, .variable = "_LAYER_ARN" } };
