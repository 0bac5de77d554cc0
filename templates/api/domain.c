#include "templates/api/domain.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/domain_records.h"
#include "templates/core/kind.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

static const struct field failover_fields[] = {
    { FIELD(failover, health), .required = true,
      .about = "Route without authorizer that returns 200 while the region is healthy, such as GET /health. "
               "A REST API answers it itself if no function does." },
    { 0 },
};
const struct form failover_form = { .what = "{health: GET /health}",
                                    .brief = "health",
                                    .size = sizeof(struct failover),
                                    .fields = failover_fields };

static const struct field domain_fields[] = {
    { FIELD(domain, name), .property = "*", .required = true,
      .about = "Domain name, such as api.civicforge.example." },
    { FIELD(domain, zone), .property = "*",
      .about = "ID of the Route 53 hosted zone, in which the records and the certificate's validation record "
               "are created.",
      .default_text = "none: create the records yourself" },
    { FIELD(domain, path), .property = "*", .about = "Base path under the domain name.",
      .default_text = "none" },
    { FIELD(domain, certificate), .property = "*", .about = "ARN of an existing certificate.",
      .default_text = "a certificate created and validated in the zone" },
    { FIELD(domain, type),
      .about = "Endpoint type of the domain name. `edge` is for REST APIs behind CloudFront.",
      .default_value = "regional", .values = "regional edge" },
    { FIELD(domain, only), .about = "Disable the default execute-api endpoint.", .default_value = "false" },
    { NESTED(domain, failover, failover),
      .about = "With several regions: route requests to the second region while the first is unhealthy.",
      .default_text = "no failover" },
    { 0 },
};
const struct form domain_form = { .what = "a domain name, or {name, zone, …}",
                                  .brief = "name",
                                  .type = "AWS::ApiGatewayV2::DomainName",
                                  .size = sizeof(struct domain),
                                  .fields = domain_fields };

static bool is_edge(const struct domain *domain)
{
    return domain->type.value && !strcmp(domain->type.value, "edge");
}

static const char *part(const struct template *template, const struct domain_api *api, const char *words)
{
    return arena_join(template->arena, api->id, words);
}

/* A zone is named by its id, or by its name, which has a dot. */
static bool zone_is_name(const struct domain *domain)
{
    return is_known(domain->zone.from) && strchr(domain->zone.value, '.');
}

static bool name_check(struct template *template, const struct text *name)
{
    if (!is_known(name->from)) return name->from;
    const char *at = name->value;
    while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '-' || *at == '.') at++;
    if (!*at && strchr(name->value, '.') && isalnum((unsigned char)*name->value)) return true;
    diag_add(template->diags, FINDING(bad_name), node_place(name->from),
             *at == '/' ? "write the part after / under path:" : "such as api.civicforge.example",
             "a domain name must contain lower-case letters, digits, - and . only");
    return false;
}

static bool certificate_check(struct template *template, const struct domain *domain)
{
    const struct text *given = &domain->certificate;
    if (!given->from && (!domain->zone.from || zone_is_name(domain))) {
        diag_add(template->diags, FINDING(domain_unproved),
                 domain->zone.from ? node_place(domain->zone.from) : node_place(domain->name.from),
                 "add zone: with the ID of the hosted zone, or certificate: with an ARN",
                 "a certificate for '%s' cannot be created without the ID of its hosted zone",
                 domain->name.value ? domain->name.value : "this name");
        return false;
    }
    const char *wanted = is_edge(domain) ? EDGE_REGION : template->at.region;
    const char *there = is_known(given->from) ? arn_part(template->arena, given->value, ARN_REGION) : NULL;
    if (!there || !wanted || !strcmp(there, wanted)) return true;
    diag_add(template->diags, FINDING(domain_unproved), node_place(given->from),
             "remove it, and cfgen creates a certificate in each region with zone:",
             "the certificate is in %s; the domain name needs one in %s", there, wanted);
    return false;
}

static bool check(struct template *template, const struct domain *domain, const struct domain_api *api)
{
    const struct text *type = &domain->type;
    if (!name_check(template, &domain->name) || !certificate_check(template, domain)) return false;
    if (!type->value || !strcmp(type->value, "regional") || (is_edge(domain) && api->edge)) return true;
    diag_add(template->diags, FINDING(out_of_range), node_place(type->from),
             api->edge ? "regional or edge" : NULL,
             is_edge(domain) ? "only REST APIs support edge domain names" : "unknown domain type '%s'",
             type->value);
    return false;
}

static void certificate_write(struct template *template, const struct domain *domain,
                              const struct domain_api *api)
{
    struct arena *arena = template->arena;
    struct node *p = template_add(template, part(template, api, "Certificate"),
                                  "AWS::CertificateManager::Certificate", node_place(domain->from))
                         .properties;
    node_add(p, "DomainName", node_copy(arena, domain->name.from));
    node_add(p, "ValidationMethod", node_text(arena, "DNS"));
    struct node *option =
        node_add(node_add(p, "DomainValidationOptions", node_list(arena)), NULL, node_map(arena));
    node_add(option, "DomainName", node_copy(arena, domain->name.from));
    node_add(option, "HostedZoneId", node_copy(arena, domain->zone.from));
}

/* CloudFront takes certificates of one region only: elsewhere it is made by the stack of that region. */
static bool certificate_is_edge(const struct template *template, const struct domain *domain)
{
    return is_edge(domain) && !domain->certificate.from && template->at.region &&
           strcmp(template->at.region, EDGE_REGION) != 0;
}

static struct node *certificate(struct template *template, const struct domain *domain,
                                const struct domain_api *api)
{
    if (domain->certificate.from) return node_copy(template->arena, domain->certificate.from);
    if (!certificate_is_edge(template, domain)) certificate_write(template, domain, api);
    return intrinsic_ref(template->arena, part(template, api, "Certificate"));
}

static void regional_write(struct template *template, const struct domain *domain,
                           const struct domain_api *api, const char *id)
{
    struct arena *arena = template->arena;
    struct node *proof = certificate(template, domain, api);
    struct node *p =
        template_add(template, id, "AWS::ApiGatewayV2::DomainName", node_place(domain->from)).properties;
    node_add(p, "DomainName", node_copy(arena, domain->name.from));
    struct node *one =
        node_add(node_add(p, "DomainNameConfigurations", node_list(arena)), NULL, node_map(arena));
    node_add(one, "EndpointType", node_text(arena, "REGIONAL"));
    node_add(one, "CertificateArn", proof);
    node_add(one, "SecurityPolicy", node_text(arena, "TLS_1_2"));
    node_add(one, "IpAddressType", node_text(arena, "dualstack"));
}

static void edge_write(struct template *template, const struct domain *domain, const struct domain_api *api,
                       const char *id)
{
    struct arena *arena = template->arena;
    struct node *proof = certificate(template, domain, api);
    struct node *p =
        template_add(template, id, "AWS::ApiGateway::DomainName", node_place(domain->from)).properties;
    node_add(p, "DomainName", node_copy(arena, domain->name.from));
    node_add(p, "CertificateArn", proof);
    node_add(node_add(node_at(p, "EndpointConfiguration"), "Types", node_list(arena)), NULL,
             node_text(arena, "EDGE"));
    node_add(p, "SecurityPolicy", node_text(arena, "TLS_1_2"));
}

static struct node *path_of(struct arena *arena, const struct domain *domain)
{
    struct node *path = node_copy(arena, domain->path.from);
    if (path->shape == SCALAR && *path->text == '/') path->text++;
    return path;
}

static void mapping_write(struct template *template, const struct domain *domain,
                          const struct domain_api *api, const char *id)
{
    struct arena *arena = template->arena;
    bool edge = is_edge(domain);
    struct node *p = template_add(template, part(template, api, "DomainMapping"),
                                  edge ? "AWS::ApiGateway::BasePathMapping" : "AWS::ApiGatewayV2::ApiMapping",
                                  node_place(domain->from))
                         .properties;
    node_add(p, "DomainName", intrinsic_ref(arena, id));
    node_add(p, edge ? "RestApiId" : "ApiId", intrinsic_ref(arena, api->id));
    node_add(p, "Stage", intrinsic_ref(arena, part(template, api, "Stage")));
    if (!domain->path.from) return;
    node_add(p, edge ? "BasePath" : "ApiMappingKey", path_of(arena, domain));
}

static struct node *url(struct arena *arena, const struct domain *domain, const struct domain_api *api)
{
    const struct node *name = domain->name.from, *path = domain->path.from;
    const char *scheme = arena_join(arena, api->scheme, "://");
    if (name->shape == SCALAR && (!path || path->shape == SCALAR)) {
        const char *rest = path ? arena_join(arena, "/", path_of(arena, domain)->text) : "";
        return node_text(arena, arena_join(arena, scheme, arena_join(arena, name->text, rest)));
    }
    struct node *joined = node_map(arena), *join = node_add(joined, "Fn::Join", node_list(arena));
    node_add(join, NULL, node_text(arena, ""));
    struct node *parts = node_add(join, NULL, node_list(arena));
    node_add(parts, NULL, node_text(arena, scheme));
    node_add(parts, NULL, node_copy(arena, name));
    if (path) node_add(parts, NULL, node_text(arena, "/"));
    if (path) node_add(parts, NULL, path_of(arena, domain));
    return joined;
}

static void outputs_write(struct template *template, const struct domain *domain,
                          const struct domain_api *api, const char *id)
{
    struct arena *arena = template->arena;
    template_output(template, part(template, api, "DomainUrl"), "URL of the API under its domain name",
                    url(arena, domain, api));
    if (domain->zone.from) return;
    template_output(
        template, part(template, api, "DomainTarget"), "Target of a CNAME record for the API's domain name",
        intrinsic_attribute(arena, id, is_edge(domain) ? "DistributionDomainName" : "RegionalDomainName"));
}

/* Two APIs may share a name, each under a path of its own. */
static const char *domain_of(struct template *template, const struct domain *domain,
                             const struct domain_api *api)
{
    const char *type = is_edge(domain) ? "AWS::ApiGateway::DomainName" : "AWS::ApiGatewayV2::DomainName";
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const char *other = node_word(n, "Type");
        if (!other || strcmp(other, type)) continue;
        const struct node *name = node_find(node_find(n, "Properties"), "DomainName");
        if (name && node_same(name, domain->name.from)) return n->key;
    }
    return part(template, api, "Domain");
}

/* Records fail over from the first region to the second; nothing leads to the others. */
static bool has_records(const struct template *template, const struct domain *domain)
{
    if (template->at.primary) return true;
    return domain->failover.from && template->before && template->before->at.primary;
}

void domain_write(struct template *template, const struct domain *domain, const struct domain_api *api)
{
    if (!domain->from || !domain->name.from || !check(template, domain, api)) return;
    if (!has_records(template, domain)) return;
    const char *id = domain_of(template, domain, api);
    bool first = !node_find(template->resources, id);
    if (first && is_edge(domain)) edge_write(template, domain, api, id);
    if (first && !is_edge(domain)) regional_write(template, domain, api, id);
    mapping_write(template, domain, api, id);
    if (first) domain_records_write(template, domain, api, id);
    outputs_write(template, domain, api, id);
}

void domain_edge_write(struct template *template, const struct domain *domain, const struct domain_api *api)
{
    const struct text *regions = template->service->regions;
    bool there = regions && regions->value && !strcmp(regions->value, EDGE_REGION);
    if (!domain->from || !domain->name.from || !is_edge(domain) || domain->certificate.from) return;
    if (!regions || there || !domain->zone.from || zone_is_name(domain)) return;
    certificate_write(template, domain, api);
}
