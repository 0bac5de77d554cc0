#include "templates/buckets/bucket_tiering.h"
#include "service/intrinsic.h"
#include "templates/buckets/bucket.h"
#include "templates/service.h"

static const struct field tiering_fields[] = {
    { FIELD(tiering, archive),
      .about = "Time without access after which objects move to the Archive Access tier, where retrieval "
               "takes hours.",
      .default_text = "never", .bounds = { 90, 730 } },
    { FIELD(tiering, deepArchive),
      .about = "Time without access after which objects move to the Deep Archive Access tier, where "
               "retrieval takes up to two days.",
      .default_text = "never", .bounds = { 180, 730 } },
    { FIELD(tiering, prefix), .about = "Only objects whose keys begin with this prefix.",
      .default_text = "all objects" },
    { 0 },
};
const struct form tiering_form = { .what = "a time such as 90d, or {archive, deepArchive}",
                                   .brief = "archive",
                                   .size = sizeof(struct tiering),
                                   .fields = tiering_fields };

static void add(struct template *template, struct node *tiers, const struct days *after, const char *name)
{
    if (!after->from) return;
    struct node *tier = node_add(tiers, NULL, node_map(template->arena));
    node_add(tier, "AccessTier", node_text(template->arena, name));
    node_add(tier, "Days", node_number(template->arena, after->value))->place = node_place(after->from);
}

void bucket_tiering_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    const struct tiering *tiering = &bucket->tiering;
    struct arena *arena = template->arena;
    if (!tiering->from) return;
    struct node *tiers = node_list(arena);
    add(template, tiers, &tiering->archive, "ARCHIVE_ACCESS");
    add(template, tiers, &tiering->deepArchive, "DEEP_ARCHIVE_ACCESS");
    if (!tiers->count) {
        diag_add(template->diags, FINDING(missing_key), node_place(tiering->from), "such as {archive: 90d}",
                 "'archive' or 'deepArchive' is required");
        return;
    }
    if (tiers->count > 1 && tiering->deepArchive.value <= tiering->archive.value)
        diag_add(template->diags, FINDING(lifecycle_order), node_place(tiering->deepArchive.from), NULL,
                 "deepArchive must be later than archive, which is day %ld", tiering->archive.value);
    struct node *one = node_add(node_add(properties, "IntelligentTieringConfigurations", node_list(arena)),
                                NULL, node_map(arena));
    node_add(one, "Id", node_text(arena, "Unread"));
    node_add(one, "Status", node_text(arena, "Enabled"));
    if (tiering->prefix.from) node_add(one, "Prefix", node_copy(arena, tiering->prefix.from));
    node_add(one, "Tierings", tiers);
}
