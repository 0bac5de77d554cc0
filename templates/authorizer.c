#include "templates/authorizer.h"
#include "base/text.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include <string.h>

static const struct field jwt_fields[] = {
    { FIELD(jwt, issuer), .property = "*", .required = true,
      .about = "Who makes the tokens: https://accounts.example.org." },
    { FIELD(jwt, audience), .property = "*", .required = true, .about = "For whom tokens must be made." },
    { 0 },
};
const struct form jwt_form = { .what = "{issuer, audience}",
                               .type = "AWS::ApiGatewayV2::Authorizer",
                               .size = sizeof(struct jwt),
                               .fields = jwt_fields };

static const struct field key_fields[] = {
    { FIELD(api_key, on), .about = "On when anything is written." },
    { FIELD(api_key, rate), .property = "Throttle.RateLimit", .about = "Requests a second in the long run." },
    { FIELD(api_key, burst), .property = "Throttle.BurstLimit",
      .about = "Requests at once; as many as the rate unless told." },
    { FIELD(api_key, quota), .about = "Requests at most: 1000000/month, or a day or a week." },
    { FIELD(api_key, value), .property = "*",
      .about = "The key itself, such as '${secret:partner#key}'; AWS makes one in each region unless told." },
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
      .about = "A user pool: its ARN, or !GetAtt Pool.Arn of one under resources. A REST API wants the id "
               "token, and where a route has scopes the access token." },
    { FIELD(authorizer, clients), .property = "*",
      .about =
          "The pool's app clients whose tokens count; an HTTP API must know them, a REST API takes all." },
    { NESTED(authorizer, jwt, jwt), .about = "Tokens of another issuer." },
    { FIELD(authorizer, function), .refers = "functions", .elsewhere = true,
      .about = "A function that judges: for an HTTP API it answers {isAuthorized: true} or false, for a REST "
               "API a policy." },
    { FIELD(authorizer, identity), .property = "*",
      .about = "Headers that the function judges by: Authorization unless told." },
    { FIELD(authorizer, cache), .property = "*",
      .about = "How long the function's answer holds for the same identity, on all routes; not at all unless "
               "told." },
    { FIELD(authorizer, iam), .about = "Requests signed with AWS credentials." },
    { NESTED(authorizer, key, api_key),
      .about = "A key of the API in the header x-api-key, and how much its holder may use; REST APIs only." },
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
             nearest.name ? diag_meant(template->arena, nearest.name) : "name it under auth of the api",
             "there is no auth '%s'", name->value);
    return NULL;
}

struct node *authorizer_called(struct template *template, const struct authorizer *authorizer)
{
    const struct named *target = authorizer->function.target;
    return target ? function_called(template, target->item)
                  : node_copy(template->arena, authorizer->function.from);
}

void authorizer_check_scopes(struct template *template, const struct text *name,
                             const struct authorizer *authorizer, const struct text *scopes)
{
    bool found = authorizer || !name->value || !strcmp(name->value, "public") || !strcmp(name->value, "iam");
    if (!scopes || !scopes->from || !found) return;
    if (authorizer && (authorizer->cognito.from || authorizer->jwt.from)) return;
    diag_add(template->diags, FINDING(scopes_unread), node_place(scopes->from),
             "auth: one with cognito or jwt", "scopes are of tokens, and this route asks for none");
}
