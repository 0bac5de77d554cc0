/* Gradual deployment: CodeDeploy moves a function's alias to its new version bit by bit, and back when an
 * alarm goes off. One application and one role serve all functions.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html */
#ifndef TEMPLATES_FUNCTIONS_DEPLOY_H
#define TEMPLATES_FUNCTIONS_DEPLOY_H
#include "templates/wiring/call.h"

extern const struct form deploy_form;
void deploy_write(struct template *, const struct bound_function *, struct node *alias);
#endif
