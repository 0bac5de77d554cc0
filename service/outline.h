/* Which key of a document stands at a place: `tables.quests.key` for the line and column of its value. Built
 * once in the order of the text, so that each question is a binary search. */
#ifndef SERVICE_OUTLINE_H
#define SERVICE_OUTLINE_H
#include "base/node.h"

struct outline *outline_new(struct arena *, const struct node *document);
/* Where the key at this place stands in another document; of no file: that does not have it. */
struct place outline_elsewhere(const struct outline *, struct place, const struct node *other);
/* NULL: nothing of this document stands there. */
const char *outline_key(struct arena *, const struct outline *, struct place);
#endif
