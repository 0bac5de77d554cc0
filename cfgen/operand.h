/* What a word of the command line names where it may be a file or a revision of Git. `rev:NAME` and
 * `file:NAME` say which; of a plain name the revision comes first, because whoever writes the repository can
 * add a file of any name. */
#ifndef CFGEN_OPERAND_H
#define CFGEN_OPERAND_H
#include "cfgen/command.h"

enum operand_kind { OPERAND_NOTHING, OPERAND_FILE, OPERAND_REVISION, OPERAND_STAGE, OPERAND_REGION };

struct operand {
    enum operand_kind kind;
    const char *text;                 /* without its prefix; STORE_INDEX is the revision that is staged */
    const struct surroundings *there; /* of a revision: its files */
};

/* `word` NULL: nothing is named. False after a finding: no file and no revision has this name. */
bool operand_read(struct run *, const char *word, struct operand *);
/* Where only a revision can be named: its name, which `rev:` may precede. NULL after a finding. */
const char *operand_revision(struct run *, const char *option, const char *word);
#endif
