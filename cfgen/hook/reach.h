/* Whether a description may lead to what was changed elsewhere. */
#ifndef CFGEN_HOOK_REACH_H
#define CFGEN_HOOK_REACH_H
#include "cfgen/hook/hook.h"

/* False: a description that nothing has changed beside leads to nothing that has changed. */
bool hook_may_reach(struct hook *, const char *service);
#endif
