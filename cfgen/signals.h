/* SIGINT and SIGTERM as something to wait for: a deployment ends in an order of its own. */
#ifndef CFGEN_SIGNALS_H
#define CFGEN_SIGNALS_H
#include "base/surroundings.h"

/* From now on these signals end waiting, and no longer the program. */
struct surroundings signals_catch(struct arena *, const struct surroundings *);
#endif
