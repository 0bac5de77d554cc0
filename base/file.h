/* Writing files: under a temporary name beside the place, then renamed, so that nothing half-written is ever
 * seen. */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "base/arena.h"
#include <stdbool.h>

/* Writes a file whole, making the folders above it. NULL when done, otherwise the system's reason; then
 * nothing is left. */
const char *file_write(struct arena *, const char *path, const void *bytes, size_t size);
/* A folder of our own, removed with the arena or, when we are ended before, at once; NULL: none can be made.
 */
const char *folder_temporary(struct arena *, const char *above);
bool folder_private(struct arena *,
                    const char *path); /* made with mode 0700, unless it is there; false: failed */
const char *path_join(struct arena *, const char *folder,
                      const char *path);                   /* path itself when absolute or folder "." */
const char *path_folder(struct arena *, const char *path); /* what is above it; "." for a bare name */
const char *path_tidy(struct arena *,
                      const char *path); /* without `.`, `//` and, where it can, `..`: by its text alone */
#endif
