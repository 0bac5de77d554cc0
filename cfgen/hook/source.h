/* What is checked, and what it is compared with: the index, a commit, or a range. */
#ifndef CFGEN_HOOK_SOURCE_H
#define CFGEN_HOOK_SOURCE_H
#include "cfgen/hook/hook.h"

/* Fills all but run and given; false after findings or when nothing is left to do. */
bool hook_source(struct hook *);
#endif
