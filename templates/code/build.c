#include "templates/code/build.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "service/confine.h"
#include "service/intrinsic.h"
#include "templates/code/code.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

/* Goes up when the same files shall give another image. */
#define BUILD_VERSION "1"

static const char *repository(struct template *template)
{
    char *name = arena_join(template->arena, "cfgen/", template->service->service.value);
    for (char *at = name; *at; at++) *at = (char)tolower((unsigned char)*at);
    return name;
}

static const char *folder_of(struct template *template, const struct text *image)
{
    return path_join(template->arena, template->artifacts->root, path_tidy(template->arena, image->value));
}

static bool has_dockerfile(struct template *template, const struct text *image)
{
    const struct surroundings *surroundings = template->surroundings;
    const char *file = path_join(template->arena, folder_of(template, image), "Dockerfile");
    return surroundings->state(surroundings->with, file) == FILE_THERE;
}

bool build_is_folder(struct template *template, const struct text *image)
{
    if (!is_known(image->from) || strpbrk(image->value, ":@")) return false;
    return *image->value == '.' || text_ends(image->value, "/") || has_dockerfile(template, image);
}

static const char *tag_of(struct arena *arena, const struct code *code, const char *architecture)
{
    struct buffer *text = buffer_new(arena);
    buffer_print(text, "cfgen image " BUILD_VERSION "%c%s%c", 0, architecture, 0);
    for (size_t i = 0; i < code->count; i++) {
        const struct artifact_file *file = &code->files[i];
        buffer_print(text, "%s%c%s%c", file->path, 0, file->executable ? "755" : "644", 0);
        buffer_add(text, (const char *)file->digest, sizeof file->digest);
    }
    return sha256_hex(arena, text->text, text->size);
}

static void add(struct template *template, const struct build *made)
{
    struct build **end = &template->artifacts->builds;
    for (; *end; end = &(*end)->next)
        if (!strcmp((*end)->tag, made->tag)) return;
    *end = arena_take(template->arena, sizeof **end);
    **end = *made;
}

struct node *build_add(struct template *template, const struct text *image, const char *architecture)
{
    struct arena *arena = template->arena;
    if (!build_is_folder(template, image)) return NULL;
    const struct surroundings *files = template->surroundings;
    if (files->state(files->with, folder_of(template, image)) == FILE_OUTSIDE) {
        confine_report(template->diags, FILE_OUTSIDE, node_place(image->from), folder_of(template, image),
                       NULL);
        return NULL;
    }
    if (!has_dockerfile(template, image)) {
        const char *path = path_join(arena, folder_of(template, image), "Dockerfile");
        diag_about(template->diags,
                   diag_add(template->diags, FINDING(dockerfile_absent), node_place(image->from), NULL,
                            "%s not found", path),
                   path);
        return NULL;
    }
    static const struct artifact_source everything = { .image = true };
    const char *folder = path_tidy(arena, image->value);
    struct code code = code_read(template->artifacts, folder, "", NULL, &everything, node_place(image->from));
    if (!code.there || !code.good) return NULL;
    const struct build made = { .folder = folder_of(template, image),
                                .repository = repository(template),
                                .tag = tag_of(arena, &code, architecture),
                                .platform = strcmp(architecture, "arm64") ? "linux/amd64" : "linux/arm64",
                                .place = node_place(image->from) };
    add(template, &made);
    return intrinsic_sub(arena, "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/%s:%s",
                         made.repository, made.tag);
}

struct node *build_repository_arn(struct template *template)
{
    return intrinsic_sub(template->arena,
                         "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/%s",
                         repository(template));
}
