/* IAM policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#ifndef TEMPLATES_CORE_POLICY_H
#define TEMPLATES_CORE_POLICY_H
#include "base/node.h"

struct node *policy_document(struct arena *, struct node *statements);
/* Adds a statement that allows blank-separated actions and gives it back; its "Resource" is the caller's to
 * add. */
struct node *policy_allow(struct node *statements, const char *actions);
/* {Version, Statement: [Allow SERVICE to sts:AssumeRole]} */
struct node *policy_trust(struct arena *, const char *service);
#endif
