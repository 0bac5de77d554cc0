/* Another program that is asked one question after the other. It ends with the arena. */
#ifndef BASE_DIALOGUE_H
#define BASE_DIALOGUE_H
#include "base/launch.h"

struct dialogue;

/* NULL: it cannot be run. */
struct dialogue *dialogue_new(struct arena *, const struct launch *);
bool dialogue_ask(struct dialogue *, const char *question, size_t size);
/* What it answers: a line without its end, or so many bytes with a NUL behind; NULL: it has ended. */
char *dialogue_line(struct dialogue *, struct arena *);
char *dialogue_bytes(struct dialogue *, struct arena *, size_t size);
#endif
