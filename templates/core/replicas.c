#include "templates/core/replicas.h"
#include "base/text.h"
#include "templates/core/kind.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

static bool is_region(const char *name)
{
    size_t size = strlen(name), hyphens = 0;
    for (const char *at = name; *at; at++) {
        if (*at != '-' && !islower((unsigned char)*at) && !isdigit((unsigned char)*at)) return false;
        hyphens += *at == '-';
    }
    return hyphens >= 2 && isdigit((unsigned char)name[size - 1]);
}

/* The service's first region is the one that the primary is in. */
static const char *primary_region(const struct template *template)
{
    const struct text *regions = template->service->regions;
    return regions && regions->from ? regions->value : template->at.region;
}

static void add(struct template *template, struct node *regions, const struct text *region)
{
    if (!region->value || (primary_region(template) && !strcmp(region->value, primary_region(template))))
        return;
    for (const struct node *n = regions->first; n; n = n->next)
        if (!strcmp(n->text, region->value)) return;
    node_add(regions, NULL, node_text(template->arena, region->value))->place = node_place(region->from);
}

struct node *replica_regions(struct template *template, const struct text *written)
{
    struct node *regions = node_list(template->arena);
    for (; written && written->from; written++) {
        if (!written->value) continue;
        if (!strcmp(written->value, "all")) {
            for (const struct text *r = template->service->regions; r && r->from; r++)
                add(template, regions, r);
        } else if (is_region(written->value)) {
            add(template, regions, written);
        } else {
            diag_add(template->diags, FINDING(bad_region), node_place(written->from),
                     "write all, or a region such as eu-west-1", "'%s' is not a region", written->value);
        }
    }
    return regions;
}

bool replicas_have(struct template *template, const struct text *written, const char *region)
{
    if (!region) return false;
    for (; written && written->from; written++) {
        if (!written->value) continue;
        if (!strcmp(written->value, region)) return true;
        for (const struct text *r = template->service->regions;
             !strcmp(written->value, "all") && r && r->from; r++)
            if (r->value && !strcmp(r->value, region)) return true;
    }
    return false;
}

struct node *replica_key(struct template *template, const struct text *key, const char *region)
{
    struct arena *arena = template->arena;
    const char *resource = key->value ? arn_part(arena, key->value, ARN_RESOURCE) : NULL;
    if (resource && text_starts(resource, "alias/")) return node_text(arena, resource);
    if (resource && text_starts(resource, "key/mrk-"))
        return node_text(arena,
                         text_replace(arena, key->value, arn_part(arena, key->value, ARN_REGION), region));
    if (key->value && (text_starts(key->value, "alias/") || text_starts(key->value, "mrk-")))
        return node_text(arena, key->value);
    diag_add(template->diags, FINDING(key_of_one_region), node_place(key->from),
             "use an alias that exists in both regions, or a multi-Region key (mrk-…)",
             "the replica in %s cannot use a key of another region", region);
    return NULL;
}
