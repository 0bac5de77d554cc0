#include "templates/containers/task.h"
#include "service/intrinsic.h"
#include "templates/build.h"
#include "templates/containers/ask.h"
#include "templates/containers/execution.h"
#include "templates/containers/handler.h"
#include "templates/containers/queue.h"
#include "templates/containers/size.h"
#include "templates/functions/environment.h"
#include "templates/policy.h"
#include "templates/service.h"

static const struct field health_fields[] = {
    { FIELD(container_health, command), .property = "*", .required = true,
      .about = "What tells by its exit status whether the container is well; or a path such as /health, "
               "which curl "
               "or wget in the image asks for, or of a REST API the balancer." },
    { FIELD(container_health, every), .property = "*", .about = "How often, 5s to 5m; 30s unless told." },
    { FIELD(container_health, timeout), .property = "*",
      .about = "How long it may take, 2s to 1m; 5s unless told." },
    { FIELD(container_health, retries), .property = "*",
      .about = "Failures before it is unwell, 1 to 10; 3 unless told." },
    { FIELD(container_health, grace), .property = "*",
      .about = "How long it may take to start, up to 5m; no longer unless told." },
    { 0 },
};
const struct form container_health_form = { .what = "a command, a path, or {command, every, …}",
                                            .brief = "command",
                                            .size = sizeof(struct container_health),
                                            .fields = health_fields };

static const struct field logs_fields[] = {
    { FIELD(container_logs, retention), .property = "RetentionInDays",
      .about = "How long log lines are kept; 30 days unless told." },
    { FIELD(container_logs, key), .property = "KmsKeyId",
      .about = "The ARN of a key of one's own to encrypt with." },
    { FIELD(container_logs, name), .property = "LogGroupName",
      .about = "The log group's name; CloudFormation's own unless told." },
    { 0 },
};
const struct form container_logs_form = { .what = "{retention}",
                                          .brief = "retention",
                                          .type = "AWS::Logs::LogGroup",
                                          .size = sizeof(struct container_logs),
                                          .fields = logs_fields };

/* A value as it was written, which may be an intrinsic function. */
static void copy_write(struct node *into, const char *property, const struct node *from)
{
    if (from) node_add(into, property, node_copy(into->arena, from))->place = node_place(from);
}

static void list_write(struct node *into, const char *property, const struct text *text)
{
    if (!text || !text->from) return;
    struct node *list = node_add(into, property, node_list(into->arena));
    for (; text->from; text++)
        node_add(list, NULL, node_copy(into->arena, text->from))->place = node_place(text->from);
}

static void number_write(struct node *into, const char *property, const struct seconds *seconds)
{
    if (is_known(seconds->from))
        node_add(into, property, node_number(into->arena, seconds->value))->place = node_place(seconds->from);
    else
        copy_write(into, property, seconds->from);
}

static bool container_is_asked(const struct template *template, const struct container *container)
{
    struct ways ways = container_ways(template, container);
    return ways.registered || ways.balanced || container->port.from;
}

static void logs_made(struct template *template, const struct bound_function *bound, struct node *definition,
                      struct node *statements)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    const char *id = arena_join(arena, bound->id, "Logs");
    struct resource group =
        template_add(template, id, "AWS::Logs::LogGroup", node_key_place(container->item.from));
    template_write(template, &container_logs_form, &container->logs, group.properties);
    if (!container->logs.retention.from)
        node_add(group.properties, "RetentionInDays", node_number(arena, 30));
    struct node *logging = node_add(definition, "LogConfiguration", node_map(arena));
    node_add(logging, "LogDriver", node_text(arena, "awslogs"));
    struct node *options = node_add(logging, "Options", node_map(arena));
    node_add(options, "awslogs-group", intrinsic_ref(arena, id));
    node_add(options, "awslogs-region", intrinsic_ref(arena, "AWS::Region"));
    node_add(options, "awslogs-stream-prefix", node_text(arena, container->item.key.value));
    struct node *statement = policy_allow(statements, "logs:CreateLogStream logs:PutLogEvents");
    node_add(statement, "Resource", intrinsic_attribute(arena, id, "Arn"));
}

static void environment_list(struct template *template, const struct bound_function *bound,
                             struct node *definition)
{
    struct arena *arena = template->arena;
    struct node *variables = environment_variables(template, bound);
    container_queue_variables(template, bound->container, variables);
    if (bound->container->handler.from) container_handler_variables(template, bound, variables);
    if (container_is_asked(template, bound->container) && !node_find(variables, "PORT"))
        node_add(variables, "PORT", container_port(template, bound->container));
    struct node *list = variables->count ? node_add(definition, "Environment", node_list(arena)) : NULL;
    for (const struct node *v = variables->first; v; v = v->next) {
        struct node *one = node_add(list, NULL, node_map(arena));
        node_add(one, "Name", node_text(arena, v->key));
        struct node *value = node_add(one, "Value", node_copy(arena, v));
        value->place = v->place;
        value->quoted = v->shape == SCALAR;
    }
}

/* Images have one of them, as a rule. */
static struct node *health_command(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    const struct node *from = container->health.command.from;
    if (!health_is_path(container)) return node_copy(arena, from);
    const struct node *port = container_port(template, container);
    const char *url = arena_text(arena, "http://localhost:%s%s", port->shape == SCALAR ? port->text : "$PORT",
                                 container->health.command.value);
    return node_format(arena, "curl -fsS -o /dev/null %s || wget -qO /dev/null %s || exit 1", url, url);
}

static void check(struct template *template, const char *key, const struct node *from, long value, long least,
                  long most)
{
    if (is_known(from) && (value < least || value > most))
        diag_add(template->diags, FINDING(out_of_range), node_place(from), NULL, "%s must be from %ld to %ld",
                 key, least, most);
}

/* As ECS has them, which its schema does not say. */
static void check_times(struct template *template, const struct container *container)
{
    const struct container_health *health = &container->health;
    check(template, "every", health->every.from, health->every.value, 5, 300);
    check(template, "timeout", health->timeout.from, health->timeout.value, 2, 60);
    check(template, "retries", health->retries.from, health->retries.value, 1, 10);
    check(template, "grace", health->grace.from, health->grace.value, 0, 300);
    check(template, "stop", container->stop.from, container->stop.value, 2, 120);
}

static void health_write(struct template *template, const struct container *container,
                         struct node *definition)
{
    struct arena *arena = template->arena;
    const struct container_health *health = &container->health;
    bool asked = health_is_path(container) && container_ways(template, container).balanced;
    if (!health->command.from || asked) return;
    struct node *check = node_add(definition, "HealthCheck", node_map(arena));
    struct node *command = node_add(check, "Command", node_list(arena));
    node_add(command, NULL, node_text(arena, "CMD-SHELL"));
    node_add(command, NULL, health_command(template, container));
    number_write(check, "Interval", &health->every);
    number_write(check, "Timeout", &health->timeout);
    copy_write(check, "Retries", health->retries.from);
    number_write(check, "StartPeriod", &health->grace);
}

static void port_write(struct template *template, const struct container *container, struct node *definition)
{
    struct arena *arena = template->arena;
    if (!container_is_asked(template, container)) return;
    struct node *mapping =
        node_add(node_add(definition, "PortMappings", node_list(arena)), NULL, node_map(arena));
    node_add(mapping, "ContainerPort", container_port(template, container));
    node_add(mapping, "Protocol", node_text(arena, "tcp"));
}

static const struct text *architecture_of(const struct template *template, const struct container *container)
{
    return container->architecture.from ? &container->architecture : &template->service->architecture;
}

static void program_write(struct template *template, const struct container *container,
                          struct node *definition)
{
    const char *written = architecture_of(template, container)->value;
    struct node *built = build_add(template, &container->image, written ? written : "x86_64");
    if (built)
        node_add(definition, "Image", built)->place = node_place(container->image.from);
    else
        copy_write(definition, "Image", container->image.from);
    list_write(definition, "EntryPoint", container->entryPoint);
    list_write(definition, "Command", container->command);
    copy_write(definition, "WorkingDirectory", container->workingDirectory.from);
}

static void definition_write(struct template *template, const struct bound_function *bound,
                             struct node *definition)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    node_add(definition, "Name", node_text(arena, container->item.key.value));
    node_add(definition, "Essential", node_flag(arena, true));
    if (container->handler.from)
        container_handler_write(template, bound, definition);
    else
        program_write(template, container, definition);
    copy_write(definition, "User", container->user.from);
    environment_list(template, bound, definition);
    health_write(template, container, definition);
    port_write(template, container, definition);
    check_times(template, container);
    number_write(definition, "StopTimeout", &container->stop);
    /* Who ends a task ends what it started too. */
    node_add(node_at(definition, "LinuxParameters"), "InitProcessEnabled", node_flag(arena, true));
}

static void storage_write(struct template *template, const struct megabytes *storage, struct node *properties)
{
    if (!storage->from) return;
    struct node *gigabytes = is_known(storage->from)
                                 ? node_number(template->arena, (storage->value + 1023) / 1024)
                                 : node_copy(template->arena, storage->from);
    gigabytes->place = node_place(storage->from);
    schema_check(template->schemas, "AWS::ECS::TaskDefinition", "EphemeralStorage.SizeInGiB", "storage",
                 gigabytes, template->diags);
    if (is_known(storage->from) && (storage->value < 21 * 1024 || storage->value > 200 * 1024))
        diag_add(template->diags, FINDING(out_of_range), node_place(storage->from), "left out it is 20GB",
                 "storage must be from 21GB to 200GB");
    node_add(node_at(properties, "EphemeralStorage"), "SizeInGiB", gigabytes);
}

static const char *architecture(struct template *template, const struct container *container)
{
    static const struct word_pair words[] = { { "x86_64", "X86_64" }, { "arm64", "ARM64" }, { 0 } };
    const struct text *written = architecture_of(template, container);
    return is_known(written->from) ? word_translate(template, "architecture", written, words) : "X86_64";
}

void container_task_write(struct template *template, const struct form *form,
                          const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    const char *id = arena_join(arena, bound->id, "Task");
    struct resource task =
        template_add(template, id, "AWS::ECS::TaskDefinition", node_key_place(container->item.from));
    struct node *p = task.properties;
    node_add(node_add(p, "RequiresCompatibilities", node_list(arena)), NULL, node_text(arena, "FARGATE"));
    node_add(p, "NetworkMode", node_text(arena, "awsvpc"));
    container_size_write(template, container, p);
    storage_write(template, &container->storage, p);
    template_write(template, form, container, p);
    struct node *platform = node_add(p, "RuntimePlatform", node_map(arena));
    const char *processor = architecture(template, container);
    if (processor) node_add(platform, "CpuArchitecture", node_text(arena, processor));
    node_add(platform, "OperatingSystemFamily", node_text(arena, "LINUX"));
    node_add(p, "ExecutionRoleArn",
             intrinsic_attribute(arena, arena_join(arena, bound->id, "ExecutionRole"), "Arn"));
    node_add(p, "TaskRoleArn",
             container->role.from ? node_copy(arena, container->role.from)
                                  : intrinsic_attribute(arena, arena_join(arena, bound->id, "Role"), "Arn"));
    struct node *definition =
        node_add(node_add(p, "ContainerDefinitions", node_list(arena)), NULL, node_map(arena));
    struct node *statements = container_execution_write(template, bound);
    definition_write(template, bound, definition);
    logs_made(template, bound, definition, statements);
    container_credentials_write(template, container, statements, definition);
    container_secrets_write(template, container, statements, definition);
    if (!container->image.from && !container->handler.from) return; /* that has been said */
    schema_check(template->schemas, "AWS::ECS::TaskDefinition", "ContainerDefinitions", "the container",
                 node_find(p, "ContainerDefinitions"), template->diags);
}
