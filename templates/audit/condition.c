/* Conditions that only some callers meet.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/audit/audit.h"
#include "templates/core/policy_read.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum kind { WORD, ARN, ADDRESS, SWITCH };

/* What a request says of who sends it, and no caller can choose. An external ID, a referer and the region can
 * be chosen by anyone. */
static const struct key {
    const char *name;
    enum kind kind;
} keys[] = {
    { "aws:PrincipalAccount", WORD },
    { "aws:PrincipalArn", ARN },
    { "aws:PrincipalIsAWSService", SWITCH },
    { "aws:PrincipalOrgID", WORD },
    { "aws:PrincipalOrgPaths", WORD },
    { "aws:PrincipalServiceName", WORD },
    { "aws:SourceAccount", WORD },
    { "aws:SourceArn", ARN },
    { "aws:SourceIp", ADDRESS },
    { "aws:SourceOrgID", WORD },
    { "aws:SourceOrgPaths", WORD },
    { "aws:SourceOwner", WORD },
    { "aws:SourceVpc", WORD },
    { "aws:SourceVpcArn", ARN },
    { "aws:SourceVpce", WORD },
    { "aws:UserId", WORD },
    { "aws:VpceAccount", WORD },
    { "aws:VpceOrgID", WORD },
    { "aws:VpceOrgPaths", WORD },
    { "aws:VpcSourceIp", ADDRESS },
    { "elasticfilesystem:AccessedViaMountTarget", SWITCH },
    { "elasticfilesystem:AccessPointArn", ARN },
    { "events:creatorAccount", WORD },
    { "kms:CallerAccount", WORD },
    { "s3:DataAccessPointAccount", WORD },
    { "s3:DataAccessPointArn", ARN },
};

static const struct operator
{
    const char *name;
    bool negated;
}
operators[] = {
    { "StringEquals", false },
    { "StringEqualsIgnoreCase", false },
    { "StringLike", false },
    { "ArnEquals", false },
    { "ArnLike", false },
    { "IpAddress", false },
    { "Bool", false },
    { "StringNotEquals", true },
    { "StringNotEqualsIgnoreCase", true },
    { "StringNotLike", true },
    { "ArnNotEquals", true },
    { "ArnNotLike", true },
    { "NotIpAddress", true },
};

/* 0.0.0.0/0, ::/0 and blocks almost as large. */
static bool is_everywhere(const char *block)
{
    enum { LEAST_BITS = 8 };
    const char *slash = strchr(block, '/');
    return slash && strtol(slash + 1, NULL, 10) < LEAST_BITS;
}

static const struct key *key_find(const char *name)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcasecmp(keys[i].name, name)) return &keys[i];
    return NULL;
}

bool audit_key_restricts(const struct audit *audit, const char *name, const struct node *value)
{
    const struct key *key = key_find(name);
    const struct node *const *values = policy_values(audit->template->arena, value);
    if (!key || !*values) return false;
    for (; *values; values++) {
        const char *text = audit_text(audit, *values);
        if (key->kind == ADDRESS  ? is_everywhere(text)
            : key->kind == SWITCH ? strcasecmp(text, "true") != 0
                                  : audit_is_anything(text))
            return false;
    }
    return true;
}

/* An operator whose missing key lets everyone pass restricts no Allow, and restricts a Deny all the more. */
static bool operator_counts(const char *name, bool denies)
{
    if (!strncasecmp(name, "ForAllValues:", 13)) return false;
    if (!strncasecmp(name, "ForAnyValue:", 12)) name += 12;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t size = strlen(operators[i].name);
        if (strncasecmp(name, operators[i].name, size) != 0 || operators[i].negated != denies) continue;
        if (!name[size] || (denies && !strcasecmp(name + size, "IfExists"))) return true;
    }
    return false;
}

static bool map_restricts(const struct audit *audit, const struct node *condition, bool denies)
{
    if (condition->shape != MAP) return false;
    if (is_intrinsic(condition)) return true; /* only AWS knows */
    for (const struct node *n = condition->first; n; n = n->next) {
        if (n->shape != MAP || !operator_counts(n->key, denies)) continue;
        for (const struct node *key = n->first; key; key = key->next)
            if (audit_key_restricts(audit, key->key, key)) return true;
    }
    return false;
}

bool audit_restricts(const struct audit *audit, const struct node *condition, bool denies)
{
    const struct node *branches = node_find(condition, "Fn::If");
    if (!condition) return false;
    if (!branches || branches->shape != LIST) return map_restricts(audit, condition, denies);
    const struct node *branch = branches->first ? branches->first->next : NULL;
    for (; branch; branch = branch->next)
        if (node_word(branch, "Ref") || !audit_restricts(audit, branch, denies)) return false;
    return true;
}
