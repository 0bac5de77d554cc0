/* The check of one service in each of its stages. */
#ifndef CFGEN_HOOK_CHECK_H
#define CFGEN_HOOK_CHECK_H
#include "cfgen/hook/scope.h"

bool hook_check(struct hook *, const struct hook_service *); /* false: it was not reached after all */
#endif
