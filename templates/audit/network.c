/* Ports that everyone on the internet reaches. */
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/audit/audit.h"
#include "templates/core/policy_read.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Ports over which machines are administered and data is read. */
static const struct port {
    long number;
    const char *what;
} ports[] = {
    { 20, "FTP" },           { 21, "FTP" },          { 22, "SSH" },          { 23, "Telnet" },
    { 111, "RPC" },          { 135, "RPC" },         { 139, "SMB" },         { 389, "LDAP" },
    { 445, "SMB" },          { 873, "rsync" },       { 1433, "SQL Server" }, { 1521, "Oracle" },
    { 2049, "NFS" },         { 2375, "Docker" },     { 2376, "Docker" },     { 2379, "etcd" },
    { 3306, "MySQL" },       { 3389, "RDP" },        { 4333, "mSQL" },       { 5432, "PostgreSQL" },
    { 5439, "Redshift" },    { 5601, "Kibana" },     { 5900, "VNC" },        { 5984, "CouchDB" },
    { 5985, "WinRM" },       { 5986, "WinRM" },      { 6379, "Redis" },      { 6443, "Kubernetes" },
    { 7000, "Cassandra" },   { 7199, "Cassandra" },  { 8020, "Hadoop" },     { 8182, "Neptune" },
    { 9042, "Cassandra" },   { 9092, "Kafka" },      { 9200, "OpenSearch" }, { 9300, "OpenSearch" },
    { 10250, "Kubernetes" }, { 11211, "Memcached" }, { 27017, "MongoDB" },   { 50070, "Hadoop" },
};

/* A block so large that it is most of the internet. */
static const struct node *open_block(const struct audit *audit, const struct node *rule)
{
    enum { LEAST_BITS = 8 };
    static const char *const properties[] = { "CidrIp", "CidrIpv6", "CidrBlock", "Ipv6CidrBlock" };
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        const struct node *const *block =
            policy_values(audit->template->arena, node_find(rule, properties[i]));
        for (; *block; block++) {
            const char *slash = strchr(audit_text(audit, *block), '/');
            if (slash && strtol(slash + 1, NULL, 10) < LEAST_BITS) return *block;
        }
    }
    return NULL;
}

/* False for what only CloudFormation knows. */
static bool number_of(const struct audit *audit, const struct node *rule, const char *key, long *number)
{
    const struct node *value = node_find(rule, key);
    const char *text = value ? audit_text(audit, value) : "";
    char *end;
    *number = strtol(text, &end, 10);
    return *text && !*end;
}

/* Security groups and network ACLs say the same under other names. */
struct port_keys {
    const char *protocol, *from, *to;
};
static const struct port_keys group_keys = { "IpProtocol", "FromPort", "ToPort" },
                              acl_keys = { "Protocol", "From", "To" };

static bool is_protocol(const struct audit *audit, const struct node *rule, const struct port_keys *keys,
                        const char *name, const char *number)
{
    return audit_is_word(audit, rule, keys->protocol, name) ||
           audit_is_word(audit, rule, keys->protocol, number);
}

/* Answers come back to these ports, and a network ACL lets them in by a rule of its own.
 * https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports */
static bool are_for_answers(long from, long to)
{
    enum { FIRST = 1024, ENOUGH = 30000 };
    return from >= FIRST && to - from >= ENOUGH;
}

/* What is reached by the rule; NULL: nothing that is worth a word. */
static const char *reached(const struct audit *audit, const struct node *rule, const struct node *range,
                           const struct port_keys *keys)
{
    enum { LAST = 65535 };
    long from, to;
    if (is_protocol(audit, rule, keys, "-1", "all")) return "all ports";
    if (!is_protocol(audit, rule, keys, "tcp", "6") && !is_protocol(audit, rule, keys, "udp", "17"))
        return NULL;
    bool begins = number_of(audit, range, keys->from, &from), ends = number_of(audit, range, keys->to, &to);
    if (!node_find(range, keys->from) && !node_find(range, keys->to)) return "all ports";
    if (begins && (from == -1 || (ends && from <= 1 && to >= LAST))) return "all ports";
    if (!begins && !ends) return NULL;
    if (!begins) from = to;
    if (!ends) to = from;
    if (keys == &acl_keys && are_for_answers(from, to)) return NULL;
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++)
        if (ports[i].number >= from && ports[i].number <= to)
            return arena_text(audit->template->arena, "port %ld (%s)", ports[i].number, ports[i].what);
    return NULL;
}

void audit_ingress(const struct audit *audit, const struct node *rule)
{
    const struct node *block = rule->shape == MAP && !is_intrinsic(rule) ? open_block(audit, rule) : NULL;
    const char *what = block ? reached(audit, rule, rule, &group_keys) : NULL;
    if (what)
        audit_report(audit, FINDING(ingress_open), audit_place(audit, block),
                     "list the addresses that connect, or use SourceSecurityGroupId",
                     "the security group opens %s to the internet", what);
}

/* What leaves the network, and what is denied, opens nothing. */
void audit_acl_entry(const struct audit *audit, const struct node *entry)
{
    const struct node *block = open_block(audit, entry), *action = node_find(entry, "RuleAction");
    bool leaves = audit_is_word(audit, entry, "Egress", "true");
    if (!block || leaves || !action || strcasecmp(audit_text(audit, action), "allow") != 0) return;
    const char *what = reached(audit, entry, node_find(entry, "PortRange"), &acl_keys);
    if (what)
        audit_report(audit, FINDING(ingress_open), audit_place(audit, block),
                     "name the addresses that connect", "the network ACL opens %s to the internet", what);
}

void audit_public_address(const struct audit *audit, const struct node *value)
{
    const char *text = audit_text(audit, value);
    if (strcasecmp(text, "true") != 0 && strcmp(text, "SERVICE_PROVIDED_EIPS") != 0) return;
    audit_report(audit, FINDING(data_on_internet), audit_place(audit, value),
                 "keep it in a private subnet, and connect through a VPN or a Systems Manager tunnel",
                 "the %s gets a public address", audit->rule->what);
}

/* The policy is JSON in a text: a list of rules. */
void audit_search_network(const struct audit *audit, const struct node *policy)
{
    const char *text = audit_text(audit, policy);
    const struct node *read = json_read(audit->template->arena, text, strlen(text));
    for (const struct node *n = read && read->shape == LIST ? read->first : NULL; n; n = n->next)
        if (n->shape == MAP && audit_is_word(audit, n, "AllowFromPublic", "true")) {
            audit_report(audit, FINDING(data_on_internet), audit_place(audit, policy),
                         "\"AllowFromPublic\": false, and SourceVPCEs",
                         "the collection can be reached from the internet");
            return;
        }
}
