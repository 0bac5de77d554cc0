/* All commands: main() hands the list down, so that nothing below names a command. */
#ifndef CFGEN_COMMANDS_REGISTRY_H
#define CFGEN_COMMANDS_REGISTRY_H
#include "cfgen/command.h"

extern const struct command *const commands[]; /* ends with NULL */
#endif
