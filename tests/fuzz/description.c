/* Whatever a description says: findings or a template, every finding can be shown, and the template reads
 * back as it was written. */
#include "base/json.h"
#include "cfgen/render.h"
#include "service/document.h"
#include "service/yaml.h"
#include "templates/generate.h"
#include "tests/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct world {
    struct memory files;
    struct bytes description;
};

static enum file_state state(void *with, const char *path)
{
    return strcmp(path, "service.yml") != 0 ? memory_state(with, path) : FILE_THERE;
}

static enum file_state read_file(void *with, struct arena *arena, const char *path, size_t most,
                                 struct bytes *bytes)
{
    const struct world *world = with;
    if (strcmp(path, "service.yml") != 0) return memory_read(with, arena, path, most, bytes);
    *bytes = (struct bytes){ arena_copy(arena, world->description.at, world->description.size),
                             world->description.size };
    return FILE_THERE;
}

static const char *environment(void *with, const char *name)
{
    (void)with;
    return strcmp(name, "SET") != 0 ? NULL : "value";
}

static void show(struct arena *arena, struct diags *diags)
{
    static FILE *nowhere;
    if (!nowhere) nowhere = fopen("/dev/null", "w");
    struct render *render = render_new(arena, nowhere, "text", true, 60);
    render_findings(render, diags);
    render_end(render);
}

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct world world = { .description = { (const char *)data, size } };
    static const char *const paths[] = { "handlers/quests.py", "handlers/jobs.py", "requirements.txt",
                                         "src/index.mjs" };
    for (int i = 0; i < 4; i++)
        world.files.files[world.files.count++] = (struct memory_file){ .path = paths[i], .text = "" };
    struct surroundings surroundings = memory_surroundings(&world.files);
    surroundings.state = state;
    surroundings.read = read_file;
    surroundings.environment = environment;
    struct diags *diags = diags_new(arena);
    struct generation generation = { .arena = arena,
                                     .diags = diags,
                                     .surroundings = &surroundings,
                                     .file = "service.yml",
                                     .folder = ".",
                                     .parameters = node_map(arena) };
    for (struct template *template = generate_templates(&generation); template; template = template->next) {
        generate_check_limits(diags, template->root, ERROR);
        if (!diags->errors) must_read_back(arena, template->root);
    }
    show(arena, diags);
    arena_free(arena);
    return 0;
}
