/* The services there are, and of them those that a change may have reached. */
#ifndef CFGEN_HOOK_SCOPE_H
#define CFGEN_HOOK_SCOPE_H
#include "cfgen/hook/hook.h"

struct hook_service {
    struct hook_service *next;
    const char *path;
    bool conflict; /* a merge has not been decided */
};

struct hook_scope {
    struct hook_service *first;
    int count, all;
};

struct hook_scope hook_scope(struct hook *);
#endif
