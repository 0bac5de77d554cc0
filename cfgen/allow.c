#include "cfgen/allow.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

enum allowed { NOT_ALLOWED, WITHOUT_REASON, ALLOWED };

/* The last lines that were looked at: what is on them is found once, however many findings are there. */
struct looked {
    const struct source *source;
    int line;
    const char *mark; /* what follows `# cfgen: allow ` there; NULL: nothing */
    const char *end;  /* of the line */
    bool alone;       /* it has nothing else */
};

struct allowing {
    const struct diags *diags;
    struct looked last[2]; /* by odd and even lines */
};

static const struct looked *look(struct allowing *allowing, const struct source *source, int line)
{
    static const char mark[] = "# cfgen: allow ";
    struct looked *last = &allowing->last[line & 1];
    if (last->source == source && last->line == line) return last;
    *last = (struct looked){ .source = source, .line = line };
    const char *at = lines_at(source->lines, line);
    if (!at) return last;
    last->end = lines_end(source->lines, line);
    const char *found = memmem(at, (size_t)(last->end - at), mark, strlen(mark));
    if (!found) return last;
    last->mark = found + strlen(mark);
    last->alone = strspn(at, " \t") == (size_t)(found - at);
    return last;
}

static enum allowed on_line(struct allowing *allowing, const struct source *source, int line,
                            const char *code, bool alone)
{
    const struct looked *looked = look(allowing, source, line);
    if (!looked->mark || (alone && !looked->alone)) return NOT_ALLOWED;
    size_t length = strlen(code);
    const char *end = looked->end, *rest = looked->mark + length;
    if ((size_t)(end - looked->mark) < length || memcmp(looked->mark, code, length) != 0) return NOT_ALLOWED;
    if (rest < end && !strchr(" :,", *rest)) return NOT_ALLOWED;
    for (; rest < end; rest++)
        if (isalpha((unsigned char)*rest)) return ALLOWED;
    return WITHOUT_REASON;
}

static enum allowed allowed(struct allowing *allowing, const struct diag *diag)
{
    const char *code = diag->finding->code;
    if (diag->severity == ERROR || !diag->place.file || !diag->place.line) return NOT_ALLOWED;
    const struct source *source = diag_source_of(allowing->diags, diag->place.file);
    if (!source) return NOT_ALLOWED;
    enum allowed here = on_line(allowing, source, diag->place.line, code, false);
    return here != NOT_ALLOWED ? here : on_line(allowing, source, diag->place.line - 1, code, true);
}

void allow_findings(struct diags *diags)
{
    struct diag **at = &diags->first, *last = NULL;
    struct allowing allowing = { .diags = diags };
    while (*at) {
        struct diag *diag = *at;
        enum allowed how = allowed(&allowing, diag);
        if (how == ALLOWED) {
            *at = diag->next;
            diags->warnings -= diag->severity == WARNING;
            continue;
        }
        if (how == WITHOUT_REASON)
            diag->hint = arena_text(diags->arena, "to allow it, add a reason: # cfgen: allow %s REASON",
                                    diag->finding->code);
        last = diag;
        at = &diag->next;
    }
    diags->last = last;
}
