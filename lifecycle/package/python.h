/* The Python that a runtime is: which wheels it can load, and how its environment answers the markers of
 * requirements. */
#ifndef LIFECYCLE_PACKAGE_PYTHON_H
#define LIFECYCLE_PACKAGE_PYTHON_H
#include "base/arena.h"
#include <stdbool.h>

struct python {
    const char *runtime, *architecture; /* AWS's words: python3.13, arm64 */
    const char *version;                /* 3.13 */
    const char *machine;                /* aarch64 or x86_64 */
    int minor;                          /* 13 */
    int glibc;                          /* the runtime's glibc is 2.THIS */
};

struct python python_of(const char *runtime, const char *architecture);

/* Whether a requirement with this marker (NULL: none) counts there, asked for with the extras `a,b`.
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers */
bool python_marker(const struct python *, struct arena *, const char *marker, const char *extras);
#endif
