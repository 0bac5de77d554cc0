#include "aws/credentials.h"
#include "aws/profiles.h"
#include "base/text.h"
#include <string.h>

struct search {
    struct identity *identity;
    struct diags *diags;
    const struct surroundings *surroundings;
    struct profiles profiles;
    const char *profile;
    bool asked; /* for that profile, by option or AWS_PROFILE */
};

static const char *variable(const struct search *search, const char *name)
{
    const char *value = search->surroundings->environment(search->surroundings->with, name);
    return value && *value ? value : NULL;
}

static const char *word(const struct search *search, const char *key)
{
    return profiles_word(&search->profiles, search->profile, key);
}

static struct place place_of(const struct search *search, const char *key)
{
    const struct node *section = node_find(search->profiles.credentials, search->profile);
    const struct node *node = node_find(section, key);
    if (!node) node = node_find(node_find(search->profiles.config, search->profile), key);
    return node ? node->place : section ? section->place : (struct place){ 0 };
}

static const struct node *keys_section(const struct search *search)
{
    const struct node *files[] = { search->profiles.credentials, search->profiles.config };
    for (int i = 0; i < 2; i++) {
        const struct node *section = node_find(files[i], search->profile);
        if (node_find(section, "aws_access_key_id") || node_find(section, "aws_secret_access_key"))
            return section;
    }
    return NULL;
}

/* Keys come in pairs. */
static bool complete(struct search *search, struct place place, const char *id, const char *secret,
                     const char *names[2])
{
    if (id && secret) return true;
    diag_add(search->diags, FINDING(credentials_incomplete), place, NULL, "%s is set, but %s is not",
             names[!id], names[!!id]);
    return false;
}

static bool from_environment(struct search *search)
{
    static const char *names[] = { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY" };
    const char *id = variable(search, names[0]), *secret = variable(search, names[1]),
               *token = variable(search, "AWS_SESSION_TOKEN");
    if (!token) token = variable(search, "AWS_SECURITY_TOKEN");
    search->identity->credentials = (struct credentials){ id, secret, token };
    search->identity->source = "AWS_ACCESS_KEY_ID";
    return complete(search, (struct place){ 0 }, id, secret, names);
}

static bool from_section(struct search *search, const struct node *section)
{
    static const char *names[] = { "aws_access_key_id", "aws_secret_access_key" };
    const char *id = node_word(section, names[0]), *secret = node_word(section, names[1]);
    const char *token = node_word(section, "aws_session_token");
    if (!token) token = node_word(section, "aws_security_token");
    search->identity->credentials = (struct credentials){ id, secret, token };
    search->identity->source =
        arena_text(search->diags->arena, "profile %s in %s", search->profile, section->place.file);
    return complete(search, section->place, id, secret, names);
}

/* What a profile may ask for and this version does not do: said, not passed over. */
static bool asks_later(struct search *search)
{
    static const struct {
        const char *key, *what;
    } later[] = {
        { "role_arn", "a role to assume" },         { "sso_session", "IAM Identity Center" },
        { "sso_start_url", "IAM Identity Center" }, { "web_identity_token_file", "a web identity" },
        { "login_session", "a login session" },     { "credential_process", "a credential process" }
    };
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (!word(search, later[i].key)) continue;
        if (!strcmp(later[i].key, "credential_process") && keys_section(search)) continue;
        diag_add(search->diags, FINDING(credentials_later), place_of(search, later[i].key),
                 arena_text(
                     search->diags->arena,
                     "aws configure export-credentials --profile %s --format env prints keys that work here",
                     search->profile),
                 "profile %s uses %s (%s), which cfgen does not support yet", search->profile, later[i].what,
                 later[i].key);
        return true;
    }
    return false;
}

static void report_unknown(struct search *search)
{
    struct nearest nearest = { .word = search->profile };
    const struct node *files[] = { search->profiles.credentials, search->profiles.config };
    for (int i = 0; i < 2; i++)
        for (const struct node *n = files[i] ? files[i]->first : NULL; n; n = n->next)
            if (!strchr(n->key, ' ')) nearest_try(&nearest, n->key);
    diag_add(search->diags, FINDING(unknown_profile), (struct place){ 0 },
             diag_meant(search->diags->arena, nearest.name), "profile '%s' not found in %s or %s",
             search->profile, search->profiles.credentials_path, search->profiles.config_path);
}

static bool none(struct search *search)
{
    static const char *const later[] = { "AWS_WEB_IDENTITY_TOKEN_FILE",
                                         "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                         "AWS_CONTAINER_CREDENTIALS_FULL_URI" };
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (!variable(search, later[i])) continue;
        diag_add(search->diags, FINDING(credentials_later), (struct place){ 0 },
                 "aws configure export-credentials --format env prints keys that work here",
                 "%s is set, but cfgen does not support it yet", later[i]);
        return false;
    }
    diag_add(search->diags, FINDING(no_credentials), (struct place){ 0 },
             "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a profile with --profile",
             "no credentials: none in the environment, and no keys of profile %s in %s or %s",
             search->profile, search->profiles.credentials_path, search->profiles.config_path);
    return false;
}

static bool find_keys(struct search *search, bool option)
{
    bool here = variable(search, "AWS_ACCESS_KEY_ID") || variable(search, "AWS_SECRET_ACCESS_KEY");
    if (here && !option) return from_environment(search);
    bool there = node_find(search->profiles.credentials, search->profile) ||
                 node_find(search->profiles.config, search->profile);
    if (search->asked && !there) {
        report_unknown(search);
        return false;
    }
    if (asks_later(search)) return false;
    const struct node *section = keys_section(search);
    return section ? from_section(search, section) : none(search);
}

/* The services that are called, and what AWS calls them in AWS_ENDPOINT_URL_* and in a section `services`.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
static const struct {
    const char *service, *key;
} services[] = {
    { "apigateway", "api_gateway" },
    { "cloudformation", "cloudformation" },
    { "cloudfront", "cloudfront" },
    { "dynamodb", "dynamodb" },
    { "ecr", "ecr" },
    { "s3", "s3" },
    { "sts", "sts" },
};

static void find_endpoints(struct search *search)
{
    struct arena *arena = search->diags->arena;
    struct pairs *endpoints = search->identity->endpoints = pairs_new(arena);
    const char *ignore = variable(search, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    if (ignore && !strcmp(ignore, "true")) return;
    const char *name = word(search, "services");
    const struct node *own =
        name ? node_find(search->profiles.config, arena_text(arena, "services %s", name)) : NULL;
    const char *all = variable(search, "AWS_ENDPOINT_URL");
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        const char *key = services[i].key;
        const char *url =
            variable(search, arena_text(arena, "AWS_ENDPOINT_URL_%s", text_constant(arena, key)));
        if (!url) url = all ? all : node_word(node_find(own, key), "endpoint_url");
        if (url) pairs_add(endpoints, services[i].service, url);
    }
    if (!all) all = word(search, "endpoint_url");
    if (all) pairs_add(endpoints, "", all);
}

bool identity_find(struct identity *identity, struct diags *diags, const struct surroundings *surroundings,
                   const char *profile)
{
    struct search search = { .identity = identity, .diags = diags, .surroundings = surroundings };
    const char *named = profile ? profile : variable(&search, "AWS_PROFILE");
    *identity = (struct identity){ 0 };
    search.profile = named ? named : "default";
    search.asked = named;
    if (!profiles_read(&search.profiles, diags, surroundings) || !find_keys(&search, profile)) return false;
    identity->region = variable(&search, "AWS_REGION");
    if (!identity->region) identity->region = variable(&search, "AWS_DEFAULT_REGION");
    if (!identity->region) identity->region = word(&search, "region");
    identity->certificates = variable(&search, "AWS_CA_BUNDLE");
    if (!identity->certificates) identity->certificates = word(&search, "ca_bundle");
    find_endpoints(&search);
    return true;
}
