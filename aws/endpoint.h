/* Where a service is reached: AWS's own name for a region, or the address that the user gave instead. */
#ifndef AWS_ENDPOINT_H
#define AWS_ENDPOINT_H
#include "base/arena.h"
#include <stdbool.h>

struct partition {
    const char *name;   /* as in arn:NAME: */
    const char *suffix; /* of its host names */
};

const struct partition *endpoint_partition(const char *region); /* never NULL */
/* https://… without a path; a host that cannot exist where the region is not the name of one. */
const char *endpoint_aws(struct arena *, const char *service, const char *region);
bool endpoint_is_local(const char *url); /* on this machine: an emulator */
bool endpoint_valid(const char *url);    /* http(s)://host[:port][/path] */
#endif
