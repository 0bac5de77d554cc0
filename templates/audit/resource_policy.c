/* Policies of resources, and other ways to share them. */
#include "base/text.h"
#include "templates/audit/statement.h"
#include "templates/core/policy_read.h"
#include <string.h>
#include <strings.h>

static const char hint[] =
    "name the principals, or add a condition such as aws:SourceAccount or aws:PrincipalOrgID";
static const char files[] = "use cdn: {NAME: {bucket: …}}, which serves files over TLS from a private bucket";

/* What the statement allows, as far as a message has room for it. */
static const char *action_of(const struct audit *audit, const struct node *statement)
{
    const struct node *const *actions =
        policy_values(audit->template->arena, policy_find(statement, "Action"));
    return *actions ? audit_text(audit, *actions) : "any action";
}

static bool is_service(const char *text)
{
    return text_ends(text, ".amazonaws.com") || text_ends(text, ".amazonaws.com.cn");
}

static const struct node *service_in(const struct audit *audit, const struct node *statement)
{
    const struct node *found = NULL, *const *each = policy_values(audit->template->arena,
                                                                  policy_find(statement, "Principal"));
    for (; *each && !found; each++) found = audit_find(audit, policy_find(*each, "Service"), is_service);
    return found;
}

/* A service works for all accounts. Without a condition, one of a stranger's resources makes it call. */
static void service_report(const struct audit *audit, const struct node *statement,
                           const struct node *service)
{
    audit_report(audit, FINDING(service_open), audit_place(audit, service),
                 "Condition: {StringEquals: {aws:SourceAccount: ${AWS::AccountId}}}, or aws:SourceArn",
                 "%s can call %s on the %s for any account", audit_text(audit, service),
                 action_of(audit, statement), audit->rule->what);
}

void audit_public_policy(const struct audit *audit, const struct node *policy)
{
    const struct node *const *statements = statements_of(audit, policy);
    const struct node *const *denials = statements_that_deny(audit, statements);
    for (const struct node *const *s = statements; *s; s++) {
        if (!statement_has_effect(audit, *s, "Allow")) continue;
        const struct node *everyone = statement_everyone(audit, *s);
        const struct node *service = everyone ? NULL : service_in(audit, *s);
        struct audit at = *audit;
        at.place = audit_place(audit, *s);
        if ((!everyone && !service) || !statement_is_open(audit, *s, denials)) continue;
        if (everyone)
            audit_report(audit, audit->rule->finding, audit_place(&at, everyone),
                         audit->rule->finding == FINDING(bucket_public) ? files : hint,
                         "anyone can call %s on the %s", action_of(audit, *s), audit->rule->what);
        else
            service_report(&at, *s, service);
    }
}

/* The policy of another API restricts it; that of a private API opens it. What cfgen writes has been checked.
 */
void audit_private_api(const struct audit *audit, const struct node *policy)
{
    const struct node *endpoint =
        node_find(node_find(audit->resource, "Properties"), "EndpointConfiguration");
    if (policy->place.file && audit_is_word(audit, endpoint, "Types", "PRIVATE"))
        audit_public_policy(audit, policy);
}

/* An older form has a principal and a condition instead of a statement. */
void audit_bus_policy(const struct audit *audit, const struct node *properties)
{
    const struct node *statement = node_find(properties, "Statement"),
                      *principal = node_find(properties, "Principal");
    if (statement) {
        struct node *document = node_map(audit->template->arena);
        *node_add(document, "Statement", node_list(audit->template->arena)) = *statement;
        document->first->key = "Statement";
        audit_public_policy(audit, document);
    } else if (audit_is_word(audit, properties, "Principal", "*") && !node_find(properties, "Condition")) {
        audit_report(audit, FINDING(resource_public), audit_place(audit, principal), hint,
                     "anyone can send events to the event bus");
    }
}

/* Only a caller from a named source, account or organization. */
static bool is_permission_restricted(const struct audit *audit, const struct node *properties)
{
    static const struct {
        const char *property, *key;
    } both[] = { { "SourceArn", "aws:SourceArn" },
                 { "SourceAccount", "aws:SourceAccount" },
                 { "PrincipalOrgID", "aws:PrincipalOrgID" },
                 { "EventSourceToken", "aws:UserId" } };
    for (size_t i = 0; i < sizeof both / sizeof *both; i++)
        if (audit_key_restricts(audit, both[i].key, node_find(properties, both[i].property))) return true;
    return false;
}

/* That of a public function URL belongs to the URL, which has its own rule. */
void audit_permission(const struct audit *audit, const struct node *properties)
{
    const struct node *principal = node_find(properties, "Principal");
    if (!principal || is_permission_restricted(audit, properties)) return;
    struct place place = audit_place(audit, principal);
    const struct node *service = audit_find(audit, principal, is_service);
    if (service)
        audit_report(audit, FINDING(service_open), audit_place(audit, service),
                     "name SourceArn or SourceAccount", "%s can invoke the function for any account",
                     audit_text(audit, service));
    if (!audit_is_word(audit, properties, "Principal", "*")) return;
    bool by_url = audit_is_word(audit, properties, "FunctionUrlAuthType", "NONE") ||
                  audit_is_word(audit, properties, "InvokedViaFunctionUrl", "true");
    if (by_url && !principal->place.file) return; /* cfgen wrote it beside the URL */
    if (by_url)
        audit_report(audit, FINDING(function_url_public), place, "FunctionUrlAuthType: AWS_IAM",
                     "anyone can call the function by its URL");
    else
        audit_report(audit, FINDING(resource_public), place,
                     "name SourceArn, SourceAccount or PrincipalOrgID", "anyone can invoke the function");
}

void audit_layer(const struct audit *audit, const struct node *properties)
{
    if (audit_is_word(audit, properties, "Principal", "*") && !node_find(properties, "OrganizationId"))
        audit_report(audit, FINDING(resource_public), audit_place(audit, node_find(properties, "Principal")),
                     "set an account, or the OrganizationId", "anyone can use the layer");
}

void audit_url(const struct audit *audit, const struct node *properties)
{
    if (audit_is_word(audit, properties, "AuthType", "NONE"))
        audit_report(audit, FINDING(function_url_public),
                     audit_place(audit, node_find(properties, "AuthType")),
                     "set url: iam to allow only callers with the permission",
                     "anyone can call the function by its URL");
}

static void check_acl(const struct audit *audit, const struct node *properties)
{
    static const struct {
        const char *acl, *text;
    } acls[] = { { "PublicRead", "anyone can read the bucket by its ACL" },
                 { "PublicReadWrite", "anyone can read and write the bucket by its ACL" },
                 { "AuthenticatedRead", "every AWS account can read the bucket by its ACL" } };
    for (size_t i = 0; i < sizeof acls / sizeof *acls; i++)
        if (audit_is_word(audit, properties, "AccessControl", acls[i].acl))
            audit_report(
                audit, FINDING(bucket_public), audit_place(audit, node_find(properties, "AccessControl")),
                "set AccessControl: Private, and add a bucket policy for readers", "%s", acls[i].text);
}

/* A website that S3 answers needs it off; its policy says whether it is public. */
void audit_bucket(const struct audit *audit, const struct node *properties)
{
    static const char *const blocks[] = { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls",
                                          "RestrictPublicBuckets" };
    const struct node *const *each =
        policy_values(audit->template->arena, node_find(properties, "PublicAccessBlockConfiguration"));
    check_acl(audit, properties);
    for (; *each && !node_find(properties, "WebsiteConfiguration"); each++) {
        struct audit at = *audit;
        at.place = audit_place(audit, *each);
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
            const struct node *block = (*each)->shape == MAP ? node_find(*each, blocks[i]) : NULL;
            bool off = (*each)->shape == MAP && (!block || audit_is_word(audit, *each, blocks[i], "false"));
            if (!off) continue;
            audit_report(audit, FINDING(public_access_allowed), audit_place(&at, block),
                         arena_text(audit->template->arena, "%s: true", blocks[i]),
                         "the bucket does not block public access: %s is off", blocks[i]);
            break;
        }
    }
}

void audit_anonymous(const struct audit *audit, const struct node *value)
{
    if (!strcasecmp(audit_text(audit, value), "true"))
        audit_report(audit, FINDING(identity_anonymous), audit_place(audit, value),
                     "AllowUnauthenticatedIdentities: false",
                     "anyone gets AWS credentials from the identity pool without signing in");
}
