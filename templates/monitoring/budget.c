#include "templates/monitoring/budget.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool money_word(void *into, const struct node *node)
{
    struct money *money = into;
    char *end;
    if (!isdigit((unsigned char)*node->text) || strpbrk(node->text, "xX")) return false;
    money->value = strtod(node->text, &end);
    money->currency = "USD";
    end += strspn(end, " ");
    if (!isfinite(money->value) || money->value <= 0 || money->value > 1e12) return false;
    if (!*end) return true;
    for (int i = 0; i < 3; i++)
        if (!isupper((unsigned char)end[i])) return false;
    money->currency = end;
    return !end[3];
}

const struct form money_form = { .what = "an amount such as 50 USD",
                                 .size = sizeof(struct money),
                                 .word = money_word };

static const struct field fields[] = {
    { NESTED(budget, monthly, money), .about = "Budget for a month." },
    { NESTED(budget, daily, money), .about = "Budget for a day." },
    { NESTED(budget, quarterly, money), .about = "Budget for a quarter." },
    { NESTED(budget, yearly, money), .about = "Budget for a year." },
    { FIELD(budget, actual), .about = "Percentages of the budget at which actual costs are reported.",
      .default_text = "80% and 100%" },
    { FIELD(budget, forecast),
      .about = "Percentage of the budget at which forecasted costs are reported, or off.",
      .default_value = "100%" },
    { FIELD(budget, notify), .refers = "topics", .elsewhere = true,
      .about = "Topic that is notified, by name or ARN.", .default_text = "the topic of `alarms`" },
    { FIELD(budget, email), .about = "Email addresses that are notified." },
    { 0 },
};
const struct form budget_form = { .what = "a monthly amount such as 50 USD, or {monthly, notify, …}",
                                  .brief = "monthly",
                                  .size = sizeof(struct budget),
                                  .fields = fields };

enum { MOST_NOTIFICATIONS = 5, MOST_EMAILS = 10 };

struct amount {
    const struct money *money;
    const char *unit;
};

/* What is budgeted; a finding where it is none or several. */
static struct amount amount_of(struct template *template, const struct budget *budget)
{
    const struct amount all[] = { { &budget->daily, "DAILY" },
                                  { &budget->monthly, "MONTHLY" },
                                  { &budget->quarterly, "QUARTERLY" },
                                  { &budget->yearly, "ANNUALLY" } };
    struct amount found = { NULL, NULL };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!all[i].money->from) continue;
        if (found.money)
            diag_add(template->diags, FINDING(over_limit), node_place(all[i].money->from), "keep one of them",
                     "a budget can have one period only");
        found = all[i];
    }
    if (!found.money && !template->diags->errors)
        diag_add(template->diags, FINDING(missing_key), node_place(budget->from), "monthly: 50 USD",
                 "'monthly' is missing");
    return found;
}

static const struct reference *topic_of(struct template *template, const struct budget *budget)
{
    const struct reference *alarms = template->service->alarms.notify;
    if (budget->notify && budget->notify->from) {
        if (budget->notify[1].from)
            diag_add(template->diags, FINDING(over_limit), node_place(budget->notify[1].from),
                     "subscribe the others to it", "a budget can notify one topic only");
        return budget->notify;
    }
    return !budget->email && alarms && alarms->from ? alarms : NULL;
}

/* https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
static void topic_permit(struct template *template, const struct reference *topic, struct node *resource)
{
    struct arena *arena = template->arena;
    const struct item *item = topic->target ? topic->target->item : NULL;
    if (!item || item->arn.from) return;
    const char *id = item_id(template, item);
    if (item_is_fifo(item))
        diag_add(template->diags, FINDING(topic_deaf), node_place(topic->from),
                 "use a topic that is not FIFO", "budgets cannot publish to the topic '%s', which is FIFO",
                 item->key.value);
    struct node *statement =
        policy_allow(item->kind->admit.statements(template, item), item->kind->admit.action);
    node_add(node_at(statement, "Principal"), "Service", node_text(arena, "budgets.amazonaws.com"));
    node_add(statement, "Resource", intrinsic_ref(arena, id));
    struct node *condition = node_add(statement, "Condition", node_map(arena));
    node_add(node_at(condition, "StringEquals"), "aws:SourceAccount", intrinsic_ref(arena, "AWS::AccountId"));
    node_add(node_at(condition, "ArnLike"), "aws:SourceArn",
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:budgets::${AWS::AccountId}:*"));
    node_add(resource, "DependsOn", node_text(arena, arena_join(arena, id, "Policy"))); /* AWS tries it */
}

static struct node *subscribers(struct template *template, const struct budget *budget, struct node *resource)
{
    struct arena *arena = template->arena;
    struct node *list = node_list(arena);
    const struct reference *topic = topic_of(template, budget);
    if (topic) {
        struct node *one = node_add(list, NULL, node_map(arena));
        node_add(one, "SubscriptionType", node_text(arena, "SNS"));
        node_add(one, "Address", reference_arn(template, topic));
        topic_permit(template, topic, resource);
    }
    int emails = 0;
    for (const struct text *t = budget->email; t && t->from; t++) {
        if (++emails == MOST_EMAILS + 1)
            diag_add(template->diags, FINDING(over_limit), node_place(t->from), "subscribe them to a topic",
                     "a budget can notify at most %d addresses", MOST_EMAILS);
        struct node *one = node_add(list, NULL, node_map(arena));
        node_add(one, "SubscriptionType", node_text(arena, "EMAIL"));
        node_add(one, "Address", node_text(arena, t->value))->place = node_place(t->from);
    }
    return list;
}

static void notification_add(struct node *list, const char *type, double percent, const struct node *to)
{
    struct arena *arena = list->arena;
    struct node *one = node_add(list, NULL, node_map(arena));
    struct node *notification = node_add(one, "Notification", node_map(arena));
    node_add(notification, "NotificationType", node_text(arena, type));
    node_add(notification, "ComparisonOperator", node_text(arena, "GREATER_THAN"));
    node_add(notification, "Threshold", node_plain(arena, arena_text(arena, "%.10g", percent)));
    node_add(notification, "ThresholdType", node_text(arena, "PERCENTAGE"));
    node_add(one, "Subscribers", node_copy(arena, to));
}

static bool percent_of(struct template *template, const struct text *text, const char *key, long *value)
{
    struct percent percent = { 0 };
    if (is_known(text->from) && percent_form.word(&percent, text->from) && percent.value > 0) {
        *value = percent.value;
        return true;
    }
    diag_add(template->diags, FINDING(out_of_range), node_place(text->from), "such as 80%",
             "%s must be percentages", key);
    return false;
}

static void notifications_write(struct template *template, const struct budget *budget, bool daily,
                                struct resource resource)
{
    struct node *to = subscribers(template, budget, resource.node), *list;
    long percent;
    struct flag flag;
    if (!to->count) {
        diag_add(template->diags, FINDING(missing_key), node_place(budget->from),
                 "notify: TOPIC, or email: ADDRESS", "'notify' is missing");
        return;
    }
    list = node_add(resource.properties, "NotificationsWithSubscribers", node_list(template->arena));
    for (const struct text *t = budget->actual; t && t->from; t++)
        if (percent_of(template, t, "actual", &percent))
            notification_add(list, "ACTUAL", (double)percent, to);
    if (!budget->actual) notification_add(list, "ACTUAL", 80, to);
    if (!budget->actual) notification_add(list, "ACTUAL", 100, to);
    const struct text *forecast = &budget->forecast;
    bool off = forecast->from && flag_form.word(&flag, forecast->from) && !flag.value;
    if (daily && forecast->from && !off)
        diag_add(template->diags, FINDING(out_of_range), node_place(forecast->from), "remove it",
                 "AWS does not forecast daily costs");
    else if (forecast->from && !off && percent_of(template, forecast, "forecast", &percent))
        notification_add(list, "FORECASTED", (double)percent, to);
    else if (!daily && !forecast->from)
        notification_add(list, "FORECASTED", 100, to);
    if (list->count > MOST_NOTIFICATIONS)
        diag_add(template->diags, FINDING(over_limit), node_place(budget->from), NULL,
                 "a budget can have at most %d notifications", MOST_NOTIFICATIONS);
}

static void tag_add(struct node *list, const char *key, const char *value)
{
    struct arena *arena = list->arena;
    struct node *tags = node_at(node_add(list, NULL, node_map(arena)), "Tags");
    node_add(tags, "Key", node_text(arena, key));
    node_add(node_add(tags, "Values", node_list(arena)), NULL, node_text(arena, value));
    node_add(node_add(tags, "MatchOptions", node_list(arena)), NULL, node_text(arena, "EQUALS"));
}

/* As of cfn-lint 1.58. */
static void check_region(struct template *template, const struct budget *budget)
{
    static const char *const without[] = {
        "af-south-1",     "ap-east-1",      "ap-east-2",      "ap-northeast-3", "ap-south-2",
        "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-west-1",      "eu-central-2",   "eu-north-1",     "eu-south-1",     "eu-south-2",
        "il-central-1",   "me-central-1",   "mx-central-1",   "us-gov-east-1",  "us-gov-west-1",
    };
    for (size_t i = 0; template->at.region && i < sizeof without / sizeof *without; i++)
        if (!strcmp(template->at.region, without[i]))
            diag_add(template->diags, FINDING(budget_region), node_place(budget->from),
                     "define the budget in a service in another region",
                     "CloudFormation does not support budgets in %s", template->at.region);
}

/* It has no name of ours: whom it tells cannot be changed in place, and a name that stays would be in the way
 * of its successor. */
void budget_write(struct template *template)
{
    const struct budget *budget = &template->service->budget;
    struct arena *arena = template->arena;
    if (!budget->from || !template->at.primary) return;
    struct amount amount = amount_of(template, budget);
    if (!amount.money) return;
    check_region(template, budget);
    struct resource resource =
        template_add(template, "Budget", "AWS::Budgets::Budget", node_place(amount.money->from));
    struct node *data = node_add(resource.properties, "Budget", node_map(arena));
    node_add(data, "BudgetType", node_text(arena, "COST"));
    node_add(data, "TimeUnit", node_text(arena, amount.unit));
    struct node *limit = node_add(data, "BudgetLimit", node_map(arena));
    node_add(limit, "Amount", node_plain(arena, arena_text(arena, "%.10g", amount.money->value)));
    node_add(limit, "Unit", node_text(arena, amount.money->currency));
    node_add(node_add(data, "Metrics", node_list(arena)), NULL, node_text(arena, "UnblendedCost"));
    struct node *both = node_add(node_at(data, "FilterExpression"), "And", node_list(arena));
    tag_add(both, "cfgen:service", template->service->service.value);
    tag_add(both, "cfgen:stage", template->stage);
    notifications_write(template, budget, !strcmp(amount.unit, "DAILY"), resource);
}
