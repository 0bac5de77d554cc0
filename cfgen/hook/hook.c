#include "cfgen/hook/hook.h"
#include <string.h>

bool hook_reached(const struct hook *hook, const char *path)
{
    const struct changes *changes = &hook->changes;
    size_t low = 0, high = changes->count, size = strlen(path);
    if (!size) return changes->count;
    while (low < high) { /* to the first that is not before the path */
        size_t middle = low + (high - low) / 2;
        if (strcmp(changes->paths[middle], path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    /* What is below the path stands behind it, but not at once: a-b is between a and a/b. */
    for (; low < changes->count && !strncmp(changes->paths[low], path, size); low++)
        if (!changes->paths[low][size] || changes->paths[low][size] == '/') return true;
    return false;
}
