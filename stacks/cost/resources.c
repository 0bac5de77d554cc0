/* What costs by being there, by what is kept in it, and by messages: tables, buckets, queues, alarms. */
#include "stacks/cost/resources.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static const double MONTH_SECONDS = HOURS_A_MONTH * 3600.0, KB_A_GB = 1024.0 * 1024;

static double storage_of(const struct usage *usage) { return usage->told ? usage->told->storage.value : 0; }

/* What is provisioned anywhere below: for the table and each of its indexes. */
static double provisioned(const struct node *node, const char *scaled, const char *fixed)
{
    double sum = 0;
    for (const struct node *n = node->first; n; n = n->next) {
        const char *least = n->key && !strcmp(n->key, scaled) ? node_word(n, "MinCapacity") : NULL;
        if (least)
            sum += strtod(least, NULL);
        else if (n->key && n->shape == SCALAR && !strcmp(n->key, fixed))
            sum += strtod(n->text, NULL);
        else if (n->shape != SCALAR)
            sum += provisioned(n, scaled, fixed);
    }
    return sum;
}

struct capacity {
    enum price price, reserved[TERM_3 + 1];
};

/* Reserved is bought a hundred units at once, where that costs less than so many at the full price.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/reserved-capacity.html */
static void add_capacity(struct estimate *estimate, const struct node *table, const struct capacity *capacity,
                         double units, bool reservable)
{
    enum { BLOCK = 100 };
    if (estimate->term == TERM_NONE || !reservable) {
        estimate_add(estimate, table, capacity->price, units * HOURS_A_MONTH);
        return;
    }
    enum price price = capacity->reserved[estimate->term];
    double blocks = (double)(long)(units / BLOCK), rest = units - blocks * BLOCK;
    if (rest * price_first(capacity->price) > BLOCK * price_first(price)) blocks++, rest = 0;
    estimate_add(estimate, table, price, blocks * BLOCK * HOURS_A_MONTH);
    estimate_add(estimate, table, capacity->price, rest * HOURS_A_MONTH);
}

static double larger(double a, double b) { return a > b ? a : b; }

/* https://aws.amazon.com/dynamodb/pricing/ */
static void add_requests(struct estimate *estimate, const struct node *table, int regions)
{
    static const struct capacity write = { PRICE_table_write_capacity,
                                           { 0, PRICE_table_write_capacity_1, 0,
                                             PRICE_table_write_capacity_3 } },
                                 read = { PRICE_table_read_capacity,
                                          { 0, PRICE_table_read_capacity_1, 0,
                                            PRICE_table_read_capacity_3 } };
    const double usual_target = 0.7;
    const struct usage *usage = usage_of(estimate->usages, table->key);
    const char *mode = node_word(node_find(table, "Properties"), "BillingMode");
    if (mode && !strcmp(mode, "PAY_PER_REQUEST")) {
        estimate_add(estimate, table, regions > 1 ? PRICE_table_write_replicated : PRICE_table_write,
                     usage->writes * regions);
        estimate_add(estimate, table, PRICE_table_read, usage->reads);
        return;
    }
    double writes = provisioned(table, "WriteCapacityAutoScalingSettings", "WriteCapacityUnits");
    double reads = provisioned(table, "ReadCapacityAutoScalingSettings", "ReadCapacityUnits");
    writes = larger(writes, usage->writes / MONTH_SECONDS / usual_target) * regions;
    reads = larger(reads, usage->reads / MONTH_SECONDS / usual_target);
    add_capacity(estimate, table, &write, writes, regions == 1);
    add_capacity(estimate, table, &read, reads, true);
    estimate_assume(estimate, ASSUMED_least_capacity);
}

void estimate_table(struct estimate *estimate, const struct node *table)
{
    const struct usage *usage = usage_of(estimate->usages, table->key);
    const struct node *replicas = estimate_property(table, "Replicas");
    int regions = replicas && replicas->shape == LIST ? replicas->count : 1, recovered = 0;
    const struct node *own = estimate_property(table, "PointInTimeRecoverySpecification");
    const char *on = own ? node_word(own, "PointInTimeRecoveryEnabled") : NULL;
    recovered += on && !strcmp(on, "true");
    for (const struct node *r = replicas ? replicas->first : NULL; r; r = r->next) {
        on = node_word(node_find(r, "PointInTimeRecoverySpecification"), "PointInTimeRecoveryEnabled");
        recovered += on && !strcmp(on, "true");
    }
    add_requests(estimate, table, regions);
    estimate_add(estimate, table, PRICE_table_storage, storage_of(usage) * regions);
    estimate_add(estimate, table, PRICE_table_recovery, storage_of(usage) * recovered);
    if ((usage->reads > 0 || usage->writes > 0) && !(usage->told && usage->told->reads))
        estimate_assume(estimate, ASSUMED_used_once);
    if (storage_of(usage) <= 0) estimate_leave(estimate, node_word(table, "Type"));
}

static bool is_fifo(const struct node *resource, const char *key)
{
    const char *fifo = node_word(node_find(resource, "Properties"), key);
    return fifo && !strcmp(fifo, "true");
}

void estimate_queue(struct estimate *estimate, const struct node *queue)
{
    enum { REQUESTS_A_MESSAGE = 3 };
    const struct usage *usage = usage_of(estimate->usages, queue->key);
    estimate_add(estimate, queue, is_fifo(queue, "FifoQueue") ? PRICE_queue_fifo : PRICE_queue,
                 usage->requests * REQUESTS_A_MESSAGE);
    if (usage->requests > 0) estimate_assume(estimate, ASSUMED_three_requests);
}

/* What goes to functions and queues is not paid for again. */
void estimate_topic(struct estimate *estimate, const struct node *topic)
{
    estimate_add(estimate, topic, is_fifo(topic, "FifoTopic") ? PRICE_topic_fifo : PRICE_topic,
                 usage_of(estimate->usages, topic->key)->requests);
}

void estimate_bus(struct estimate *estimate, const struct node *bus)
{
    estimate_add(estimate, bus, PRICE_bus, usage_of(estimate->usages, bus->key)->requests);
}

void estimate_stream(struct estimate *estimate, const struct node *stream)
{
    enum { UNIT_KB = 25 };
    const struct usage *usage = usage_of(estimate->usages, stream->key);
    const char *mode = node_word(estimate_property(stream, "StreamModeDetails"), "StreamMode");
    if (mode && !strcmp(mode, "ON_DEMAND")) {
        estimate_add(estimate, stream, PRICE_stream_on_demand, HOURS_A_MONTH);
        estimate_leave(estimate, "AWS::Kinesis::Stream"); /* what goes through it */
        return;
    }
    long kb = usage->told ? usage->told->payload.value : 0, units = kb > 0 ? (kb + UNIT_KB - 1) / UNIT_KB : 1;
    estimate_add(estimate, stream, PRICE_stream_shard,
                 estimate_number(stream, "ShardCount", 1) * HOURS_A_MONTH);
    estimate_add(estimate, stream, PRICE_stream_put, usage->requests * (double)units);
}

static int functions_of(const struct node *node)
{
    int count = 0;
    for (const struct node *n = node->first; n; n = n->next) {
        if (n->key && !strcmp(n->key, "FunctionAssociations") && n->shape == LIST) count += n->count;
        if (n->shape != SCALAR) count += functions_of(n);
    }
    return count;
}

/* https://aws.amazon.com/cloudfront/pricing/: what comes from AWS costs nothing on its way there. */
void estimate_cdn(struct estimate *estimate, const struct node *distribution)
{
    const struct usage *usage = usage_of(estimate->usages, distribution->key);
    if (usage->requests <= 0) {
        estimate_leave(estimate, "AWS::CloudFront::Distribution");
        return;
    }
    estimate_add(estimate, distribution, PRICE_cdn_requests, usage->requests);
    estimate_add(estimate, distribution, PRICE_cdn_out, usage->answers_kb / KB_A_GB);
    if (functions_of(distribution)) estimate_add(estimate, distribution, PRICE_cdn_function, usage->requests);
    estimate_assume(estimate, ASSUMED_served_whole);
}

void estimate_alarm(struct estimate *estimate, const struct node *alarm)
{
    const struct node *metrics = estimate_property(alarm, "Metrics");
    int count = metrics ? 0 : 1;
    for (const struct node *m = metrics ? metrics->first : NULL; m; m = m->next)
        count += node_find(m, "MetricStat") != NULL;
    estimate_add(estimate, alarm, PRICE_alarm, count);
}

void estimate_firewall(struct estimate *estimate, const struct node *firewall)
{
    const struct node *rules = estimate_property(firewall, "Rules");
    estimate_add(estimate, firewall, PRICE_firewall, 1);
    estimate_add(estimate, firewall, PRICE_firewall_rule, rules && rules->shape == LIST ? rules->count : 0);
    estimate_leave(estimate, "AWS::WAFv2::WebACL"); /* what it looks at */
}

void estimate_dashboard(struct estimate *r, const struct node *n) { estimate_add(r, n, PRICE_dashboard, 1); }

void estimate_secret(struct estimate *r, const struct node *n) { estimate_add(r, n, PRICE_secret, 1); }

/* Standard ones cost nothing. */
void estimate_parameter(struct estimate *estimate, const struct node *parameter)
{
    const char *tier = node_word(node_find(parameter, "Properties"), "Tier");
    if (tier && !strcmp(tier, "Advanced")) estimate_add(estimate, parameter, PRICE_parameter, 1);
}

void estimate_key(struct estimate *estimate, const struct node *key)
{
    estimate_add(estimate, key, PRICE_key, 1);
    estimate_leave(estimate, "AWS::KMS::Key"); /* what it is used for */
}

void estimate_network_gateway(struct estimate *estimate, const struct node *gateway)
{
    estimate_add(estimate, gateway, PRICE_network_gateway, HOURS_A_MONTH);
    estimate_leave(estimate, "AWS::EC2::NatGateway"); /* what goes through it */
}
