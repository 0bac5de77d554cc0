#include "templates/cdn/domain.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/cdn/cdn.h"
#include "templates/cdn/distribution.h"
#include "templates/service.h"
#include <string.h>

/* CloudFront's own hosted zone:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html
 */
#define CLOUDFRONT_ZONE "Z2FDTNDATAQYW2"

static bool zone_is_name(const struct cdn_domain *domain)
{
    return is_known(domain->zone.from) && strchr(domain->zone.value, '.');
}

static bool makes_certificate(const struct cdn *cdn)
{
    return cdn->domain.from && cdn->domain.name.from && !cdn->domain.certificate.from;
}

static bool lives_at_home(const struct service *service)
{
    const struct text *region = service->regions;
    return region && region->value && !strcmp(region->value, EDGE_REGION);
}

bool cdn_certificate_is_in_template(const struct template *template, const struct cdn *cdn)
{
    if (!makes_certificate(cdn)) return false;
    return lives_at_home(template->service) ? template->at.primary : template->at.part == PART_EDGE;
}

static const char *certificate_id(struct template *template, const struct cdn *cdn)
{
    return template_id(template, cdn->item.key.value, &cdn->item.was, "Certificate");
}

static void proof_add(struct node *options, const struct cdn_domain *domain, const struct node *name)
{
    struct arena *arena = options->arena;
    struct node *option = node_add(options, NULL, node_map(arena));
    node_add(option, "DomainName", node_copy(arena, name));
    node_add(option, "HostedZoneId", node_copy(arena, domain->zone.from));
}

void cdn_certificate_write(struct template *template, const struct cdn *cdn)
{
    const struct cdn_domain *domain = &cdn->domain;
    struct arena *arena = template->arena;
    bool proved = domain->zone.from && !zone_is_name(domain);
    if (!proved)
        diag_add(template->diags, FINDING(cdn_unproved),
                 (domain->zone.from ? domain->zone.from : domain->from)->place,
                 "add zone: with the ID of the hosted zone, or certificate: with an ARN",
                 "a certificate cannot be created without the ID of the hosted zone");
    struct node *p = template_add(template, certificate_id(template, cdn),
                                  "AWS::CertificateManager::Certificate", node_place(domain->from))
                         .properties;
    node_add(p, "DomainName", node_copy(arena, domain->name.from));
    struct node *others = domain->also ? node_add(p, "SubjectAlternativeNames", node_list(arena)) : NULL;
    for (const struct text *t = domain->also; t && t->from; t++)
        node_add(others, NULL, node_copy(arena, t->from));
    node_add(p, "ValidationMethod", node_text(arena, "DNS"));
    if (!proved) return;
    struct node *options = node_add(p, "DomainValidationOptions", node_list(arena));
    proof_add(options, domain, domain->name.from);
    for (const struct text *t = domain->also; t && t->from; t++) proof_add(options, domain, t->from);
}

static struct node *certificate(struct distribution *distribution)
{
    struct template *template = distribution->template;
    const struct text *given = &distribution->cdn->domain.certificate;
    if (!given->from) return intrinsic_ref(template->arena, certificate_id(template, distribution->cdn));
    const char *region = is_known(given->from) ? arn_part(template->arena, given->value, ARN_REGION) : NULL;
    if (region && strcmp(region, EDGE_REGION) != 0)
        diag_add(template->diags, FINDING(cdn_unproved), node_place(given->from),
                 "remove it, and cfgen creates a certificate there with zone:",
                 "the certificate is in %s; CloudFront takes those of " EDGE_REGION " only", region);
    return node_copy(template->arena, given->from);
}

static void record_add(struct distribution *distribution, const struct node *name, const char *type,
                       const char *id)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct cdn_domain *domain = &distribution->cdn->domain;
    struct node *p =
        template_add(template, id, "AWS::Route53::RecordSet", node_place(distribution->cdn->domain.from))
            .properties;
    const char *zone = domain->zone.value;
    if (zone_is_name(domain))
        node_add(p, "HostedZoneName",
                 node_text(arena, text_ends(zone, ".") ? zone : arena_join(arena, zone, ".")));
    else
        node_add(p, "HostedZoneId", node_copy(arena, domain->zone.from));
    node_add(p, "Name", node_copy(arena, name));
    node_add(p, "Type", node_text(arena, type));
    struct node *target = node_at(p, "AliasTarget");
    node_add(target, "DNSName", intrinsic_attribute(arena, distribution->id, "DomainName"));
    node_add(target, "HostedZoneId", node_text(arena, CLOUDFRONT_ZONE));
}

static void records_add(struct distribution *distribution, const struct node *name, int number)
{
    struct arena *arena = distribution->template->arena;
    const char *id = arena_join(arena, distribution->key, "Record");
    if (number) id = arena_text(arena, "%s%d", id, number + 1);
    record_add(distribution, name, "A", id);
    record_add(distribution, name, "AAAA", arena_join(arena, id, "V6"));
}

void cdn_domain_write(struct distribution *distribution)
{
    const struct cdn_domain *domain = &distribution->cdn->domain;
    struct arena *arena = distribution->template->arena;
    struct node *config = distribution->config;
    if (!domain->from || !domain->name.from) return;
    struct node *aliases = node_add(config, "Aliases", node_list(arena));
    node_add(aliases, NULL, node_copy(arena, domain->name.from));
    for (const struct text *t = domain->also; t && t->from; t++)
        node_add(aliases, NULL, node_copy(arena, t->from));
    struct node *viewer = node_at(config, "ViewerCertificate");
    node_add(viewer, "AcmCertificateArn", certificate(distribution));
    node_add(viewer, "SslSupportMethod", node_text(arena, "sni-only"));
    node_add(viewer, "MinimumProtocolVersion", node_text(arena, "TLSv1.2_2021"));
    if (!domain->zone.from) return;
    int number = 0;
    for (const struct node *n = aliases->first; n; n = n->next) records_add(distribution, n, number++);
}
