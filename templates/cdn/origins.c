#include "templates/cdn/origins.h"
#include "base/index.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/http_api.h"
#include "templates/api/rest.h"
#include "templates/cdn/cdn.h"
#include "templates/cdn/distribution.h"
#include "templates/cdn/name.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include <string.h>

static struct node *statements_of(struct template *template, const char *bucket_id, struct place place)
{
    struct arena *arena = template->arena;
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        const struct node *properties = node_find(n, "Properties");
        const char *bucket = node_word(node_find(properties, "Bucket"), "Ref");
        if (type && bucket && !strcmp(type, "AWS::S3::BucketPolicy") && !strcmp(bucket, bucket_id))
            return node_find(node_find(properties, "PolicyDocument"), "Statement");
    }
    struct resource made =
        template_add(template, arena_join(arena, bucket_id, "Policy"), "AWS::S3::BucketPolicy", place);
    struct node *statements = node_list(arena);
    node_add(made.properties, "Bucket", intrinsic_ref(arena, bucket_id));
    node_add(made.properties, "PolicyDocument", policy_document(arena, statements));
    return statements;
}

/* With the right to list, what is not there is a 404; without, it would be a 403. */
static void bucket_allow(struct distribution *distribution, const char *bucket_id)
{
    static const char *const rights[][2] = { { "s3:GetObject", "/*" }, { "s3:ListBucket", "" } };
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    if (index_find(distribution->bucket_access, bucket_id)) return;
    index_add(distribution->bucket_access, bucket_id, distribution);
    struct node *statements =
        statements_of(template, bucket_id, node_key_place(distribution->cdn->item.from));
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
        struct node *statement = policy_allow(statements, rights[i][0]);
        node_add(node_at(statement, "Principal"), "Service", node_text(arena, "cloudfront.amazonaws.com"));
        struct node *arn = intrinsic_attribute(arena, bucket_id, "Arn");
        node_add(statement, "Resource", *rights[i][1] ? intrinsic_append(arena, arn, rights[i][1]) : arn);
        node_add(node_at(statement, "Condition.StringEquals"), "AWS:SourceArn",
                 intrinsic_sub(arena,
                               "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${%s}",
                               distribution->id));
    }
}

static struct node *access_control(struct distribution *distribution)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, distribution->key, "AccessControl");
    if (!node_find(template->resources, id)) {
        struct node *config = node_at(template_add(template, id, "AWS::CloudFront::OriginAccessControl",
                                                   node_key_place(distribution->cdn->item.from))
                                          .properties,
                                      "OriginAccessControlConfig");
        node_add(config, "Name", node_text(arena, cdn_name(template, distribution->cdn, "")));
        node_add(config, "OriginAccessControlOriginType", node_text(arena, "s3"));
        node_add(config, "SigningBehavior", node_text(arena, "always"));
        node_add(config, "SigningProtocol", node_text(arena, "sigv4"));
    }
    return intrinsic_attribute(arena, id, "Id");
}

/* The origin's id; NULL: it is there already under this one. */
static struct node *origin_add(struct distribution *distribution, const char *id)
{
    for (const struct node *n = distribution->origins->first; n; n = n->next)
        if (!strcmp(node_word(n, "Id"), id)) return NULL;
    struct arena *arena = distribution->template->arena;
    struct node *origin = node_add(distribution->origins, NULL, node_map(arena));
    node_add(origin, "Id", node_text(arena, id));
    return origin;
}

const char *cdn_bucket_origin(struct distribution *distribution, const struct reference *bucket)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct named *named = bucket->target;
    const char *id = named ? named->name : "bucket";
    struct node *origin = origin_add(distribution, id);
    if (!origin) return id;
    if (named && !((const struct item *)named->item)->arn.from) {
        const char *bucket_id = item_id(template, named->item);
        node_add(origin, "DomainName", intrinsic_attribute(arena, bucket_id, "RegionalDomainName"));
        bucket_allow(distribution, bucket_id);
    } else { /* its own policy must let the distribution read */
        struct node *arn = reference_arn(template, bucket);
        const char *name = arn->shape == SCALAR ? arn_part(arena, arn->text, ARN_RESOURCE) : NULL;
        if (!name) {
            diag_add(template->diags, FINDING(intrinsic_here), node_place(bucket->from),
                     "write the ARN itself",
                     "the bucket's ARN must be written out, because cfgen reads it before deployment");
            name = "";
        }
        node_add(origin, "DomainName", intrinsic_sub(arena, "%s.s3.${AWS::Region}.${AWS::URLSuffix}", name));
    }
    node_add(origin, "OriginAccessControlId", access_control(distribution));
    node_add(node_at(origin, "S3OriginConfig"), "OriginAccessIdentity", node_text(arena, ""));
    return id;
}

static void custom_config(struct node *origin, const char *protocol)
{
    struct arena *arena = origin->arena;
    struct node *config = node_at(origin, "CustomOriginConfig");
    node_add(config, "OriginProtocolPolicy", node_text(arena, protocol));
    node_add(node_add(config, "OriginSSLProtocols", node_list(arena)), NULL, node_text(arena, "TLSv1.2"));
}

/* https://example.org/path, or the name alone. */
const char *cdn_custom_origin(struct distribution *distribution, const struct text *text)
{
    struct arena *arena = distribution->template->arena;
    const char *name = text->value, *protocol = "https-only";
    if (text_starts(name, "http://")) protocol = "http-only";
    if (strstr(name, "://")) name = strstr(name, "://") + 3;
    size_t size = strcspn(name, "/");
    const char *host = arena_copy(arena, name, size), *path = name + size;
    if (!strchr(host, '.') || strpbrk(host, " :@"))
        diag_add(distribution->template->diags, FINDING(out_of_range), node_place(text->from),
                 "such as https://example.org", "origin must be a host name or an https:// address");
    struct node *origin = origin_add(distribution, name);
    if (!origin) return name;
    node_add(origin, "DomainName", node_text(arena, host));
    if (path[0] && path[1]) node_add(origin, "OriginPath", node_text(arena, path));
    custom_config(origin, protocol);
    return name;
}

/* Under its own name the API fails over from region to region, and maybe answers there only. */
static bool goes_by_domain(const struct domain *domain)
{
    return domain->name.from && (domain->only.value || domain->failover.from);
}

static void domain_origin(struct node *origin, const struct domain *domain)
{
    struct arena *arena = origin->arena;
    node_add(origin, "DomainName", node_copy(arena, domain->name.from));
    const char *path = domain->path.value;
    if (path)
        node_add(origin, "OriginPath", node_text(arena, *path == '/' ? path : arena_join(arena, "/", path)));
}

const char *cdn_api_origin(struct distribution *distribution)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const char *api = rest_api(template) ? "Api" : http_api(template) ? "HttpApi" : NULL;
    if (!api) {
        diag_add(template->diags, FINDING(missing_key), node_place(distribution->cdn->api.from),
                 "add events: [http: GET /…] to a function", "the service has no API");
        return "api";
    }
    struct node *origin = origin_add(distribution, "api");
    const struct domain *domain = &template->service->api.domain;
    if (goes_by_domain(domain)) {
        domain_origin(origin, domain);
    } else {
        node_add(origin, "DomainName",
                 intrinsic_sub(arena, "${%s}.execute-api.${AWS::Region}.${AWS::URLSuffix}", api));
        if (rest_api(template)) node_add(origin, "OriginPath", intrinsic_sub_text(arena, "/${ApiStage}"));
    }
    custom_config(origin, "https-only");
    return "api";
}
