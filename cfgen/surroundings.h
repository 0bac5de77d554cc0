/* The real surroundings: this machine's files, environment, clock and chance. */
#ifndef CFGEN_SURROUNDINGS_H
#define CFGEN_SURROUNDINGS_H
#include "base/surroundings.h"

extern const struct surroundings system_surroundings;
#endif
