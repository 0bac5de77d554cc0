#include "base/surroundings.h"

static const struct surroundings *around(void *with) { return ((const struct surroundings *)with)->around; }

static const char *environment(void *with, const char *name)
{
    return around(with)->environment(around(with)->with, name);
}

static int64_t now(void *with) { return around(with)->now(around(with)->with); }

static void random_bytes(void *with, unsigned char *bytes, size_t size)
{
    around(with)->random(around(with)->with, bytes, size);
}

static int wait_time(void *with, int milliseconds)
{
    return around(with)->wait(around(with)->with, milliseconds);
}

struct surroundings surroundings_with_files(void *with, const struct surroundings *other)
{
    return (struct surroundings){ .with = with,
                                  .environment = environment,
                                  .now = now,
                                  .random = random_bytes,
                                  .wait = wait_time,
                                  .stop = other->stop,
                                  .around = other };
}
