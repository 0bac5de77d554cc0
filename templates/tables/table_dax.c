#include "templates/tables/table_dax.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/containers/container.h"
#include "templates/core/network_ids.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include "templates/tables/table.h"
#include "templates/wiring/access.h"
#include "templates/wiring/key.h"
#include <string.h>

enum { DEFAULT_NODES = 3, TLS_PORT = 9111 };

static const struct field dax_fields[] = {
    { FIELD(dax, type), .property = "NodeType", .required = true,
      .about = "Node type, such as dax.t3.small or dax.r5.large." },
    { FIELD(dax, nodes), .property = "ReplicationFactor",
      .about = "Number of nodes, in several Availability Zones.", .default_value = "3", .bounds = { 1, 11 } },
    { FIELD(dax, ttl), .about = "How long items and query results are cached.", .default_value = "5m" },
    { FIELD(dax, subnets), .about = "Subnet IDs, in several Availability Zones.",
      .default_text = "the subnets of the functions that use the table" },
    { 0 },
};
const struct form dax_form = { .what = "a node type, or {type, nodes, ttl, subnets}",
                               .brief = "type",
                               .type = "AWS::DAX::Cluster",
                               .size = sizeof(struct dax),
                               .fields = dax_fields };

/* Where the cluster stands, and whom it lets in. */
struct network {
    const struct node *from;
    const struct node *id, *subnets;
    struct node *groups;
};

static const char *id_of(struct template *template, const struct table *table, const char *part)
{
    return arena_join(template->arena, item_id(template, &table->item), part);
}

static struct node *part_write(struct template *template, const struct table *table, const char *part,
                               const char *type)
{
    return template_add(template, id_of(template, table, part), type, node_key_place(table->dax.from))
        .properties;
}

static void group_add(struct network *network, const struct node *group, struct arena *arena)
{
    for (const struct node *n = network->groups->first; n; n = n->next)
        if (node_same(n, group)) return;
    node_add(network->groups, NULL, node_copy(arena, group));
}

/* All groups of a list; of one that an intrinsic function gives the first: a function is in each. */
static void groups_add(struct template *template, struct network *network, const struct node *from)
{
    struct arena *arena = template->arena;
    struct node *groups = network_ids(template, from);
    if (!is_intrinsic(groups)) {
        for (const struct node *n = groups->first; n; n = n->next) group_add(network, n, arena);
        return;
    }
    struct node *first = node_map(arena), *select = node_add(first, "Fn::Select", node_list(arena));
    node_add(select, NULL, node_number(arena, 0));
    node_add(select, NULL, groups);
    group_add(network, first, arena);
}

static void network_join(struct template *template, struct network *network, const struct node *from,
                         const struct node *id, const struct node *subnets, const struct node *groups)
{
    if (!network->from) network->from = from;
    if (!network->id) network->id = id;
    if (!network->subnets) network->subnets = subnets;
    if (groups) groups_add(template, network, groups);
}

static const struct grant *grant_find(const struct grant *grant, const struct table *table)
{
    for (; grant && grant->from; grant++)
        if (grant->to.target && grant->to.target->item == table) return grant;
    return NULL;
}

static void outside(struct template *template, const struct grant *grant, const struct table *table)
{
    struct diag *diag = diag_add(template->diags, FINDING(dax_unreached), node_key_place(grant->from),
                                 "vpc: {id, subnets, securityGroups}, here or under defaults",
                                 "'%s' has a DAX cache in a VPC, which this function or container is not in",
                                 table->item.key.value);
    diag_note(template->diags, diag, node_key_place(table->dax.from), "here");
}

static struct network network_of(struct template *template, const struct table *table)
{
    const struct service *service = template->service;
    const struct vpc *defaults = &service->defaults.vpc;
    struct network network = { .groups = node_list(template->arena) };
    bool used = false;
    for (const struct function *f = service->functions; f && f->item.from; f++) {
        const struct grant *grant = grant_find(f->access, table);
        used |= grant != NULL;
        if (grant && !f->vpc.from) outside(template, grant, table);
        if (grant && f->vpc.from)
            network_join(template, &network, f->vpc.from, f->vpc.id.from, f->vpc.subnets.from,
                         f->vpc.securityGroups.from);
    }
    for (const struct container *c = service->containers; c && c->item.from; c++) {
        const struct grant *grant = grant_find(c->access, table);
        used |= grant != NULL;
        if (grant && !c->vpc.from) outside(template, grant, table);
        if (grant && c->vpc.from)
            network_join(template, &network, c->vpc.from, c->vpc.id.from, c->vpc.subnets.from,
                         c->vpc.securityGroups.from);
    }
    if (!used && defaults->from)
        network_join(template, &network, defaults->from, defaults->id.from, defaults->subnets.from,
                     defaults->securityGroups.from);
    if (!used && !defaults->from)
        diag_add(template->diags, FINDING(dax_unreached), node_key_place(table->dax.from),
                 "defaults: {vpc: {id, subnets, securityGroups}}",
                 "nothing that uses '%s' is in a VPC, which its DAX cache needs", table->item.key.value);
    return network;
}

static void group_write(struct template *template, const struct table *table, const struct network *network)
{
    struct arena *arena = template->arena;
    if (network->from && !network->id)
        diag_add(template->diags, FINDING(missing_key), node_place(network->from),
                 "such as id: vpc-0123456789abcdef0", "'id' is missing: the DAX cache of '%s' needs the VPC",
                 table->item.key.value);
    struct node *group = part_write(template, table, "DaxSecurityGroup", "AWS::EC2::SecurityGroup");
    node_add(group, "GroupDescription", node_format(arena, "The cache of %s", table->item.key.value));
    if (network->id) node_add(group, "VpcId", node_copy(arena, network->id))->place = network->id->place;
    struct node *list = node_add(group, "SecurityGroupIngress", node_list(arena));
    for (const struct node *n = network->groups->first; n; n = n->next) {
        struct node *one = node_add(list, NULL, node_map(arena));
        node_add(one, "IpProtocol", node_text(arena, "tcp"));
        node_add(one, "FromPort", node_number(arena, TLS_PORT));
        node_add(one, "ToPort", node_number(arena, TLS_PORT));
        node_add(one, "SourceSecurityGroupId", node_copy(arena, n));
    }
}

static void subnets_write(struct template *template, const struct table *table, const struct network *network)
{
    const struct node *from = table->dax.subnets.from ? table->dax.subnets.from : network->subnets;
    struct node *group = part_write(template, table, "DaxSubnets", "AWS::DAX::SubnetGroup");
    if (!from) return;
    struct node *list = node_add(group, "SubnetIds", network_ids(template, from));
    schema_check(template->schemas, "AWS::DAX::SubnetGroup", "SubnetIds", "subnets", list, template->diags);
}

/* The cluster asks the table on behalf of all who use it: what each may do is said of the cluster. */
static void dax_role_write(struct template *template, const struct table *table)
{
    struct arena *arena = template->arena;
    struct node *role = part_write(template, table, "DaxRole", "AWS::IAM::Role");
    struct node *statements = node_list(arena);
    access_allow(template, statements, "dynamodb:DescribeTable " TABLE_READ " " TABLE_WRITE, "@ @/index/*",
                 item_arn(template, &table->item));
    key_allow(template, statements, &table->encryption);
    node_add(role, "AssumeRolePolicyDocument", policy_trust(arena, "dax.amazonaws.com"));
    struct node *policy = node_add(node_add(role, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "table"));
    node_add(policy, "PolicyDocument", policy_document(arena, statements));
}

static void ttl_write(struct template *template, const struct table *table, struct node *cluster)
{
    enum { MILLISECONDS = 1000 };
    struct arena *arena = template->arena;
    if (!table->dax.ttl.from) return;
    struct node *group = part_write(template, table, "DaxParameters", "AWS::DAX::ParameterGroup");
    struct node *values = node_add(group, "ParameterNameValues", node_map(arena));
    const char *milliseconds = arena_text(arena, "%ld", table->dax.ttl.value * MILLISECONDS);
    node_add(values, "query-ttl-millis", node_text(arena, milliseconds));
    node_add(values, "record-ttl-millis", node_text(arena, milliseconds));
    node_add(cluster, "ParameterGroupName", intrinsic_ref(arena, id_of(template, table, "DaxParameters")));
}

void dax_write(struct template *template, const struct table *table)
{
    struct arena *arena = template->arena;
    const struct dax *dax = &table->dax;
    if (!dax->from) return;
    const struct network network = network_of(template, table);
    dax_role_write(template, table);
    subnets_write(template, table, &network);
    group_write(template, table, &network);
    struct node *cluster = part_write(template, table, "Dax", "AWS::DAX::Cluster");
    template_write(template, &dax_form, dax, cluster);
    if (!dax->nodes.from) node_add(cluster, "ReplicationFactor", node_number(arena, DEFAULT_NODES));
    node_add(cluster, "IAMRoleARN", intrinsic_attribute(arena, id_of(template, table, "DaxRole"), "Arn"));
    node_add(cluster, "SubnetGroupName", intrinsic_ref(arena, id_of(template, table, "DaxSubnets")));
    node_add(node_add(cluster, "SecurityGroupIds", node_list(arena)), NULL,
             intrinsic_attribute(arena, id_of(template, table, "DaxSecurityGroup"), "GroupId"));
    node_add(cluster, "ClusterEndpointEncryptionType", node_text(arena, "TLS"));
    node_add(node_at(cluster, "SSESpecification"), "SSEEnabled", node_flag(arena, true));
    ttl_write(template, table, cluster);
}

/* The cluster is where the table itself is: replicas in other regions are asked without one. */
static bool dax_is_in_template(const struct template *template, const struct table *table)
{
    return table->dax.from && !table->item.arn.from && template->at.part == PART_MAIN &&
           item_is_in_template(template, &table->item);
}

struct node *dax_value(struct template *template, const void *item)
{
    const struct table *table = item;
    if (!dax_is_in_template(template, table)) return NULL;
    return intrinsic_attribute(template->arena, id_of(template, table, "Dax"), "ClusterDiscoveryEndpointURL");
}

/* It has the actions on items under names of its own, and no others. */
void dax_allow(struct template *template, struct node *statements, const char *actions, const void *item)
{
    static const char prefix[] = "dynamodb:";
    const struct table *table = item;
    struct arena *arena = template->arena;
    if (!dax_is_in_template(template, table)) return;
    const char *allowed = "";
    for (const char *at = actions; *at; at += strspn(at, " ")) {
        const char *one = arena_copy(arena, at, strcspn(at, " "));
        at += strlen(one);
        if (!text_has_word(TABLE_READ " " TABLE_WRITE, one)) continue;
        if (*allowed) allowed = arena_join(arena, allowed, " ");
        allowed = arena_join(arena, allowed, arena_join(arena, "dax:", one + strlen(prefix)));
    }
    if (!*allowed) return;
    node_add(policy_allow(statements, allowed), "Resource",
             intrinsic_attribute(arena, id_of(template, table, "Dax"), "Arn"));
}
