/* A budget for the resources with the service's tags, and who is notified when it is nearly spent.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html */
#ifndef TEMPLATES_MONITORING_BUDGET_H
#define TEMPLATES_MONITORING_BUDGET_H
#include "service/field.h"

struct template;

struct money { /* 50 USD; a bare number is US dollars */
    const struct node *from;
    double value;
    const char *currency;
};
extern const struct form money_form;

struct budget {
    const struct node *from;
    struct money daily, monthly, quarterly, yearly;
    struct text *actual, forecast, *email;
    struct reference *notify;
};
extern const struct form budget_form;
void budget_write(struct template *);
#endif
