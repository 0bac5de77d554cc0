#include "service/intrinsic.h"
#include "templates/access.h"
#include "templates/api.h"
#include "templates/api/rest_request.h"
#include "templates/event.h"
#include "templates/functions/alias.h"
#include "templates/functions/asynchronous.h"
#include "templates/functions/concurrency.h"
#include "templates/functions/deploy.h"
#include "templates/functions/edge.h"
#include "templates/functions/environment.h"
#include "templates/functions/idempotency.h"
#include "templates/functions/image.h"
#include "templates/functions/integration.h"
#include "templates/functions/logs.h"
#include "templates/functions/network.h"
#include "templates/functions/role.h"
#include "templates/functions/source.h"
#include "templates/functions/url.h"
#include "templates/functions/warm.h"
#include "templates/policy.h"
#include "templates/service.h"
#include "templates/tags.h"
#include "templates/version.h"
#include "templates/wiring/call.h"

static const struct field function_fields[] = {
    ITEM_FIELDS(function),
    { FIELD(function, handler), .required = true,
      .about = "FILE.FUNCTION: handlers/quests.create is create in handlers/quests.py." },
    { FIELD(function, name), .property = "FunctionName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { FIELD(function, description), .property = "Description", .about = "What it is for." },
    { FIELD(function, runtime), .about = "Inferred from the handler's file unless told." },
    { FIELD(function, architecture), .about = "x86_64 (unless told) or arm64." },
    { NESTED(function, image, image),
      .about = "A container image in ECR, or the folder of a Dockerfile, in place of handler and code." },
    { NESTED(function, code, function_code),
      .about = "What it runs from: a folder whose contents are packaged; that of the handler unless told." },
    { FIELD(function, memory), .property = "MemorySize", .about = "128MB unless told." },
    { FIELD(function, storage), .property = "EphemeralStorage.Size", .about = "Of /tmp; 512MB unless told." },
    { FIELD(function, timeout), .property = "Timeout", .about = "3s unless told, 15m at most." },
    { NAMED(function, environment, variable),
      .about = "Environment variables; access adds those of what it names." },
    { NAMED(function, access, grant), .about = "What the function may do with other things of the service, "
                                               "by name; with what exists elsewhere, by "
                                               "ARN; or with everything ('*')." },
    { NESTED(function, statements, statement),
      .about = "Statements of IAM policies for what access has no words for." },
    { FIELD(function, policies), .property = "*",
      .about = "Managed policies: ARNs, or names of AWS's own, such as AmazonSSMReadOnlyAccess." },
    { FIELD(function, role), .property = "Role",
      .about = "The ARN of a role that exists elsewhere; a role of its own, for this function only, unless "
               "told." },
    { FIELD(function, boundary), .property = "*",
      .about = "A permissions boundary: an ARN, or the name of a policy of the account. Under defaults it is "
               "that of all roles in the service." },
    { NESTED(function, idempotency, idempotency),
      .about = "A table of the service, where it can remember what it has done already: IDEMPOTENCY_TABLE." },
    { CHOSEN(function, events, event), .about = "What calls it." },
    { NESTED(function, url, function_url), .about = "An address of its own, without an API: iam or public." },
    { NESTED(function, provisionedConcurrency, concurrency), .about = "Instances kept ready." },
    { FIELD(function, reservedConcurrency), .property = "ReservedConcurrentExecutions",
      .about = "Instances at most, kept from the account's for it; 0 stops it." },
    { FIELD(function, snapStart), .about = "Starts from a snapshot: Java, Python and .NET." },
    { NESTED(function, deploy, deploy),
      .about = "Moves traffic to a new version bit by bit, and back when there are errors." },
    { FIELD(function, alias),
      .about = "Events call an alias of this name, which leads to a numbered version; live where another key "
               "needs one, else none." },
    { NESTED(function, retries, retries),
      .about = "How events that nobody waits for are tried again: 0 to 2 times, 2 unless told." },
    { NESTED(function, destinations, destinations), .about = "Where the results of such events go." },
    { FIELD(function, deadLetters), .refers = "queues topics", .elsewhere = true,
      .about = "Gets such events when they failed at last; destinations say more about them." },
    { FIELD(function, warm), .about = "A ping {\"cfgen.warm\": true} this often, such as 5m." },
    { FIELD(function, tracing), .about = "X-Ray; on unless told." },
    { NESTED(function, logs, logs), .about = "Its log group." },
    { NESTED(function, alarms, function_alarms), .about = "Alarms of its own, or off." },
    { NESTED(function, request, request),
      .about = "A JSON Schema that bodies of requests must follow; API Gateway refuses others." },
    { FIELD(function, edge),
      .about = "CloudFront calls it where the visitors are: it lives in us-east-1, in a stack of its own." },
    { FIELD(function, layers), .refers = "layers", .elsewhere = true,
      .about = "Layers of the service by name, others by ARN; at most five." },
    { NESTED(function, vpc, vpc), .about = "The network that it reaches." },
    { NAMED(function, efs, mount), .about = "File systems: /mnt/PATH and the ARN of an access point." },
    { FIELD(function, key), .property = "KmsKeyArn",
      .about = "The ARN of a key of one's own that encrypts its environment." },
    { FIELD(function, runtimeUpdates), .property = "*",
      .about = "Patches of the runtime: auto (unless told), on-change with a deployment, or the ARN of a "
               "version to stay at." },
    { FIELD(function, recursion),
      .about = "Lets a loop through queues or topics go on; AWS ends it unless told." },
    { NAMED(function, tags, tag), .about = "On this function, beside the service's." },
    { 0 },
};
const struct form function_form = { .what = "a function, or its handler",
                                    .named = "(key)",
                                    .brief = "handler",
                                    .instead = "image",
                                    .type = "AWS::Lambda::Function",
                                    .size = sizeof(struct function),
                                    .fields = function_fields };

static void tracing_write(struct template *template, const struct bound_function *bound,
                          struct node *properties)
{
    struct arena *arena = template->arena;
    if (!function_traces(bound->function)) return;
    node_add(node_add(properties, "TracingConfig", node_map(arena)), "Mode", node_text(arena, "Active"));
    struct node *statement =
        policy_allow(bound->statements, "xray:PutTelemetryRecords xray:PutTraceSegments");
    node_add(statement, "Resource", node_text(arena, "*"));
}

static void resource_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct function *function = bound->function;
    struct resource resource = template_add(template, arena_join(arena, bound->id, "Function"),
                                            "AWS::Lambda::Function", node_key_place(function->item.from));
    struct node *properties = resource.properties;
    if (function->edge.value) template_leave(template, resource);
    source_write(template, &function_form, function, properties);
    if (!function->role.from)
        node_add(properties, "Role", intrinsic_attribute(arena, arena_join(arena, bound->id, "Role"), "Arn"));
    if (!function->edge.value) {
        environment_write(template, bound, properties);
        logs_configure(template, bound, properties);
    }
    network_write(template, bound, properties);
    dead_letters_configure(template, bound, properties);
    tracing_write(template, bound, properties);
    if (function->recursion.from)
        node_add(properties, "RecursiveLoop",
                 node_text(arena, function->recursion.value ? "Allow" : "Terminate"));
    if (function->tags && function->tags->from)
        node_add(properties, "Tags", tag_list_with(template, function->tags));
    if (bound->alias || function->edge.value) version_add(template, bound);
}

void function_write(struct template *template, const void *item)
{
    const struct function *function = item;
    const char *id = template_id(template, function->item.key.value, &function->item.was, "");
    if (function->edge.value) function = edge_function(template, &function_form, function);
    struct bound_function *bound = arena_take(template->arena, sizeof *bound);
    *bound = (struct bound_function){ .compute = &function_compute,
                                      .function = function,
                                      .in_network = function->vpc.from != NULL,
                                      .id = id,
                                      .statements = node_list(template->arena),
                                      .alias = function_has_alias(function),
                                      .routes = arena_take(template->arena, sizeof *bound->routes) };
    if (function->edge.value)
        edge_logs_write(template, bound);
    else
        logs_write(template, bound);
    access_grants(template, bound);
    idempotency_write(template, bound);
    resource_write(template, bound);
    if (bound->alias) alias_write(template, bound);
    asynchronous_write(template, bound);
    for (const struct chosen *event = function->events; event && event->from; event++)
        event_write(template, bound, event);
    api_permit(template, bound);
    url_write(template, bound);
    warm_write(template, bound);
    role_write(template, bound);
}

static struct node *variable_value(struct template *template, const void *item)
{
    return function_name(template, item);
}

static const struct verb verbs[] = { { "invoke", "lambda:InvokeFunction", "@ @:*" }, { 0 } };

const struct kind function_kind = {
    .id = KIND_function,
    .section = "functions",
    .suffix = "Function",
    .form = &function_form,
    .reach = { .is_here = function_is_here },
    .grant = { .verbs = verbs, .own_policy = true, .variable = "_FUNCTION", .variable_value = variable_value }
};
