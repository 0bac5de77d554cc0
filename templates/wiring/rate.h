/* When schedules fire: rate(5 minutes), cron(0 8 ? * MON-FRI *), at(2030-01-01T08:00:00).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
#ifndef TEMPLATES_WIRING_RATE_H
#define TEMPLATES_WIRING_RATE_H

const char *
rate_wrong(const char *text); /* what AWS would refuse in a rate or cron expression; NULL: nothing */
const char *rate_at_wrong(const char *text); /* likewise where at(…) stands too */
#endif
