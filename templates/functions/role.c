#include "templates/functions/role.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/functions/function.h"
#include "templates/functions/inherit.h"
#include "templates/service.h"
#include <string.h>

static const struct field statement_fields[] = {
    { KEYED("Sid", statement, sid), .property = "Sid", .about = "Statement ID." },
    { KEYED("Effect", statement, effect), .property = "Effect", .about = "Effect of the statement.",
      .default_value = "Allow", .values = "Allow Deny" },
    { KEYED("Action", statement, action), .property = "Action", .about = "Actions, such as ses:SendEmail." },
    { KEYED("NotAction", statement, not_action), .property = "NotAction",
      .about = "All actions except these." },
    { KEYED("Resource", statement, resource), .property = "Resource", .about = "ARNs of the resources." },
    { KEYED("NotResource", statement, not_resource), .property = "NotResource",
      .about = "All resources except these." },
    { KEYED("Condition", statement, condition), .property = "Condition",
      .about = "Conditions under which the statement applies." },
    { 0 },
};
const struct form statement_form = { .what = "a statement of an IAM policy",
                                     .size = sizeof(struct statement),
                                     .fields = statement_fields };

/* A key, or the one that says the opposite. */
static void check_either(struct template *template, const struct statement *statement, const char *key,
                         const struct node *is, const struct node *is_not)
{
    if (!is && !is_not)
        diag_add(template->diags, FINDING(missing_key), node_place(statement->from), NULL, "'%s' is missing",
                 key);
    if (is && is_not)
        diag_add(template->diags, FINDING(out_of_range), is_not->key_place, "use two statements",
                 "a statement cannot have both %s and Not%s", key, key);
}

void statement_write(struct template *template, const struct statement *statement, struct node *statements)
{
    struct node *written = node_map(template->arena);
    written->place = node_place(statement->from);
    const char *effect = statement->effect.value;
    node_add(written, "Effect", node_text(template->arena, "Allow"));
    template_write(template, &statement_form, statement, written);
    if (effect && strcmp(effect, "Allow") != 0 && strcmp(effect, "Deny") != 0)
        diag_add(template->diags, FINDING(out_of_range), node_place(statement->effect.from), "Allow or Deny",
                 "unknown effect '%s'", effect);
    check_either(template, statement, "Action", statement->action.from, statement->not_action.from);
    check_either(template, statement, "Resource", statement->resource.from, statement->not_resource.from);
    node_add(statements, NULL, written);
}

/* A policy of AWS's by its name, one of the account's, or any by its ARN. */
static struct node *policy_arn(struct arena *arena, const struct text *policy, const char *account)
{
    if (!is_known(policy->from)) return node_copy(arena, policy->from);
    struct node *arn = node_text(arena, policy->value);
    if (!strchr(policy->value, ':'))
        arn = intrinsic_sub(arena, "arn:${AWS::Partition}:iam::%s:policy/%s", account, policy->value);
    arn->place = node_place(policy->from);
    return arn;
}

static void managed_write(struct template *template, const struct function *function, struct node *properties)
{
    if (!function->policies || !function->policies->from) return;
    struct node *list = node_add(properties, "ManagedPolicyArns", node_list(template->arena));
    for (const struct text *policy = function->policies; policy->from; policy++)
        node_add(list, NULL, policy_arn(template->arena, policy, "aws"));
    list->place = node_place(function->policies->from);
    schema_check(template->schemas, "AWS::IAM::Role", "ManagedPolicyArns", "policies", list, template->diags);
}

static void boundary_write(struct template *template, const struct text *boundary, struct node *properties)
{
    if (!boundary->from) return;
    struct node *arn = policy_arn(template->arena, boundary, "${AWS::AccountId}");
    schema_check(template->schemas, "AWS::IAM::Role", "PermissionsBoundary", "boundary",
                 node_add(properties, "PermissionsBoundary", arn), template->diags);
}

static void unused(struct template *template, const char *key, const struct node *from)
{
    if (from && !function_inherits(template, from))
        diag_add(template->diags, FINDING(role_foreign), node_place(from),
                 "add these permissions to the role itself", "`%s` has no effect with an existing role", key);
}

/* cfgen changes no role that is not its own. */
static void foreign_check(struct template *template, const struct function *function)
{
    if (function->access) unused(template, "access", function->access->from);
    if (function->statements) unused(template, "statements", function->statements->from);
    if (function->policies) unused(template, "policies", function->policies->from);
    unused(template, "boundary", function->boundary.from);
}

static struct node *trust(struct template *template, const struct bound_function *bound)
{
    struct node *trust = policy_trust(template->arena, bound->compute->principal);
    if (!bound->function->edge.value) return trust;
    struct node *services = node_list(template->arena);
    node_add(services, NULL, node_text(template->arena, "lambda.amazonaws.com"));
    node_add(services, NULL, node_text(template->arena, "edgelambda.amazonaws.com"));
    node_set(node_find(node_find(trust, "Statement")->first, "Principal"), "Service", services);
    return trust;
}

void role_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct function *function = bound->function;
    if (function->role.from) {
        foreign_check(template, function);
        return;
    }
    struct resource role = template_add(template, arena_join(arena, bound->id, "Role"), "AWS::IAM::Role",
                                        node_key_place(function->item.from));
    for (const struct statement *s = function->statements; s && s->from; s++)
        statement_write(template, s, bound->statements);
    node_add(role.properties, "AssumeRolePolicyDocument", trust(template, bound));
    managed_write(template, function, role.properties);
    boundary_write(template, &function->boundary, role.properties);
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, bound->compute->name));
    node_add(policy, "PolicyDocument", policy_document(arena, bound->statements));
}

void boundaries_write(struct template *template)
{
    const struct text *boundary = &template->service->defaults.boundary;
    for (struct node *n = boundary->from ? template->resources->first : NULL; n; n = n->next) {
        const char *type = node_word(n, "Type");
        struct node *properties = node_find(n, "Properties");
        if (!strcmp(type, "AWS::IAM::Role") && !node_find(properties, "PermissionsBoundary"))
            boundary_write(template, boundary, properties);
    }
}
