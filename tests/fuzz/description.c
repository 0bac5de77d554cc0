/* Whatever a description says, and the files, the stage, the parameters and the environment beside it
 * (parts.h): findings or a template, and the template reads back as it was written. */
#include "base/json.h"
#include "service/document.h"
#include "service/yaml.h"
#include "templates/generate.h"
#include "tests/fuzz/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *canonical(struct arena *arena, const struct node *node)
{
    struct buffer *text = buffer_new(arena);
    json_print(text, node, JSON_CANONICAL);
    return text->text;
}

static void must_read_as(struct arena *arena, const struct buffer *text, const char *meaning)
{
    struct diags *diags = diags_new(arena);
    const struct node *node =
        document_read(arena, diags, "written", (struct bytes){ text->text, text->size });
    if (!node || strcmp(canonical(arena, node), meaning) != 0) abort();
}

static void must_read_back(struct arena *arena, const struct node *template)
{
    struct buffer *yaml = buffer_new(arena), *json = buffer_new(arena);
    yaml_print(yaml, template);
    json_print(json, template, JSON_LINES);
    must_read_as(arena, yaml, canonical(arena, template));
    must_read_as(arena, json, canonical(arena, template));
}

/* Files that most descriptions of the corpus name. */
static void files_add(struct arena *arena, struct parts *parts)
{
    static const char *const paths[] = { "handlers/quests.py", "handlers/jobs.py", "requirements.txt",
                                         "src/index.mjs" };
    for (int i = 0; i < 4; i++) part_add(arena, parts, paths[i], "", 0);
}

static struct node *parameters_of(struct arena *arena, const struct parts *parts)
{
    struct node *parameters = node_map(arena);
    for (const char *const *value = parts->values; *value; value++) {
        size_t size = strcspn(*value, "=");
        const char *rest = *value + size + ((*value)[size] == '=');
        node_set(parameters, arena_copy(arena, *value, size), node_text(arena, rest));
    }
    return parameters;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct parts parts;
    parts_read(arena, &parts, data, size);
    files_add(arena, &parts);
    struct surroundings surroundings = parts_surroundings(&parts);
    struct diags *diags = diags_new(arena);
    struct generation generation = { .arena = arena,
                                     .diags = diags,
                                     .surroundings = &surroundings,
                                     .file = "service.yml",
                                     .folder = ".",
                                     .stage = parts.stage,
                                     .parameters = parameters_of(arena, &parts) };
    for (struct template *template = generate_templates(&generation); template; template = template->next) {
        generate_check_limits(diags, template->root, ERROR);
        if (!diags->errors) must_read_back(arena, template->root);
    }
    arena_free(arena);
    return 0;
}
