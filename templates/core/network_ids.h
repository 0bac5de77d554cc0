/* Ids of subnets and security groups: one, a list of them, or an intrinsic function that gives either. */
#ifndef TEMPLATES_CORE_NETWORK_IDS_H
#define TEMPLATES_CORE_NETWORK_IDS_H
#include "templates/core/template.h"

struct node *network_ids(struct template *, const struct node *from); /* a list of ids, or what gives one */
#endif
