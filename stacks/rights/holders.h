/* Inside stacks/rights/: which types of resources say who has access. */
#ifndef STACKS_RIGHTS_HOLDERS_H
#define STACKS_RIGHTS_HOLDERS_H
#include "stacks/rights/graph.h"

struct holder {
    const char *type;
    void (*read)(const struct reading *, const char *targets);
    const char *targets, *properties;
};

const struct index *holders_index(struct arena *); /* struct holder by type */
#endif
