#include "templates/tables/table_replicas.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/core/replicas.h"
#include "templates/core/tags.h"
#include "templates/tables/table.h"
#include "templates/tables/table_capacity.h"

static void recovery_write(struct template *template, const struct backups *backups, struct node *replica)
{
    struct arena *arena = template->arena;
    const struct text *word = &backups->recovery;
    struct days days = { 0 };
    bool off = word->from && json_word(word->from) == JSON_FALSE;
    if (word->from && !off && (!days_form.word(&days, word->from) || days.value < 1 || days.value > 35))
        diag_add(template->diags, FINDING(out_of_range), node_place(word->from), NULL,
                 "recovery must be between 1d and 35d, or off");
    struct node *recovery = node_at(replica, "PointInTimeRecoverySpecification");
    node_add(recovery, "PointInTimeRecoveryEnabled", node_flag(arena, !off));
    if (days.value) node_add(recovery, "RecoveryPeriodInDays", node_number(arena, days.value));
}

static void capacity_write(struct template *template, const struct table *table, struct node *replica)
{
    struct arena *arena = template->arena;
    if (!capacity_is_provisioned(&table->capacity)) return;
    capacity_read_units(template, &table->capacity, replica);
    struct node *indexes =
        table->indexes ? node_add(replica, "GlobalSecondaryIndexes", node_list(arena)) : NULL;
    for (const struct table_index *i = table->indexes; i && i->from; i++) {
        struct node *index = node_add(indexes, NULL, node_map(arena));
        node_add(index, "IndexName", node_text(arena, i->name.value));
        capacity_read_units(template, &table->capacity, index);
    }
}

static void class_write(struct template *template, const struct table *table, struct node *replica)
{
    static const struct word_pair classes[] = { { "standard", "STANDARD" },
                                                { "infrequent", "STANDARD_INFREQUENT_ACCESS" },
                                                { 0 } };
    const char *class = table->class.value ? word_translate(template, "class", &table->class, classes) : NULL;
    if (class) node_add(replica, "TableClass", node_text(template->arena, class));
}

static struct node *replica_add(struct template *template, const struct table *table, struct node *list,
                                struct node *region)
{
    struct arena *arena = template->arena;
    struct node *replica = node_add(list, NULL, node_map(arena));
    node_add(replica, "Region", region);
    recovery_write(template, &table->backups, replica);
    if (table->protect.from)
        node_add(replica, "DeletionProtectionEnabled", node_flag(arena, table->protect.value));
    class_write(template, table, replica);
    if (table->insights.from)
        node_add(node_at(replica, "ContributorInsightsSpecification"), "Enabled",
                 node_flag(arena, table->insights.value));
    node_add(replica, "Tags", tag_list(template)); /* the stack's tags do not reach replicas */
    capacity_write(template, table, replica);
    return replica;
}

static void policy_write(struct template *template, const struct table *table, struct node *replica)
{
    const struct node *said = table->policy.from;
    if (!said) return;
    struct node *statements =
        said->shape == LIST ? node_copy(template->arena, said) : node_list(template->arena);
    if (said->shape != LIST) node_add(statements, NULL, node_copy(template->arena, said));
    node_add(node_at(replica, "ResourcePolicy"), "PolicyDocument",
             policy_document(template->arena, statements));
}

void replicas_write(struct template *template, const struct table *table, struct node *properties)
{
    struct arena *arena = template->arena;
    const struct text *key = &table->encryption;
    struct node *list = node_add(properties, "Replicas", node_list(arena));
    struct node *home = replica_add(template, table, list, intrinsic_ref(arena, "AWS::Region"));
    if (key->from) node_add(node_at(home, "SSESpecification"), "KMSMasterKeyId", node_copy(arena, key->from));
    if (reference_is_valid(&table->kinesis))
        node_add(node_at(home, "KinesisStreamSpecification"), "StreamArn",
                 reference_arn(template, &table->kinesis));
    policy_write(template, table, home);
    const struct node *regions = replica_regions(template, table->replicas);
    for (const struct node *region = regions->first; region; region = region->next) {
        struct node *replica = replica_add(template, table, list, node_copy(arena, region));
        struct node *own = key->from ? replica_key(template, key, region->text) : NULL;
        if (own) node_add(node_at(replica, "SSESpecification"), "KMSMasterKeyId", own);
    }
}
