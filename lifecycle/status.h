/* What CloudFormation's words for a state mean. */
#ifndef LIFECYCLE_STATUS_H
#define LIFECYCLE_STATUS_H
#include <stdbool.h>

bool status_moves(const char *status);  /* …_IN_PROGRESS */
bool status_new(const char *status);    /* nothing of the stack has been made */
bool status_failed(const char *status); /* …_FAILED */
/* What happened to a resource, for people: created, changed, removed. */
const char *status_verb(const char *status);
bool reason_follows(const char *reason); /* it failed only because another one did */
#endif
