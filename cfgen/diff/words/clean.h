/* Names in a template are somebody's: what a terminal would act on, what would hide or turn other text
 * around, or begin a line of its own in a comment, is spelled out before people read it. Values are by
 * show_value(). Secrets are masked, for programs too. */
#ifndef CFGEN_DIFF_WORDS_CLEAN_H
#define CFGEN_DIFF_WORDS_CLEAN_H
#include "cfgen/command.h"
#include "cfgen/diff/words/report.h"

void clean_report(struct run *, struct report *, bool for_people);
#endif
