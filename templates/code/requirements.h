/* Python requirements: files of one requirement a line, and the Requires-Dist lines of packages. A file is
 * the repository's and pip would follow much of what it can say, so pip is given another one, printed from
 * what is understood here; all else is a finding.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
#ifndef TEMPLATES_CODE_REQUIREMENTS_H
#define TEMPLATES_CODE_REQUIREMENTS_H
#include "base/buffer.h"
#include "base/diag.h"

struct requirement {
    struct requirement *next;
    const char *name;      /* as requirement_name() spells it */
    const char *extras;    /* `a,b`, spelled so too; "": none */
    const char *specifier; /* `==1.2` or `>=1,<2`; "": any version */
    const char *marker;    /* what follows `;`, or NULL */
    const char *hashes;    /* ` --hash=sha256:…`, one after the other; NULL: none */
    struct place place;
};

struct requirement_option { /* of the whole file */
    struct requirement_option *next;
    const char *name, *value; /* in full; NULL: it takes none */
    bool same_line;           /* as the one before, which can matter to pip */
};

struct requirements {
    struct requirement *first;
    struct requirement_option *options;
};

/* The requirements of a file of that many bytes; what cannot be packaged the same way twice is a finding. */
struct requirements *requirements_read(struct diags *, const char *file, const char *text, size_t size);
void requirements_print(struct buffer *, const struct requirements *); /* as a file for pip */
void requirement_print(struct buffer *, const struct requirement *);   /* as a line of one */

bool requirement_parse(struct arena *, const char *text, struct requirement *); /* one; false: it is none */
/* A marker with its blanks as pip writes them; NULL: it is none. */
const char *requirement_marker(struct arena *, const char *text);
/* Whether a version may follow the relation (`>=`). https://peps.python.org/pep-0440/ */
bool requirement_version(const char *version, const char *relation);
bool requirement_pinned(const struct requirement *);                         /* one version, by == or === */
const char *requirement_name(struct arena *, const char *name, size_t size); /* Foo_Bar.baz → foo-bar-baz */
#endif
