/* Patterns of paths, as .gitignore has them: `*` and `?` stay within one name, a double star crosses names, a
 * pattern without `/` holds at any depth, and what covers a folder covers all that is in it. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H
#include <stdbool.h>

bool glob_covers(const char *pattern, const char *path);
#endif
