/* What a rule of AWS's schemas allows, as a user writes it: units instead of bare numbers, and words instead
 * of regular expressions. */
#ifndef TEMPLATES_SCHEMA_SCHEMA_WORDS_H
#define TEMPLATES_SCHEMA_SCHEMA_WORDS_H
#include "service/reference.h"
#include "templates/schema/schema.h"

struct published schema_published(struct schemas *);

/* `1s to 15m`, of a rule with bounds; `form`: whose units, NULL: a bare number. NULL: it has none. */
const char *schema_range_words(struct arena *, const struct node *rule, const struct form *form);
/* A number of AWS's as a user writes it: 900 seconds are `15m`. */
const char *schema_number_words(struct arena *, const char *number, const struct form *form);
/* `letters, digits and - only`. NULL: the pattern says more than a few words can. */
const char *schema_pattern_words(struct arena *, const char *pattern);
#endif
