#include "stacks/rights/holders.h"
#include "base/text.h"
#include "stacks/rights/readers.h"
#include "stacks/rights/rights.h"
#include <string.h>

static const struct holder holders[] = {
#define HOLDER(type, read, targets, properties, page) { type, read, targets, properties },
#include "stacks/rights/holders.def"
#undef HOLDER
};

enum { HOLDERS = sizeof holders / sizeof *holders };

const struct index *holders_index(struct arena *arena)
{
    struct index *index = index_new(arena);
    for (size_t i = 0; i < HOLDERS; i++) index_add(index, holders[i].type, (void *)&holders[i]);
    return index;
}

static const struct holder *holder_of(const char *type)
{
    for (size_t i = 0; i < HOLDERS; i++)
        if (text_same(holders[i].type, type)) return &holders[i];
    return NULL;
}

bool rights_is_property(const char *type, const char *property)
{
    const struct holder *holder = holder_of(type);
    const char *at = holder ? holder->properties : "";
    if (holder && !*at) return true;
    while (*at) {
        size_t size = strcspn(at, " ");
        if (!strncmp(property, at, size)) return true;
        at += size + (at[size] == ' ');
    }
    return strstr(property, "Policy") || strstr(property, "Policies");
}
