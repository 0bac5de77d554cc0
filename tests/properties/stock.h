/* What descriptions that there are say in each row: the values that random services are made of. So the tests
 * have no list of keys or values of their own, and a key with a golden is in the services from that day on.
 */
#ifndef TESTS_PROPERTIES_STOCK_H
#define TESTS_PROPERTIES_STOCK_H
#include "service/field.h"

struct stock;

/* The values of one row or form, in the order in which they were read. */
struct values {
    const void *row;
    int count, room;
    const struct node **nodes;
};

struct stock *stock_new(struct arena *);
void stock_read(struct stock *, const struct form *, const struct node *document); /* which must stay */
/* Of a row: what stands in it, whole. Of a form: its values in lists and maps. NULL: there are none. */
const struct values *stock_find(const struct stock *, const void *row);
int stock_rows(const struct stock *); /* of which there are values */
const struct values *stock_next(const struct stock *,
                                const struct values *); /* NULL: the first; after the last */
#endif
