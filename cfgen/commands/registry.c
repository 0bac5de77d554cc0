#include "cfgen/commands/registry.h"

#define COMMAND(name) extern const struct command name##_command;
#include "cfgen/commands.def"
#undef COMMAND

const struct command *const commands[] = {
#define COMMAND(name) &name##_command,
#include "cfgen/commands.def"
#undef COMMAND
    NULL,
};
