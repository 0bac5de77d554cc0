#include "service/environment.h"
#include "base/glob.h"
#include "base/secret.h"
#include "base/text.h"
#include <strings.h>

/* https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * https://docs.gitlab.com/ci/variables/predefined_variables/ */
const char *const environment_credentials[] = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SECRET_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "GITHUB_TOKEN",
    "GITHUB_ENTERPRISE_TOKEN",
    "GITHUB_PAT",
    "GH_TOKEN",
    "GH_ENTERPRISE_TOKEN",
    "ACTIONS_RUNTIME_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_URL",
    "CI_JOB_TOKEN",
    "CI_JOB_JWT",
    "CI_DEPLOY_PASSWORD",
    "CI_REGISTRY_PASSWORD",
    "CI_DEPENDENCY_PROXY_PASSWORD",
    "CI_REPOSITORY_URL", /* with the job's token in it */
    "GITLAB_TOKEN",
    "CFGEN_TOKEN",
    "NPM_TOKEN",
    "NODE_AUTH_TOKEN",
    "TWINE_PASSWORD",
    "DOCKER_AUTH_CONFIG",
    "SYSTEM_ACCESSTOKEN",
    "VAULT_TOKEN",
    NULL,
};

/* Their neighbours. */
static const char *const credential_patterns[] = {
    "AWS_*TOKEN*",   "AWS_*SECRET*",    "AWS_*ACCESS_KEY*", "AWS_CONTAINER_*",  "GITHUB_*TOKEN*",
    "GH_*TOKEN*",    "ACTIONS_*TOKEN*", "ACTIONS_*_URL",    "ACTIONS_*_KEY",    "INPUT_*TOKEN*",
    "CI_*TOKEN*",    "CI_*PASSWORD*",   "CI_*JWT*",         "CI_*SECRET*",      "GITLAB_*TOKEN*",
    "CFGEN_*TOKEN*", "CFGEN_*SECRET*",  "CFGEN_*PASSWORD*", "NPM_*TOKEN*",      "npm_config_*auth*",
    "TF_TOKEN_*",    "CIRCLE_*TOKEN*",  "BUILDKITE_*TOKEN", "BITBUCKET_*TOKEN", "TWINE_*PASSWORD*",
};

static const char *const harmless[] = {
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ACCOUNT_ID",
    "AWS_PROFILE",
    "CI",
    "CI_COMMIT_BRANCH",
    "CI_COMMIT_REF_NAME",
    "CI_COMMIT_REF_SLUG",
    "CI_COMMIT_SHA",
    "CI_COMMIT_SHORT_SHA",
    "CI_COMMIT_TAG",
    "CI_COMMIT_TIMESTAMP",
    "CI_ENVIRONMENT_NAME",
    "CI_ENVIRONMENT_SLUG",
    "CI_JOB_ID",
    "CI_MERGE_REQUEST_IID",
    "CI_PIPELINE_ID",
    "CI_PIPELINE_IID",
    "CI_PROJECT_ID",
    "CI_PROJECT_NAME",
    "CI_PROJECT_NAMESPACE",
    "CI_PROJECT_PATH",
    "ENV",
    "ENVIRONMENT",
    "GITHUB_ACTOR",
    "GITHUB_BASE_REF",
    "GITHUB_HEAD_REF",
    "GITHUB_REF",
    "GITHUB_REF_NAME",
    "GITHUB_REPOSITORY",
    "GITHUB_REPOSITORY_OWNER",
    "GITHUB_RUN_ATTEMPT",
    "GITHUB_RUN_ID",
    "GITHUB_RUN_NUMBER",
    "GITHUB_SHA",
    "GITHUB_WORKFLOW",
    "GITLAB_CI",
    "LANG",
    "LOG_LEVEL",
    "NODE_ENV",
    "REGION",
    "STAGE",
    "TZ",
    "USER",
};

static bool is_among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count && names[i]; i++)
        if (text_same(names[i], name)) return true;
    return false;
}

static bool is_credential(const char *name)
{
    if (is_among(environment_credentials, sizeof environment_credentials / sizeof *environment_credentials,
                 name))
        return true;
    for (size_t i = 0; i < sizeof credential_patterns / sizeof *credential_patterns; i++)
        if (glob_covers(credential_patterns[i], name)) return true;
    return false;
}

/* STRIPE_KEY, but neither PUBLIC_KEY nor PARTITION_KEY. */
static bool is_key(const char *name)
{
    static const char *const others[] = { "PUBLIC", "PUB",         "PUBLISHABLE", "PARTITION",    "SORT",
                                          "HASH",   "RANGE",       "CACHE",       "PRIMARY",      "FOREIGN",
                                          "OBJECT", "KMS",         "S3",          "TABLE",        "INDEX",
                                          "GROUP",  "IDEMPOTENCY", "ROUTING",     "DEDUPLICATION" };
    const char *last = strrchr(name, '_');
    if (!last || (strcasecmp(last, "_KEY") != 0 && strcasecmp(last, "_KEYS") != 0)) return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t size = strlen(others[i]), before = (size_t)(last - name);
        bool ends = before >= size && !strncasecmp(last - size, others[i], size);
        if (ends && (before == size || last[-(long)size - 1] == '_')) return false;
    }
    return true;
}

/* A number or a word for yes and no says nothing to whoever reads it. */
static bool is_plain(const char *value)
{
    return !strcmp(value, "true") || !strcmp(value, "false") ||
           (strlen(value) <= 6 && value[strspn(value, "0123456789.")] == '\0');
}

enum trust environment_trust(const char *name, const char *value)
{
    if (is_credential(name)) return TRUST_CREDENTIAL;
    if (value && secret_value(value, strlen(value))) return TRUST_SECRET;
    bool yes_or_no = value && (!strcmp(value, "true") || !strcmp(value, "false"));
    if (!yes_or_no && (secret_name(name, strlen(name)) || is_key(name))) return TRUST_SECRET;
    if (is_among(harmless, sizeof harmless / sizeof *harmless, name)) return TRUST_HARMLESS;
    return value && is_plain(value) ? TRUST_HARMLESS : TRUST_OTHER;
}
