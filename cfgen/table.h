/* What is read out of the commands' tables: by the command line, help, manual pages and completions. */
#ifndef CFGEN_TABLE_H
#define CFGEN_TABLE_H
#include "cfgen/command.h"

extern const struct option common_options[]; /* of struct common */

const struct command *command_find(const struct command *const *commands,
                                   const char *name); /* NULL: no such command */
/* The options with those of groups in their place and offsets in the whole struct; ends with an empty row. */
const struct option *option_list(struct arena *, const struct option *rows);
const char *option_word(struct arena *, const struct option *); /* --name */
#endif
