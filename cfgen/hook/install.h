/* Git's hooks that call the check: put in, taken out, looked at. */
#ifndef CFGEN_HOOK_INSTALL_H
#define CFGEN_HOOK_INSTALL_H
#include "cfgen/hook/hook.h"

enum exit_code hook_install(struct run *, const struct hook_options *);
enum exit_code hook_uninstall(struct run *);
enum exit_code hook_status(struct run *);
#endif
