/* Other programs, run without a shell: what they say is captured, what they read is nothing. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H
#include "base/buffer.h"

struct process {
    const char *failure; /* why it could not be run; NULL: it ran */
    int status;          /* its exit status, or 128 and the signal that ended it */
    struct buffer *output, *errors;
};

/* Runs words[0], looked for in PATH, to its end. `settings` are NAME=VALUE that its environment has beside
 * ours; both lists end with NULL. */
struct process process_run(struct arena *, const char *const *words, const char *const *settings);
/* The same, and it reads `input`: a secret that no list of processes shows, at most 64 KB. */
struct process process_feed(struct arena *, const char *const *words, const char *const *settings,
                            const char *input);
char **process_environment(struct arena *, const char *const *settings); /* ours and these */
char **process_words(struct arena *, const char *const *words);
#endif
