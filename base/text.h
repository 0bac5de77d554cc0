/* Words: how names are spelled, how near two are, and UTF-8. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include "base/arena.h"
#include <stdbool.h>
#include <string.h>

char *text_pascal(struct arena *, const char *name);   /* questItems, my-table → QuestItems, MyTable */
char *text_constant(struct arena *, const char *name); /* questItems, my-table → QUEST_ITEMS, MY_TABLE */

/* The name nearest to `word` so far, as `did you mean`: start with { .word = word }. */
struct nearest {
    const char *word, *name; /* name NULL: none is near enough to be meant */
    int distance, tries;
};
bool nearest_try(struct nearest *, const char *name); /* false: no more are tried, there were many */

/* Most words that differ do so in their first byte. */
static inline bool text_same(const char *a, const char *b) { return *a == *b && !strcmp(a, b); }
bool text_starts(const char *text, const char *with);
bool text_ends(const char *text, const char *with);
bool text_has_word(const char *words, const char *word); /* blank-separated */
const char *text_replace(struct arena *, const char *text, const char *old, const char *with);
size_t text_bad_utf8(const char *bytes,
                     size_t size); /* offset of the first byte that is not UTF-8; size: all is */
size_t text_break(const char *at,
                  const char *end); /* bytes of the line break there, as YAML 1.1 has them, or 0 */
int text_points(const char *text, size_t size);                  /* code points */
const char *text_size(struct arena *, unsigned long long bytes); /* 512 B, 1.4 KB, 250 MB; a KB is 1024 B */
/* As one word of a shell, whatever is in it. */
const char *text_quoted(struct arena *, const char *);
/* A file's content as $(cat FILE) gives it: without the line break that editors put at the end. NULL: no
 * UTF-8 text. */
const char *text_of_file(struct arena *, const char *content, size_t size);
#endif
