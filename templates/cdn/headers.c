#include "templates/cdn/headers.h"
#include "service/intrinsic.h"
#include "templates/cdn/cdn.h"
#include "templates/cdn/distribution.h"
#include "templates/cdn/name.h"
#include <string.h>

#define SECURITY_HEADERS  "67f7725c-6f97-4210-82d7-5512b31e9d03"
#define CORS_HEADERS      "5cc3b908-e619-4b99-88e5-2cf7f45965bd"
#define CORS_AND_SECURITY "eaab4381-ed33-4a86-88ca-d9558dc6cd63"

static const struct known {
    const char *word, *id;
    bool security, cors;
} known[] = { { "security", SECURITY_HEADERS, true, false },
              { "cors", CORS_HEADERS, false, true },
              { "cors+security", CORS_AND_SECURITY, true, true } };

/* security by default; NULL: an id, or an intrinsic function. */
static const struct known *known_of(const struct text *policy)
{
    if (!policy->from) return &known[0];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (policy->value && !strcmp(policy->value, known[i].word)) return &known[i];
    return NULL;
}

static struct node *rule(struct node *config, const char *path, bool override)
{
    struct node *made = node_at(config, path);
    node_add(made, "Override", node_flag(config->arena, override));
    return made;
}

/* As AWS's own policy has them. */
static void security_write(struct node *config)
{
    struct arena *arena = config->arena;
    struct node *strict = rule(config, "SecurityHeadersConfig.StrictTransportSecurity", false);
    node_add(strict, "AccessControlMaxAgeSec", node_number(arena, 31536000));
    rule(config, "SecurityHeadersConfig.ContentTypeOptions", true);
    node_add(rule(config, "SecurityHeadersConfig.FrameOptions", false), "FrameOption",
             node_text(arena, "SAMEORIGIN"));
    node_add(rule(config, "SecurityHeadersConfig.ReferrerPolicy", false), "ReferrerPolicy",
             node_text(arena, "strict-origin-when-cross-origin"));
}

static void cors_write(struct node *config)
{
    static const char *const lists[][2] = { { "AccessControlAllowHeaders", "*" },
                                            { "AccessControlAllowMethods", "ALL" },
                                            { "AccessControlAllowOrigins", "*" },
                                            { "AccessControlExposeHeaders", "*" } };
    struct arena *arena = config->arena;
    struct node *cors = node_at(config, "CorsConfig");
    node_add(cors, "AccessControlAllowCredentials", node_flag(arena, false));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        node_add(node_add(node_at(cors, lists[i][0]), "Items", node_list(arena)), NULL,
                 node_text(arena, lists[i][1]));
    node_add(cors, "OriginOverride", node_flag(arena, false));
}

static struct node *policy_make(struct distribution *distribution, const struct cdn_headers *headers,
                                const struct known *with, const char *words)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, distribution->key, arena_join(arena, words, "HeadersPolicy"));
    struct node *config = node_at(
        template_add(template, id, "AWS::CloudFront::ResponseHeadersPolicy", node_place(headers->from))
            .properties,
        "ResponseHeadersPolicyConfig");
    node_add(config, "Name", node_text(arena, cdn_name(template, distribution->cdn, words)));
    if (with && with->security) security_write(config);
    if (with && with->cors) cors_write(config);
    if (headers->csp.from)
        node_add(rule(config, "SecurityHeadersConfig.ContentSecurityPolicy", true), "ContentSecurityPolicy",
                 node_copy(arena, headers->csp.from));
    struct node *items =
        headers->set ? node_add(node_at(config, "CustomHeadersConfig"), "Items", node_list(arena)) : NULL;
    for (const struct cdn_header *h = headers->set; h && h->from; h++) {
        struct node *item = node_add(items, NULL, node_map(arena));
        node_add(item, "Header", node_text(arena, h->name.value));
        node_add(item, "Override", node_flag(arena, true));
        node_add(item, "Value", h->value.value ? node_text(arena, h->value.value) : node_text(arena, ""));
    }
    return intrinsic_ref(arena, id);
}

void cdn_headers_write(struct distribution *distribution, struct node *behavior,
                       const struct cdn_headers *headers, const char *words)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct text *policy = &headers->policy;
    const struct known *with = known_of(policy);
    struct flag flag;
    bool off = is_known(policy->from) && flag_form.word(&flag, policy->from) && !flag.value;
    bool own = headers->csp.from || (headers->set && headers->set->from);
    if (own && !with && !off)
        diag_add(template->diags, FINDING(out_of_range), node_place(policy->from),
                 "security, cors, cors+security or off",
                 "`csp` and `set` cannot be combined with the ID of a policy");
    struct node *id = own    ? policy_make(distribution, headers, with, words)
                      : with ? node_text(arena, with->id)
                             : node_copy(arena, policy->from);
    if (own || !off) node_add(behavior, "ResponseHeadersPolicyId", id);
}
