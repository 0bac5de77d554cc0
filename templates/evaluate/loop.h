/* Inside templates/evaluate/: Fn::ForEach, whose fragments stand in a mapping once for each item of a list.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
#ifndef TEMPLATES_EVALUATE_LOOP_H
#define TEMPLATES_EVALUATE_LOOP_H
#include "templates/evaluate/evaluation.h"

/* The mapping with its loops expanded; itself where it has none. A loop whose list is unknown stays. */
const struct node *loop_expand(struct evaluation *, const struct node *map);
#endif
