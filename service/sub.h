/* JSON in a text with references, {Fn::Sub: '{"Resource": "${Table.Arn}"}'}. In plain texts
 * it is read where values are made canonical. */
#ifndef SERVICE_SUB_H
#define SERVICE_SUB_H
#include "base/node.h"

/* The text of {Fn::Sub: text} or {Fn::Sub: [text, variables]}; NULL: it is something else. */
const struct node *sub_text(const struct node *value, const struct node **variables);
/* What that is as JSON, in which references stay as they are written, and those without quotes are each an
 * Fn::Sub; NULL: it is no object or list. */
struct node *sub_json(struct arena *, const struct node *value);
#endif
