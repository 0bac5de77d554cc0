#include "templates/functions/integration.h"
#include "service/intrinsic.h"

#define INVOCATION "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"

static struct node *invocation_uri(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const char *target = arena_join(arena, bound->id, bound->alias ? "Alias}" : "Function.Arn}");
    return intrinsic_sub_text(arena,
                              arena_join(arena, INVOCATION "${", arena_join(arena, target, "/invocations")));
}

static void integration_write(struct template *template, const struct bound_function *bound,
                              const char *payload, struct node *properties)
{
    struct arena *arena = template->arena;
    node_add(properties, "IntegrationType", node_text(arena, "AWS_PROXY"));
    node_add(properties, "IntegrationUri", invocation_uri(template, bound));
    if (payload) node_add(properties, "PayloadFormatVersion", node_text(arena, payload));
}

/* The same for each of its routes: Lambda is told the path in the event. */
static void rest_integration_write(struct template *template, const struct bound_function *bound,
                                   const struct route *route, struct node *integration)
{
    (void)route;
    struct arena *arena = template->arena;
    node_add(integration, "type", node_text(arena, "aws_proxy"));
    node_add(integration, "httpMethod", node_text(arena, "POST"));
    node_add(integration, "passthroughBehavior", node_text(arena, "never"));
    node_add(integration, "uri", invocation_uri(template, bound));
}

const struct compute function_compute = { .name = "function",
                                          .principal = "lambda.amazonaws.com",
                                          .is_invoked = true,
                                          .integration = integration_write,
                                          .rest_integration = rest_integration_write };
