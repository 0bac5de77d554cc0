/* What .gitignore leaves out. */
#ifndef CFGEN_HOOK_IGNORED_H
#define CFGEN_HOOK_IGNORED_H
#include "cfgen/hook/hook.h"

bool hook_ignores(struct hook *, const char *path);
#endif
