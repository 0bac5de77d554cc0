/* In which regions of the service an event reaches its function. */
#ifndef TEMPLATES_WIRING_WHERE_H
#define TEMPLATES_WIRING_WHERE_H
#include "templates/core/template.h"

/* What calls a function without being asked runs in the primary region only, or all would do the same. */
#define REGIONS_ROW(owner)                                                                                   \
    {                                                                                                        \
        FIELD(owner, regions),                                                                               \
            .about = "Regions that run it: the primary region, or each region of the service.",              \
            .default_value = "primary", .values = "primary all"                                              \
    }
bool event_is_in_region(struct template *, const struct text *regions);
#endif
