/* Findings: collected, not thrown, so that one run reports them all. What went wrong with files, the network
 * and AWS is a finding like a wrong key. Nothing here prints: cfgen/render.h does. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include "base/arena.h"
#include "base/finding.h"
#include "base/lines.h"
#include "base/place.h"
#include "base/secret.h"
#include <stdbool.h>

struct note {
    struct note *next;
    struct place place;
    const char *text;
};

/* A file that a finding is about, by the path by which it was read or looked for. */
struct subject {
    struct subject *next;
    const char *path;
};

struct diag {
    struct diag *next;
    const struct finding *finding;
    enum severity severity; /* the catalogue's, unless a command sees it otherwise */
    struct place place;
    const char *text; /* what is wrong, lower case, no full stop */
    const char *hint; /* the way out, or NULL */
    struct note *notes;
    struct subject *subjects; /* of a file that is missing, all paths where it was looked for */
};

/* A file that findings point into; text is not copied. */
struct source {
    struct source *next;
    const char *file, *text;
    size_t size;
    struct lines *lines; /* NULL: not asked for yet */
};

/* A value that must not be shown where findings show its line. */
struct hidden {
    struct hidden *next, *same_line;
    struct place place;
};

struct diags {
    struct arena *arena;
    struct diag *first, *last;
    struct source *sources;
    struct hidden *hidden;
    struct index *hidden_lines; /* file and line → struct hidden, linked by same_line */
    struct index *seen;         /* the same finding at the same place is kept once */
    struct index *unknown;      /* places of values that nobody knows; NULL: none */
    struct masks *masks;        /* values that no text may show: diag_mask() */
    int errors, warnings;
};

struct diags *diags_new(struct arena *);
void diag_source(struct diags *, const char *file, const char *text, size_t size);
struct source *diag_source_of(const struct diags *,
                              const char *file); /* with its lines; NULL: no such file */
void diag_hide(struct diags *, struct place);    /* what stands there is a secret */
const struct hidden *diag_hidden(const struct diags *, const char *file, int line);

/* Hides a value in all that is shown from now on, and in findings that were added before. */
void diag_secret(struct diags *, const char *value);
/* Hides a value in what is shown about the `lines` + 1 lines that use it. */
void diag_outside(struct diags *, const char *value, struct place, int lines);
/* What may be shown of a text about `place`, which may be nowhere; the renderers ask. */
const char *diag_mask(const struct diags *, struct arena *, const char *text, struct place);
/* Of a value of a template, which is hidden where it is as a whole what a line got from outside. */
const char *diag_mask_value(const struct diags *, struct arena *, const char *value);
/* A path, whose parts are values. */
const char *diag_mask_path(const struct diags *, struct arena *, const char *path);
void diags_mask(struct diags *); /* all findings there are; before any form of them is made */

/* Adds a finding; `hint` may be NULL. Gives it back for diag_note(), also when it was there already. */
struct diag *diag_add(struct diags *, const struct finding *, struct place, const char *hint,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));
void diag_about(struct diags *, struct diag *, const char *path); /* adds a subject */
/* The value there is not known: what is wrong with it is only a warning, FINDING(value_unknown). */
void diag_unknown(struct diags *, struct place);
bool diag_is_unknown(const struct diags *, struct place);
/* “also here”: another place that has to do with it. */
void diag_note(struct diags *, struct diag *, struct place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Where a part of the text at `place` stands, which occurs `before` times before it; `place` where the file
 * shows it nowhere. */
struct place diag_part(const struct diags *, struct place, const char *part, int before);
void diag_weaken(struct diags *, struct diag *, enum severity); /* this command sees it so */
struct diag *diags_take(struct diags *, enum severity);         /* takes all of it out, in a list */
void diags_put(struct diags *, struct diag *list);              /* back */
void diags_join(struct diags *, struct diags *other);           /* all of the other's, and its sources */
void diags_sort(struct diags *); /* by file, line and column; those without a place last */
const char *diag_meant(struct arena *, const char *name); /* “did you mean 'name'?”, NULL for NULL */
#endif
