#include "templates/wiring/where.h"
#include "service/field.h"
#include <string.h>

bool event_is_in_region(struct template *template, const struct text *regions)
{
    bool all = regions->value && !strcmp(regions->value, "all");
    if (regions->value && !all && strcmp(regions->value, "primary"))
        diag_add(template->diags, FINDING(out_of_range), node_place(regions->from), "all or primary",
                 "regions must be primary or all (got '%s')", regions->value);
    return all || template->at.primary;
}
