#include "templates/api/rest_auth.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/http_api.h"
#include "templates/api/http_auth.h"
#include "templates/api/rest.h"
#include "templates/api/route_open.h"
#include "templates/service.h"
#include <string.h>

static const struct text *wanted(const struct template *template, const struct route_of *made)
{
    const struct text *own = &made->http->auth.auth;
    return own->from ? own : &template->service->api.default_authorizer;
}

static struct node *scheme_add(struct api *api, const char *name, const char *in_header)
{
    struct arena *arena = api->schemes->arena;
    struct node *scheme = node_add(api->schemes, name, node_map(arena));
    node_add(scheme, "type", node_text(arena, "apiKey"));
    node_add(scheme, "name", node_text(arena, in_header));
    node_add(scheme, "in", node_text(arena, "header"));
    return scheme;
}

static struct node *header_sources(struct arena *arena, const struct text *identity)
{
    struct buffer *text = buffer_new(arena);
    for (const struct text *t = identity; t && t->from; t++)
        if (t->value) buffer_print(text, "%smethod.request.header.%s", text->size ? "," : "", t->value);
    return node_text(arena, text->size ? text->text : "method.request.header.Authorization");
}

/* The id of an authorizer is API Gateway's own, so that all of this API's are named. */
static void permit(struct template *template, const struct authorizer *authorizer)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, "Api", text_pascal(arena, authorizer->name.value));
    struct node *p = template_add(template, arena_join(arena, id, "AuthorizerPermission"),
                                  "AWS::Lambda::Permission", node_key_place(authorizer->from))
                         .properties;
    node_add(p, "Action", node_text(arena, "lambda:InvokeFunction"));
    node_add(p, "FunctionName", authorizer_called(template, authorizer));
    node_add(p, "Principal", node_text(arena, "apigateway.amazonaws.com"));
    node_add(p, "SourceAccount", intrinsic_ref(arena, "AWS::AccountId"));
    node_add(p, "SourceArn",
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:"
                                       "${Api}/authorizers/*"));
}

static void lambda_write(struct template *template, const struct authorizer *authorizer, struct node *scheme)
{
    struct arena *arena = template->arena;
    node_add(scheme, "x-amazon-apigateway-authtype", node_text(arena, "custom"));
    struct node *how = node_add(scheme, "x-amazon-apigateway-authorizer", node_map(arena));
    node_add(how, "type", node_text(arena, "request"));
    node_add(how, "identitySource", header_sources(arena, authorizer->identity));
    node_add(how, "authorizerUri", gateway_authorizer_uri(template, authorizer));
    node_add(how, "authorizerResultTtlInSeconds",
             authorizer->cache.from && !is_known(authorizer->cache.from)
                 ? node_copy(arena, authorizer->cache.from)
                 : node_number(arena, authorizer->cache.value));
    permit(template, authorizer);
}

static void cognito_write(struct template *template, const struct authorizer *authorizer, struct node *scheme)
{
    struct arena *arena = scheme->arena;
    const struct text *pool = &authorizer->cognito;
    if (is_known(pool->from) && !text_starts(pool->value, "arn:"))
        diag_add(template->diags, FINDING(wrong_shape), node_place(pool->from), NULL,
                 "cognito must be the ARN of a user pool, or !GetAtt POOL.Arn");
    node_add(scheme, "x-amazon-apigateway-authtype", node_text(arena, "cognito_user_pools"));
    struct node *how = node_add(scheme, "x-amazon-apigateway-authorizer", node_map(arena));
    node_add(how, "type", node_text(arena, "cognito_user_pools"));
    node_add(node_add(how, "providerARNs", node_list(arena)), NULL,
             node_copy(arena, authorizer->cognito.from));
}

/* The name of its scheme, which the first route that wants it makes; NULL after a finding. */
static const char *scheme_of(struct template *template, struct api *api, const struct authorizer *authorizer)
{
    const char *name = authorizer->key.from    ? "api_key"
                       : authorizer->iam.value ? "iam"
                                               : authorizer->name.value;
    if (node_find(api->schemes, name)) return name;
    if (authorizer->key.from) {
        scheme_add(api, name, "x-api-key");
    } else if (authorizer->iam.value) {
        node_add(scheme_add(api, name, "Authorization"), "x-amazon-apigateway-authtype",
                 node_text(template->arena, "awsSigv4"));
    } else if (authorizer->cognito.from) {
        cognito_write(template, authorizer, scheme_add(api, name, "Authorization"));
    } else if (reference_is_valid(&authorizer->function)) {
        const struct text *identity = authorizer->identity;
        lambda_write(template, authorizer,
                     scheme_add(api, name, identity && identity->value ? identity->value : "Authorization"));
    } else {
        if (authorizer->jwt.from)
            diag_add(template->diags, FINDING(http_only), node_place(authorizer->jwt.from),
                     "set api: {type: http}, or use cognito or function",
                     "REST APIs do not support jwt authorizers");
        else if (!authorizer->function.from)
            diag_add(template->diags, FINDING(wrong_shape), node_key_place(authorizer->from), NULL,
                     "the authorizer '%s' must have cognito, function, key or iam", authorizer->name.value);
        return NULL;
    }
    return name;
}

static const struct authorizer signed_requests = { .iam = { .value = true } };

static const struct authorizer *authorizer_of(struct template *template, const struct text *auth)
{
    if (!auth->value || !strcmp(auth->value, "public")) return NULL;
    return strcmp(auth->value, "iam") != 0 ? authorizer_find(template, auth) : &signed_requests;
}

bool rest_is_guarded(struct template *template, const struct route_of *made)
{
    const struct text *auth = wanted(template, made);
    return made->http->key.from || (auth->value && strcmp(auth->value, "public") != 0);
}

static const struct authorizer *own_authorizer(const struct template *template, const struct text *name)
{
    for (const struct authorizer *a = template->service->api.auth; a && a->from; a++)
        if (a->name.value && name->value && !strcmp(a->name.value, name->value)) return a;
    return NULL;
}

bool rest_is_signed(const struct template *template, const struct route_of *made)
{
    const struct text *auth = wanted(template, made);
    const struct authorizer *authorizer = own_authorizer(template, auth);
    return authorizer ? authorizer->iam.value : auth->value && !strcmp(auth->value, "iam");
}

const struct text *rest_identity(struct template *template, const struct route_of *made)
{
    static const struct text nobody[] = { { 0 } }, authorization[] = { { .value = "Authorization" }, { 0 } },
                             key[] = { { .value = "x-api-key" }, { 0 } };
    const struct authorizer *authorizer = own_authorizer(template, wanted(template, made));
    const struct text *auth = wanted(template, made);
    bool open = !auth->value || !strcmp(auth->value, "public");
    if (open) return made->http->key.from ? key : nobody;
    if (authorizer && authorizer->key.from) return key;
    return authorizer && authorizer->function.from && authorizer->identity ? authorizer->identity
                                                                           : authorization;
}

/* The scheme of a key that is wanted beside; NULL: none, or a finding says why not. */
static const char *key_of(struct template *template, struct api *api, const struct text *wanted)
{
    if (!wanted->value) return NULL;
    bool other = !strcmp(wanted->value, "public") || !strcmp(wanted->value, "iam");
    const struct authorizer *authorizer = authorizer_find(template, wanted);
    if (authorizer && authorizer->key.from) return scheme_of(template, api, authorizer);
    if (authorizer || other)
        diag_add(template->diags, FINDING(wrong_shape), node_place(wanted->from),
                 "use an authorizer with key", "'%s' is not an API key authorizer", wanted->value);
    return NULL;
}

void rest_auth_route(struct template *template, struct api *api, const struct route_of *made,
                     struct node *operation)
{
    struct arena *arena = template->arena;
    const struct text *auth = wanted(template, made);
    if (!auth->from && !made->http->key.from)
        route_check_open(template, &api->open,
                         arena_join(arena, arena_join(arena, made->route.method, " "), made->route.path),
                         made->place);
    const struct authorizer *authorizer = authorizer_of(template, auth);
    authorizer_check_scopes(template, auth, authorizer, made->http->auth.scopes);
    const char *scheme = authorizer ? scheme_of(template, api, authorizer) : NULL;
    const char *key = key_of(template, api, &made->http->key);
    if (!scheme && !key) return;
    struct node *list = node_add(operation, "security", node_list(arena));
    struct node *both = node_add(list, NULL, node_map(arena));
    struct node *scopes = scheme ? node_add(both, scheme, node_list(arena)) : NULL;
    for (const struct text *s = made->http->auth.scopes; scopes && s && s->from; s++)
        node_add(scopes, NULL, node_copy(arena, s->from));
    if (key && !node_find(both, key)) node_add(both, key, node_list(arena));
}

/* https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
static void check_count(struct template *template, const struct api *api)
{
    enum { MOST = 10 };
    int count = 0;
    for (const struct node *n = api->schemes->first; n; n = n->next)
        if (node_find(n, "x-amazon-apigateway-authorizer")) count++;
    if (count <= MOST) return;
    struct diag *diag =
        diag_add(template->diags, FINDING(over_limit), node_key_place(template->service->api.auth->from),
                 "request a quota increase from AWS, or use one Lambda authorizer",
                 "the API has %d authorizers; the default quota is %d", count, MOST);
    diag_weaken(template->diags, diag, WARNING);
}

/* Only HTTP APIs look for whom a token of a user pool was made. */
static void check_clients(struct template *template, const struct api *api)
{
    for (const struct authorizer *a = template->service->api.auth; a && a->from && !http_api(template); a++)
        if (a->cognito.from && a->clients && a->name.value && node_find(api->schemes, a->name.value))
            diag_add(template->diags, FINDING(clients_unread), node_place(a->clients->from),
                     "check the claim aud or client_id in the function, or set api: {type: http}",
                     "a REST API accepts tokens of every app client of the user pool");
}

void rest_auth_check(struct template *template, const struct api *api)
{
    check_count(template, api);
    check_clients(template, api);
}
