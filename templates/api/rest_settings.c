#include "templates/api/rest_settings.h"
#include "base/json.h"
#include "templates/api/rest.h"
#include "templates/api/rest_responses.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include <string.h>

static struct node *texts(struct arena *arena, const struct text *text)
{
    struct node *list = node_list(arena);
    for (; text && text->from; text++) node_add(list, NULL, node_copy(arena, text->from));
    return list;
}

/* Only a private API has endpoints of its own in VPCs. */
static bool is_private(const struct api_settings *settings)
{
    if (!settings->endpoint.from) return settings->vpcEndpoints && settings->vpcEndpoints->from;
    return settings->endpoint.value && !strcmp(settings->endpoint.value, "private");
}

static void check_private(struct template *template, const struct api_settings *settings)
{
    bool named = settings->vpcEndpoints && settings->vpcEndpoints->from;
    if (!is_private(settings)) {
        if (named)
            diag_add(template->diags, FINDING(out_of_range), node_place(settings->vpcEndpoints->from),
                     "set endpoint: private", "`vpcEndpoints` has no effect unless the API is private");
        return;
    }
    if (!named && !settings->policy.from)
        diag_add(template->diags, FINDING(private_open), node_place(settings->endpoint.from),
                 "set vpcEndpoints: to your own endpoints, or write a policy:",
                 "any VPC of any account can call this API");
    if (settings->domain.from)
        diag_add(template->diags, FINDING(out_of_range), node_place(settings->domain.from),
                 "use AWS::ApiGateway::DomainNameV2 under resources:",
                 "private APIs do not support this kind of domain name");
}

static void check_policy(struct template *template, const struct node *policy)
{
    enum { MOST = 8192 };
    if (policy && json_size(policy) > MOST)
        diag_add(template->diags, FINDING(out_of_range), policy->place, NULL,
                 "the policy has %zu bytes; the limit is %d", json_size(policy), MOST);
}

static const char *endpoint_type(struct template *template, const struct text *endpoint)
{
    static const struct {
        const char *word, *aws_word;
    } types[] = { { "regional", "REGIONAL" }, { "edge", "EDGE" }, { "private", "PRIVATE" } };
    if (!endpoint->value) return is_private(&template->service->api) ? "PRIVATE" : "REGIONAL";
    for (size_t i = 0; i < 3; i++)
        if (!strcmp(endpoint->value, types[i].word)) return types[i].aws_word;
    diag_add(template->diags, FINDING(out_of_range), node_place(endpoint->from), "regional, edge or private",
             "unknown endpoint type '%s'", endpoint->value);
    return "REGIONAL";
}

/* A private API refuses everybody until a policy lets them; the default policy lets those who come by its
 * endpoints. */
static struct node *policy(struct template *template, const struct api_settings *settings)
{
    struct arena *arena = template->arena;
    if (settings->policy.from) return node_copy(arena, settings->policy.from);
    struct node *statements = node_list(arena), *statement = policy_allow(statements, "execute-api:Invoke");
    node_add(statement, "Principal", node_text(arena, "*"));
    node_add(statement, "Resource", node_text(arena, "execute-api:/*"));
    if (settings->vpcEndpoints && settings->vpcEndpoints->from)
        node_add(node_at(statement, "Condition.StringEquals"), "aws:SourceVpce",
                 texts(arena, settings->vpcEndpoints));
    return policy_document(arena, statements);
}

void rest_endpoint_write(struct template *template, struct node *properties)
{
    struct arena *arena = template->arena;
    const struct api_settings *settings = &template->service->api;
    const char *endpoint = endpoint_type(template, &settings->endpoint);
    check_private(template, settings);
    check_policy(template, settings->policy.from);
    struct node *configuration = node_at(properties, "EndpointConfiguration");
    node_add(node_add(configuration, "Types", node_list(arena)), NULL, node_text(arena, endpoint));
    if (settings->vpcEndpoints && settings->vpcEndpoints->from)
        node_add(configuration, "VpcEndpointIds", texts(arena, settings->vpcEndpoints));
    /* An update by Body would else take the endpoint back to its default. */
    node_add(node_at(properties, "Parameters"), "endpointConfigurationTypes", node_text(arena, endpoint));
    if (settings->domain.only.value)
        node_add(properties, "DisableExecuteApiEndpoint", node_flag(arena, true));
}

void rest_extensions_write(struct template *template, struct node *document)
{
    struct arena *arena = template->arena;
    const struct api_settings *settings = &template->service->api;
    struct node *responses = rest_responses(template), *endpoint = node_map(arena);
    if (settings->domain.only.value) node_add(endpoint, "disableExecuteApiEndpoint", node_flag(arena, true));
    if (settings->vpcEndpoints && settings->vpcEndpoints->from)
        node_add(endpoint, "vpcEndpointIds", texts(arena, settings->vpcEndpoints));
    if (endpoint->count) node_add(document, "x-amazon-apigateway-endpoint-configuration", endpoint);
    if (settings->policy.from || is_private(settings))
        node_add(document, "x-amazon-apigateway-policy", policy(template, settings));
    if (settings->binary)
        node_add(document, "x-amazon-apigateway-binary-media-types", texts(arena, settings->binary));
    if (settings->compress.from)
        node_add(document, "x-amazon-apigateway-minimum-compression-size",
                 node_copy(arena, settings->compress.from));
    if (rest_api(template)->validators->count)
        node_add(document, "x-amazon-apigateway-request-validators", rest_api(template)->validators);
    if (responses) node_add(document, "x-amazon-apigateway-gateway-responses", responses);
}

void rest_overrides_follow(struct node *properties)
{
    static const struct {
        const char *property, *key;
    } both[] = { { "ApiKeySourceType", "x-amazon-apigateway-api-key-source" },
                 { "BinaryMediaTypes", "x-amazon-apigateway-binary-media-types" },
                 { "MinimumCompressionSize", "x-amazon-apigateway-minimum-compression-size" },
                 { "Policy", "x-amazon-apigateway-policy" } };
    struct node *body = node_find(properties, "Body");
    for (size_t i = 0; body && body->shape == MAP && i < sizeof both / sizeof *both; i++) {
        const struct node *value = node_find(properties, both[i].property);
        if (value) node_set(body, both[i].key, node_copy(body->arena, value));
    }
    const struct node *disabled = node_find(properties, "DisableExecuteApiEndpoint");
    if (disabled && body && body->shape == MAP)
        node_set(node_at(body, "x-amazon-apigateway-endpoint-configuration"), "disableExecuteApiEndpoint",
                 node_copy(body->arena, disabled));
    const struct node *types = node_find(node_find(properties, "EndpointConfiguration"), "Types");
    struct node *parameters = node_find(properties, "Parameters");
    if (types && types->shape == LIST && types->count == 1 && parameters && parameters->shape == MAP)
        node_set(parameters, "endpointConfigurationTypes", node_copy(parameters->arena, types->first));
}
