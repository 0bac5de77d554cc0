/* Findings whose texts, places, notes and source are any bytes (the input; its first four are the place), in
 * every form: lines without control characters, JSON that is JSON, annotations that are one line each. */
#include "cfgen/allow.h"
#include "cfgen/render.h"
#include "tests/fuzz/well_formed.h"
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct diags *made(struct arena *arena, const char *text, size_t size, struct place place)
{
    struct diags *diags = diags_new(arena);
    const char *middle = text + size / 2;
    place.file = size > 40 ? arena_copy(arena, text, 8) : "s.yml";
    diag_source(diags, place.file, text, size);
    diag_note(diags, diag_add(diags, FINDING(syntax), place, middle, "%s", text), place, "%s", middle);
    for (int i = 1; i < 4; i++) { /* further on in the line, and back */
        struct place next = place;
        next.column = place.column + 150 * (i & 1) + i;
        diag_add(diags, FINDING(bad_name), next, NULL, "%s", middle);
        diag_add(diags, FINDING(near_limit), next, text, "%s", middle);
    }
    diag_part(diags, place, middle, 0);
    return diags;
}

static void must_be_annotations(const char *text, size_t size)
{
    must_be_plain(text, size);
    for (const char *at = text; at < text + size; at = strchr(at, '\n') + 1)
        if (!text_starts(at, "::error ") && !text_starts(at, "::warning ") && !text_starts(at, "::notice "))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4) return 0;
    struct place place = { NULL, data[0], data[0] ? data[1] * (1 + data[3]) + 1 : 0, data[2] };
    for (int form = 0; render_forms[form]; form++) {
        struct arena *arena = arena_new();
        const char *bytes = arena_copy(arena, (const char *)data + 4, size - 4);
        struct diags *diags = made(arena, bytes, size - 4, place);
        char *text;
        size_t length;
        FILE *out = open_memstream(&text, &length);
        struct render *render = render_new(arena, out, render_forms[form], false, 60);
        allow_findings(diags);
        render_findings(render, diags);
        render_end(render);
        fclose(out);
        if (!strcmp(render_forms[form], "json"))
            must_be_json_lines(arena, text, length);
        else if (!strcmp(render_forms[form], "sarif"))
            must_be_json(arena, text, length);
        else if (!strcmp(render_forms[form], "github"))
            must_be_annotations(text, length);
        else
            must_be_plain(text, length);
        free(text);
        arena_free(arena);
    }
    return 0;
}
