/* What costs by being there, by what is kept in it, and by messages: tables, queues, alarms. */
#ifndef STACKS_COST_RESOURCES_H
#define STACKS_COST_RESOURCES_H
#include "stacks/cost/estimate.h"

estimator estimate_alarm, estimate_bus, estimate_cdn, estimate_dashboard, estimate_firewall, estimate_key,
    estimate_network_gateway, estimate_parameter, estimate_queue, estimate_secret, estimate_stream,
    estimate_table, estimate_topic;
#endif
