/* Routes that lead to a container, by way of a VPC link. An HTTP API finds its tasks by their registrations
 * in Cloud Map; a REST API takes a network load balancer only.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html */
#include "templates/containers/routes.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/containers/ask.h"
#include "templates/containers/network.h"
#include "templates/service.h"
#include <string.h>

enum { FIRST_PORT = 10000, PORTS = 50000 };

/* The port at which the balancer listens for it. A balancer serves all containers, and no port may move when
 * there is one more of them. */
static long listener_port(const struct container *container)
{
    unsigned long hash = 5381;
    for (const char *at = container->item.key.value; *at; at++) hash = hash * 33 + (unsigned char)*at;
    return FIRST_PORT + (long)(hash % PORTS);
}

static struct resource part_add(struct template *template, const struct bound_function *bound,
                                const char *part, const char *type)
{
    return template_add(template, arena_join(template->arena, bound->id, part), type,
                        node_key_place(bound->container->item.from));
}

static struct node *name(struct template *template, const char *end)
{
    return node_format(template->arena, "%s-%s%s", template->service->service.value, template->stage, end);
}

/* One of all containers in a network; NULL: it is there. */
static struct node *shared_add(struct template *template, const struct container *container, const char *part,
                               const char *type)
{
    const char *id = container_network_id(template, container, part);
    if (node_find(template->resources, id)) return NULL;
    return template_add(template, id, type, node_key_place(container->item.from)).properties;
}

static const char *link_id(struct template *template, const struct container *container)
{
    const struct node *network = container_network(template, container);
    struct node *p = shared_add(template, container, "Link", "AWS::ApiGatewayV2::VpcLink");
    if (p) {
        node_add(p, "Name", name(template, ""));
        node_add(p, "SecurityGroupIds", node_copy(template->arena, node_find(network, "SecurityGroups")));
        node_add(p, "SubnetIds", node_copy(template->arena, node_find(network, "Subnets")));
    }
    return container_network_id(template, container, "Link");
}

static void integration_write(struct template *template, const struct bound_function *bound,
                              const char *payload, struct node *properties)
{
    (void)payload; /* of what Lambda is called with */
    struct arena *arena = template->arena;
    node_add(properties, "IntegrationType", node_text(arena, "HTTP_PROXY"));
    node_add(properties, "IntegrationMethod", node_text(arena, "ANY"));
    node_add(properties, "ConnectionType", node_text(arena, "VPC_LINK"));
    node_add(properties, "ConnectionId", intrinsic_ref(arena, link_id(template, bound->container)));
    node_add(properties, "IntegrationUri",
             intrinsic_attribute(arena, arena_join(arena, bound->id, "Registry"), "Arn"));
    node_add(properties, "PayloadFormatVersion", node_text(arena, "1.0"));
}

/* The path's parameters are those of the route, one by one. */
static void parameters_pass(const char *path, struct node *integration)
{
    struct arena *arena = integration->arena;
    struct node *parameters = node_map(arena);
    for (const char *at = path; (at = strchr(at, '{')); at++) {
        const char *one = arena_copy(arena, at + 1, strcspn(at + 1, "+}"));
        node_add(parameters, arena_join(arena, "integration.request.path.", one),
                 node_text(arena, arena_join(arena, "method.request.path.", one)));
    }
    if (parameters->count) node_add(integration, "requestParameters", parameters);
}

static void rest_integration_write(struct template *template, const struct bound_function *bound,
                                   const struct route *route, struct node *integration)
{
    struct arena *arena = template->arena;
    const char *balancer = container_network_id(template, bound->container, "Balancer");
    node_add(integration, "type", node_text(arena, "http_proxy"));
    node_add(integration, "httpMethod", node_text(arena, route->method));
    node_add(integration, "passthroughBehavior", node_text(arena, "when_no_match"));
    node_add(integration, "connectionType", node_text(arena, "VPC_LINK"));
    node_add(integration, "connectionId",
             intrinsic_ref(arena, container_network_id(template, bound->container, "RestLink")));
    /* {id} in an Fn::Sub is itself; only ${…} is replaced. */
    node_add(integration, "uri",
             intrinsic_sub(arena, "http://${%s.DNSName}:%ld%s", balancer, listener_port(bound->container),
                           text_replace(arena, route->path, "+}", "}")));
    parameters_pass(route->path, integration);
}

static struct node *vpc_id(struct template *template, const struct container *container)
{
    if (!container->vpc.from) return intrinsic_ref(template->arena, "ContainersVpc");
    if (container->vpc.id.from) return node_copy(template->arena, container->vpc.id.from);
    diag_add(template->diags, FINDING(missing_key), node_place(container->vpc.from),
             "such as id: vpc-0123456789abcdef0", "'id' is missing: routes need the VPC");
    return node_text(template->arena, "");
}

/* SRV: the port is registered beside the address. */
static void registry_write(struct template *template, const struct bound_function *bound,
                           struct node *service)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    struct node *p =
        shared_add(template, container, "Namespace", "AWS::ServiceDiscovery::PrivateDnsNamespace");
    if (p) {
        node_add(p, "Name", name(template, ".internal"));
        node_add(p, "Vpc", vpc_id(template, container));
    }
    p = part_add(template, bound, "Registry", "AWS::ServiceDiscovery::Service").properties;
    node_add(p, "NamespaceId", intrinsic_ref(arena, container_network_id(template, container, "Namespace")));
    node_add(p, "Name", node_text(arena, container->item.key.value));
    struct node *record =
        node_add(node_add(node_at(p, "DnsConfig"), "DnsRecords", node_list(arena)), NULL, node_map(arena));
    node_add(record, "Type", node_text(arena, "SRV"));
    node_add(record, "TTL", node_number(arena, 10));
    node_add(node_at(p, "HealthCheckCustomConfig"), "FailureThreshold", node_number(arena, 1));
    struct node *registry =
        node_add(node_add(service, "ServiceRegistries", node_list(arena)), NULL, node_map(arena));
    node_add(registry, "RegistryArn",
             intrinsic_attribute(arena, arena_join(arena, bound->id, "Registry"), "Arn"));
    node_add(registry, "ContainerName", node_text(arena, container->item.key.value));
    node_add(registry, "ContainerPort", container_port(template, container));
}

static void balancer_write(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    const struct node *network = container_network(template, container);
    struct node *p = shared_add(template, container, "Balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer");
    if (!p) return;
    node_add(p, "Type", node_text(arena, "network"));
    node_add(p, "Scheme", node_text(arena, "internal"));
    node_add(p, "SecurityGroups", node_copy(arena, node_find(network, "SecurityGroups")));
    node_add(p, "Subnets", node_copy(arena, node_find(network, "Subnets")));
    /* What comes by the VPC link has addresses of API Gateway's own. */
    node_add(p, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", node_text(arena, "off"));
    struct node *attribute =
        node_add(node_add(p, "LoadBalancerAttributes", node_list(arena)), NULL, node_map(arena));
    node_add(attribute, "Key", node_text(arena, "load_balancing.cross_zone.enabled"));
    node_add(attribute, "Value", node_text(arena, "true"));
    p = shared_add(template, container, "RestLink", "AWS::ApiGateway::VpcLink");
    if (!p) return;
    node_add(p, "Name", name(template, ""));
    node_add(node_add(p, "TargetArns", node_list(arena)), NULL,
             intrinsic_ref(arena, container_network_id(template, container, "Balancer")));
}

static void target_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    const struct text *path = &container->health.command;
    struct node *p =
        part_add(template, bound, "TargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup").properties;
    node_add(p, "Protocol", node_text(arena, "TCP"));
    node_add(p, "Port", container_port(template, container));
    node_add(p, "TargetType", node_text(arena, "ip"));
    node_add(p, "VpcId", vpc_id(template, container));
    node_add(p, "HealthCheckProtocol", node_text(arena, health_is_path(container) ? "HTTP" : "TCP"));
    if (health_is_path(container)) node_add(p, "HealthCheckPath", node_copy(arena, path->from));
    node_add(p, "HealthCheckIntervalSeconds", node_number(arena, 10));
    struct node *attribute =
        node_add(node_add(p, "TargetGroupAttributes", node_list(arena)), NULL, node_map(arena));
    node_add(attribute, "Key", node_text(arena, "deregistration_delay.timeout_seconds"));
    node_add(attribute, "Value", node_text(arena, "30"));
}

static void balanced_write(struct template *template, const struct bound_function *bound,
                           struct resource service, struct node *depends)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    balancer_write(template, container);
    target_write(template, bound);
    const char *group = arena_join(arena, bound->id, "TargetGroup"),
               *id = arena_join(arena, bound->id, "Listener");
    struct node *p =
        part_add(template, bound, "Listener", "AWS::ElasticLoadBalancingV2::Listener").properties;
    node_add(p, "LoadBalancerArn",
             intrinsic_ref(arena, container_network_id(template, container, "Balancer")));
    node_add(p, "Protocol", node_text(arena, "TCP"));
    node_add(p, "Port", node_number(arena, listener_port(container)));
    struct node *action = node_add(node_add(p, "DefaultActions", node_list(arena)), NULL, node_map(arena));
    node_add(action, "Type", node_text(arena, "forward"));
    node_add(action, "TargetGroupArn", intrinsic_ref(arena, group));
    struct node *balanced =
        node_add(node_add(service.properties, "LoadBalancers", node_list(arena)), NULL, node_map(arena));
    node_add(balanced, "ContainerName", node_text(arena, container->item.key.value));
    node_add(balanced, "ContainerPort", container_port(template, container));
    node_add(balanced, "TargetGroupArn", intrinsic_ref(arena, group));
    if (is_known(container->health.grace.from))
        node_add(service.properties, "HealthCheckGracePeriodSeconds",
                 node_number(arena, container->health.grace.value));
    node_add(depends, NULL, node_text(arena, id));
}

void container_ways_write(struct template *template, const struct bound_function *bound,
                          struct resource service, struct node *depends)
{
    struct ways ways = container_ways(template, bound->container);
    if (ways.registered || ways.balanced) container_network_open(template, bound->container);
    if (ways.registered) registry_write(template, bound, service.properties);
    if (ways.balanced) balanced_write(template, bound, service, depends);
}

const struct compute container_compute = { .name = "container",
                                           .principal = "ecs-tasks.amazonaws.com",
                                           .integration = integration_write,
                                           .rest_integration = rest_integration_write };
