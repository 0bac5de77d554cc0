/* pip, asked for the wheels of a runtime. It only downloads: nothing is installed or built, so no code of a
 * package runs. */
#ifndef LIFECYCLE_PACKAGE_PIP_H
#define LIFECYCLE_PACKAGE_PIP_H
#include "lifecycle/package/package.h"
#include "lifecycle/package/python.h"
#include "templates/code/requirements.h"

struct pip {
    struct packaging *packaging;
    const struct artifact *artifact; /* its requirements are wanted */
    const struct requirements *requirements;
    struct python python;
};

/* Downloads what the requirements need, and `more` beside them, into a folder; false after findings. */
bool pip_download(const struct pip *, const struct requirement *more, const char *folder);
#endif
