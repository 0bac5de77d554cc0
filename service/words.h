/* Texts with ${…} in them: finding where a variable ends, and building a text both as it is and in Fn::Sub's
 * notation, which is used when a part of it is known only to CloudFormation. */
#ifndef SERVICE_WORDS_H
#define SERVICE_WORDS_H
#include "base/buffer.h"
#include "base/node.h"
#include <stdbool.h>

struct slice {
    const char *at;
    size_t size;
};

struct slice slice_trim(struct slice);
struct slice slice_from(struct slice, const char *at);
bool slice_opens(struct slice); /* with a variable */
/* Of the variable that opens here, those inside it included; 0: it is never closed. */
size_t slice_variable(struct slice);
/* The same for each position in the text; undefined where no variable opens. */
size_t *slice_variables(struct arena *, struct slice);
struct slice slice_head(struct slice); /* up to the first comma outside of inner variables */

struct words {
    struct buffer *plain, *sub;
    bool needs_sub, failed;
    enum origin origin; /* of the most secret part */
};

struct words words_new(struct arena *);
void words_literal(struct words *, struct slice);
void words_text(struct words *, const char *text);
void words_origin(struct words *, enum origin);
void words_sub(struct words *, const char *text); /* which only CloudFormation can resolve */
#endif
