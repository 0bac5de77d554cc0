#include "templates/tables/table_backups.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/tables/table.h"
#include <string.h>

static const struct field backups_fields[] = {
    { FIELD(backups, recovery), .about = "Period of point-in-time recovery, 1d to 35d, or off.",
      .default_value = "35d" },
    { FIELD(backups, plan),
      .about = "Frequency of backups by AWS Backup: hourly, daily, weekly, monthly, or cron(0 5 ? * MON *).",
      .default_text = "no backups" },
    { FIELD(backups, keep), .about = "How long backups are kept.", .default_value = "35d" },
    { 0 },
};
const struct form backups_form = { .what = "{recovery: 35d, plan: daily, keep: 90d}, or off",
                                   .brief = "recovery",
                                   .size = sizeof(struct backups),
                                   .fields = backups_fields };

static const char *schedule_of(struct template *template, const struct text *plan)
{
    static const struct word_pair plans[] = { { "hourly", "cron(0 * ? * * *)" },
                                              { "daily", "cron(0 5 ? * * *)" },
                                              { "weekly", "cron(0 5 ? * SUN *)" },
                                              { "monthly", "cron(0 5 1 * ? *)" },
                                              { 0 } };
    return text_starts(plan->value, "cron(") ? plan->value : word_translate(template, "plan", plan, plans);
}

/* A vault with copies in it cannot be deleted, nor should it. */
static void vault_write(struct template *template, const struct node *from)
{
    struct arena *arena = template->arena;
    if (node_find(template->resources, "BackupVault")) return;
    struct resource vault =
        template_add(template, "BackupVault", "AWS::Backup::BackupVault", node_place(from));
    node_add(vault.properties, "BackupVaultName", intrinsic_ref(arena, "AWS::StackName"));
    template_retain(template, vault);
    struct resource role = template_add(template, "BackupRole", "AWS::IAM::Role", node_place(from));
    node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "backup.amazonaws.com"));
    struct node *policies = node_add(role.properties, "ManagedPolicyArns", node_list(arena));
    node_add(policies, NULL,
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:iam::aws:policy/service-role/"
                                       "AWSBackupServiceRolePolicyForBackup"));
}

void backups_write(struct template *template, const struct table *table)
{
    enum { DEFAULT_DAYS = 35 };
    struct arena *arena = template->arena;
    const struct backups *backups = &table->backups;
    const char *id = item_id(template, &table->item), *name = table->item.key.value;
    if (!backups->plan.value && backups->keep.from)
        diag_add(template->diags, FINDING(out_of_range), node_place(backups->keep.from), "plan: daily",
                 "`keep` has no effect without `backups.plan`");
    const char *schedule = backups->plan.value ? schedule_of(template, &backups->plan) : NULL;
    if (!schedule) return;
    vault_write(template, backups->from);
    const char *plan_id = arena_join(arena, id, "BackupPlan");
    struct resource plan =
        template_add(template, plan_id, "AWS::Backup::BackupPlan", node_place(backups->plan.from));
    struct node *says = node_at(plan.properties, "BackupPlan");
    node_add(says, "BackupPlanName", intrinsic_sub(arena, "${AWS::StackName}-%s", name));
    struct node *rule = node_add(node_add(says, "BackupPlanRule", node_list(arena)), NULL, node_map(arena));
    node_add(rule, "RuleName",
             node_text(arena, text_starts(backups->plan.value, "cron(") ? "plan" : backups->plan.value));
    node_add(rule, "TargetBackupVault", intrinsic_ref(arena, "BackupVault"));
    node_add(rule, "ScheduleExpression", node_text(arena, schedule));
    node_add(node_at(rule, "Lifecycle"), "DeleteAfterDays",
             node_number(arena, backups->keep.from ? backups->keep.value : DEFAULT_DAYS));
    struct resource chosen = template_add(template, arena_join(arena, id, "BackupSelection"),
                                          "AWS::Backup::BackupSelection", node_place(backups->plan.from));
    node_add(chosen.properties, "BackupPlanId", intrinsic_ref(arena, plan_id));
    struct node *selection = node_at(chosen.properties, "BackupSelection");
    node_add(selection, "SelectionName", node_text(arena, name));
    node_add(selection, "IamRoleArn", intrinsic_attribute(arena, "BackupRole", "Arn"));
    node_add(node_add(selection, "Resources", node_list(arena)), NULL, intrinsic_attribute(arena, id, "Arn"));
}
