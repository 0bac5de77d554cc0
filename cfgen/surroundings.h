/* The real surroundings: this machine's files, environment, clock and chance. */
#ifndef CFGEN_SURROUNDINGS_H
#define CFGEN_SURROUNDINGS_H
#include "base/surroundings.h"

extern const struct surroundings system_surroundings;

/* For commands that wait: the first SIGINT or SIGTERM is told by wait() and `stop` and does not end the
 * program. */
const struct surroundings *surroundings_catching(struct arena *);
#endif
