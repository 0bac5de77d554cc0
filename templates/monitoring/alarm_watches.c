#include "templates/monitoring/alarm_watches.h"
#include "base/text.h"
#include "templates/monitoring/alarm_set.h"
#include "templates/service.h"
#include <string.h>

#define REST  "AWS::ApiGateway::RestApi"
#define HTTP  "AWS::ApiGatewayV2::Api"
#define QUEUE "AWS::SQS::Queue"
#define TABLE "AWS::DynamoDB::GlobalTable"
#define CDN   "AWS::CloudFront::Distribution"

struct row {
    const char *key, *type; /* type NULL: of functions */
    struct limit fallback;
    bool on;            /* by default */
    size_t offset, own; /* in struct alarms, and in struct function_alarms */
    struct watch watch;
};
#define AT(member)          .offset = offsetof(struct alarms, member)
#define OWN(member)         AT(member), .own = offsetof(struct function_alarms, member)
#define DEFAULT(number, of) .fallback = { NULL, number, LIMIT_##of }
#define WATCH(id, words, space, metric)                                                                      \
    .watch.suffix = id, .watch.what = words, .watch.namespace = "AWS/" space, .watch.names[0] = metric
#define OF(metric)      .watch.calls = metric, .watch.statistic = "Sum"
#define SUM             .watch.statistic = "Sum"
#define WORST(a_second) .watch.statistic = "Maximum", .watch.per_second = a_second
#define P95             .watch.statistic = "p95", .watch.per_second = 1000

static const struct row rows[] = {
    { .key = "errors",
      OWN(errors),
      DEFAULT(1, PERCENT),
      .on = true,
      WATCH("Errors", "failed calls", "Lambda", "Errors"),
      OF("Invocations") },
    { .key = "throttles",
      OWN(throttles),
      DEFAULT(1, NUMBER),
      .on = true,
      WATCH("Throttles", "throttled calls", "Lambda", "Throttles"),
      SUM },
    { .key = "duration",
      OWN(duration),
      DEFAULT(80, PERCENT),
      WATCH("Duration", "duration", "Lambda", "Duration"),
      WORST(1000),
      .watch.share = true },
    { .key = "streamAge",
      OWN(streamAge),
      DEFAULT(900, SECONDS),
      .on = true,
      WATCH("StreamAge", "age of the oldest unread stream record", "Lambda", "IteratorAge"),
      WORST(1000) },
    { .key = "5xx",
      .type = REST,
      AT(serverErrors),
      DEFAULT(1, PERCENT),
      .on = true,
      WATCH("ServerErrors", "server errors (5xx)", "ApiGateway", "5XXError"),
      OF("Count") },
    { .key = "5xx",
      .type = HTTP,
      AT(serverErrors),
      DEFAULT(1, PERCENT),
      .on = true,
      WATCH("HttpServerErrors", "server errors (5xx)", "ApiGateway", "5xx"),
      OF("Count") },
    { .key = "5xx",
      .type = CDN,
      AT(serverErrors),
      DEFAULT(1, PERCENT),
      .on = true,
      WATCH("EdgeErrors", "server errors (5xx) of CloudFront", "CloudFront", "5xxErrorRate"),
      .watch.statistic = "Average",
      .watch.itself = true },
    { .key = "4xx",
      .type = REST,
      AT(clientErrors),
      DEFAULT(10, PERCENT),
      WATCH("ClientErrors", "client errors (4xx)", "ApiGateway", "4XXError"),
      OF("Count") },
    { .key = "4xx",
      .type = HTTP,
      AT(clientErrors),
      DEFAULT(10, PERCENT),
      WATCH("HttpClientErrors", "client errors (4xx)", "ApiGateway", "4xx"),
      OF("Count") },
    { .key = "latency",
      .type = REST,
      AT(latency),
      DEFAULT(3, SECONDS),
      WATCH("Latency", "latency", "ApiGateway", "Latency"),
      P95 },
    { .key = "latency",
      .type = HTTP,
      AT(latency),
      DEFAULT(3, SECONDS),
      WATCH("HttpLatency", "latency", "ApiGateway", "Latency"),
      P95 },
    { .key = "tableThrottles",
      .type = TABLE,
      AT(tableThrottles),
      DEFAULT(1, NUMBER),
      .on = true,
      WATCH("TableThrottles", "throttled reads and writes", "DynamoDB", "ReadThrottleEvents"),
      .watch.names[1] = "WriteThrottleEvents",
      SUM },
    { .key = "failures",
      .type = "AWS::StepFunctions::StateMachine",
      AT(failures),
      DEFAULT(1, NUMBER),
      .on = true,
      WATCH("WorkflowFailures", "failed or timed-out workflow executions", "States", "ExecutionsFailed"),
      .watch.names[1] = "ExecutionsTimedOut",
      SUM },
    { .key = "containerMemory",
      .type = "AWS::ECS::Service",
      AT(containerMemory),
      DEFAULT(90, PERCENT),
      .on = true,
      WATCH("ContainerMemory", "memory utilization of containers", "ECS", "MemoryUtilization"),
      .watch.statistic = "Average",
      .watch.itself = true },
    { .key = "messageAge",
      .type = QUEUE,
      AT(messageAge),
      DEFAULT(3600, SECONDS),
      WATCH("MessageAge", "age of the oldest message", "SQS", "ApproximateAgeOfOldestMessage"),
      WORST(1) },
};

/* Of all functions of the account: AWS limits them together. */
static const struct row account = { .key = "concurrency",
                                    AT(concurrency),
                                    DEFAULT(800, NUMBER),
                                    WATCH("Concurrency", "concurrent calls in the whole account", "Lambda",
                                          "ClaimedAccountConcurrency"),
                                    WORST(0) };
static const struct row concurrency = { .key = "concurrency",
                                        OWN(concurrency),
                                        DEFAULT(100, NUMBER),
                                        WATCH("Concurrency", "concurrent calls", "Lambda",
                                              "ConcurrentExecutions"),
                                        WORST(0) };

static const struct alarm *member(const void *owner, size_t offset)
{
    return (const void *)((const char *)owner + offset);
}

static bool is_on(const struct row *row, const struct alarm *alarm)
{
    if (alarm->at.from) return alarm->at.unit != LIMIT_OFF;
    return alarm->from || row->on;
}

static void inherit(struct alarm *alarm, const struct alarm *from)
{
    if (!alarm->at.from && from->at.unit != LIMIT_OFF) alarm->at = from->at;
    if (!alarm->least.from) alarm->least = from->least;
    if (!alarm->period.from) alarm->period = from->period;
    if (!alarm->periods.from) alarm->periods = from->periods;
    if (!alarm->of.from) alarm->of = from->of;
    if (!alarm->statistic.from) alarm->statistic = from->statistic;
    if (!alarm->notify) alarm->notify = from->notify;
}

/* As it is set, with what stands further out where it says nothing. */
static struct alarm whole(const struct alarms *alarms, const struct row *row, const struct alarm *own)
{
    struct alarm alarm = *own,
                 outer = { .least = alarms->least, .period = alarms->period, .periods = alarms->periods };
    inherit(&alarm, member(alarms, row->offset));
    inherit(&alarm, &outer);
    if (!alarm.at.from || alarm.at.unit == LIMIT_ON) {
        alarm.at = row->fallback;
        alarm.at.from = own->from;
    }
    return alarm;
}

static void write(struct template *template, const struct alarms *alarms, const struct row *row,
                  const struct alarm *own, struct watched_list things, bool each)
{
    struct alarm alarm = whole(alarms, row, own);
    struct alarm_set set = { template, &row->watch, &alarm, each, things };
    if (things.count && alarm_check(template, &row->watch, &alarm, row->key)) alarm_set_write(&set);
}

static bool reads_stream(const struct function *function)
{
    for (const struct chosen *event = function->events; event && event->from; event++)
        if (event->form && !strcmp(event->form->key, "stream")) return true;
    return false;
}

/* What a function says itself is an alarm of its own; the others are gathered. */
static void functions_watch(struct template *template, const struct alarms *alarms, const struct row *row,
                            struct watched_list functions, struct watched *gathered)
{
    struct watched_list rest = { gathered, 0 };
    for (int i = 0; i < functions.count; i++) {
        const struct function *function = functions.first[i].item;
        const struct alarm *own = member(&function->alarms, row->own);
        if (function->alarms.enabled.from && !function->alarms.enabled.value) continue;
        if (own->from) {
            struct watched_list one = { &functions.first[i], 1 };
            if (is_on(row, own)) write(template, alarms, row, own, one, true);
        } else if (strcmp(row->key, "streamAge") || reads_stream(function)) {
            gathered[rest.count++] = functions.first[i];
        }
    }
    const struct alarm *all = member(alarms, row->offset);
    if (row != &concurrency && alarms->from && is_on(row, all))
        write(template, alarms, row, all, rest, alarms->each.value);
}

/* Dead letters wait for a person; a WebSocket API counts otherwise. */
static bool has_metric(const struct row *row, const struct node *resource)
{
    const char *protocol = node_word(node_find(resource, "Properties"), "ProtocolType");
    if (protocol && !strcmp(protocol, "WEBSOCKET")) return false;
    return strcmp(row->type, QUEUE) || !text_ends(resource->key, "DeadLetterQueue");
}

static void type_watch(struct template *template, const struct alarms *alarms, const struct row *row)
{
    struct watched_list things = watched_of_type(template, row->type);
    /* CloudFront has its metrics in one region, and no counts of errors. */
    const struct limit *at = &((const struct alarm *)member(alarms, row->offset))->at;
    bool home = template->at.region && !strcmp(template->at.region, EDGE_REGION);
    bool at_edge = !strcmp(row->type, "AWS::CloudFront::Distribution");
    if (at_edge && (!home || (at->from && at->unit == LIMIT_NUMBER))) return;
    int kept = 0;
    for (int i = 0; i < things.count; i++)
        if (has_metric(row, things.first[i].item)) things.first[kept++] = things.first[i];
    things.count = kept;
    write(template, alarms, row, member(alarms, row->offset), things, false);
}

/* A function's own alarms need no section. */
static bool any(const struct template *template, const struct alarms *alarms)
{
    if (alarms->from) return true;
    for (const struct function *f = template->service->functions; f && f->item.from; f++)
        if (f->alarms.from) return true;
    return false;
}

void alarm_watches_write(struct template *template, const struct alarms *alarms)
{
    if (!any(template, alarms)) return;
    struct watched_list functions = watched_functions(template);
    struct watched *gathered = arena_take(template->arena, ((size_t)functions.count + 1) * sizeof *gathered);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        if (!row->type)
            functions_watch(template, alarms, row, functions, gathered);
        else if (alarms->from && is_on(row, member(alarms, row->offset)))
            type_watch(template, alarms, row);
    }
    functions_watch(template, alarms, &concurrency, functions, gathered);
    const struct node *from = alarms->concurrency.from;
    struct watched lambda = { .name = "", .place = from ? node_place(from) : (struct place){ 0 } };
    if (is_on(&account, &alarms->concurrency))
        write(template, alarms, &account, &alarms->concurrency, (struct watched_list){ &lambda, 1 }, false);
}
