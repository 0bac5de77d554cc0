/* Python requirements as pip reads them: files of one requirement a line, and the Requires-Dist lines of
 * packages. https://pip.pypa.io/en/stable/reference/requirements-file-format/
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
#ifndef TEMPLATES_REQUIREMENTS_H
#define TEMPLATES_REQUIREMENTS_H
#include "base/diag.h"

struct requirement {
    struct requirement *next;
    const char *name;      /* as requirement_name() spells it */
    const char *extras;    /* `a,b`, spelled so too; "": none */
    const char *specifier; /* `==1.2` or `>=1,<2`; "": any version */
    const char *marker;    /* what follows `;`, or NULL */
    struct place place;
};

/* The requirements of a file; what cannot be packaged the same way twice is a finding. */
struct requirement *requirements_read(struct diags *, const char *file, const char *text);
bool requirement_parse(struct arena *, const char *text, struct requirement *); /* one; false: it is none */
bool requirement_pinned(const struct requirement *);                         /* one version, by == or === */
const char *requirement_name(struct arena *, const char *name, size_t size); /* Foo_Bar.baz → foo-bar-baz */
#endif
