/* Patterns that events must match, as SNS, EventBridge and Lambda read them: {status: [open, {prefix: re}]}.
 * A lone value may stand for the list of it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
#ifndef TEMPLATES_WIRING_PATTERN_H
#define TEMPLATES_WIRING_PATTERN_H
#include "base/node.h"

struct node *pattern_copy(struct arena *, const struct node *); /* each lone value as a list */
/* JSON for a property that takes it as text; what is text already stays. Intrinsic functions inside become
 * variables of a Fn::Sub. */
struct node *pattern_text(struct arena *, const struct node *);
#endif
