/* Inside templates/evaluate/: each intrinsic function, given its argument as it is written. */
#ifndef TEMPLATES_EVALUATE_FUNCTION_H
#define TEMPLATES_EVALUATE_FUNCTION_H
#include "templates/evaluate/evaluation.h"

/* The call itself where nothing in it can be evaluated. NULL: AWS::NoValue. */
typedef const struct node *evaluator(struct evaluation *, const struct node *call);

evaluator function_sub, function_join, function_json, function_base64, function_split;        /* texts.c */
evaluator function_select, function_length, function_cidr, function_find_in_map, function_if; /* choices.c */

/* The call with its arguments evaluated. */
const struct node *function_partial(struct evaluation *, const struct node *call);
const char *function_text(const struct node *value); /* of a scalar, as CloudFormation writes it; else NULL */
struct node *function_result(struct evaluation *, const char *text, const struct node *parts);
#endif
