/* CloudFront distributions: a private bucket and an API behind one name, over TLS, cached near its visitors.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
#include "templates/cdn/cdn.h"
#include "base/index.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/cdn/behaviors.h"
#include "templates/cdn/distribution.h"
#include "templates/cdn/domain.h"
#include "templates/cdn/logs.h"
#include "templates/cdn/name.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

static const struct field api_fields[] = {
    { FIELD(cdn_api, path), .required = true,
      .about = "Path pattern of requests to the API, such as /api/*." },
    { FIELD(cdn_api, strip), .about = "Remove the prefix, such as /api, before requests reach the API.",
      .default_text = "true, except when the API's routes begin with it" },
    { 0 },
};
static const struct form cdn_api_form = { .what = "the API's paths, such as /api/*",
                                          .brief = "path",
                                          .size = sizeof(struct cdn_api),
                                          .fields = api_fields };

static const struct field header_fields[] = {
    { KEYED("(name)", cdn_header, name) },
    { FIELD(cdn_header, value), .about = "Value of the header." },
    { 0 },
};
static const struct form cdn_header_form = { .what = "a value",
                                             .named = "(name)",
                                             .brief = "value",
                                             .size = sizeof(struct cdn_header),
                                             .fields = header_fields };

static const struct field headers_fields[] = {
    { FIELD(cdn_headers, policy), .property = "*",
      .about = "Response headers policy: security, cors, cors+security, off, or the ID of a policy.",
      .default_value = "security" },
    { FIELD(cdn_headers, csp), .property = "*", .about = "Content-Security-Policy header.",
      .default_text = "none" },
    { NAMED(cdn_headers, set, cdn_header), .about = "Additional response headers: {X-Robots-Tag: noindex}." },
    { 0 },
};
static const struct form cdn_headers_form = { .what = "security, cors, off, or {policy, csp, set}",
                                              .brief = "policy",
                                              .type = "",
                                              .size = sizeof(struct cdn_headers),
                                              .fields = headers_fields };

static const struct field path_fields[] = {
    { KEYED("(path)", cdn_path, path) },
    { FIELD(cdn_path, bucket), .refers = "buckets", .elsewhere = true, .about = "Origin bucket.",
      .default_text = "the origin of the distribution" },
    { FIELD(cdn_path, origin), .about = "Origin host, such as https://example.org.",
      .default_text = "the origin of the distribution" },
    { FIELD(cdn_path, cache), .about = "Caching.", .default_text = "the `cache` of the distribution" },
    { NESTED(cdn_path, headers, cdn_headers), .about = "Response headers.",
      .default_text = "the `headers` of the distribution" },
    { 0 },
};
static const struct form cdn_path_form = { .what = "a bucket, or {bucket, origin, cache}",
                                           .named = "(path)",
                                           .brief = "bucket",
                                           .size = sizeof(struct cdn_path),
                                           .fields = path_fields };

static const struct field error_fields[] = {
    { KEYED("(code)", cdn_error, code) },
    { FIELD(cdn_error, page), .about = "Path of the error page, such as /404.html." },
    { FIELD(cdn_error, status), .about = "Status code that viewers receive.",
      .default_text = "the original status code" },
    { FIELD(cdn_error, ttl), .about = "How long the error is cached.", .default_value = "10s" },
    { 0 },
};
static const struct form cdn_error_form = { .what = "a page such as /404.html",
                                            .named = "(code)",
                                            .brief = "page",
                                            .size = sizeof(struct cdn_error),
                                            .fields = error_fields };

static const struct field domain_fields[] = {
    { FIELD(cdn_domain, name), .property = "*", .required = true,
      .about = "Domain name, such as www.example.org." },
    { FIELD(cdn_domain, also), .property = "*", .about = "Alternative domain names." },
    { FIELD(cdn_domain, zone), .property = "*",
      .about = "ID of the Route 53 hosted zone, in which the records and the certificate's validation record "
               "are created.",
      .default_text = "none: create the records yourself" },
    { FIELD(cdn_domain, certificate), .property = "*",
      .about = "ARN of an existing certificate in us-east-1.",
      .default_text = "a certificate created there and validated in the zone" },
    { 0 },
};
static const struct form cdn_domain_form = { .what = "a name, or {name, zone, certificate}",
                                             .brief = "name",
                                             .type = "",
                                             .size = sizeof(struct cdn_domain),
                                             .fields = domain_fields };

static const struct field function_fields[] = {
    { KEYED("viewer-request", cdn_functions, viewerRequest),
      .about = "Runs on each request: a file with a CloudFront function, or a function with `edge: true`." },
    { KEYED("viewer-response", cdn_functions, viewerResponse),
      .about = "Runs on each response: a file with a CloudFront function, or a function with `edge: true`." },
    { KEYED("origin-request", cdn_functions, originRequest),
      .about = "Runs on requests that the cache cannot answer: a function with `edge: true`." },
    { KEYED("origin-response", cdn_functions, originResponse),
      .about = "Runs on responses before they are cached: a function with `edge: true`." },
    { 0 },
};
static const struct form cdn_functions_form = { .what = "{viewer-request, origin-response, …}",
                                                .size = sizeof(struct cdn_functions),
                                                .fields = function_fields };

static const struct field country_fields[] = {
    { FIELD(cdn_countries, allow), .about = "Allow only viewers in these countries: [NL, BE]." },
    { FIELD(cdn_countries, block), .about = "Block viewers in these countries." },
    { 0 },
};
static const struct form cdn_countries_form = { .what = "the allowed countries, or {block}",
                                                .brief = "allow",
                                                .size = sizeof(struct cdn_countries),
                                                .fields = country_fields };

static const struct field fields[] = {
    ITEM_FIELDS(cdn),
    { FIELD(cdn, bucket), .refers = "buckets", .elsewhere = true,
      .about = "Origin bucket, which stays private." },
    { FIELD(cdn, origin), .about = "Origin host, such as https://example.org." },
    { NESTED(cdn, api, cdn_api), .about = "API of the service under the same domain name." },
    { NAMED(cdn, paths, cdn_path), .about = "Other origins and caching for path patterns." },
    { FIELD(cdn, index), .about = "Index document of folders, or off.", .default_value = "index.html" },
    { FIELD(cdn, spa), .about = "Single-page application: paths without a file return the index document.",
      .default_value = "false" },
    { NAMED(cdn, errors, cdn_error), .about = "Custom error pages: {404: /404.html}." },
    { NESTED(cdn, domain, cdn_domain), .about = "Custom domain name." },
    { NESTED(cdn, functions, cdn_functions), .about = "Functions at the edge, by event." },
    { FIELD(cdn, cache),
      .about = "Caching: optimized (as the origin says, otherwise one day), off, a duration, or the ID of a "
               "policy.",
      .default_value = "optimized" },
    { NESTED(cdn, headers, cdn_headers), .about = "Response headers.", .default_value = "security" },
    { FIELD(cdn, prices), .about = "Price class. Fewer edge locations cost less.", .default_value = "all",
      .values = "all 200 100" },
    { NESTED(cdn, countries, cdn_countries), .about = "Countries that are allowed or blocked.",
      .default_text = "all countries" },
    { FIELD(cdn, logs),
      .about = "Access logs in a bucket of their own, and how long they are kept. `true` means 90d.",
      .default_value = "false" },
    { FIELD(cdn, waf), .property = "DistributionConfig.WebACLId",
      .about = "ARN of a global web ACL (AWS WAF) in us-east-1." },
    { FIELD(cdn, http), .property = "DistributionConfig.HttpVersion", .about = "HTTP version.",
      .default_value = "http2and3" },
    { FIELD(cdn, comment), .property = "DistributionConfig.Comment", .about = "Comment.",
      .default_text = "the name of the distribution" },
    { FIELD(cdn, enabled), .property = "DistributionConfig.Enabled", .about = "Accept requests.",
      .default_value = "true" },
    { 0 },
};
const struct form cdn_form = { .what = "a bucket, or {bucket, api, domain, …}",
                               .named = "(key)",
                               .brief = "bucket",
                               .type = "AWS::CloudFront::Distribution",
                               .size = sizeof(struct cdn),
                               .fields = fields };

static void errors_write(struct distribution *distribution)
{
    const struct cdn_error *error = distribution->cdn->errors;
    struct arena *arena = distribution->template->arena;
    if (!error || !error->from) return;
    struct node *list = node_find(distribution->config, "CustomErrorResponses");
    if (!list) list = node_add(distribution->config, "CustomErrorResponses", node_list(arena));
    for (; error->from; error++) {
        struct node *one = node_add(list, NULL, node_map(arena));
        one->place = node_place(error->from);
        node_add(one, "ErrorCode", node_number(arena, error->code.value))->place =
            node_place(error->code.from);
        node_add(one, "ErrorCachingMinTTL", node_number(arena, error->ttl.from ? error->ttl.value : 10));
        if (!error->page.value) continue;
        node_add(one, "ResponseCode",
                 node_number(arena, error->status.from ? error->status.value : error->code.value));
        bool slash = *error->page.value == '/';
        node_add(one, "ResponsePagePath",
                 node_text(arena, slash ? error->page.value : arena_join(arena, "/", error->page.value)));
    }
}

static void countries_write(struct distribution *distribution)
{
    const struct cdn_countries *countries = &distribution->cdn->countries;
    struct arena *arena = distribution->template->arena;
    if (!countries->from || (!countries->allow && !countries->block)) return;
    struct node *geo = node_at(distribution->config, "Restrictions.GeoRestriction");
    geo->place = node_place(countries->from);
    node_add(geo, "RestrictionType", node_text(arena, countries->allow ? "whitelist" : "blacklist"));
    struct node *locations = node_add(geo, "Locations", node_list(arena));
    for (const struct text *t = countries->allow ? countries->allow : countries->block; t->from; t++)
        node_add(locations, NULL, node_text(arena, t->value))->place = node_place(t->from);
}

static void prices_write(struct distribution *distribution)
{
    const struct text *prices = &distribution->cdn->prices;
    struct template *template = distribution->template;
    if (!prices->value) return;
    if (!strcmp(prices->value, "all") || !strcmp(prices->value, "100") || !strcmp(prices->value, "200"))
        node_add(distribution->config, "PriceClass",
                 node_text(template->arena, !strcmp(prices->value, "all")
                                                ? "PriceClass_All"
                                                : arena_join(template->arena, "PriceClass_", prices->value)));
    else
        diag_add(template->diags, FINDING(out_of_range), node_place(prices->from), "all, 200 or 100",
                 "unknown price class '%s'", prices->value);
}

static void check_waf(struct template *template, const struct text *waf)
{
    const char *region = waf->value ? arn_part(template->arena, waf->value, ARN_REGION) : NULL;
    const char *scope = waf->value ? arn_part(template->arena, waf->value, ARN_RESOURCE) : NULL;
    if (!is_known(waf->from)) return;
    if (!region || strcmp(region, EDGE_REGION) || !scope || !text_starts(scope, "global/"))
        diag_add(template->diags, FINDING(out_of_range), node_place(waf->from),
                 "such as arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID",
                 "CloudFront needs a web ACL of the global scope, in " EDGE_REGION);
}

static void default_set(struct node *config, const char *key, struct node *value)
{
    if (!node_find(config, key)) node_add(config, key, value);
}

static void outputs_write(struct distribution *distribution)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct text *name = &distribution->cdn->domain.name;
    struct node *url = intrinsic_sub(arena, "https://${%s.DomainName}", distribution->id);
    if (name->value) url = node_text(arena, arena_join(arena, "https://", name->value));
    template_output(template, arena_join(arena, distribution->id, "Url"),
                    "URL of the CloudFront distribution", url);
}

static void distribution_write(struct template *template, const struct cdn *cdn)
{
    struct arena *arena = template->arena;
    struct resource resource = template_add(template, item_id(template, &cdn->item),
                                            "AWS::CloudFront::Distribution", node_key_place(cdn->item.from));
    struct node *config = node_at(resource.properties, "DistributionConfig");
    struct distribution distribution = {
        template,        cdn,
        resource.id,     template_id(template, cdn->item.key.value, &cdn->item.was, ""),
        config,          node_list(arena),
        index_new(arena)
    };
    template_write(template, &cdn_form, cdn, resource.properties);
    default_set(config, "Enabled", node_flag(arena, true));
    default_set(config, "Comment", node_text(arena, cdn_name(template, cdn, "")));
    default_set(config, "HttpVersion", node_text(arena, "http2and3"));
    node_add(config, "IPV6Enabled", node_flag(arena, true));
    prices_write(&distribution);
    check_waf(template, &cdn->waf);
    if (cdn->bucket.from && (!cdn->index.value || strchr(cdn->index.value, '.')))
        node_add(config, "DefaultRootObject",
                 node_text(arena, cdn->index.value ? cdn->index.value : "index.html"));
    node_add(config, "Origins", distribution.origins);
    cdn_behaviors_write(&distribution);
    errors_write(&distribution);
    countries_write(&distribution);
    cdn_domain_write(&distribution);
    cdn_logs_write(&distribution);
    outputs_write(&distribution);
    if (distribution.origins->count)
        schema_check_resource(template->schemas, resource.id, resource.node, template->diags);
}

static void check_index(struct template *template, const struct text *index)
{
    if (!index->value) return;
    for (const char *at = index->value; *at; at++)
        if (!isalnum((unsigned char)*at) && !strchr("._-", *at)) {
            diag_add(template->diags, FINDING(bad_name), node_place(index->from), "such as index.html",
                     "the name of an index document must contain letters, digits, ., - and _ only");
            return;
        }
}

void cdn_write(struct template *template, const void *item)
{
    const struct cdn *cdn = item;
    if (cdn_certificate_is_in_template(template, cdn)) cdn_certificate_write(template, cdn);
    if (template->at.part == PART_EDGE) return;
    check_index(template, &cdn->index);
    distribution_write(template, cdn);
}

/* A name leads to one distribution only: to that of the primary. */
static bool cdn_is_in_template(const struct template *template, const void *item)
{
    return template->at.part == PART_EDGE ? cdn_certificate_is_in_template(template, item)
                                          : template->at.primary;
}

/* By its tags: a reference would make a circle of the function, its API and what leads to that. */
static void invalidation_allow(struct template *template, struct node *statements, const void *item)
{
    (void)item;
    struct arena *arena = template->arena;
    struct node *statement = policy_allow(statements, "cloudfront:CreateInvalidation");
    node_add(statement, "Resource",
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/*"));
    struct node *tags = node_at(statement, "Condition.StringEquals");
    node_add(tags, "aws:ResourceTag/cfgen:service", node_text(arena, template->service->service.value));
    node_add(tags, "aws:ResourceTag/cfgen:stage", node_text(arena, template->stage));
}

static bool has_variable(const void *item) { return !((const struct cdn *)item)->api.from; }

static const struct verb verbs[] = { { "invalidate", "cloudfront:CreateInvalidation", "@" }, { 0 } };

const struct kind cdn_kind = { .id = KIND_cdn,
                               .section = "cdn",
                               .suffix = "Distribution",
                               .form = &cdn_form,
                               .reach = { .is_in_template = cdn_is_in_template },
                               .grant = { .verbs = verbs,
                                          .allow = invalidation_allow,
                                          .shares_name = true,
                                          .variable = "_DISTRIBUTION_ID",
                                          .has_variable = has_variable } };
