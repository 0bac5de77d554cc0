#include "base/region.h"
#include <string.h>

enum { LONGEST = 32 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyz", digits[] = "0123456789";
static const char both[] = "abcdefghijklmnopqrstuvwxyz0123456789";

bool region_valid(const char *region)
{
    size_t size = strspn(region, letters);
    const char *last = strrchr(region, '-');
    if (size < 2 || strlen(region) > LONGEST || !last || last == region + size) return false;
    if (!last[1] || last[1 + strspn(last + 1, digits)]) return false;
    for (const char *at = region + size; *at; at += size) {
        if (*at++ != '-') return false;
        size = strspn(at, both);
        if (!size) return false;
    }
    return true;
}
