/* Inside stacks/rights/: which types of resources say who has access. */
#ifndef STACKS_RIGHTS_HOLDERS_H
#define STACKS_RIGHTS_HOLDERS_H
#include "stacks/rights/graph.h"

struct holder {
    const char *type;
    void (*read)(const struct reading *, const char *targets);
    const char *targets, *properties;
};

const struct holder *holder_of(const char *type); /* "" reads any; NULL: it is none */
#endif
