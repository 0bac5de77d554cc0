/* What is asked of each resource a month: what the traffic says, and what follows from it where the template
 * shows who calls whom. */
#ifndef STACKS_COST_USAGE_H
#define STACKS_COST_USAGE_H
#include "base/node.h"
#include "templates/monitoring/traffic.h"

struct usage {
    const struct traffic *told; /* NULL: nothing is */
    double requests;            /* calls, messages, events or executions */
    double reads, writes;
    double seconds;    /* that one call takes */
    double logs_kb;    /* that one call logs */
    double answers_kb; /* that all calls answer */
    double written_kb; /* into a log group, by all calls */
    bool fronted;      /* by CloudFront */
    double kept;       /* how many of it are always ready */

    double sent, taken;  /* while it is counted: messages of those who send and those who take */
    const void *last[3]; /* and who was counted last */
};

struct usages;
struct usages *usages_read(struct arena *, const struct node *resources,
                           const struct traffic *);                  /* of a stack; traffic NULL: none */
const struct usage *usage_of(const struct usages *, const char *id); /* all 0 where nothing is known */
#endif
