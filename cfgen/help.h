/* Help for a person at a terminal, from the commands' tables. */
#ifndef CFGEN_HELP_H
#define CFGEN_HELP_H
#include "cfgen/command.h"

void help_overview(FILE *, struct arena *, const struct command *const *commands);
void help_print(FILE *, struct arena *, const struct command *);
/* Paragraphs broken into lines; the first goes on at `column`, the rest begins at `indent`. */
void help_wrap(FILE *, const char *text, int indent, int column);
#endif
