/* What findings about files mean where only commits are looked at. */
#ifndef CFGEN_HOOK_EXPLAIN_H
#define CFGEN_HOOK_EXPLAIN_H
#include "cfgen/hook/hook.h"

/* Also finds pointers of Git LFS among texts. */
void hook_explain(struct hook *, struct diags *, const char *service);
#endif
