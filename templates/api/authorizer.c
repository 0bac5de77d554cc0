#include "templates/api/authorizer.h"
#include "base/text.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include <string.h>

static const struct field jwt_fields[] = {
    { FIELD(jwt, issuer), .property = "*", .required = true,
      .about = "Issuer of the tokens, such as https://accounts.example.org." },
    { FIELD(jwt, audience), .property = "*", .required = true, .about = "Accepted audiences of the tokens." },
    { 0 },
};
const struct form jwt_form = { .what = "{issuer, audience}",
                               .type = "AWS::ApiGatewayV2::Authorizer",
                               .size = sizeof(struct jwt),
                               .fields = jwt_fields };

static const struct field key_fields[] = {
    { FIELD(api_key, on), .about = "Require an API key.", .default_text = "true when any key is set" },
    { FIELD(api_key, rate), .property = "Throttle.RateLimit", .about = "Steady-state requests per second." },
    { FIELD(api_key, burst), .property = "Throttle.BurstLimit",
      .about = "Largest burst of concurrent requests.", .default_text = "the value of `rate`" },
    { FIELD(api_key, quota), .about = "Most requests per day, week or month, such as 1000000/month.",
      .default_text = "no quota" },
    { FIELD(api_key, value), .property = "*",
      .about = "Value of the API key, such as '${secret:partner#key}'.",
      .default_text = "AWS generates one in each region" },
    { 0 },
};
const struct form api_key_form = { .what = "true, or {rate, burst, quota}",
                                   .brief = "on",
                                   .type = "AWS::ApiGateway::UsagePlan",
                                   .size = sizeof(struct api_key),
                                   .fields = key_fields };

static const struct field authorizer_fields[] = {
    { KEYED("(name)", authorizer, name) },
    { FIELD(authorizer, cognito), .property = "*",
      .about = "Cognito user pool: its ARN, or !GetAtt Pool.Arn of a pool under resources. A REST API "
               "expects the ID token, or the access token for routes with scopes." },
    { FIELD(authorizer, clients), .property = "*",
      .about = "IDs of the accepted app clients of the user pool. Required for an HTTP API; a REST API "
               "accepts all clients." },
    { NESTED(authorizer, jwt, jwt), .about = "JSON Web Tokens of another issuer. HTTP APIs only." },
    { FIELD(authorizer, function), .refers = "functions", .elsewhere = true,
      .about = "Lambda authorizer. For an HTTP API it returns {isAuthorized: true} or false, for a REST API "
               "a policy." },
    { FIELD(authorizer, identity), .property = "*", .about = "Headers passed to the Lambda authorizer.",
      .default_value = "Authorization" },
    { FIELD(authorizer, cache), .property = "*",
      .about = "How long the result of the Lambda authorizer is cached for the same identity, on all routes.",
      .default_value = "0s", .bounds = { 0, 3600 } },
    { FIELD(authorizer, iam), .about = "Requests signed with AWS credentials.", .default_value = "false" },
    { NESTED(authorizer, key, api_key),
      .about = "API key in the header x-api-key, with an optional usage plan. REST APIs only." },
    { 0 },
};
const struct form authorizer_form = { .what = "{cognito}, {jwt}, {function}, {key} or {iam: true}",
                                      .named = "(name)",
                                      .type = "AWS::ApiGatewayV2::Authorizer",
                                      .size = sizeof(struct authorizer),
                                      .fields = authorizer_fields };

const struct authorizer *authorizer_find(struct template *template, const struct text *name)
{
    struct nearest nearest = { .word = name->value };
    if (!strcmp(name->value, "public") || !strcmp(name->value, "iam")) return NULL;
    for (const struct authorizer *a = template->service->api.auth; a && a->from; a++) {
        if (!a->name.value) continue;
        if (!strcmp(a->name.value, name->value)) return a;
        nearest_try(&nearest, a->name.value);
    }
    nearest_try(&nearest, "public");
    diag_add(template->diags, FINDING(unknown_reference), node_place(name->from),
             nearest.name ? diag_meant(template->arena, nearest.name) : "define it under api.auth",
             "unknown authorizer '%s'", name->value);
    return NULL;
}

struct node *authorizer_called(struct template *template, const struct authorizer *authorizer)
{
    const struct named *target = authorizer->function.target;
    return target ? function_call_arn(template, target->item)
                  : node_copy(template->arena, authorizer->function.from);
}

void authorizer_check_scopes(struct template *template, const struct text *name,
                             const struct authorizer *authorizer, const struct text *scopes)
{
    bool found = authorizer || !name->value || !strcmp(name->value, "public") || !strcmp(name->value, "iam");
    if (!scopes || !scopes->from || !found) return;
    if (authorizer && (authorizer->cognito.from || authorizer->jwt.from)) return;
    diag_add(template->diags, FINDING(scopes_unread), node_place(scopes->from),
             "set auth: to an authorizer with cognito or jwt",
             "`scopes` has no effect: the route does not require a token");
}
