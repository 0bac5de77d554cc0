/* What costs by being there, by what is kept in it, and by messages: tables, buckets, queues, alarms. */
#include "base/text.h"
#include "stacks/cost/reckoning.h"
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
static void add_capacity(struct reckoning *reckoning, const struct node *table,
                         const struct capacity *capacity, double units, bool reservable)
{
    enum { BLOCK = 100 };
    if (reckoning->term == TERM_NONE || !reservable) {
        reckoning_add(reckoning, table, capacity->price, units * HOURS_A_MONTH);
        return;
    }
    enum price price = capacity->reserved[reckoning->term];
    double blocks = (double)(long)(units / BLOCK), rest = units - blocks * BLOCK;
    if (rest * price_first(capacity->price) > BLOCK * price_first(price)) blocks++, rest = 0;
    reckoning_add(reckoning, table, price, blocks * BLOCK * HOURS_A_MONTH);
    reckoning_add(reckoning, table, capacity->price, rest * HOURS_A_MONTH);
}

static double larger(double a, double b) { return a > b ? a : b; }

/* https://aws.amazon.com/dynamodb/pricing/ */
static void add_requests(struct reckoning *reckoning, const struct node *table, int regions)
{
    static const struct capacity write = { PRICE_table_write_capacity,
                                           { 0, PRICE_table_write_capacity_1, 0,
                                             PRICE_table_write_capacity_3 } },
                                 read = { PRICE_table_read_capacity,
                                          { 0, PRICE_table_read_capacity_1, 0,
                                            PRICE_table_read_capacity_3 } };
    const double usual_target = 0.7;
    const struct usage *usage = usage_of(reckoning->usages, table->key);
    const char *mode = node_word(node_find(table, "Properties"), "BillingMode");
    if (mode && !strcmp(mode, "PAY_PER_REQUEST")) {
        reckoning_add(reckoning, table, regions > 1 ? PRICE_table_write_replicated : PRICE_table_write,
                      usage->writes * regions);
        reckoning_add(reckoning, table, PRICE_table_read, usage->reads);
        return;
    }
    double writes = provisioned(table, "WriteCapacityAutoScalingSettings", "WriteCapacityUnits");
    double reads = provisioned(table, "ReadCapacityAutoScalingSettings", "ReadCapacityUnits");
    writes = larger(writes, usage->writes / MONTH_SECONDS / usual_target) * regions;
    reads = larger(reads, usage->reads / MONTH_SECONDS / usual_target);
    add_capacity(reckoning, table, &write, writes, regions == 1);
    add_capacity(reckoning, table, &read, reads, true);
    reckoning_assume(reckoning, ASSUMED_least_capacity);
}

void reckon_table(struct reckoning *reckoning, const struct node *table)
{
    const struct usage *usage = usage_of(reckoning->usages, table->key);
    const struct node *replicas = reckoning_property(table, "Replicas");
    int regions = replicas && replicas->shape == LIST ? replicas->count : 1, recovered = 0;
    const struct node *own = reckoning_property(table, "PointInTimeRecoverySpecification");
    const char *on = own ? node_word(own, "PointInTimeRecoveryEnabled") : NULL;
    recovered += on && !strcmp(on, "true");
    for (const struct node *r = replicas ? replicas->first : NULL; r; r = r->next) {
        on = node_word(node_find(r, "PointInTimeRecoverySpecification"), "PointInTimeRecoveryEnabled");
        recovered += on && !strcmp(on, "true");
    }
    add_requests(reckoning, table, regions);
    reckoning_add(reckoning, table, PRICE_table_storage, storage_of(usage) * regions);
    reckoning_add(reckoning, table, PRICE_table_recovery, storage_of(usage) * recovered);
    if ((usage->reads > 0 || usage->writes > 0) && !(usage->told && usage->told->reads))
        reckoning_assume(reckoning, ASSUMED_used_once);
    if (storage_of(usage) <= 0) reckoning_leave(reckoning, node_word(table, "Type"));
}

static bool is_fifo(const struct node *resource, const char *key)
{
    const char *fifo = node_word(node_find(resource, "Properties"), key);
    return fifo && !strcmp(fifo, "true");
}

void reckon_queue(struct reckoning *reckoning, const struct node *queue)
{
    enum { REQUESTS_A_MESSAGE = 3 };
    const struct usage *usage = usage_of(reckoning->usages, queue->key);
    reckoning_add(reckoning, queue, is_fifo(queue, "FifoQueue") ? PRICE_queue_fifo : PRICE_queue,
                  usage->requests * REQUESTS_A_MESSAGE);
    if (usage->requests > 0) reckoning_assume(reckoning, ASSUMED_three_requests);
}

/* What goes to functions and queues is not paid for again. */
void reckon_topic(struct reckoning *reckoning, const struct node *topic)
{
    reckoning_add(reckoning, topic, is_fifo(topic, "FifoTopic") ? PRICE_topic_fifo : PRICE_topic,
                  usage_of(reckoning->usages, topic->key)->requests);
}

void reckon_bus(struct reckoning *reckoning, const struct node *bus)
{
    reckoning_add(reckoning, bus, PRICE_bus, usage_of(reckoning->usages, bus->key)->requests);
}

void reckon_stream(struct reckoning *reckoning, const struct node *stream)
{
    enum { UNIT_KB = 25 };
    const struct usage *usage = usage_of(reckoning->usages, stream->key);
    const char *mode = node_word(reckoning_property(stream, "StreamModeDetails"), "StreamMode");
    if (mode && !strcmp(mode, "ON_DEMAND")) {
        reckoning_add(reckoning, stream, PRICE_stream_on_demand, HOURS_A_MONTH);
        reckoning_leave(reckoning, "AWS::Kinesis::Stream"); /* what goes through it */
        return;
    }
    long kb = usage->told ? usage->told->payload.value : 0, units = kb > 0 ? (kb + UNIT_KB - 1) / UNIT_KB : 1;
    reckoning_add(reckoning, stream, PRICE_stream_shard,
                  reckoning_number(stream, "ShardCount", 1) * HOURS_A_MONTH);
    reckoning_add(reckoning, stream, PRICE_stream_put, usage->requests * (double)units);
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
void reckon_cdn(struct reckoning *reckoning, const struct node *distribution)
{
    const struct usage *usage = usage_of(reckoning->usages, distribution->key);
    if (usage->requests <= 0) {
        reckoning_leave(reckoning, "AWS::CloudFront::Distribution");
        return;
    }
    reckoning_add(reckoning, distribution, PRICE_cdn_requests, usage->requests);
    reckoning_add(reckoning, distribution, PRICE_cdn_out, usage->answers_kb / KB_A_GB);
    if (functions_of(distribution))
        reckoning_add(reckoning, distribution, PRICE_cdn_function, usage->requests);
    reckoning_assume(reckoning, ASSUMED_served_whole);
}

void reckon_alarm(struct reckoning *reckoning, const struct node *alarm)
{
    const struct node *metrics = reckoning_property(alarm, "Metrics");
    int count = metrics ? 0 : 1;
    for (const struct node *m = metrics ? metrics->first : NULL; m; m = m->next)
        count += node_find(m, "MetricStat") != NULL;
    reckoning_add(reckoning, alarm, PRICE_alarm, count);
}

void reckon_firewall(struct reckoning *reckoning, const struct node *firewall)
{
    const struct node *rules = reckoning_property(firewall, "Rules");
    reckoning_add(reckoning, firewall, PRICE_firewall, 1);
    reckoning_add(reckoning, firewall, PRICE_firewall_rule, rules && rules->shape == LIST ? rules->count : 0);
    reckoning_leave(reckoning, "AWS::WAFv2::WebACL"); /* what it looks at */
}

void reckon_dashboard(struct reckoning *r, const struct node *n) { reckoning_add(r, n, PRICE_dashboard, 1); }

void reckon_secret(struct reckoning *r, const struct node *n) { reckoning_add(r, n, PRICE_secret, 1); }

/* Standard ones cost nothing. */
void reckon_parameter(struct reckoning *reckoning, const struct node *parameter)
{
    const char *tier = node_word(node_find(parameter, "Properties"), "Tier");
    if (tier && !strcmp(tier, "Advanced")) reckoning_add(reckoning, parameter, PRICE_parameter, 1);
}

void reckon_key(struct reckoning *reckoning, const struct node *key)
{
    reckoning_add(reckoning, key, PRICE_key, 1);
    reckoning_leave(reckoning, "AWS::KMS::Key"); /* what it is used for */
}

void reckon_network_gateway(struct reckoning *reckoning, const struct node *gateway)
{
    reckoning_add(reckoning, gateway, PRICE_network_gateway, HOURS_A_MONTH);
    reckoning_leave(reckoning, "AWS::EC2::NatGateway"); /* what goes through it */
}
