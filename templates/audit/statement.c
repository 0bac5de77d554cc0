#include "templates/audit/statement.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy_read.h"
#include <string.h>
#include <strings.h>

const struct node *const *statements_of(const struct audit *audit, const struct node *policy)
{
    struct arena *arena = audit->template->arena;
    const struct node *document = policy_read(arena, policy);
    return policy_values(arena, document ? policy_find(document, "Statement") : NULL);
}

bool statement_has_effect(const struct audit *audit, const struct node *statement, const char *effect)
{
    const struct node *value = policy_find(statement, "Effect");
    if (!value || is_intrinsic(statement)) return false;
    if (value->shape == SCALAR) return !strcasecmp(value->text, effect);
    const struct node *const *values = policy_values(audit->template->arena, value);
    while (*values && strcasecmp(audit_text(audit, *values), effect) != 0) values++;
    return *values;
}

/* A star in the middle of an account's ARN, too: arn:aws:iam::*:root. */
static bool is_everyone(const char *text)
{
    if (!strpbrk(text, "*?")) return false;
    if (!text_starts(text, "arn:")) return true;
    const char *account = text;
    for (int part = 0; part < 4 && account; part++)
        account = strchr(account, ':') ? strchr(account, ':') + 1 : NULL;
    return !account || memchr(account, '*', strcspn(account, ":")) != NULL;
}

const struct node *statement_everyone(const struct audit *audit, const struct node *statement)
{
    const struct node *excluded = policy_find(statement, "NotPrincipal");
    if (excluded) return excluded;
    const struct node *const *each =
        policy_values(audit->template->arena, policy_find(statement, "Principal"));
    for (; *each; each++) {
        const struct node *found = NULL;
        if ((*each)->shape != MAP || is_intrinsic(*each)) found = audit_find(audit, *each, is_everyone);
        for (const struct node *kind = found || (*each)->shape != MAP || is_intrinsic(*each) ? NULL
                                                                                             : (*each)->first;
             kind && !found; kind = kind->next)
            found = audit_find(audit, kind, is_everyone);
        if (found) return found;
    }
    return NULL;
}

/* Whether each of the one's values is covered by one of the other's, which are few. */
static bool covers_all(const struct audit *audit, const struct node *wide, const struct node *narrow)
{
    struct arena *arena = audit->template->arena;
    enum { MOST = 256 };
    const struct node *const *all = policy_values(arena, narrow), *const *values = policy_values(arena, wide);
    size_t count = 0;
    while (values[count]) count++;
    if (count > MOST) return false;
    for (; *all; all++) {
        const struct node *const *by = values;
        while (*by && !policy_covers(audit_text(audit, *by), audit_text(audit, *all))) by++;
        if (!*by) return false;
    }
    return true;
}

const struct node *const *statements_that_deny(const struct audit *audit, const struct node *const *policy)
{
    enum { MOST = 32 }; /* each is compared with each that allows */
    const struct node **found = arena_take(audit->template->arena, (MOST + 1) * sizeof *found);
    for (size_t count = 0; *policy && count < MOST; policy++)
        if (statement_has_effect(audit, *policy, "Deny") && !policy_find(*policy, "NotPrincipal") &&
            statement_everyone(audit, *policy) &&
            audit_restricts(audit, policy_find(*policy, "Condition"), true))
            found[count++] = *policy;
    return found;
}

static bool is_denied_to_others(const struct audit *audit, const struct node *statement,
                                const struct node *by)
{
    const struct node *resource = policy_find(by, "Resource");
    return covers_all(audit, policy_find(by, "Action"), policy_find(statement, "Action")) &&
           (!resource || covers_all(audit, resource, policy_find(statement, "Resource")));
}

bool statement_is_open(const struct audit *audit, const struct node *statement,
                       const struct node *const *denials)
{
    if (audit_restricts(audit, policy_find(statement, "Condition"), false)) return false;
    for (; *denials; denials++)
        if (is_denied_to_others(audit, statement, *denials)) return false;
    return true;
}

bool statement_is_unlimited(const struct audit *audit, const struct node *statement)
{
    return policy_find(statement, "NotResource") ||
           audit_find(audit, policy_find(statement, "Resource"), audit_is_anything);
}
