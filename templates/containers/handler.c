#include "templates/containers/handler.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/type.h"
#include "templates/code/artifact.h"
#include "templates/containers/queue.h"
#include "templates/core/policy.h"
#include "templates/functions/function.h"
#include "templates/functions/runtime.h"
#include "templates/functions/source.h"
#include "templates/service.h"
#include <string.h>

#define CODE_BUCKET "cfgen-${AWS::AccountId}-${AWS::Region}/"

extern const char container_handler_python[]; /* handler.py */

static void reject(struct template *template, const char *key, const struct node *from)
{
    if (from)
        diag_add(template->diags, FINDING(container_code), node_key_place(from), "remove it, or use an image",
                 "a container with a handler cannot have %s", key);
}

struct routed { /* what events of both APIs begin with */
    const struct node *from;
    struct text route;
};

static bool is_route(const struct chosen *event)
{
    return event->form && event->value && text_starts(event->form->key, "http");
}

/* Behind a VPC link there is only the request itself. */
static void check_caller(struct template *template, const struct chosen *event)
{
    const struct routed *routed = event->value;
    const struct node *auth = node_find(routed->from, "auth");
    if (auth && (auth->shape != SCALAR || strcmp(auth->text, "public") != 0))
        diag_add(template->diags, FINDING(caller_untold), auth->place,
                 "use a function, which receives the caller in requestContext.authorizer",
                 "the handler does not receive the identity of the caller");
}

static void check(struct template *template, const struct container *container)
{
    reject(template, "image", container->image.from);
    reject(template, "credentials", container->credentials.from);
    reject(template, "workingDirectory", container->workingDirectory.from);
    if (container->command) reject(template, "command", container->command->from);
    if (container->entryPoint) reject(template, "entryPoint", container->entryPoint->from);
    for (const struct chosen *e = container->events; e && e->from; e++)
        if (is_route(e)) check_caller(template, e);
}

static const struct artifact *artifact(struct template *template, const struct container *container,
                                       const char *runtime)
{
    const struct text *written =
        container->architecture.from ? &container->architecture : &template->service->architecture;
    const struct node *from = container->code.from ? container->code.from : container->handler.from;
    const struct artifact_source source = function_source(template, &container->code);
    return artifact_find(template->artifacts, &source, container->handler.value, runtime,
                         written->value ? written->value : "x86_64", node_place(from));
}

static const char *python(struct template *template, const struct bound_function *bound)
{
    const char *runtime = function_runtime(template, bound->function);
    if (!runtime || text_starts(runtime, "python3.")) return runtime;
    diag_add(template->diags, FINDING(container_code), node_place(bound->container->handler.from),
             "use an image: image: ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG",
             "container handlers must be written in Python, not %s", runtime);
    return NULL;
}

static void code_allow(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const char *objects = arena_join(arena, template->service->service.value, "/*");
    node_add(
        policy_allow(bound->statements, "s3:GetObject"), "Resource",
        intrinsic_sub_text(arena, arena_join(arena, "arn:${AWS::Partition}:s3:::" CODE_BUCKET, objects)));
}

/* `WARDS_QUEUE_URL:1`: which variables say where its queues are, and how many messages a call takes. */
static const char *queues(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    const char *all = NULL;
    for (const struct chosen *e = container->events; e && e->from; e++) {
        const struct container_queue *event = e->value;
        if (e->form != &container_queue_event_form || !event || !reference_is_valid(&event->name)) continue;
        const char *one = arena_text(arena, "%s:%ld", container_queue_variable(template, container, event),
                                     event->batch.from ? event->batch.value : 1);
        all = all ? arena_join(arena, all, arena_join(arena, " ", one)) : one;
    }
    return all;
}

/* [["2.0","GET","/quests/{id}"]]: which routes lead to it, and in which version of the payload. */
static const char *routes(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    struct node *list = node_list(arena);
    for (const struct chosen *e = container->events; e && e->from; e++) {
        const struct routed *routed = e->value;
        if (!is_route(e) || !routed->route.value) continue;
        const char *text = routed->route.value, *path = strchr(text, ' ');
        bool second = !strcmp(e->form->key, "httpApi") || http_api_is_type(template->service);
        struct node *route = node_add(list, NULL, node_list(arena));
        node_add(route, NULL, node_text(arena, second ? "2.0" : "1.0"));
        node_add(route, NULL,
                 node_text(arena, path ? arena_copy(arena, text, (size_t)(path - text)) : "ANY"));
        node_add(route, NULL, node_text(arena, path ? path + strspn(path, " ") : "*"));
    }
    if (!list->first) return NULL;
    struct buffer *out = buffer_new(arena);
    json_print(out, list, JSON_COMPACT);
    return out->text;
}

void container_handler_write(struct template *template, const struct bound_function *bound,
                             struct node *definition)
{
    struct arena *arena = template->arena;
    const char *runtime = python(template, bound);
    check(template, bound->container);
    const char *version = runtime ? runtime + strlen("python") : "";
    node_add(definition, "Image",
             node_text(arena, arena_join(arena, "public.ecr.aws/lambda/python:", version)));
    struct node *entry = node_add(definition, "EntryPoint", node_list(arena));
    node_add(entry, NULL, node_text(arena, "/var/lang/bin/python3"));
    node_add(entry, NULL, node_text(arena, "-c"));
    node_add(node_add(definition, "Command", node_list(arena)), NULL,
             node_text(arena, container_handler_python));
}

void container_handler_variables(struct template *template, const struct bound_function *bound,
                                 struct node *variables)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    const char *runtime = function_runtime(template, bound->function);
    const struct artifact *made = runtime ? artifact(template, container, runtime) : NULL;
    const char *key = arena_join(arena, template->service->service.value,
                                 arena_join(arena, "/", arena_join(arena, made ? made->key : "", ".zip")));
    node_set(variables, "CFGEN_CODE", intrinsic_sub_text(arena, arena_join(arena, CODE_BUCKET, key)));
    node_set(variables, "CFGEN_HANDLER", node_text(arena, container->handler.value));
    node_set(variables, "CFGEN_NAME", node_text(arena, container->item.key.value));
    const char *waited = queues(template, container);
    if (waited) node_set(variables, "CFGEN_QUEUES", node_text(arena, waited));
    const char *answered = routes(template, container);
    if (answered) node_set(variables, "CFGEN_ROUTES", node_text(arena, answered));
    node_set(variables, "AWS_DEFAULT_REGION", intrinsic_ref(arena, "AWS::Region"));
    node_set(variables, "PYTHONUNBUFFERED", node_text(arena, "1"));
    if (!container->role.from) code_allow(template, bound);
}
