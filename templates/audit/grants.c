/* Policies of identities that allow more than anybody needs: whole services, and ways to more permissions. */
#include "base/text.h"
#include "templates/audit/statement.h"
#include "templates/core/policy_read.h"
#include <string.h>
#include <strings.h>

/* Actions that alone give their holder the permissions of others, where they are allowed on every resource.
 */
struct escalation {
    const char *action, *gain;
};
static const struct escalation by_iam[] = {
    { "iam:PassRole", "hands the permissions of any role to a service" },
    { "iam:UpdateAssumeRolePolicy", "lets anyone assume any role" },
    { "iam:AttachRolePolicy", "gives any policy to any role" },
    { "iam:AttachUserPolicy", "gives any policy to any user" },
    { "iam:AttachGroupPolicy", "gives any policy to any group" },
    { "iam:PutRolePolicy", "gives any permission to any role" },
    { "iam:PutUserPolicy", "gives any permission to any user" },
    { "iam:PutGroupPolicy", "gives any permission to any group" },
    { "iam:CreatePolicyVersion", "rewrites any policy" },
    { "iam:SetDefaultPolicyVersion", "brings back any former version of a policy" },
    { "iam:DeleteRolePermissionsBoundary", "removes the boundary of any role" },
    { "iam:DeleteUserPermissionsBoundary", "removes the boundary of any user" },
    { "iam:AddUserToGroup", "gives the permissions of any group" },
    { "iam:CreateAccessKey", "makes keys for any user" },
    { "iam:CreateLoginProfile", "sets the first password of any user" },
    { "iam:UpdateLoginProfile", "sets the password of any user" },
    { "iam:CreateServiceSpecificCredential", "makes credentials for any user" },
    { "iam:ResetServiceSpecificCredential", "resets the credentials of any user" },
    { 0 },
};
static const struct escalation by_sts[] = {
    { "sts:AssumeRole", "takes the permissions of every role that trusts the account" },
    { 0 },
};
static const struct escalation by_lambda[] = {
    { "lambda:UpdateFunctionCode", "runs code with the role of any function" },
    { "lambda:UpdateFunctionConfiguration",
      "adds code to any function by a layer, and runs it with its role" },
    { 0 },
};
static const struct escalation by_ssm[] = {
    { "ssm:SendCommand", "runs commands on any instance, with its role" },
    { "ssm:StartSession", "opens a shell on any instance, with its role" },
    { 0 },
};
static const struct escalation by_ecs[] = {
    { "ecs:ExecuteCommand", "runs commands in any container, with its role" },
    { 0 },
};
static const struct service_escalations {
    const char *service;
    const struct escalation *all;
} services[] = {
    { "iam:", by_iam }, { "sts:", by_sts }, { "lambda:", by_lambda }, { "ssm:", by_ssm }, { "ecs:", by_ecs },
};

/* The whole of one action, or of a service: `*`, `iam:*`. */
static bool is_wide(const char *action)
{
    if (!strchr(action, '*')) return false;
    const char *colon = strchr(action, ':');
    return audit_is_anything(action) || (colon && audit_is_anything(colon + 1));
}

static void grant_report(const struct audit *audit, const struct node *statement, const struct node *action)
{
    struct arena *arena = audit->template->arena;
    const char *but = policy_find(statement, "NotResource") ? " but some" : "",
               *what = "every action but some";
    if (!policy_find(statement, "NotAction")) {
        const char *text = audit_text(audit, action);
        what = audit_is_anything(text) ? "every action" : arena_text(arena, "%s", text);
    }
    audit_report(audit, FINDING(wildcard_grant), audit_place(audit, action),
                 "list the actions or the resources", "the statement allows %s on every resource%s", what,
                 but);
}

/* Everything that there is of one type in an account, such as its roles. */
static bool is_all_of_type(const char *text)
{
    static const char *const ends[] = { ":role/*",     ":user/*",     ":group/*", ":policy/*",
                                        ":function:*", ":instance/*", ":task/*" };
    size_t size = strlen(text);
    if (!size || text[size - 1] != '*') return audit_is_anything(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (text_ends(text, ends[i])) return true;
    return audit_is_anything(text) || (strstr(text, ":iam:") && text_ends(text, ":*"));
}

/* What every request meets, or what says nothing of the resource. Any other condition may be the limit. */
static bool is_limit(const char *key)
{
    static const char *const others[] = { "aws:SecureTransport", "aws:RequestedRegion", "aws:CurrentTime",
                                          "aws:EpochTime",       "aws:UserAgent",       "aws:Referer",
                                          "aws:TokenIssueTime",  "aws:ViaAWSService" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcasecmp(others[i], key)) return false;
    return true;
}

static bool is_limited(const struct audit *audit, const struct node *statement)
{
    const struct node *const *each =
        policy_values(audit->template->arena, policy_find(statement, "Condition"));
    for (; *each; each++)
        for (const struct node *n = (*each)->shape == MAP ? (*each)->first : NULL; n; n = n->next)
            for (const struct node *key = n->shape == MAP ? n->first : NULL; key; key = key->next)
                if (is_limit(key->key) && !audit_find(audit, key, audit_is_anything)) return true;
    return false;
}

/* Whether the pattern is of this service, or of several. */
static bool is_of_service(const char *pattern, const char *service)
{
    bool wild = *pattern == '*' || *pattern == '?';
    if (!wild && ((*pattern ^ *service) & ~0x20) != 0) return false;
    size_t literal = strcspn(pattern, "*?:");
    return !strncasecmp(pattern, service, pattern[literal] == ':' ? literal + 1 : literal);
}

/* Few statements name a service that one of the escalations belongs to. */
static bool has_escalations(const char *pattern)
{
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (is_of_service(pattern, services[i].service)) return true;
    return false;
}

static const struct escalation *escalation_of(const char *pattern)
{
    if (!strchr(pattern, ':')) return NULL;
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        if (!is_of_service(pattern, services[i].service)) continue;
        for (const struct escalation *e = services[i].all; e->action; e++)
            if (policy_covers_action(pattern, e->action)) return e;
    }
    return NULL;
}

static bool is_on_all(const struct audit *audit, const struct node *statement)
{
    bool all = policy_find(statement, "NotResource") ||
               audit_find(audit, policy_find(statement, "Resource"), is_all_of_type);
    return all && !is_limited(audit, statement);
}

static void check_escalation(const struct audit *audit, const struct node *statement)
{
    const struct node *action = policy_find(statement, "Action");
    if (!audit_find(audit, action, has_escalations) || !is_on_all(audit, statement)) return;
    for (const struct node *const *actions = policy_values(audit->template->arena, action); *actions;
         actions++) {
        const struct escalation *found = escalation_of(audit_text(audit, *actions));
        if (!found) continue;
        audit_report(audit, FINDING(escalation), audit_place(audit, *actions),
                     !strcmp(found->action, "iam:PassRole")
                         ? "name the role, and the service in a condition: iam:PassedToService"
                         : "list the resources",
                     "%s on every resource %s", found->action, found->gain);
        return;
    }
}

void audit_grants(const struct audit *audit, const struct node *policy)
{
    for (const struct node *const *s = statements_of(audit, policy); *s; s++) {
        if (!statement_has_effect(audit, *s, "Allow")) continue;
        struct audit at = *audit;
        at.place = audit_place(audit, *s);
        const struct node *action = audit_find(&at, policy_find(*s, "Action"), is_wide);
        if (!action) action = policy_find(*s, "NotAction");
        if (action && statement_is_unlimited(audit, *s))
            grant_report(&at, *s, action);
        else
            check_escalation(&at, *s);
    }
}

/* What AWS's own policies allow, by their names. */
static const struct managed {
    const char *pattern, *allows;
} managed[] = {
    { "AdministratorAccess", "every action on every resource" },
    { "AdministratorAccess-*", "the administration of a service on every resource" },
    { "PowerUserAccess",
      "every action on every resource, except in IAM, Organizations and account settings" },
    { "IAMFullAccess", "every action of IAM: its holder can give itself any permission" },
    { "*Administrator", "the administration of several services on every resource" },
    { "*FullAccess*", "full access to a service, on every resource" },
};

void audit_managed_policy(const struct audit *audit, const struct node *arn)
{
    const char *text = audit_text(audit, arn), *slash = strrchr(text, '/'), *name = slash ? slash + 1 : text;
    if (strchr(text, ':') && !strstr(text, ":aws:policy/")) return; /* of the user's own */
    for (size_t i = 0; i < sizeof managed / sizeof *managed; i++) {
        if (!policy_covers(managed[i].pattern, name)) continue;
        struct audit_rule rule = *audit->rule;
        struct audit at = *audit;
        at.rule = &rule;
        rule.page = arena_text(audit->template->arena, "%s%s.html", audit->rule->page, name);
        audit_report(&at, FINDING(wildcard_grant), audit_place(audit, arn),
                     "grant only what is needed, with access of a function or a policy with actions",
                     "%s allows %s", name, managed[i].allows);
        return;
    }
}
