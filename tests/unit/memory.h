/* Surroundings in memory: files and variables from lists that end with NULL, a clock that stands still until
 * waited. */
#ifndef TESTS_MEMORY_H
#define TESTS_MEMORY_H
#include "base/surroundings.h"
#include <string.h>

struct memory {
    const char *const (*files)[2], *const (*variables)[2]; /* name, content */
    int64_t now;
    int waits;
};

static const char *memory_find(const char *const (*pairs)[2], const char *name)
{
    for (; pairs && (*pairs)[0]; pairs++)
        if (!strcmp((*pairs)[0], name)) return (*pairs)[1];
    return NULL;
}

static enum file_state memory_read(void *with, struct arena *arena, const char *path, struct bytes *bytes)
{
    (void)arena;
    const char *text = memory_find(((struct memory *)with)->files, path);
    if (text) *bytes = (struct bytes){ text, strlen(text) };
    return text ? FILE_THERE : FILE_ABSENT;
}

static const char *memory_environment(void *with, const char *name)
{
    return memory_find(((struct memory *)with)->variables, name);
}

static int64_t memory_now(void *with) { return ((struct memory *)with)->now; }

static void memory_random(void *with, unsigned char *bytes, size_t size)
{
    (void)with;
    memset(bytes, 0, size);
}

static int memory_wait(void *with, int milliseconds)
{
    ((struct memory *)with)->now += milliseconds;
    ((struct memory *)with)->waits++;
    return 0;
}

static inline struct surroundings memory_surroundings(struct memory *memory)
{
    return (struct surroundings){ .with = memory,
                                  .read = memory_read,
                                  .environment = memory_environment,
                                  .now = memory_now,
                                  .random = memory_random,
                                  .wait = memory_wait,
                                  .stop = -1 };
}
#endif
