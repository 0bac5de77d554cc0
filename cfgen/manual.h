/* Manual pages, in the language of man(7): cfgen.1 and one for each command. */
#ifndef CFGEN_MANUAL_H
#define CFGEN_MANUAL_H
#include "cfgen/command.h"

void manual_overview(FILE *, struct arena *, const struct command *const *commands); /* cfgen(1) */
void manual_print(FILE *, struct arena *, const struct command *);
#endif
