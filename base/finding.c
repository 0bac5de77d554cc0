#include "base/finding.h"
#include <stddef.h>
#undef FINDING

#define FINDING(code, severity, area, name, about, help)                                                     \
    FINDING_DECLARE(name);                                                                                   \
    const struct finding finding_##name = { #code, #name, severity, AREA_##area, about, help };
#include "base/findings.def"
#undef FINDING

const struct finding *const findings[] = {
#define FINDING(code, severity, area, name, about, help) &finding_##name,
#include "base/findings.def"
#undef FINDING
    NULL,
};

const char *const finding_words[] = {
#define FINDING(code, severity, area, name, about, help) #code, #name,
#include "base/findings.def"
#undef FINDING
    NULL,
};
