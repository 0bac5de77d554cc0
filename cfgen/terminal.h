/* What the terminal that a stream goes to can show. */
#ifndef CFGEN_TERMINAL_H
#define CFGEN_TERMINAL_H
#include "base/surroundings.h"
#include <stdio.h>

extern const char *const terminal_choices[]; /* of --color */

bool terminal_color(FILE *, const char *choice, const struct surroundings *); /* choice NULL: auto */
bool terminal_live(FILE *, const struct surroundings *);                      /* lines may be drawn again */
int terminal_width(FILE *);  /* columns; 0: not a terminal, lines may be of any length */
int terminal_height(FILE *); /* lines; 0: not a terminal */
#endif
