#include "cfgen/render.h"

const char *const render_forms[] = { "text", "json", "sarif", "github", NULL };

struct render *render_new(struct arena *arena, FILE *out, const char *form, bool color, int width)
{
    struct render *render = arena_take(arena, sizeof *render);
    *render =
        (struct render){ .out = out, .form = form ? form : render_forms[0], .color = color, .width = width };
    return render;
}

void render_findings(struct render *render, struct diags *diags)
{
    static const char *const words[] = { "error", "warning", "note" };
    diags_sort(diags);
    for (struct diag *d = diags->first; d; d = d->next) {
        if (d->place.file) fprintf(render->out, "%s:", d->place.file);
        if (d->place.line) fprintf(render->out, "%d:%d:", d->place.line, d->place.column);
        fprintf(render->out, "%s%s[%s]: %s\n", d->place.file ? " " : "", words[d->severity],
                finding_about[d->finding].code, d->text);
    }
    diags->first = diags->last = NULL;
}

void render_end(struct render *render, const struct diags *diags)
{
    if (diags->errors) fprintf(render->out, "%d errors, %d warnings\n", diags->errors, diags->warnings);
}
