/* The limit of an alarm: `1%`, `5`, `2s`, or off. */
#ifndef TEMPLATES_ALARMS_LIMIT_H
#define TEMPLATES_ALARMS_LIMIT_H
#include "service/field.h"

struct limit {
    const struct node *from;
    double value; /* a percentage, a number or seconds */
    enum { LIMIT_NUMBER, LIMIT_PERCENT, LIMIT_SECONDS, LIMIT_ON, LIMIT_OFF } unit;
};
extern const struct form limit_form;
#endif
