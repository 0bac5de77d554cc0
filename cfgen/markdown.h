/* The reference pages under docs/, which the program writes itself. */
#ifndef CFGEN_MARKDOWN_H
#define CFGEN_MARKDOWN_H
#include "cfgen/command.h"

void markdown_commands(FILE *, struct arena *, const struct command *const *commands);
void markdown_command(FILE *, struct arena *, const struct command *);
void markdown_findings(FILE *);
#endif
