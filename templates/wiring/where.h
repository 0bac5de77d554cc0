/* In which regions of the service an event reaches its function. */
#ifndef TEMPLATES_WIRING_WHERE_H
#define TEMPLATES_WIRING_WHERE_H
#include "templates/template.h"

/* What calls a function without being asked runs in the primary region only, or all would do the same. */
#define REGIONS_ROW(owner)                                                                                   \
    {                                                                                                        \
        FIELD(owner, regions),                                                                               \
            .about = "all: in each region of the service; in the primary one only unless told."              \
    }
bool event_is_here(struct template *, const struct text *regions);
#endif
