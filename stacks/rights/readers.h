/* Inside stacks/rights/: what each type of resource grants. holders.def says which reads which. */
#ifndef STACKS_RIGHTS_READERS_H
#define STACKS_RIGHTS_READERS_H
#include "stacks/rights/graph.h"

void read_policies(const struct reading *, const char *targets); /* all documents that the resource has */
void read_policy_below(const struct reading *, const struct node *value); /* its own; value may be NULL */
void read_identity(const struct reading *, const char *targets);
void read_permission_set(const struct reading *, const char *targets);
void read_permission(const struct reading *, const char *targets);
void read_layer_permission(const struct reading *, const char *targets);
void read_bus_policy(const struct reading *, const char *targets);
void read_share(const struct reading *, const char *targets);
void read_assignment(const struct reading *, const char *targets);
void read_membership(const struct reading *, const char *targets);
void read_bucket(const struct reading *, const char *targets);
void read_database(const struct reading *, const char *targets);
void read_user_pool(const struct reading *, const char *targets);
void read_identity_pool(const struct reading *, const char *targets);
void read_route(const struct reading *, const char *targets);
void read_method(const struct reading *, const char *targets);
void read_api(const struct reading *, const char *targets);
void read_url(const struct reading *, const char *targets);
void read_graphql(const struct reading *, const char *targets);
void read_listener(const struct reading *, const char *targets);
void read_security_group(const struct reading *, const char *targets);
void read_security_rule(const struct reading *, const char *targets);
#endif
