/* In which regions of the service an event reaches its function. */
#ifndef TEMPLATES_WIRING_WHERE_H
#define TEMPLATES_WIRING_WHERE_H
#include "templates/core/template.h"

/* Schedules and streams run in the primary region by default: in each region, the same work would be done
 * several times. */
#define REGIONS_ROW(owner)                                                                                   \
    {                                                                                                        \
        FIELD(owner, regions),                                                                               \
            .about = "Regions that run it: the primary region, or each region of the service.",              \
            .default_value = "primary", .values = "primary all"                                              \
    }
bool event_is_in_region(struct template *, const struct text *regions);
#endif
