/* Inside templates/evaluate/: what names stand for: parameters, pseudo parameters and keys of mappings. */
#ifndef TEMPLATES_EVALUATE_NAMES_H
#define TEMPLATES_EVALUATE_NAMES_H
#include "templates/evaluate/evaluation.h"

/* The value of a parameter or pseudo parameter, a scalar or a list; NULL: unknown, or the name of something
 * else. */
const struct node *name_value(struct evaluation *, const char *name);
/* Fn::FindInMap with these keys; NULL: the mapping has none. */
const struct node *name_mapped(struct evaluation *, const char *mapping, const char *first,
                               const char *second);
#endif
