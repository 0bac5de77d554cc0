/* The commands that read a description and ask nobody, in every form of their results and of their findings
 * (parts.h; `#@ old.yml` is the other side of the diff): what they write is well formed, and they end with an
 * exit code. */
#include "cfgen/commands/registry.h"
#include "tests/fuzz/parts.h"
#include "tests/fuzz/well_formed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct call {
    const char *words[8]; /* the last is the form of the result, the last but one of the findings */
};

static const struct call calls[] = {
    { { "validate", "--findings", "text" } },
    { { "validate", "--findings", "sarif" } },
    { { "generate", "--findings", "json", "--format", "json" } },
    { { "generate", "--findings", "github" } },
    { { "openapi", "--findings", "json" } },
    { { "cost", "--findings", "json", "--format", "json" } },
    { { "cost", "--findings", "text", "--format", "markdown" } },
    { { "cost", "--findings", "text" } },
    { { "diff", "file:old.yml", "file:service.yml", "--all", "--findings", "json" } },
    { { "diff", "file:old.yml", "file:service.yml", "--short", "--findings", "json" } },
    { { "diff", "file:old.yml", "file:service.yml", "--findings", "json", "--format", "json" } },
    { { "diff", "file:old.yml", "file:service.yml", "--findings", "json", "--format", "html" } },
    { { "diff", "file:old.yml", "file:service.yml", "--findings", "json", "--format", "markdown" } },
};

static bool has(const struct call *call, const char *option, const char *form)
{
    for (int i = 0; i + 1 < 8 && call->words[i]; i++)
        if (!strcmp(call->words[i], option) && call->words[i + 1] && !strcmp(call->words[i + 1], form))
            return true;
    return false;
}

static void must_be_findings(struct arena *arena, const struct call *call, const char *text, size_t size)
{
    must_be_plain(text, size);
    if (!size || *text == 'c') return; /* wrong usage is told in text */
    if (has(call, "--findings", "json")) must_be_json_lines(arena, text, size);
    if (has(call, "--findings", "sarif")) must_be_json(arena, text, size);
}

static void must_be_result(struct arena *arena, const struct call *call, const char *text, size_t size)
{
    if (!size) return;
    if (has(call, "--format", "json"))
        must_be_json(arena, text, size);
    else if (has(call, "--format", "html"))
        must_be_html(text, size);
    else if (!strcmp(call->words[0], "validate"))
        must_be_findings(arena, call, text, size);
    else
        must_be_plain(text, size);
}

static void run(const struct call *call, struct parts *parts)
{
    struct arena *arena = arena_new();
    struct surroundings surroundings = parts_surroundings(parts);
    char *words[8 + 2 + 2 * MOST_VALUES + 1], *out, *err;
    size_t count = 0, out_size, err_size;
    for (; call->words[count]; count++) words[count] = arena_join(arena, call->words[count], "");
    if (parts->stage && *parts->stage) words[count++] = arena_join(arena, "--stage=", parts->stage);
    for (const char *const *value = parts->values; *value; value++)
        words[count++] = arena_join(arena, "--param=", *value);
    words[count] = NULL;
    FILE *out_file = open_memstream(&out, &out_size), *err_file = open_memstream(&err, &err_size);
    command_main(commands, &surroundings, words, out_file, err_file);
    fclose(out_file);
    fclose(err_file);
    must_be_result(arena, call, out, out_size);
    must_be_findings(arena, call, err, err_size);
    free(out);
    free(err);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct parts parts;
    parts_read(arena, &parts, data, size);
    part_add(arena, &parts, "old.yml", "service: old\nqueues: {jobs: }\n", 30);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) run(&calls[i], &parts);
    arena_free(arena);
    return 0;
}
