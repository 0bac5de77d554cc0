#include "cfgen/allow.h"
#include "base/text.h"
#include <string.h>

static const char *line_of(const struct diags *diags, const char *file, int line, size_t *size)
{
    const struct source *source = diags->sources;
    while (source && strcmp(source->file, file) != 0) source = source->next;
    if (!source || line < 1) return NULL;
    const char *at = source->text, *end = source->text + source->size;
    for (; at < end && line > 1; line--) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        at = next ? next + 1 : end;
    }
    const char *next = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    *size = (size_t)((next ? next : end) - at);
    return at;
}

enum allowed { NOT_ALLOWED, WITHOUT_REASON, ALLOWED };

static enum allowed in_line(struct arena *arena, const char *line, size_t size, const char *code, bool alone)
{
    static const char mark[] = "# cfgen: allow ";
    if (!line) return NOT_ALLOWED;
    const char *text = arena_copy(arena, line, size), *found = strstr(text, mark);
    if (!found || (alone && strspn(text, " \t") != (size_t)(found - text))) return NOT_ALLOWED;
    found += strlen(mark);
    size_t length = strlen(code);
    if (strncmp(found, code, length) != 0 || (found[length] && !strchr(" :,\r", found[length])))
        return NOT_ALLOWED;
    return strpbrk(found + length, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ? ALLOWED
                                                                                           : WITHOUT_REASON;
}

static enum allowed allowed(const struct diags *diags, const struct diag *diag)
{
    const char *code = finding_about[diag->finding].code;
    size_t size = 0;
    if (diag->severity == ERROR || !diag->place.file || !diag->place.line) return NOT_ALLOWED;
    const char *line = line_of(diags, diag->place.file, diag->place.line, &size);
    enum allowed here = in_line(diags->arena, line, size, code, false);
    if (here != NOT_ALLOWED) return here;
    line = line_of(diags, diag->place.file, diag->place.line - 1, &size);
    return in_line(diags->arena, line, size, code, true);
}

void allow_findings(struct diags *diags)
{
    struct diag **at = &diags->first, *last = NULL;
    while (*at) {
        struct diag *diag = *at;
        enum allowed how = allowed(diags, diag);
        if (how == ALLOWED) {
            *at = diag->next;
            diags->warnings -= diag->severity == WARNING;
            continue;
        }
        if (how == WITHOUT_REASON)
            diag->hint = arena_text(diags->arena, "to allow it, say why: # cfgen: allow %s REASON",
                                    finding_about[diag->finding].code);
        last = diag;
        at = &diag->next;
    }
    diags->last = last;
}
