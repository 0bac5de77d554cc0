/* Containers on Fargate: for what takes longer than a function may, or needs more than one has. A service of
 * ECS keeps as many tasks as are wanted.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html */
#include "templates/containers/container.h"
#include "service/intrinsic.h"
#include "templates/code/build.h"
#include "templates/containers/ask.h"
#include "templates/containers/execution.h"
#include "templates/containers/network.h"
#include "templates/containers/queue.h"
#include "templates/containers/routes.h"
#include "templates/containers/run.h"
#include "templates/containers/schedule.h"
#include "templates/containers/size.h"
#include "templates/containers/task.h"
#include "templates/containers/tasks.h"
#include "templates/core/policy.h"
#include "templates/events/events.h"
#include "templates/functions/environment.h"
#include "templates/functions/function.h"
#include "templates/functions/role.h"
#include "templates/functions/source.h"
#include "templates/wiring/access.h"
#include <string.h>

static const struct field fields[] = {
    ITEM_FIELDS(container),
    { FIELD(container, image), .required = true, .property = "*",
      .about = "Container image in ECR or a public registry, preferably by its digest (REPOSITORY@sha256:…), "
               "or a folder with a Dockerfile, which `cfgen deploy` builds and pushes to ECR." },
    { FIELD(container, credentials), .elsewhere = true,
      .about = "Secret with username and password as JSON for a private registry other than ECR, by name or "
               "ARN." },
    { FIELD(container, handler), .about = "Python handler instead of an image. It receives messages, "
                                          "requests and EVENT like a function, and has no time limit." },
    { FIELD(container, runtime), .about = "Runtime of the handler.",
      .default_text = "inferred from the handler's file" },
    { NESTED(container, code, function_code), .about = "What is packaged for the handler.",
      .default_text = "the folder of the handler" },
    { FIELD(container, description), .property = "*", .about = "Description, which its schedules use too." },
    { CHOSEN(container, events, container_event),
      .about = "What the container serves: routes, queues and schedules." },
    { FIELD(container, cpu), .elsewhere = true, .about = "Number of vCPUs: 0.25, 0.5, 1, 2, 4, 8 or 16.",
      .default_text = "0.25, or the least that `memory` needs" },
    { FIELD(container, memory), .elsewhere = true,
      .about = "Memory. More than 1 vCPU needs at least 2GB for each.",
      .default_text = "512MB, or the least that `cpu` needs" },
    { FIELD(container, storage), .elsewhere = true, .about = "Ephemeral storage.", .default_text = "20GB",
      .bounds = { 21504, 204800 } },
    { FIELD(container, architecture), .about = "CPU architecture.",
      .default_text = "the architecture of the service", .values = "x86_64 arm64" },
    { FIELD(container, port), .property = "*", .about = "Port on which the container serves routes.",
      .default_value = "8080" },
    { NESTED(container, tasks, tasks), .about = "Number of tasks." },
    { NAMED(container, environment, variable),
      .about = "Environment variables. `access` and queues add others." },
    { NAMED(container, secrets, secret_variable),
      .about = "Environment variables whose values are secrets, read when a task starts." },
    { NAMED(container, access, grant),
      .about = "Permissions for other items of the service by name, or for existing resources by ARN." },
    { NESTED(container, statements, statement), .about = "Additional IAM policy statements." },
    { FIELD(container, policies), .property = "*",
      .about = "Managed policies: ARNs, or names of AWS managed policies." },
    { FIELD(container, role), .property = "*", .about = "ARN of an existing task role.",
      .default_text = "a role for this container only" },
    { FIELD(container, boundary), .property = "*",
      .about = "Permissions boundary: an ARN, or the name of a policy in the account." },
    { FIELD(container, command), .property = "*", .about = "Command that overrides CMD.",
      .default_text = "CMD of the image" },
    { FIELD(container, entryPoint), .property = "*", .about = "Entry point that overrides ENTRYPOINT.",
      .default_text = "ENTRYPOINT of the image" },
    { FIELD(container, workingDirectory), .property = "*",
      .about = "Working directory that overrides WORKDIR.", .default_text = "WORKDIR of the image" },
    { FIELD(container, user), .property = "*", .about = "User that overrides USER.",
      .default_text = "USER of the image" },
    { NESTED(container, health, container_health), .about = "Health check. Unhealthy tasks are replaced.",
      .default_text = "no health check" },
    { FIELD(container, stop), .property = "*", .about = "Time that a task has to stop before it is killed.",
      .default_value = "30s", .bounds = { 2, 120 } },
    { FIELD(container, spot),
      .about = "Run on Fargate Spot for about a third of the price. Tasks can be interrupted with two "
               "minutes' notice.",
      .default_value = "false" },
    { FIELD(container, shell), .about = "Allow `aws ecs execute-command`.", .default_value = "false" },
    { NESTED(container, vpc, container_vpc), .about = "Network of the tasks.",
      .default_text = "a small public network of the service, free of charge" },
    { NESTED(container, logs, container_logs), .about = "Log group." },
    { 0 },
};
const struct form container_form = { .what = "a container, or its image",
                                     .named = "(key)",
                                     .brief = "image",
                                     .instead = "handler",
                                     .type = "AWS::ECS::TaskDefinition",
                                     .size = sizeof(struct container),
                                     .fields = fields };

extern const struct form http_event_form, http_api_event_form;
static const struct form *const events[] = { &http_event_form, &http_api_event_form,
                                             &container_queue_event_form, &container_schedule_event_form,
                                             NULL };
const struct form container_event_form = { .what = "event",
                                           .size = sizeof(struct chosen),
                                           .choices = events };

/* An image under a tag that moves is no change when it is another one. */
static void check_image(struct template *template, const struct text *image)
{
    if (build_is_folder(template, image)) return;
    if (!is_known(image->from) || strchr(image->value, '@') || strstr(image->value, "{{resolve:")) return;
    const char *name = strrchr(image->value, '/'), *tag = strchr(name ? name : image->value, ':');
    if (!tag || !strcmp(tag, ":latest"))
        diag_add(template->diags, FINDING(moving_image), node_place(image->from),
                 "use the digest, or a new tag for each build",
                 "a new image with the tag '%s' is not deployed, because the template does not change",
                 tag ? tag + 1 : "latest");
}

/* What fails to start is taken back. */
static void rollout_write(struct template *template, struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *breaker = node_at(properties, "DeploymentConfiguration.DeploymentCircuitBreaker");
    node_add(breaker, "Enable", node_flag(arena, true));
    node_add(breaker, "Rollback", node_flag(arena, true));
}

static void shell_allow(struct template *template, const struct bound_function *bound,
                        struct node *properties)
{
    if (!bound->container->shell.value) return;
    node_add(properties, "EnableExecuteCommand", node_flag(template->arena, true));
    struct node *statement =
        policy_allow(bound->statements, "ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel "
                                        "ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel");
    node_add(statement, "Resource", node_text(template->arena, "*"));
}

static void service_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    const char *cluster = container_cluster(template, container);
    struct range range = tasks_range(template, container);
    struct node *network = container_network(template, container);
    struct resource service = template_add(template, arena_join(arena, bound->id, "Service"),
                                           "AWS::ECS::Service", node_key_place(container->item.from));
    struct node *p = service.properties;
    node_add(p, "Cluster", intrinsic_ref(arena, cluster));
    node_add(p, "TaskDefinition", intrinsic_ref(arena, arena_join(arena, bound->id, "Task")));
    container_capacity_write(template, container, p);
    const struct node *count = container->tasks.count.from;
    if (count && !is_known(count))
        node_add(p, "DesiredCount", node_copy(arena, count));
    else if (range.least == range.most)
        node_add(p, "DesiredCount", node_number(arena, range.least));
    rollout_write(template, p);
    shell_allow(template, bound, p);
    node_add(p, "EnableECSManagedTags", node_flag(arena, true));
    node_add(p, "PropagateTags", node_text(arena, "SERVICE"));
    node_add(node_add(p, "NetworkConfiguration", node_map(arena)), "AwsvpcConfiguration", network);
    /* A task needs the way out as soon as it starts, to fetch its image. */
    struct node *depends = container->vpc.from ? node_list(arena) : container_way_out(template);
    container_ways_write(template, bound, service, depends);
    if (depends->count) node_add(service.node, "DependsOn", depends);
    if (!count || is_known(count)) tasks_scale(template, bound, range);
}

static void events_write(struct template *template, const struct bound_function *bound)
{
    for (const struct chosen *event = bound->container->events; event && event->from; event++) {
        if (!event->value) continue;
        if (event->form == &container_queue_event_form)
            container_queue_write(template, bound, event->value);
        else if (event->form == &container_schedule_event_form)
            container_schedule_write(template, bound, event->value);
        else
            event_write(template, bound, event);
    }
}

/* What roles, access and routes know of it. */
static struct bound_function *bind(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    struct function *as = arena_take(arena, sizeof *as);
    *as = (struct function){ .item = container->item,
                             .handler = container->handler,
                             .runtime = container->runtime,
                             .code = container->code,
                             .description = container->description,
                             .role = container->role,
                             .boundary = container->boundary,
                             .policies = container->policies,
                             .statements = container->statements,
                             .environment = container->environment,
                             .access = container->access };
    struct bound_function *bound = arena_take(arena, sizeof *bound);
    *bound = (struct bound_function){ .compute = &container_compute,
                                      .function = as,
                                      .in_network = true,
                                      .id = template_id(template, container->item.key.value,
                                                        &container->item.was, ""),
                                      .statements = node_list(arena),
                                      .routes = arena_take(arena, sizeof *bound->routes),
                                      .container = container };
    return bound;
}

void container_write(struct template *template, const void *item)
{
    const struct container *container = item;
    const struct bound_function *bound = bind(template, container);
    check_image(template, &container->image);
    access_grants(template, bound);
    events_write(template, bound);
    if (container_is_kept(template, container)) service_write(template, bound);
    container_task_write(template, &container_form, bound);
    role_write(template, bound);
}

static const struct verb verbs[] = { { "run", "ecs:RunTask", "@" }, { 0 } };

const struct kind container_kind = { .id = KIND_container,
                                     .section = "containers",
                                     .suffix = "Task",
                                     .form = &container_form,
                                     .reach = { .arn_attribute = "TaskDefinitionArn" },
                                     .grant = { .verbs = verbs,
                                                .allow = container_run_allow,
                                                .variable = "_RUN",
                                                .variable_value = container_run_value,
                                                .variable_about = "parameters of ECS RunTask, as JSON" } };
