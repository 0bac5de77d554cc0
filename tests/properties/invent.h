/* A random description from the rows and the stock: references name things that it has, all else is as chance
 * wills, so that it is rarely valid as it stands. */
#ifndef TESTS_PROPERTIES_INVENT_H
#define TESTS_PROPERTIES_INVENT_H
#include "tests/properties/chance.h"
#include "tests/properties/stock.h"

struct node *invent(struct arena *, const struct stock *, struct chance *);
#endif
