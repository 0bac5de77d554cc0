/* Reads policy documents in each form that CloudFormation takes: as mappings or as JSON in a text, with one
 * value or a list, with Fn::If around any part.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#ifndef TEMPLATES_CORE_POLICY_READ_H
#define TEMPLATES_CORE_POLICY_READ_H
#include "base/node.h"

bool policy_is_document(const struct node *); /* an IAM policy document, by what it has */
/* The document that a property holds; NULL: it is none, or only AWS knows it. */
const struct node *policy_read(struct arena *, const struct node *value);
const struct node *policy_find(const struct node *map, const char *name); /* elements, in any case */
/* What a value may be: the entries of lists and both branches of Fn::If, without AWS::NoValue. Ends with
 * NULL. */
const struct node *const *policy_values(struct arena *, const struct node *value);
const struct node *
policy_branches(const struct node *value);       /* the first of Fn::If's two; NULL: it is none */
bool policy_is_absent(const struct node *value); /* AWS::NoValue */
/* A value in Fn::Sub's notation; of a parameter among `parameters` (may be NULL) its default; JSON where a
 * text cannot say it. Never NULL. */
const char *policy_text(struct arena *, const struct node *value, const struct node *parameters);
bool policy_covers(const char *pattern, const char *text);          /* by IAM's stars and question marks */
bool policy_covers_action(const char *pattern, const char *action); /* IAM ignores the case of actions */
#endif
