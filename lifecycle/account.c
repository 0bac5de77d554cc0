#include "lifecycle/account.h"
#include "aws/apigateway.h"
#include "base/json.h"
#include <string.h>

static bool is_type(const struct node *resource, const char *type)
{
    const char *own = node_word(resource, "Type");
    return own && !strcmp(own, type);
}

/* The stage whose log the account must have a role for; NULL: none, or the stack brings one. */
static const char *stage_that_logs(const struct stack *stack)
{
    const struct node *resources = node_find(stack->template, "Resources");
    const char *stage = NULL;
    for (const struct node *r = node_pairs(resources); r; r = r->next) {
        if (is_type(r, "AWS::ApiGateway::Account")) return NULL;
        if (is_type(r, "AWS::ApiGateway::Stage") && node_find(node_find(r, "Properties"), "AccessLogSetting"))
            stage = r->key;
    }
    return stage;
}

enum outcome account_check(struct operation *operation)
{
    enum { FORBIDDEN = 403 };
    const char *stage = stage_that_logs(operation->stack);
    if (!stage) return OUTCOME_DONE;
    const struct node *account = apigateway_account(operation->aws, operation->arena);
    /* Who may not look may deploy all the same. */
    if (!account && operation->aws->error.status == FORBIDDEN) return OUTCOME_DONE;
    if (!account) return operation_failed(operation);
    const struct node *role = node_find(account, "cloudwatchRoleArn");
    if (role && role->shape == SCALAR && *role->text && json_word(role) != JSON_NULL) return OUTCOME_DONE;
    diag_add(operation->diags, FINDING(account_role), operation_place(operation, stage, "AccessLogSetting"),
             "accessLog: {role: true} creates and keeps one for all APIs of the account; or use {role: ARN}",
             "API Gateway has no role to write logs in %s", operation->aws->region);
    return OUTCOME_FINDINGS;
}
