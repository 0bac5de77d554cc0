#include "templates/functions/network.h"
#include "templates/core/network_ids.h"
#include "templates/core/policy.h"
#include "templates/functions/function.h"

static const struct field vpc_fields[] = {
    { FIELD(vpc, subnets), .required = true,
      .about = "Subnet IDs, in several Availability Zones: a list, or one intrinsic function or ${ssm:…} "
               "that returns a list." },
    { FIELD(vpc, securityGroups), .required = true,
      .about = "Security group IDs: a list, or one intrinsic function or ${ssm:…} that returns a list." },
    { FIELD(vpc, id), .property = "*",
      .about = "VPC ID. Required when the function uses a table with `dax`." },
    { FIELD(vpc, ipv6), .property = "VpcConfig.Ipv6AllowedForDualStack",
      .about = "Allow outbound IPv6 traffic in dual-stack subnets.", .default_value = "false" },
    { 0 },
};
const struct form vpc_form = { .what = "{subnets, securityGroups}",
                               .type = "AWS::Lambda::Function",
                               .size = sizeof(struct vpc),
                               .fields = vpc_fields };

static const struct field mount_fields[] = {
    { KEYED("(path)", mount, path) },
    { FIELD(mount, arn), .property = "*", .required = true, .about = "ARN of an EFS access point." },
    { 0 },
};
const struct form mount_form = { .what = "the ARN of an EFS access point",
                                 .named = "(path)",
                                 .brief = "arn",
                                 .size = sizeof(struct mount),
                                 .fields = mount_fields };

static void ids_write(struct template *template, struct node *properties, const char *property,
                      const char *key, const struct any *from)
{
    if (!from->from) return;
    struct node *list =
        node_set(node_at(properties, "VpcConfig"), property, network_ids(template, from->from));
    schema_check(template->schemas, "AWS::Lambda::Function",
                 arena_join(template->arena, "VpcConfig.", property), key, list, template->diags);
}

static void mounts_write(struct template *template, const struct bound_function *bound,
                         struct node *properties)
{
    struct arena *arena = template->arena;
    const struct mount *mount = bound->function->efs;
    if (!mount || !mount->from) return;
    if (!bound->function->vpc.from)
        diag_add(template->diags, FINDING(missing_key), node_key_place(mount->from),
                 "vpc: {subnets, securityGroups}",
                 "'vpc' is missing: file systems are reached through a VPC");
    struct node *list = node_add(properties, "FileSystemConfigs", node_list(arena)), *arns = node_list(arena);
    list->place = node_key_place(mount->from);
    for (; mount->from; mount++) {
        struct node *one = node_add(list, NULL, node_map(arena));
        if (!mount->arn.from) continue;
        node_add(one, "Arn", node_copy(arena, mount->arn.from))->place = node_place(mount->arn.from);
        node_add(one, "LocalMountPath", node_text(arena, mount->path.value))->place =
            node_key_place(mount->from);
        node_add(arns, NULL, node_copy(arena, mount->arn.from));
    }
    schema_check(template->schemas, "AWS::Lambda::Function", "FileSystemConfigs", "efs", list,
                 template->diags);
    struct node *statement =
        policy_allow(bound->statements, "elasticfilesystem:ClientMount elasticfilesystem:ClientWrite");
    node_add(statement, "Resource", node_text(arena, "*"));
    node_add(node_at(statement, "Condition.StringEquals"), "elasticfilesystem:AccessPointArn", arns);
}

void network_write(struct template *template, const struct bound_function *bound, struct node *properties)
{
    const struct vpc *vpc = &bound->function->vpc;
    if (vpc->from) {
        ids_write(template, properties, "SubnetIds", "subnets", &vpc->subnets);
        ids_write(template, properties, "SecurityGroupIds", "securityGroups", &vpc->securityGroups);
        template_write(template, &vpc_form, vpc, properties);
        struct node *statement = policy_allow(
            bound->statements, "ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets "
                               "ec2:DeleteNetworkInterface ec2:AssignPrivateIpAddresses "
                               "ec2:UnassignPrivateIpAddresses");
        node_add(statement, "Resource", node_text(template->arena, "*"));
    }
    mounts_write(template, bound, properties);
}
