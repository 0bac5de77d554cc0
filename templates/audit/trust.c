/* Roles: who assumes them. */
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/audit/statement.h"
#include "templates/core/policy_read.h"
#include <string.h>
#include <strings.h>

/* Providers of identities for everyone, whose tokens have the same audience for all. */
static const char *const shared[] = { "token.actions.githubusercontent.com",
                                      "gitlab.com",
                                      "app.terraform.io",
                                      "oidc.eks.",
                                      "api.pulumi.com",
                                      "agent.buildkite.com" };

/* The host of `arn:…:oidc-provider/HOST`, or of a provider of the template; NULL: it is none. */
static const char *provider_of(const struct audit *audit, const struct node *federated)
{
    const char *text = audit_text(audit, federated), *found = strstr(text, "oidc-provider/");
    if (found) return found + strlen("oidc-provider/");
    if (!strncmp(text, "${", 2)) {
        struct arena *arena = audit->template->arena;
        const char *id = arena_copy(arena, text + 2, strcspn(text + 2, ".}"));
        const struct node *url =
            node_find(node_find(node_find(audit->template->resources, id), "Properties"), "Url");
        const char *address = url ? audit_text(audit, url) : NULL;
        return address && text_starts(address, "https://") ? address + strlen("https://") : NULL;
    }
    return strstr(text, "amazonaws.com") || strstr(text, "google.com") || strstr(text, "facebook.com") ||
                   !strcmp(text, "www.amazon.com")
               ? text
               : NULL;
}

/* `repo:*`: the part that names the owner is left open. */
static bool is_any_subject(const char *text)
{
    const char *owner = strchr(text, ':') ? strchr(text, ':') + 1 : text;
    return memchr(owner, '*', strcspn(owner, "/:")) || memchr(owner, '?', strcspn(owner, "/:"));
}

static bool claim_restricts(const struct audit *audit, const char *provider, const struct node *claim)
{
    size_t size = strlen(provider);
    bool same = false, own = !strncasecmp(claim->key, provider, size) && claim->key[size] == ':';
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        same = same || text_starts(provider, shared[i]);
    if (!own) return audit_key_restricts(audit, claim->key, claim);
    if (same && !strcasecmp(claim->key + size, ":aud")) return false;
    const struct node *const *values = policy_values(audit->template->arena, claim);
    for (; *values; values++)
        if (is_any_subject(audit_text(audit, *values))) return false;
    return true;
}

static bool is_provider_restricted(const struct audit *audit, const char *provider,
                                   const struct node *condition)
{
    const struct node *const *each = policy_values(audit->template->arena, condition);
    for (; *each; each++) {
        if ((*each)->shape != MAP || is_intrinsic(*each)) return true; /* only AWS knows */
        for (const struct node *n = (*each)->first; n; n = n->next) {
            bool positive = strcasestr(n->key, "Equals") || strcasestr(n->key, "Like");
            bool passes = strcasestr(n->key, "Not") || strcasestr(n->key, "IfExists") ||
                          strcasestr(n->key, "ForAllValues");
            for (const struct node *claim = positive && !passes ? n->first : NULL; claim; claim = claim->next)
                if (claim_restricts(audit, provider, claim)) return true;
        }
    }
    return false;
}

static void check_federated(const struct audit *audit, const struct node *statement,
                            const struct node *federated)
{
    const char *provider = provider_of(audit, federated);
    if (!provider || is_provider_restricted(audit, provider, policy_find(statement, "Condition"))) return;
    audit_report(audit, FINDING(role_federated), audit_place(audit, federated),
                 arena_text(audit->template->arena, "Condition: {StringLike: {'%s:sub': …}}", provider),
                 "every identity of %s can assume the role", provider);
}

/* The twelve digits of `123456789012` or `arn:aws:iam::123456789012:root`: all of that account. NULL: it is
 * something narrower, or the account of the stack. */
static const char *whole_account(const struct audit *audit, const struct node *principal)
{
    enum { DIGITS = 12 };
    const char *text = audit_text(audit, principal), *root = strstr(text, ":iam::");
    const char *account = root ? root + strlen(":iam::") : text;
    if (strspn(account, "0123456789") != DIGITS) return NULL;
    if (strcmp(account + DIGITS, root ? ":root" : "") != 0) return NULL;
    return arena_copy(audit->template->arena, account, DIGITS);
}

/* An external ID or an organization says which of the account's callers are meant, and so does any other key.
 */
static bool has_condition(const struct audit *audit, const struct node *statement)
{
    const struct node *const *each =
        policy_values(audit->template->arena, policy_find(statement, "Condition"));
    for (; *each; each++)
        if ((*each)->shape != MAP || (*each)->first) return true;
    return false;
}

static void check_account(const struct audit *audit, const struct node *statement,
                          const struct node *principal)
{
    const char *account = whole_account(audit, principal);
    if (!account || has_condition(audit, statement)) return;
    audit_report(audit, FINDING(role_of_account), audit_place(audit, principal),
                 "name a role of that account, or a condition: sts:ExternalId; ${account} is this account",
                 "everyone in account %s who may call sts:AssumeRole can assume the role", account);
}

static void check_trust(const struct audit *audit, const struct node *statement,
                        const struct node *const *denials)
{
    struct arena *arena = audit->template->arena;
    const struct node *everyone = statement_everyone(audit, statement);
    if (everyone && statement_is_open(audit, statement, denials))
        audit_report(audit, FINDING(role_public), audit_place(audit, everyone),
                     "list the accounts, roles or services that assume it", "anyone can assume the role");
    const struct node *const *each = policy_values(arena, policy_find(statement, "Principal"));
    for (; *each; each++) {
        const struct node *const *federated = policy_values(arena, policy_find(*each, "Federated"));
        for (; *federated; federated++) check_federated(audit, statement, *federated);
        const struct node *const *account = policy_values(arena, policy_find(*each, "AWS"));
        for (; *account; account++) check_account(audit, statement, *account);
    }
}

void audit_trust(const struct audit *audit, const struct node *policy)
{
    const struct node *const *statements = statements_of(audit, policy);
    const struct node *const *denials = statements_that_deny(audit, statements);
    for (const struct node *const *s = statements; *s; s++) {
        struct audit at = *audit;
        at.place = audit_place(audit, *s);
        if (statement_has_effect(audit, *s, "Allow")) check_trust(&at, *s, denials);
    }
}
