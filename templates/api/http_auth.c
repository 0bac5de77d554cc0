#include "templates/api/http_auth.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/authorizer.h"
#include <string.h>

struct node *gateway_authorizer_uri(struct template *template, const struct authorizer *authorizer)
{
    static const char uri[] =
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/";
    struct arena *arena = template->arena;
    struct node *joined = node_map(arena), *join = node_add(joined, "Fn::Join", node_list(arena));
    node_add(join, NULL, node_text(arena, ""));
    struct node *parts = node_add(join, NULL, node_list(arena));
    node_add(parts, NULL, intrinsic_sub_text(arena, uri));
    node_add(parts, NULL, authorizer_called(template, authorizer));
    node_add(parts, NULL, node_text(arena, "/invocations"));
    return joined;
}

void gateway_permit_authorizer(struct template *template, const char *api_id, const char *authorizer_id,
                               const struct authorizer *authorizer)
{
    struct arena *arena = template->arena;
    const char *source =
        arena_join(arena, "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${", api_id);
    source = arena_join(arena, source, arena_join(arena, "}/authorizers/${", authorizer_id));
    struct node *p = template_add(template, arena_join(arena, authorizer_id, "Permission"),
                                  "AWS::Lambda::Permission", node_key_place(authorizer->from))
                         .properties;
    node_add(p, "Action", node_text(arena, "lambda:InvokeFunction"));
    node_add(p, "FunctionName", authorizer_called(template, authorizer));
    node_add(p, "Principal", node_text(arena, "apigateway.amazonaws.com"));
    node_add(p, "SourceAccount", intrinsic_ref(arena, "AWS::AccountId"));
    node_add(p, "SourceArn", intrinsic_sub_text(arena, arena_join(arena, source, "}")));
}

/* Its tokens say whose they are by a URL, which a pool of this stack tells itself. */
static struct node *cognito_issuer(struct template *template, const struct text *pool)
{
    struct arena *arena = template->arena;
    if (is_known(pool->from)) {
        const char *region = arn_part(arena, pool->value, ARN_REGION);
        const char *id = arn_part(arena, pool->value, ARN_RESOURCE);
        if (region && id && text_starts(id, "userpool/"))
            return node_text(arena, arena_text(arena, "https://cognito-idp.%s.amazonaws.com/%s", region,
                                               id + strlen("userpool/")));
    } else {
        const struct node *attribute = node_find(pool->from, "Fn::GetAtt");
        const char *id = node_word(pool->from, "Ref");
        if (attribute && attribute->first) id = attribute->first->text;
        if (attribute && attribute->shape == SCALAR)
            id = arena_copy(arena, attribute->text, strcspn(attribute->text, "."));
        if (id) return intrinsic_attribute(arena, id, "ProviderURL");
    }
    diag_add(template->diags, FINDING(wrong_shape), node_place(pool->from), NULL,
             "cognito must be the ARN of a user pool, or !GetAtt POOL.Arn");
    return NULL;
}

static struct node *texts(struct arena *arena, const struct text *text, const char *before)
{
    struct node *list = node_list(arena);
    for (; text && text->from; text++)
        node_add(list, NULL,
                 is_known(text->from) ? node_text(arena, arena_join(arena, before, text->value))
                                      : node_copy(arena, text->from));
    return list;
}

static void token_write(struct template *template, const struct authorizer *authorizer, struct node *p)
{
    struct arena *arena = template->arena;
    const struct text *audience = authorizer->cognito.from ? authorizer->clients : authorizer->jwt.audience;
    if (authorizer->cognito.from && !audience)
        diag_add(template->diags, FINDING(missing_key), node_key_place(authorizer->from),
                 "clients: IDs of the app clients of the user pool",
                 "'clients' is missing: an HTTP API needs the app clients of a user pool");
    node_add(p, "AuthorizerType", node_text(arena, "JWT"));
    node_add(node_add(p, "IdentitySource", node_list(arena)), NULL,
             node_text(arena, "$request.header.Authorization"));
    struct node *jwt = node_add(p, "JwtConfiguration", node_map(arena));
    struct node *issuer = authorizer->cognito.from ? cognito_issuer(template, &authorizer->cognito)
                                                   : node_copy(arena, authorizer->jwt.issuer.from);
    if (issuer) node_add(jwt, "Issuer", issuer);
    node_add(jwt, "Audience", texts(arena, audience, ""));
}

static void lambda_write(struct template *template, const struct authorizer *authorizer, const char *id,
                         struct node *p)
{
    struct arena *arena = template->arena;
    node_add(p, "AuthorizerType", node_text(arena, "REQUEST"));
    node_add(p, "AuthorizerUri", gateway_authorizer_uri(template, authorizer));
    node_add(p, "AuthorizerPayloadFormatVersion", node_text(arena, "2.0"));
    node_add(p, "EnableSimpleResponses", node_flag(arena, true));
    struct node *identity = texts(arena, authorizer->identity, "$request.header.");
    if (!identity->count) node_add(identity, NULL, node_text(arena, "$request.header.Authorization"));
    node_add(p, "IdentitySource", identity);
    if (authorizer->cache.from)
        node_add(p, "AuthorizerResultTtlInSeconds",
                 is_known(authorizer->cache.from) ? node_number(arena, authorizer->cache.value)
                                                  : node_copy(arena, authorizer->cache.from));
    gateway_permit_authorizer(template, "HttpApi", id, authorizer);
}

static const char *authorizer_id(struct template *template, const struct authorizer *authorizer)
{
    struct arena *arena = template->arena;
    const char *words = text_pascal(arena, authorizer->name.value);
    const char *id = arena_join(arena, "HttpApi", arena_join(arena, words, "Authorizer"));
    if (node_find(template->resources, id)) return id;
    struct node *p =
        template_add(template, id, "AWS::ApiGatewayV2::Authorizer", node_key_place(authorizer->from))
            .properties;
    node_add(p, "ApiId", intrinsic_ref(arena, "HttpApi"));
    node_add(p, "Name", node_text(arena, authorizer->name.value));
    if (authorizer->function.from)
        lambda_write(template, authorizer, id, p);
    else
        token_write(template, authorizer, p);
    return id;
}

/* What proves who calls; NULL: nothing, or a finding says why not. */
static const char *authorization(struct template *template, const struct route_auth *wanted,
                                 const struct authorizer *authorizer)
{
    if (!wanted || !wanted->auth.value) return NULL;
    if (!strcmp(wanted->auth.value, "iam") || (authorizer && authorizer->iam.value)) return "AWS_IAM";
    if (!authorizer) return NULL;
    if (authorizer->cognito.from || authorizer->jwt.from) return "JWT";
    if (reference_is_valid(&authorizer->function)) return "CUSTOM";
    if (!authorizer->function.from)
        diag_add(template->diags, FINDING(wrong_shape), node_key_place(authorizer->from), NULL,
                 "the authorizer '%s' must have cognito, jwt, function or iam", authorizer->name.value);
    return NULL;
}

void http_auth_write(struct template *template, const struct gateway_route *route, struct node *p)
{
    struct arena *arena = template->arena;
    const struct route_auth *wanted = route->event;
    const struct authorizer *authorizer =
        wanted && wanted->auth.value ? authorizer_find(template, &wanted->auth) : NULL;
    if (wanted) authorizer_check_scopes(template, &wanted->auth, authorizer, wanted->scopes);
    const char *type = authorization(template, wanted, authorizer);
    /* Written always: a route that is no longer guarded would else stay so. */
    node_add(p, "AuthorizationType", node_text(arena, type ? type : "NONE"));
    if (!type || !strcmp(type, "AWS_IAM")) return;
    node_add(p, "AuthorizerId", intrinsic_ref(arena, authorizer_id(template, authorizer)));
    if (wanted->scopes) node_add(p, "AuthorizationScopes", texts(arena, wanted->scopes, ""));
}
