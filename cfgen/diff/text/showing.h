/* How a report is written to a terminal. */
#ifndef CFGEN_DIFF_TEXT_SHOWING_H
#define CFGEN_DIFF_TEXT_SHOWING_H
#include "base/arena.h"
#include <stdbool.h>

struct showing {
    struct arena *arena;
    bool color;
    int columns; /* 0: lines may be of any length */
    bool all;    /* what follows from another change is shown too, and what is in new resources */
};
#endif
