#include "templates/api/domain_records.h"
#include "service/intrinsic.h"
#include "templates/api/route.h"
#include "templates/service.h"
#include <string.h>

static bool is_several(const struct template *template)
{
    const struct text *regions = template->service->regions;
    return regions && regions->from && regions[1].from;
}

static bool health_wrong(struct template *template, const struct text *health, const char *hint,
                         const char *what)
{
    diag_add(template->diags, FINDING(failover_impossible), node_place(health->from), hint, "'%s' %s",
             health->value, what);
    return false;
}

/* The route's path; NULL after a finding. */
static const char *health_path(struct template *template, const struct domain *domain,
                               const struct domain_api *api)
{
    const struct text *health = &domain->failover.health;
    struct route route;
    if (!health->value || !api->health_access_of) return NULL;
    if (!route_read(template->arena, template->diags, health->from, &route)) return NULL;
    enum health_access health_access = api->health_access_of(template, route.same);
    if (strcmp(route.method, "GET") != 0 || strchr(route.path, '{'))
        return health_wrong(template, health, "such as GET /health", "cannot be used as a health check"),
               NULL;
    if (health_access == HEALTH_NO_ROUTE)
        return health_wrong(template, health, "add the event http: GET /health to a function",
                            "is not a route of the API"),
               NULL;
    if (health_access == HEALTH_GUARDED)
        return health_wrong(template, health, "set auth: public, and return nothing confidential",
                            "requires authorization, which health checks do not send"),
               NULL;
    if (domain->only.value)
        return health_wrong(template, health, "leave only: out",
                            "is requested at the default endpoint, which only: disables"),
               NULL;
    return route.path;
}

/* Under the region's own name: under that which fails over, a standby's answer would heal the primary. */
static bool check_write(struct template *template, const struct domain *domain, const struct domain_api *api,
                        const char *id)
{
    struct arena *arena = template->arena;
    const char *path = health_path(template, domain, api);
    if (!path) return false;
    struct node *p =
        template_add(template, id, "AWS::Route53::HealthCheck", node_place(domain->failover.from)).properties;
    struct node *config = node_add(p, "HealthCheckConfig", node_map(arena));
    node_add(config, "Type", node_text(arena, "HTTPS"));
    const char *host =
        arena_join(arena, arena_join(arena, "${", api->id), "}.execute-api.${AWS::Region}.${AWS::URLSuffix}");
    node_add(config, "FullyQualifiedDomainName", intrinsic_sub_text(arena, host));
    node_add(config, "ResourcePath", node_text(arena, arena_join(arena, api->path, path)));
    node_add(config, "RequestInterval", node_number(arena, 30));
    node_add(config, "FailureThreshold", node_number(arena, 3));
    return true;
}

static void record_write(struct template *template, const struct domain *domain, const struct domain_api *api,
                         const char *domain_id, const char *type, const char *check)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, arena_join(arena, api->id, "DomainRecord"), type);
    bool edge = domain->type.value && !strcmp(domain->type.value, "edge");
    bool fails_over = domain->failover.from && is_several(template);
    struct node *p =
        template_add(template, id, "AWS::Route53::RecordSet", node_place(domain->from)).properties;
    node_add(p, "Name", node_copy(arena, domain->name.from));
    node_add(p, "Type", node_text(arena, type));
    const struct node *zone = domain->zone.from;
    bool by_name = is_known(zone) && strchr(zone->text, '.');
    if (by_name)
        node_add(p, "HostedZoneName",
                 node_text(arena, zone->text[strlen(zone->text) - 1] == '.'
                                      ? zone->text
                                      : arena_join(arena, zone->text, ".")));
    else
        node_add(p, "HostedZoneId", node_copy(arena, zone));
    if (fails_over) {
        node_add(p, "SetIdentifier", node_text(arena, template->at.region));
        node_add(p, "Failover", node_text(arena, template->at.primary ? "PRIMARY" : "SECONDARY"));
        if (check) node_add(p, "HealthCheckId", intrinsic_ref(arena, check));
    }
    struct node *alias = node_add(p, "AliasTarget", node_map(arena));
    node_add(alias, "DNSName",
             intrinsic_attribute(arena, domain_id, edge ? "DistributionDomainName" : "RegionalDomainName"));
    node_add(
        alias, "HostedZoneId",
        intrinsic_attribute(arena, domain_id, edge ? "DistributionHostedZoneId" : "RegionalHostedZoneId"));
    node_add(alias, "EvaluateTargetHealth", node_flag(arena, false));
}

void domain_records_write(struct template *template, const struct domain *domain,
                          const struct domain_api *api, const char *domain_id)
{
    const char *check = NULL;
    if (!domain->zone.from) return;
    if (domain->failover.from && is_several(template) && template->at.primary) {
        check = arena_join(template->arena, api->id, "HealthCheck");
        if (!check_write(template, domain, api, check)) return;
    }
    record_write(template, domain, api, domain_id, "A", check);
    record_write(template, domain, api, domain_id, "AAAA", check);
}
