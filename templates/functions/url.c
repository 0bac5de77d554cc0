#include "templates/functions/url.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/functions/function.h"
#include "templates/wiring/call.h"
#include <string.h>

static const struct field fields[] = {
    { FIELD(function_url, auth), .about = "Authorization: iam (also `true`), or public for anyone.",
      .values = "iam public" },
    { NESTED(function_url, cors, cors), .about = "Origins allowed by CORS.", .default_value = "false" },
    { FIELD(function_url, stream), .about = "Stream responses while they are written.",
      .default_value = "false" },
    { 0 },
};
const struct form function_url_form = { .what = "public or iam, or {auth, cors, stream}",
                                        .brief = "auth",
                                        .size = sizeof(struct function_url),
                                        .fields = fields };

bool url_is_on(const struct function_url *url)
{
    return url->from && (!url->auth.from || json_word(url->auth.from) != JSON_FALSE);
}

static bool is_public(struct template *template, const struct text *auth)
{
    if (!auth->from || json_word(auth->from) == JSON_TRUE || !strcmp(auth->value, "iam")) return false;
    if (!strcmp(auth->value, "public")) return true;
    diag_add(template->diags, FINDING(out_of_range), node_place(auth->from),
             "use public or iam; for other authorizers use an API: events: [httpApi: GET /]",
             "unknown authorization '%s' of a function URL", auth->value);
    return false;
}

static void permit(struct template *template, const struct bound_function *bound, const char *suffix,
                   const char *action, const char *key, struct node *value)
{
    struct arena *arena = template->arena;
    struct node *p = template_add(template, arena_join(arena, bound->id, suffix), "AWS::Lambda::Permission",
                                  node_key_place(bound->function->url.from))
                         .properties;
    node_add(p, "Action", node_text(arena, action));
    node_add(p, "FunctionName", function_target(template, bound));
    node_add(p, "Principal", node_text(arena, "*"));
    node_add(p, key, value);
}

static void cors_write(struct template *template, const struct cors *cors, struct node *properties)
{
    static const char *const methods[] = { "DELETE", "GET", "HEAD", "PATCH", "POST", "PUT", NULL };
    struct node *written = cors_properties(template, cors, methods);
    if (!written) return;
    written->place = node_place(cors->from);
    schema_check(template->schemas, "AWS::Lambda::Url", "Cors", "cors", node_add(properties, "Cors", written),
                 template->diags);
}

void url_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct function_url *url = &bound->function->url;
    if (!url_is_on(url)) return;
    const char *id = arena_join(arena, bound->id, "Url");
    bool open = is_public(template, &url->auth);
    struct resource made = template_add(template, id, "AWS::Lambda::Url", node_key_place(url->from));
    node_add(made.properties, "AuthType", node_text(arena, open ? "NONE" : "AWS_IAM"));
    node_add(made.properties, "TargetFunctionArn",
             intrinsic_ref(arena, arena_join(arena, bound->id, "Function")));
    if (bound->alias) {
        node_add(made.properties, "Qualifier", node_text(arena, function_alias(bound->function)));
        node_add(made.node, "DependsOn", node_text(arena, arena_join(arena, bound->id, "Alias")));
    }
    cors_write(template, &url->cors, made.properties);
    if (url->stream.value) node_add(made.properties, "InvokeMode", node_text(arena, "RESPONSE_STREAM"));
    template_output(template, id, "URL of the function", intrinsic_attribute(arena, id, "FunctionUrl"));
    if (!open) return;
    permit(template, bound, "UrlPermission", "lambda:InvokeFunctionUrl", "FunctionUrlAuthType",
           node_text(arena, "NONE"));
    permit(template, bound, "UrlInvokePermission", "lambda:InvokeFunction", "InvokedViaFunctionUrl",
           node_flag(arena, true));
}
