#include "templates/wiring/call.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include <string.h>

bool deploy_is_on(const struct deploy *deploy)
{
    return deploy->type.value && strcmp(deploy->type.value, "off");
}

bool function_has_alias(const struct function *function)
{
    bool named = function->alias.from && json_word(function->alias.from) != JSON_FALSE;
    return named || deploy_is_on(&function->deploy) || function->provisionedConcurrency.from ||
           function->snapStart.value;
}

const char *function_alias(const struct function *function)
{
    const struct text *alias = &function->alias;
    enum json_word word = alias->from ? json_word(alias->from) : JSON_NULL;
    return word == JSON_TEXT || word == JSON_NUMBER ? alias->value : "live";
}

struct node *function_call_arn(struct template *template, const struct function *function)
{
    if (!function_has_alias(function) || function->item.arn.from) return item_arn(template, &function->item);
    return intrinsic_ref(template->arena,
                         template_id(template, function->item.key.value, &function->item.was, "Alias"));
}

struct node *function_name(struct template *template, const struct function *function)
{
    struct arena *arena = template->arena;
    const char *name = function->name.value;
    bool alias = function_has_alias(function);
    if (name)
        return node_text(
            arena, alias ? arena_join(arena, arena_join(arena, name, ":"), function_alias(function)) : name);
    return alias ? function_call_arn(template, function) : item_value(template, &function->item);
}

struct node *function_target(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    if (bound->alias) return intrinsic_ref(arena, arena_join(arena, bound->id, "Alias"));
    return intrinsic_attribute(arena, arena_join(arena, bound->id, "Function"), "Arn");
}

void function_permit(struct template *template, const struct bound_function *bound, const char *id,
                     const char *principal, struct node *source)
{
    struct arena *arena = template->arena;
    struct resource permission =
        template_add(template, id, "AWS::Lambda::Permission", node_key_place(bound->function->item.from));
    node_add(permission.properties, "Action", node_text(arena, "lambda:InvokeFunction"));
    node_add(permission.properties, "FunctionName", function_target(template, bound));
    node_add(permission.properties, "Principal", node_text(arena, principal));
    const char *account = source->shape == SCALAR ? arn_part(arena, source->text, ARN_ACCOUNT) : NULL;
    node_add(permission.properties, "SourceAccount",
             account ? node_text(arena, account) : intrinsic_ref(arena, "AWS::AccountId"));
    node_add(permission.properties, "SourceArn", source);
}

bool function_traces(const struct function *function)
{
    return !function->tracing.from || function->tracing.value;
}

long function_timeout_seconds(const struct function *function)
{
    if (!function->timeout.from) return 3;
    return is_known(function->timeout.from) ? function->timeout.value : 900;
}
