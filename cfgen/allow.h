/* A warning that is meant is allowed at its line, or on the line before, with a reason:
 *
 *     # cfgen: allow W603 each region has its own partners */
#ifndef CFGEN_ALLOW_H
#define CFGEN_ALLOW_H
#include "base/diag.h"

/* Takes out warnings and notes that are allowed; errors never are. One that is allowed without a reason
 * stays, and says so. */
void allow_findings(struct diags *);
#endif
