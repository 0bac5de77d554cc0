#include "templates/reference.h"
#include "templates/service.h"
#include <string.h>

static void verb_print(const struct kind *kind, const struct verb *verb, struct buffer *out)
{
    buffer_print(out, "| %s | `%s` | `", kind->section, verb->name);
    for (const char *at = verb->actions; *at; at++)
        buffer_text(out, *at == ' ' ? "`, `" : (char[]){ *at, 0 });
    buffer_text(out, "` | ");
    for (const char *at = verb->resources; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        buffer_print(out, "%sARN%.*s", at == verb->resources ? "`" : "`, `", (int)(size - 1), at + 1);
        at += size;
    }
    buffer_text(out, "` |\n");
}

void reference_print(struct buffer *out, struct arena *arena)
{
    buffer_text(out, "# The service description\n\nWritten by `cfgen help language`. A value that is usually "
                     "one thing may be written as that one "
                     "thing; a mapping gives the rest.\n");
    form_document(&service_form, out, arena);
    buffer_text(out, "\n## Verbs of access\n\n| section | verb | allows | on |\n|---|---|---|---|\n");
    for (const struct kind *const *kind = kinds; *kind; kind++)
        for (const struct verb *verb = (*kind)->verbs; verb->name; verb++) verb_print(*kind, verb, out);
    buffer_text(out, "\n## What access puts into the environment\n\n| section | variable of `myThing` | "
                     "value |\n|---|---|---|\n");
    for (const struct kind *const *kind = kinds; *kind; kind++)
        buffer_print(out, "| %s | `MY_THING%s` | %s |\n", (*kind)->section, (*kind)->variable,
                     (*kind)->attribute ? (*kind)->attribute
                                        : "what `Ref` gives: its name, or a queue's URL");
}
