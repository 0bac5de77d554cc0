#include "templates/cdn/name.h"
#include "base/sha256.h"
#include "templates/service.h"
#include <string.h>

const char *cdn_name(struct template *template, const struct cdn *cdn, const char *part)
{
    enum { LONGEST = 64, KEPT = 55 };
    struct arena *arena = template->arena;
    const char *name = arena_text(arena, "%s-%s-%s%s%s", template->service->service.value, template->stage,
                                  cdn->item.key.value, *part ? "-" : "", part);
    if (strlen(name) <= LONGEST) return name;
    return arena_text(arena, "%.*s-%.8s", KEPT, name, sha256_hex(arena, name, strlen(name)));
}
