/* Security groups as rules, and what of them and of the settings of databases reaches whom.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
#include "stacks/rights/network.h"
#include "base/text.h"
#include "stacks/rights/readers.h"
#include "templates/core/policy_read.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

struct block {
    unsigned char bytes[16];
    int family, bits;
};

static bool block_read(const char *text, struct block *block)
{
    char address[64];
    size_t size = strcspn(text, "/");
    if (size >= sizeof address) return false;
    memcpy(address, text, size);
    address[size] = 0;
    block->family = strchr(address, ':') ? AF_INET6 : AF_INET;
    block->bits = text[size] ? (int)strtol(text + size + 1, NULL, 10) : block->family == AF_INET ? 32 : 128;
    int most = block->family == AF_INET ? 32 : 128;
    return inet_pton(block->family, address, block->bytes) == 1 && block->bits >= 0 && block->bits <= most;
}

static bool block_covers(const char *by, const char *what)
{
    struct block wide, narrow;
    if (!strcmp(by, what)) return true;
    if (!block_read(by, &wide) || !block_read(what, &narrow)) return false;
    if (wide.family != narrow.family || wide.bits > narrow.bits) return false;
    int whole = wide.bits / 8, rest = wide.bits % 8;
    return !memcmp(wide.bytes, narrow.bytes, (size_t)whole) &&
           (!rest || (wide.bytes[whole] ^ narrow.bytes[whole]) >> (8 - rest) == 0);
}

bool network_covers(const struct grant *by, const struct grant *what)
{
    const struct ports *wide = by->ports, *narrow = what->ports;
    bool same = !strcmp(by->action.text, what->action.text);
    bool within = !narrow->all && !strcmp(wide->protocol, narrow->protocol) && wide->from >= 0 &&
                  narrow->from >= 0 && wide->from <= narrow->from && wide->to >= narrow->to;
    return (wide->all || same || within) && block_covers(by->principal.text, what->principal.text) &&
           block_covers(by->resource.text, what->resource.text);
}

static const char *protocol_of(const char *given)
{
    static const char *const names[][2] = {
        { "1", "icmp" }, { "6", "tcp" }, { "17", "udp" }, { "58", "icmpv6" }
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(given, names[i][0])) return names[i][1];
    return given;
}

/* -1: only CloudFormation knows it. */
static long port_of(const char *text)
{
    char *end;
    long port = text ? strtol(text, &end, 10) : -1;
    return text && *text && !*end ? port : -1;
}

static const struct ports *ports_of(const struct reading *reading, const struct node *rule)
{
    enum { LAST = 65535 };
    struct ports *ports = arena_take(reading->graph->arena, sizeof *ports);
    const char *protocol = property_text(reading, rule, "IpProtocol"),
               *from = property_text(reading, rule, "FromPort"), *to = property_text(reading, rule, "ToPort");
    *ports = (struct ports){ .protocol = protocol_of(protocol ? protocol : "-1"),
                             .from = port_of(from),
                             .to = port_of(to) };
    ports->all = !strcmp(ports->protocol, "-1") || !strcmp(ports->protocol, "all");
    bool open = !strcmp(ports->protocol, "tcp") || !strcmp(ports->protocol, "udp");
    bool every = (!from && !to) || (from && !strcmp(from, "-1"));
    if (open && every) ports->from = 0, ports->to = LAST;
    return ports;
}

static const char *ports_text(const struct reading *reading, const struct node *rule,
                              const struct ports *ports)
{
    struct arena *arena = reading->graph->arena;
    const char *from = property_text(reading, rule, "FromPort"), *to = property_text(reading, rule, "ToPort");
    if (ports->all) return "all traffic";
    if (ports->from == 0 && ports->to == 65535) return arena_text(arena, "%s, all ports", ports->protocol);
    if (!from || !to || !strcmp(from, to))
        return arena_text(arena, "%s %s", ports->protocol, from ? from : to ? to : "");
    return arena_text(arena, "%s %s-%s", ports->protocol, from, to);
}

static const char *const ends[] = { "CidrIp",
                                    "CidrIpv6",
                                    "SourceSecurityGroupId",
                                    "SourceSecurityGroupName",
                                    "SourcePrefixListId",
                                    "DestinationSecurityGroupId",
                                    "DestinationPrefixListId" };

static bool is_everywhere(const char *block) { return !strcmp(block, "0.0.0.0/0") || !strcmp(block, "::/0"); }

static void end_add(const struct reading *reading, const char *group, const struct node *rule,
                    const char *end, bool in)
{
    struct arena *arena = reading->graph->arena;
    const struct ports *ports = ports_of(reading, rule);
    const char *text = ports_text(reading, rule, ports);
    struct pattern other = pattern_one(arena, subject_of(arena, end)), self = pattern_one(arena, group);
    struct grant grant = { .principal = in ? other : self,
                           .action = pattern_one(arena, arena_join(arena, in ? "in " : "out ", text)),
                           .resource = in ? self : other,
                           .ports = ports,
                           .verb = arena_join(arena, "reach ", text),
                           .cause = rule->place.file ? rule->place : reading->properties->place };
    if (in && is_everywhere(end)) grant.who = arena_text(arena, "anyone (%s)", end);
    if (!in)
        grant.on =
            arena_join(arena, "at ", is_everywhere(end) ? arena_text(arena, "any address (%s)", end) : end);
    grant_add(reading, group, grant);
}

static void rule_read(const struct reading *reading, const char *group, const struct node *rule, bool in)
{
    if (rule->shape != MAP) return;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (const char *const *end = texts_of(reading, node_find(rule, ends[i])); *end; end++)
            end_add(reading, group, rule, *end, in);
}

/* A group of a VPC that says nothing of what goes out lets all out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html */
void read_security_group(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const char *self = self_of(reading);
    const struct node *out = node_find(reading->properties, "SecurityGroupEgress");
    (void)targets;
    for (const struct node *const *rule =
             policy_values(arena, node_find(reading->properties, "SecurityGroupIngress"));
         *rule; rule++)
        rule_read(reading, self, *rule, true);
    for (const struct node *const *rule = policy_values(arena, out); *rule; rule++)
        rule_read(reading, self, *rule, false);
    if (out && !policy_is_absent(out)) return;
    struct node *all = node_map(arena);
    all->place = reading->properties->place;
    node_add(all, "IpProtocol", node_text(arena, "-1"));
    end_add(reading, self, all, "0.0.0.0/0", false);
}

void read_security_rule(const struct reading *reading, const char *targets)
{
    const char *group = property_text(reading, reading->properties, targets);
    if (!group) group = property_text(reading, reading->properties, "GroupName");
    if (group)
        rule_read(reading, subject_of(reading->graph->arena, group), reading->properties,
                  text_ends(reading->type, "Ingress"));
}
