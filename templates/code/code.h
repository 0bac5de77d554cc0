/* The files of a folder that are code: what never is (version control, dot files, compiled leftovers, virtual
 * environments, the description) is left out, and what the user excludes, but for what the user includes. A
 * link inside the service counts as the file it leads to. */
#ifndef TEMPLATES_CODE_CODE_H
#define TEMPLATES_CODE_CODE_H
#include "templates/code/artifact.h"

/* Lambda's limit on an archive and its layers, unzipped: 250 MB.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
#define CODE_LARGEST (250 * UINT64_C(1048576))

struct code {
    struct artifact_file *files; /* sorted by the bytes of their paths */
    size_t count;
    bool there, good; /* there is such a folder; nothing was found wrong in it */
};

/* `folder` is relative to the service's; `prefix` stands before each path in the archive, as in "handlers/".
 * `without` is a file to leave out, or NULL. */
struct code code_read(struct artifacts *, const char *folder, const char *prefix, const char *without,
                      const struct artifact_source *, struct place);
#endif
