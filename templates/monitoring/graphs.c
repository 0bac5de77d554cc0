#include "templates/monitoring/graphs.h"
#include "base/text.h"
#include <string.h>

#define DEAD "Dead letters"

enum { LINES = 4, MOST_LINES = 500 };
struct line {
    const char *metric, *label;
    const char *statistic;         /* NULL: the graph's */
    const char *dimension, *value; /* one more, or NULL */
};
struct graph {
    const char *title, *group, *type, *namespace, *statistic;
    struct line lines[LINES];
};

#define OF(its_group, its_type, its_namespace)                                                               \
    .group = its_group, .type = its_type, .namespace = "AWS/" its_namespace
#define REST       OF("API", "AWS::ApiGateway::RestApi", "ApiGateway")
#define HTTP       OF("HTTP API", "AWS::ApiGatewayV2::Api", "ApiGateway")
#define LAMBDA     OF("Functions", "AWS::Lambda::Function", "Lambda")
#define TABLES     OF("Tables", "AWS::DynamoDB::GlobalTable", "DynamoDB")
#define QUEUES     OF("Queues", "AWS::SQS::Queue", "SQS")
#define TOPICS     OF("Topics", "AWS::SNS::Topic", "SNS")
#define WORKFLOWS  OF("Workflows", "AWS::StepFunctions::StateMachine", "States")
#define CONTAINERS OF("Containers", "AWS::ECS::Service", "ECS")
#define CDN        OF("CloudFront", "AWS::CloudFront::Distribution", "CloudFront")

#define GRAPH(its_title, of, its_statistic, ...)                                                             \
    {                                                                                                        \
        .title = its_title, of, .statistic = its_statistic, .lines = { __VA_ARGS__ }                         \
    }
#define LINE(its_metric)                                                                                     \
    {                                                                                                        \
        .metric = its_metric                                                                                 \
    }
#define NAMED_LINE(its_metric, its_name)                                                                     \
    {                                                                                                        \
        .metric = its_metric, .label = its_name                                                              \
    }
#define SHARE(percentile)                                                                                    \
    {                                                                                                        \
        .metric = "Latency", .label = percentile, .statistic = percentile                                    \
    }
#define CALL(name)                                                                                           \
    {                                                                                                        \
        .metric = "SuccessfulRequestLatency", .label = name, .dimension = "Operation", .value = name         \
    }

static const struct graph graphs[] = {
    GRAPH("Requests", REST, "Sum", LINE("Count")),
    GRAPH("Errors", REST, "Sum", NAMED_LINE("4XXError", "4xx"), NAMED_LINE("5XXError", "5xx")),
    GRAPH("Latency (ms)", REST, "p95", SHARE("p50"), SHARE("p95"), SHARE("p99")),
    GRAPH("Requests", HTTP, "Sum", LINE("Count")),
    GRAPH("Errors", HTTP, "Sum", NAMED_LINE("4xx", "4xx"), NAMED_LINE("5xx", "5xx")),
    GRAPH("Latency (ms)", HTTP, "p95", SHARE("p50"), SHARE("p95"), SHARE("p99")),
    GRAPH("Invocations", LAMBDA, "Sum", LINE("Invocations")),
    GRAPH("Errors", LAMBDA, "Sum", LINE("Errors")),
    GRAPH("Throttles", LAMBDA, "Sum", LINE("Throttles")),
    GRAPH("Duration, p95 (ms)", LAMBDA, "p95", LINE("Duration")),
    GRAPH("Duration, longest (ms)", LAMBDA, "Maximum", LINE("Duration")),
    GRAPH("Concurrent executions", LAMBDA, "Maximum", LINE("ConcurrentExecutions")),
    GRAPH("Capacity used", TABLES, "Sum", NAMED_LINE("ConsumedReadCapacityUnits", "read"),
          NAMED_LINE("ConsumedWriteCapacityUnits", "write")),
    GRAPH("Throttled", TABLES, "Sum", NAMED_LINE("ReadThrottleEvents", "read"),
          NAMED_LINE("WriteThrottleEvents", "write")),
    GRAPH("Latency (ms)", TABLES, "Average", CALL("GetItem"), CALL("Query"), CALL("PutItem"),
          CALL("UpdateItem")),
    GRAPH("Waiting messages", QUEUES, "Maximum", LINE("ApproximateNumberOfMessagesVisible")),
    GRAPH("Age of the oldest (s)", QUEUES, "Maximum", LINE("ApproximateAgeOfOldestMessage")),
    GRAPH("Messages", QUEUES, "Sum", NAMED_LINE("NumberOfMessagesSent", "sent"),
          NAMED_LINE("NumberOfMessagesDeleted", "done")),
    GRAPH(DEAD, QUEUES, "Maximum", LINE("ApproximateNumberOfMessagesVisible")),
    GRAPH("Published", TOPICS, "Sum", LINE("NumberOfMessagesPublished")),
    GRAPH("Not delivered", TOPICS, "Sum", LINE("NumberOfNotificationsFailed")),
    GRAPH("Executions", WORKFLOWS, "Sum", NAMED_LINE("ExecutionsStarted", "started"),
          NAMED_LINE("ExecutionsSucceeded", "succeeded")),
    GRAPH("Failures", WORKFLOWS, "Sum", NAMED_LINE("ExecutionsFailed", "failed"),
          NAMED_LINE("ExecutionsTimedOut", "timed out")),
    GRAPH("Duration, p95 (ms)", WORKFLOWS, "p95", LINE("ExecutionTime")),
    GRAPH("Processor (%)", CONTAINERS, "Average", LINE("CPUUtilization")),
    GRAPH("Memory (%)", CONTAINERS, "Average", LINE("MemoryUtilization")),
    GRAPH("Requests", CDN, "Sum", LINE("Requests")),
    GRAPH("Errors (%)", CDN, "Average", NAMED_LINE("4xxErrorRate", "4xx"), NAMED_LINE("5xxErrorRate", "5xx")),
    GRAPH("Downloaded (bytes)", CDN, "Sum", LINE("BytesDownloaded")),
};
enum { GRAPHS = sizeof graphs / sizeof *graphs };

static struct watched_list things_of(struct template *template, const struct graph *graph)
{
    if (!strcmp(graph->type, "AWS::Lambda::Function")) return watched_functions(template);
    struct watched_list list = watched_of_type(template, graph->type);
    int kept = 0;
    for (int i = 0; i < list.count; i++)
        if (text_ends(list.first[i].name, "DeadLetterQueue") == !strcmp(graph->title, DEAD))
            list.first[kept++] = list.first[i];
    list.count = kept;
    return list;
}

static void line_write(struct board *board, struct node *metrics, const struct graph *graph,
                       const struct line *line, const struct watched *thing, bool alone)
{
    struct arena *arena = board->template->arena;
    struct dimension dimensions[DIMENSIONS + 1] = { thing->dimensions[0], thing->dimensions[1] };
    int count = 1 + (dimensions[1].name != NULL);
    if (line->dimension && count > 1) return; /* indexes do not count by operation */
    if (line->dimension)
        dimensions[count++] = (struct dimension){ line->dimension, node_text(arena, line->value) };
    const char *label = !line->label ? thing->name
                        : alone      ? line->label
                                     : arena_text(arena, "%s %s", thing->name, line->label);
    board_line(board, metrics, graph->namespace, line->metric, dimensions, count, label, line->statistic);
}

static void graph_write(struct board *board, const struct graph *graph, struct watched_list things, int width)
{
    bool global = !strcmp(graph->namespace, "AWS/CloudFront");
    struct node *metrics =
        board_graph(board, graph->title, graph->statistic, global ? EDGE_REGION : "${AWS::Region}", width);
    for (int i = 0; i < things.count; i++)
        for (int l = 0; l < LINES && graph->lines[l].metric; l++)
            if (node_find(metrics, "metrics")->count < MOST_LINES)
                line_write(board, metrics, graph, &graph->lines[l], &things.first[i], things.count == 1);
}

/* The graphs from `start` on that stand together; gives back where the next begin. */
static int group_write(struct board *board, int start)
{
    struct watched_list things[GRAPHS];
    const char *group = graphs[start].group;
    int end, count = 0;
    for (end = start; end < GRAPHS && !strcmp(graphs[end].group, group); end++) {
        things[end] = things_of(board->template, &graphs[end]);
        count += things[end].count > 0;
    }
    if (!count) return end;
    board_title(board, arena_join(board->template->arena, "## ", group));
    for (int i = start; i < end; i++)
        if (things[i].count) graph_write(board, &graphs[i], things[i], board_width(count));
    return end;
}

void graphs_show(struct board *board)
{
    for (int i = 0; i < GRAPHS;) i = group_write(board, i);
}
