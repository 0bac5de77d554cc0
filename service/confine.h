/* The files that a description may lead to: those of its repository, or of its folder where there is none.
 * Whatever is generated reads through these surroundings, which follow every link first, so that no path of a
 * description, by `..`, as an absolute path or by links, reaches a file of the machine. The folder .git is no
 * part of what is confined to: a checkout may keep a token there. */
#ifndef SERVICE_CONFINE_H
#define SERVICE_CONFINE_H
#include "base/diag.h"
#include "service/repository.h"

/* The same surroundings, where every path outside is FILE_OUTSIDE. */
const struct surroundings *confine(struct arena *, const struct surroundings *, const struct repository *);

/* A finding about a file that is not read, at the line that names it; `hint` says what to do when it does
 * not exist. */
struct diag *confine_report(struct diags *, enum file_state, struct place, const char *path,
                            const char *hint);
#endif
