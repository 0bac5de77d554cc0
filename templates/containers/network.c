#include "templates/containers/network.h"
#include "base/json.h"
#include "base/sha256.h"
#include "service/intrinsic.h"
#include "templates/core/network_ids.h"
#include "templates/service.h"

static const struct field fields[] = {
    { FIELD(container_vpc, subnets), .required = true,
      .about = "Subnet IDs, in several Availability Zones: a list, or one intrinsic function or ${ssm:…} "
               "that returns a list." },
    { FIELD(container_vpc, securityGroups), .required = true,
      .about = "Security group IDs: a list, or one intrinsic function or ${ssm:…} that returns a list." },
    { FIELD(container_vpc, id), .property = "*",
      .about = "VPC ID. Required when routes lead to the container (the security groups must allow traffic "
               "from themselves) or when it uses a table with `dax`." },
    { KEYED("public", container_vpc, open),
      .about = "Assign public IP addresses. Needed in subnets without a NAT gateway.",
      .default_value = "false" },
    { 0 },
};
const struct form container_vpc_form = { .what = "{subnets, securityGroups}",
                                         .size = sizeof(struct container_vpc),
                                         .fields = fields };

static struct node *add(struct template *template, const struct container *container, const char *part,
                        const char *type)
{
    const char *id = arena_join(template->arena, "Containers", part);
    return template_add(template, id, type, node_key_place(container->item.from)).properties;
}

static void subnet_write(struct template *template, const struct container *container, const char *name,
                         int zone, const char *block)
{
    struct arena *arena = template->arena;
    struct node *p = add(template, container, name, "AWS::EC2::Subnet");
    node_add(p, "VpcId", intrinsic_ref(arena, "ContainersVpc"));
    node_add(p, "CidrBlock", node_text(arena, block));
    struct node *select =
        node_add(node_add(p, "AvailabilityZone", node_map(arena)), "Fn::Select", node_list(arena));
    node_add(select, NULL, node_number(arena, zone));
    node_add(node_add(select, NULL, node_map(arena)), "Fn::GetAZs", node_text(arena, ""));
    p = add(template, container, arena_join(arena, name, "Routes"), "AWS::EC2::SubnetRouteTableAssociation");
    node_add(p, "SubnetId", intrinsic_ref(arena, arena_join(arena, "Containers", name)));
    node_add(p, "RouteTableId", intrinsic_ref(arena, "ContainersRoutes"));
}

static void way_out_write(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    add(template, container, "Gateway", "AWS::EC2::InternetGateway");
    struct node *p = add(template, container, "GatewayAttachment", "AWS::EC2::VPCGatewayAttachment");
    node_add(p, "VpcId", intrinsic_ref(arena, "ContainersVpc"));
    node_add(p, "InternetGatewayId", intrinsic_ref(arena, "ContainersGateway"));
    p = add(template, container, "Routes", "AWS::EC2::RouteTable");
    node_add(p, "VpcId", intrinsic_ref(arena, "ContainersVpc"));
    struct resource route = template_add(template, "ContainersInternetRoute", "AWS::EC2::Route",
                                         node_key_place(container->item.from));
    node_add(route.node, "DependsOn", node_text(arena, "ContainersGatewayAttachment"));
    node_add(route.properties, "RouteTableId", intrinsic_ref(arena, "ContainersRoutes"));
    node_add(route.properties, "DestinationCidrBlock", node_text(arena, "0.0.0.0/0"));
    node_add(route.properties, "GatewayId", intrinsic_ref(arena, "ContainersGateway"));
}

/* Nobody reaches its members, until they are let in among each other. */
static void security_group_write(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    struct node *p = add(template, container, "SecurityGroup", "AWS::EC2::SecurityGroup");
    node_add(p, "VpcId", intrinsic_ref(arena, "ContainersVpc"));
    node_add(p, "GroupDescription",
             node_format(arena, "Containers of %s-%s", template->service->service.value, template->stage));
}

void container_network_open(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    if (container->vpc.from || node_find(template->resources, "ContainersSecurityGroupIngress")) return;
    struct node *p = add(template, container, "SecurityGroupIngress", "AWS::EC2::SecurityGroupIngress");
    node_add(p, "GroupId", intrinsic_ref(arena, "ContainersSecurityGroup"));
    node_add(p, "SourceSecurityGroupId", intrinsic_ref(arena, "ContainersSecurityGroup"));
    node_add(p, "IpProtocol", node_text(arena, "-1"));
    node_add(p, "Description", node_text(arena, "Traffic between the containers"));
}

static void network_make(struct template *template, const struct container *container)
{
    if (node_find(template->resources, "ContainersVpc")) return;
    struct arena *arena = template->arena;
    struct node *p = add(template, container, "Vpc", "AWS::EC2::VPC");
    node_add(p, "CidrBlock", node_text(arena, "10.0.0.0/16"));
    node_add(p, "EnableDnsSupport", node_flag(arena, true));
    node_add(p, "EnableDnsHostnames", node_flag(arena, true));
    way_out_write(template, container);
    subnet_write(template, container, "SubnetA", 0, "10.0.0.0/20");
    subnet_write(template, container, "SubnetB", 1, "10.0.16.0/20");
    security_group_write(template, container);
}

struct node *container_network(struct template *template, const struct container *container)
{
    struct arena *arena = template->arena;
    const struct container_vpc *vpc = &container->vpc;
    struct node *configuration = node_map(arena);
    bool open = !vpc->from || vpc->open.value;
    node_add(configuration, "AssignPublicIp", node_text(arena, open ? "ENABLED" : "DISABLED"));
    if (!vpc->from) network_make(template, container);
    struct node *groups = node_list(arena), *subnets = node_list(arena);
    if (!vpc->from) {
        node_add(groups, NULL, intrinsic_attribute(arena, "ContainersSecurityGroup", "GroupId"));
        node_add(subnets, NULL, intrinsic_ref(arena, "ContainersSubnetA"));
        node_add(subnets, NULL, intrinsic_ref(arena, "ContainersSubnetB"));
    } else {
        if (vpc->securityGroups.from) groups = network_ids(template, vpc->securityGroups.from);
        if (vpc->subnets.from) subnets = network_ids(template, vpc->subnets.from);
    }
    node_add(configuration, "SecurityGroups", groups);
    node_add(configuration, "Subnets", subnets);
    return configuration;
}

const char *container_network_id(struct template *template, const struct container *container,
                                 const char *part)
{
    struct arena *arena = template->arena;
    if (!container->vpc.from) return arena_join(arena, "Containers", part);
    struct buffer *said = buffer_new(arena);
    json_print(said, container->vpc.from, JSON_CANONICAL);
    return arena_text(arena, "Containers%.8s%s", sha256_hex(arena, said->text, said->size), part);
}

struct node *container_way_out(struct template *template)
{
    static const char *const ids[] = { "ContainersInternetRoute", "ContainersSubnetARoutes",
                                       "ContainersSubnetBRoutes" };
    struct node *list = node_list(template->arena);
    for (int i = 0; i < 3; i++) node_add(list, NULL, node_text(template->arena, ids[i]));
    return list;
}

static bool any_spot(const struct template *template)
{
    for (const struct container *c = template->service->containers; c && c->item.from; c++)
        if (c->spot.value) return true;
    return false;
}

const char *container_cluster(struct template *template, const struct container *container)
{
    static const char id[] = "ContainersCluster";
    if (node_find(template->resources, id)) return id;
    struct node *p = add(template, container, "Cluster", "AWS::ECS::Cluster");
    if (!any_spot(template)) return id;
    struct node *providers = node_add(p, "CapacityProviders", node_list(template->arena));
    node_add(providers, NULL, node_text(template->arena, "FARGATE"));
    node_add(providers, NULL, node_text(template->arena, "FARGATE_SPOT"));
    return id;
}
