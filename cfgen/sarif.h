/* Findings as one SARIF 2.1.0 document, which code scanning services read:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
#ifndef CFGEN_SARIF_H
#define CFGEN_SARIF_H
#include "base/diag.h"
#include <stdio.h>

struct sarif *sarif_new(struct arena *);
void sarif_add(struct sarif *, const struct diag *);
void sarif_print(struct sarif *, FILE *);
#endif
