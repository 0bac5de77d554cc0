/* What becomes of a description, and how it is written. */
#ifndef TESTS_PROPERTIES_MADE_H
#define TESTS_PROPERTIES_MADE_H
#include "templates/generate.h"
#include "tests/properties/pile.h"

struct template *made_generate(struct arena *, struct diags *, struct pile *); /* with the limits looked at */
struct bytes made_printed(struct arena *, const struct node *, bool json);
struct bytes made_canonical(struct arena *, const struct node *); /* the same for what means the same */
#endif
