/* Two stages of a service, or two of its regions: what sets them apart but their names. */
#ifndef CFGEN_DIFF_SIDES_PEER_H
#define CFGEN_DIFF_SIDES_PEER_H
#include "cfgen/diff/sides/side.h"

/* The stage or region that is named, read where `now` is, with the names of `now` in place of its own; of
 * both only what is compared is left. NULL after a finding. */
struct side *peer_read(struct run *, const struct operand *, const char *description,
                       const struct service_options *, struct side *now);
#endif
