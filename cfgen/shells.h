/* Completions: what bash, zsh and fish are told about the commands, from their tables. */
#ifndef CFGEN_SHELLS_H
#define CFGEN_SHELLS_H
#include "cfgen/command.h"

extern const char *const shell_names[];
void shells_print(FILE *, struct arena *, const struct command *const *commands, const char *shell);
#endif
