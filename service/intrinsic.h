/* CloudFormation's intrinsic functions: {Ref: X}, {Fn::Sub: …} stand where a plain value could.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
#ifndef SERVICE_INTRINSIC_H
#define SERVICE_INTRINSIC_H
#include "base/diag.h"
#include "base/node.h"

bool is_intrinsic(const struct node *);

/* `!Ref X` as {Ref: X}: the value in its long form; the value itself for YAML's own tags and after a finding.
 */
struct node *intrinsic_from_tag(struct arena *, struct diags *, const char *tag, struct node *value);

/* Findings for functions that do not exist or do not take what they are given, in the node and below. */
void intrinsic_check(struct diags *, const struct node *);

struct node *intrinsic_ref(struct arena *, const char *id);
struct node *intrinsic_attribute(struct arena *, const char *id, const char *attribute); /* Fn::GetAtt */
struct node *intrinsic_append(struct arena *, const struct node *text,
                              const char *rest); /* a text or an intrinsic function, and what follows it */
/* What precedes a text or an intrinsic function, as one Fn::Sub; `first` may have variables of its own. */
struct node *intrinsic_prepend(struct arena *, const char *first, const struct node *text);
struct node *intrinsic_sub_text(struct arena *, const char *text);
struct node *intrinsic_sub(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
#endif
