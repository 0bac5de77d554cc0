#include "templates/tables/table_capacity.h"
#include "templates/tables/table.h"
#include <stdlib.h>

static const struct field capacity_fields[] = {
    { FIELD(capacity, mode), .about = "Capacity mode.",
      .default_text = "on-demand, unless `read` and `write` are set", .values = "on-demand" },
    { FIELD(capacity, read), .about = "Read capacity units, such as 5 or 5-100." },
    { FIELD(capacity, write), .about = "Write capacity units, such as 5 or 5-50." },
    { FIELD(capacity, target), .about = "Target utilization of automatic scaling.", .default_value = "70%",
      .bounds = { 20, 90 } },
    { 0 },
};
const struct form capacity_form = { .what = "on-demand, or {read: 5-100, write: 5-50}",
                                    .brief = "mode",
                                    .size = sizeof(struct capacity),
                                    .fields = capacity_fields };

enum { MOST_UNITS = 1000000000 };

/* `5` or `5-100`. */
static bool range_read(struct template *template, const char *key, const struct text *word, long *least,
                       long *most)
{
    char *end;
    *least = *most = strtol(word->value, &end, 10);
    if (end != word->value && *end == '-') *most = strtol(end + 1, &end, 10);
    if (end != word->value && !*end && *least >= 1 && *most >= *least && *most <= MOST_UNITS) return true;
    diag_add(template->diags, FINDING(out_of_range), node_place(word->from), NULL,
             "%s must be a number of units such as 5, or a range such as 5-100", key);
    return false;
}

/* Autoscaling belongs to the table itself; write capacity of a global table is never a fixed number. */
static struct node *scaling(struct template *template, const char *key, const struct text *word, long percent)
{
    struct arena *arena = template->arena;
    long least, most;
    if (!word->value || !range_read(template, key, word, &least, &most)) return NULL;
    struct node *settings = node_map(arena);
    node_add(settings, "MinCapacity", node_number(arena, least));
    node_add(settings, "MaxCapacity", node_number(arena, most));
    node_add(node_at(settings, "TargetTrackingScalingPolicyConfiguration"), "TargetValue",
             node_number(arena, percent));
    return settings;
}

bool capacity_is_provisioned(const struct capacity *capacity)
{
    return capacity->read.from || capacity->write.from;
}

void capacity_write_units(struct template *template, const struct capacity *capacity, struct node *properties)
{
    struct node *settings =
        scaling(template, "write", &capacity->write, capacity->target.from ? capacity->target.value : 70);
    if (settings)
        node_add(node_at(properties, "WriteProvisionedThroughputSettings"),
                 "WriteCapacityAutoScalingSettings", settings);
}

void capacity_read_units(struct template *template, const struct capacity *capacity, struct node *into)
{
    struct node *settings =
        scaling(template, "read", &capacity->read, capacity->target.from ? capacity->target.value : 70);
    if (settings)
        node_add(node_at(into, "ReadProvisionedThroughputSettings"), "ReadCapacityAutoScalingSettings",
                 settings);
}

const char *capacity_mode(struct template *template, const struct capacity *capacity)
{
    static const struct word_pair modes[] = { { "on-demand", "PAY_PER_REQUEST" }, { 0 } };
    bool provisioned = capacity_is_provisioned(capacity), target = capacity->target.from;
    const char *wrong = NULL;
    if (capacity->mode.value && word_translate(template, "capacity", &capacity->mode, modes) &&
        (provisioned || target))
        wrong = "cannot have read, write or target with on-demand";
    else if (provisioned || target)
        wrong = !provisioned            ? "needs read and write"
                : !capacity->read.from  ? "needs read"
                : !capacity->write.from ? "needs write"
                                        : NULL;
    if (wrong)
        diag_add(template->diags, FINDING(capacity_incomplete), node_place(capacity->from), NULL,
                 "capacity %s", wrong);
    return provisioned ? "PROVISIONED" : "PAY_PER_REQUEST";
}
