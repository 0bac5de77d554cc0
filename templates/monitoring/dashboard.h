/* A CloudWatch dashboard of all resources with metrics, and of custom metrics.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
#ifndef TEMPLATES_MONITORING_DASHBOARD_H
#define TEMPLATES_MONITORING_DASHBOARD_H
#include "service/field.h"

struct template;

struct dashboard {
    const struct node *from;
    struct flag enabled;
    struct text name, regions;
    struct seconds since, period;
    struct any *widgets;
};
extern const struct form dashboard_form;
void dashboard_write(struct template *);
#endif
