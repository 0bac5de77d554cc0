/* Options in a requirements file: only those that say which index to ask, spelled in full, and the hashes of
 * a requirement. pip also takes abbreviations, and options that run code or read other files. */
#ifndef TEMPLATES_CODE_REQUIREMENT_OPTIONS_H
#define TEMPLATES_CODE_REQUIREMENT_OPTIONS_H
#include "templates/code/requirements.h"

enum option_state {
    OPTION_VALID,
    OPTION_INVALID,
    OPTION_PRIVATE /* its URL holds what should not be in a file */
};

/* Reads one at *at and goes behind it. `hash`: of a requirement, which has only --hash, else of the file. */
enum option_state option_parse(struct arena *, const char **at, bool hash, struct requirement_option *);
#endif
