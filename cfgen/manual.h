/* Manual pages, in the language of man(7): cfgen.1 and one for each command. */
#ifndef CFGEN_MANUAL_H
#define CFGEN_MANUAL_H
#include "cfgen/command.h"

void manual_print(FILE *, struct arena *, const struct command *); /* NULL: cfgen(1) */
#endif
