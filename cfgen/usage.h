/* The command line, read as a command's tables say. Every misuse is told with what would be right. */
#ifndef CFGEN_USAGE_H
#define CFGEN_USAGE_H
#include "cfgen/command.h"

/* Reads what follows the command's name into options, arguments and common. False: told on run->err what is
 * wrong. */
bool usage_read(struct run *, char **words);
/* Tells a misuse, with what was meant or NULL; false. The command then ends with EXIT_USAGE. */
bool usage_wrong(struct run *, const char *meant, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void usage_print(FILE *, const struct command *); /* one line: usage: cfgen NAME … */
#endif
