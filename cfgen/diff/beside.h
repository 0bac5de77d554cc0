/* Two stages of a service, or two of its regions: what sets them apart but their names. */
#ifndef CFGEN_DIFF_BESIDE_H
#define CFGEN_DIFF_BESIDE_H
#include "cfgen/diff/side.h"

bool beside_is(const char *against); /* stage:NAME or region:NAME */
/* That side, with the names of `now` in place of its own; of `now` and of it only what is compared is left.
 * NULL after a finding. */
struct side *beside_read(struct run *, const char *against, const char *named, const struct service_options *,
                         struct side *now);
#endif
