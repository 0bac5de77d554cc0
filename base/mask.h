/* Values that no text may show, and texts without them. */
#ifndef BASE_MASK_H
#define BASE_MASK_H
#include "base/arena.h"
#include "base/place.h"
#include <stdbool.h>

/* One of less than four bytes is not hidden: every other word has it. */
struct masks;
struct masks *masks_new(struct arena *);
/* In every text; lines of a longer value each. */
void masks_add(struct masks *, const char *value);
/* In texts about this line of a file; also its parts, as the short forms of a description are parted. */
void masks_add_at(struct masks *, const char *value, const char *file, int line);
/* Whether a text of 8 bytes and more is such a value, of whatever line. */
bool masks_whole(const struct masks *, const char *text);
void masks_join(struct masks *, const struct masks *other);

/* The text itself, or a copy with *** in place of each such value, and of what secret_find() finds. `place`
 * is what the text is about. A value of 8 bytes and more, or one of that place, is found anywhere; a shorter
 * one only as a word of its own. `masks` may be NULL. */
const char *mask_text(struct arena *, const struct masks *, const char *text, struct place);
#endif
