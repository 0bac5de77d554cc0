/* Containers on Fargate: for what takes longer than a function may, or needs more than one has. A service of
 * ECS keeps as many tasks as are wanted.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html */
#include "templates/kinds/container.h"
#include "service/intrinsic.h"
#include "templates/access.h"
#include "templates/build.h"
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
#include "templates/event.h"
#include "templates/functions/environment.h"
#include "templates/functions/role.h"
#include "templates/functions/source.h"
#include "templates/policy.h"
#include <string.h>

static const struct field fields[] = {
    ITEM_FIELDS(container),
    { FIELD(container, image), .required = true, .property = "*",
      .about = "The image: in ECR or a public registry, best by its digest, REPOSITORY@sha256:…; or a folder "
               "with a Dockerfile, which deploy builds and keeps in ECR." },
    { FIELD(container, credentials), .elsewhere = true,
      .about = "The secret, by name or ARN, of a private registry other than ECR: JSON with username and "
               "password." },
    { FIELD(container, handler), .about =
                                     "In place of an image, a handler in Python, as a function has it: "
                                     "messages, requests and EVENT come to "
                                     "it as they would to a function, and it may take as long as it likes." },
    { FIELD(container, runtime), .about = "Of the handler; inferred from its file unless told." },
    { NESTED(container, code, function_code),
      .about = "What is packaged; the folder of the handler unless told." },
    { FIELD(container, description), .property = "*", .about = "What it is for, as its schedules show it." },
    { CHOSEN(container, events, container_event), .about = "What it is there for." },
    { FIELD(container, cpu), .elsewhere = true,
      .about = "Processors: 0.25 (unless told, or as many as memory needs), 0.5, 1, 2, 4, 8 or 16." },
    { FIELD(container, memory), .elsewhere = true,
      .about = "512MB unless told; more processors have 2GB or more each." },
    { FIELD(container, storage), .elsewhere = true,
      .about = "Of its disk, 21GB to 200GB; 20GB unless told." },
    { FIELD(container, architecture), .about = "x86_64 or arm64; that of the service unless told." },
    { FIELD(container, port), .property = "*", .about = "Where it answers routes; 8080 unless told." },
    { NESTED(container, tasks, tasks), .about = "How many of it run." },
    { NAMED(container, environment, variable),
      .about = "Environment variables; access and queues add where what they name is." },
    { NAMED(container, secrets, secret_variable),
      .about = "Environment variables whose values are secrets, read as a task starts." },
    { NAMED(container, access, grant),
      .about =
          "What it may do with other things of the service, by name; with what exists elsewhere, by ARN." },
    { NESTED(container, statements, statement),
      .about = "Statements of IAM policies for what access has no words for." },
    { FIELD(container, policies), .property = "*",
      .about = "Managed policies: ARNs, or names of AWS's own." },
    { FIELD(container, role), .property = "*",
      .about = "The ARN of a role that exists elsewhere; a role of its own, for this container only, unless "
               "told." },
    { FIELD(container, boundary), .property = "*",
      .about = "A permissions boundary: an ARN, or the name of a policy of the account." },
    { FIELD(container, command), .property = "*", .about = "In place of the image's CMD." },
    { FIELD(container, entryPoint), .property = "*", .about = "In place of the image's ENTRYPOINT." },
    { FIELD(container, workingDirectory), .property = "*", .about = "In place of the image's WORKDIR." },
    { FIELD(container, user), .property = "*", .about = "In place of the image's USER." },
    { NESTED(container, health, container_health), .about = "Tasks that are unwell are replaced." },
    { FIELD(container, stop), .property = "*",
      .about = "How long a task may take to end when it is told to, up to 2m; 30s unless told." },
    { FIELD(container, spot),
      .about = "On spare machines, for a third of the price: a task may end with two minutes' notice." },
    { FIELD(container, shell), .about = "Lets aws ecs execute-command open a shell in it; off unless told." },
    { NESTED(container, vpc, container_vpc), .about = "The network that it runs in; a small one of the "
                                                      "service's own, which costs nothing, unless told." },
    { NESTED(container, logs, container_logs), .about = "Its log group." },
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
                 "name it by its digest, or give each build a tag of its own",
                 "the tag %s moves: a new image under it is no change, and is not deployed",
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
                                                .variable_about = "what RunTask of ECS takes, as JSON" } };
