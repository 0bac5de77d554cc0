/* Two texts as one in which the words that differ are marked: kept [-gone-]{+new+} kept. */
#ifndef CFGEN_DIFF_WORDS_H
#define CFGEN_DIFF_WORDS_H
#include "base/arena.h"

struct word_marks {
    const char *gone, *new, *plain; /* what turns the terminal's colours on and off, or "" */
};

/* NULL: too little of them is the same, or they are too long to look. Long stretches that are the same are
 * cut. */
const char *words_marked(struct arena *, const char *before, const char *after, const struct word_marks *);
#endif
