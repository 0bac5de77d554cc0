/* Whether each key does something: a service without it makes another template, or has another finding. What
 * is read and then forgotten is the worst that a description can have. */
#ifndef TESTS_PROPERTIES_KEYS_H
#define TESTS_PROPERTIES_KEYS_H
#include "tests/properties/pile.h"
#include "tests/properties/stock.h"

struct keys;

struct keys *keys_new(struct arena *);
/* Takes each key of a valid service out for a moment. */
void keys_try(struct keys *, struct node *document, const struct pile *);
int keys_idle(const struct keys *); /* prints those that never did anything, and counts them */
/* Prints the keys of the language that no source writes, and counts them. */
int keys_unwritten(struct arena *, const struct stock *);
#endif
