/* Two texts as one in which the words that differ are marked: kept [-gone-]{+new+} kept. */
#ifndef CFGEN_DIFF_WORDS_WORDS_H
#define CFGEN_DIFF_WORDS_WORDS_H
#include "base/arena.h"
#include <stdbool.h>

struct word_marks {
    const char *gone, *new, *plain; /* what turns the terminal's colours on and off, or "" */
};

enum word_kind { WORDS_KEPT, WORDS_GONE, WORDS_NEW };

struct word_run {
    struct word_run *next;
    enum word_kind kind;
    const char *at; /* in `after` where it is new, else in `before` */
    int size, words;
};

/* NULL: too little of them is the same, or they are too long to look. */
const struct word_run *words_compare(struct arena *, const char *before, const char *after);
/* In one text; long stretches that are the same are cut. NULL: as above. */
const char *words_marked(struct arena *, const char *before, const char *after, const struct word_marks *);
#endif
