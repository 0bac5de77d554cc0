/* Inside stacks/rights/: what security groups let through. */
#ifndef STACKS_RIGHTS_NETWORK_H
#define STACKS_RIGHTS_NETWORK_H
#include "stacks/rights/grant.h"

bool network_covers(const struct grant *by, const struct grant *what); /* both have ports */
#endif
