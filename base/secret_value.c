/* Credentials by their shape. */
#include "base/secret.h"
#include "base/text.h"
#include <ctype.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS  "0123456789"
#define WORD    LETTERS DIGITS
#define BASE64  WORD "+/"
#define URLSAFE WORD "_-"

#define GITHUB                                                                                               \
    "https://docs.github.com/authentication/keeping-your-account-and-data-secure/"                           \
    "about-authentication-to-github"
#define SLACK  "https://docs.slack.dev/authentication/tokens"
#define STRIPE "https://docs.stripe.com/keys"
#define GITLAB "https://docs.gitlab.com/security/tokens/"
#define AWS_ID "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"
#define AZURE  "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string"

/* A prefix, and at least so many of these characters behind it. */
static const struct shape {
    const char *prefix, *characters;
    size_t least;
    struct secret_pattern pattern;
} shapes[] = {
    { "AKIA", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS, 12, { "an AWS access key ID", AWS_ID } },
    { "ASIA", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS, 16, { "an AWS access key ID", AWS_ID } },
    { "ghp_", WORD, 20, { "a GitHub token", GITHUB } },
    { "gho_", WORD, 20, { "a GitHub token", GITHUB } },
    { "ghu_", WORD, 20, { "a GitHub token", GITHUB } },
    { "ghs_", WORD, 20, { "a GitHub token", GITHUB } },
    { "ghr_", WORD, 20, { "a GitHub token", GITHUB } },
    { "github_pat_", WORD "_", 20, { "a GitHub token", GITHUB } },
    { "glpat-", URLSAFE, 16, { "a GitLab token", GITLAB } },
    { "gldt-", URLSAFE, 16, { "a GitLab token", GITLAB } },
    { "glrt-", URLSAFE, 16, { "a GitLab token", GITLAB } },
    { "glptt-", URLSAFE, 16, { "a GitLab token", GITLAB } },
    { "xoxa-", URLSAFE, 10, { "a Slack token", SLACK } },
    { "xoxb-", URLSAFE, 10, { "a Slack token", SLACK } },
    { "xoxe-", URLSAFE, 10, { "a Slack token", SLACK } },
    { "xoxp-", URLSAFE, 10, { "a Slack token", SLACK } },
    { "xoxr-", URLSAFE, 10, { "a Slack token", SLACK } },
    { "xoxs-", URLSAFE, 10, { "a Slack token", SLACK } },
    { "xapp-", URLSAFE, 10, { "a Slack token", SLACK } },
    { "hooks.slack.com/services/T",
      WORD "/",
      20,
      { "a Slack webhook", "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks" } },
    { "sk_live_", WORD, 10, { "a Stripe key", STRIPE } },
    { "rk_live_", WORD, 10, { "a Stripe key", STRIPE } },
    { "sk_test_", WORD, 10, { "a Stripe key", STRIPE } },
    { "rk_test_", WORD, 10, { "a Stripe key", STRIPE } },
    { "whsec_", BASE64, 20, { "a Stripe webhook secret", STRIPE } },
    { "AIza",
      URLSAFE,
      30,
      { "a Google API key", "https://docs.cloud.google.com/docs/authentication/api-keys" } },
    { "GOCSPX-",
      URLSAFE,
      20,
      { "a Google client secret", "https://developers.google.com/identity/protocols/oauth2" } },
    { "npm_", WORD, 30, { "an npm token", "https://docs.npmjs.com/about-access-tokens" } },
    { "pypi-", URLSAFE, 50, { "a PyPI token", "https://pypi.org/help/#apitoken" } },
    { "SG.",
      URLSAFE ".",
      40,
      { "a SendGrid key", "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys" } },
    { "sk-ant-", URLSAFE, 20, { "an Anthropic key", "https://docs.anthropic.com/en/api/overview" } },
    { "sk-proj-",
      URLSAFE,
      20,
      { "an OpenAI key", "https://platform.openai.com/docs/api-reference/authentication" } },
    { "sk-",
      URLSAFE,
      32,
      { "an OpenAI key", "https://platform.openai.com/docs/api-reference/authentication" } },
    { "hf_", WORD, 30, { "a Hugging Face token", "https://huggingface.co/docs/hub/security-tokens" } },
    { "dop_v1_",
      WORD,
      40,
      { "a DigitalOcean token",
        "https://docs.digitalocean.com/reference/api/create-personal-access-token/" } },
    { "AGE-SECRET-KEY-", WORD, 40, { "an age key", "https://age-encryption.org/v1" } },
    { "AccountKey=", BASE64 "=", 20, { "an Azure storage key", AZURE } },
    { "SharedAccessKey=", BASE64 "=", 20, { "an Azure access key", AZURE } },
};

static const struct secret_pattern aws_secret = { "an AWS secret access key", AWS_ID },
                                   private_key = { "a private key",
                                                   "https://www.rfc-editor.org/rfc/rfc7468" },
                                   json_web_token = { "a JSON Web Token",
                                                      "https://www.rfc-editor.org/rfc/rfc7519" },
                                   url_password = { "a password in a URL",
                                                    "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1" },
                                   bearer = { "a bearer token", "https://www.rfc-editor.org/rfc/rfc6750" };

/* What a part of the text that is looked at can have. */
struct scan {
    const char *text, *end;
    struct secret_match *match;
};

static size_t span(const struct scan *scan, const char *at, const char *characters)
{
    const char *from = at;
    while (at < scan->end && *at && strchr(characters, *at)) at++;
    return (size_t)(at - from);
}

static bool begins(const struct scan *scan, const char *at, const char *with)
{
    size_t size = strlen(with);
    return size <= (size_t)(scan->end - at) && !memcmp(at, with, size);
}

static bool found(const struct scan *scan, const struct secret_pattern *pattern, const char *at, size_t size)
{
    *scan->match = (struct secret_match){ pattern, (size_t)(at - scan->text), size };
    return true;
}

static bool shape_at(const struct scan *scan, const char *at)
{
    enum { SHORTEST = 14 };
    static const char first[] = "AGSdghnprswx"; /* what the prefixes begin with */
    if (scan->end - at < SHORTEST || !strchr(first, *at)) return false;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct shape *shape = &shapes[i];
        if (*shape->prefix != *at || !begins(scan, at, shape->prefix)) continue;
        size_t prefix = strlen(shape->prefix), size = span(scan, at + prefix, shape->characters);
        if (size >= shape->least) return found(scan, &shape->pattern, at, prefix + size);
    }
    return false;
}

/* Three parts in base64url with dots between, of which the first two are JSON objects. */
static bool token_at(const struct scan *scan, const char *at)
{
    enum { LEAST = 8 };
    if (!begins(scan, at, "eyJ")) return false;
    size_t head = span(scan, at, URLSAFE);
    if (head < LEAST || !begins(scan, at + head, ".eyJ")) return false;
    size_t body = span(scan, at + head + 1, URLSAFE);
    if (body < LEAST || !begins(scan, at + head + 1 + body, ".")) return false;
    size_t sign = span(scan, at + head + 2 + body, URLSAFE);
    return found(scan, &json_web_token, at, head + body + 2 + sign);
}

/* `Authorization: Bearer …` */
static bool bearer_at(const struct scan *scan, const char *at)
{
    enum { LEAST = 16 };
    static const char prefix[] = "Bearer ";
    if (!begins(scan, at, prefix)) return false;
    size_t size = span(scan, at + sizeof prefix - 1, URLSAFE ".~+/=");
    return size >= LEAST && found(scan, &bearer, at, sizeof prefix - 1 + size);
}

static bool is_base64(char c) { return isalnum((unsigned char)c) || c == '+' || c == '/'; }

static int kind_of(char c)
{
    unsigned char byte = (unsigned char)c;
    return isupper(byte) ? 0 : islower(byte) ? 1 : isdigit(byte) ? 2 : 3;
}

/* 40 characters in base64 whose kinds change more often than in a word made of words; and no hash in
 * hexadecimal digits. */
static bool aws_secret_at(const struct scan *scan, const char *at)
{
    enum { SIZE = 40, LEAST_OF_A_CASE = 5, LEAST_CHANGES = 14 };
    int kinds[4] = { 0 }, changes = 0;
    if (scan->end - at < SIZE) return false;
    for (int i = 0; i < SIZE; i++) {
        if (!is_base64(at[i])) return false;
        kinds[kind_of(at[i])]++;
        changes += i && kind_of(at[i]) != kind_of(at[i - 1]);
    }
    if (at + SIZE < scan->end && (is_base64(at[SIZE]) || strchr("=_-.", at[SIZE]))) return false;
    return kinds[0] >= LEAST_OF_A_CASE && kinds[1] >= LEAST_OF_A_CASE && kinds[2] &&
           changes >= LEAST_CHANGES && found(scan, &aws_secret, at, SIZE);
}

/* From the first line of a key in PEM to its last, or to the end of the text. */
static bool private_key_at(const struct scan *scan, const char *at)
{
    static const char begin[] = "-----BEGIN ", end[] = "-----END ";
    if (!begins(scan, at, begin)) return false;
    const char *label = at + sizeof begin - 1, *after = label;
    while (after < scan->end &&
           (isupper((unsigned char)*after) || isdigit((unsigned char)*after) || *after == ' '))
        after++;
    if (after - label < (long)strlen("PRIVATE KEY") ||
        memcmp(after - strlen("PRIVATE KEY"), "PRIVATE KEY", strlen("PRIVATE KEY")) != 0)
        return false;
    const char *last = memmem(after, (size_t)(scan->end - after), end, sizeof end - 1);
    size_t size = last ? (size_t)(last - at) + sizeof end - 1 +
                             span(scan, last + sizeof end - 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ -")
                       : (size_t)(scan->end - at);
    return found(scan, &private_key, at, size);
}

/* `scheme://user:password@host`; a password that is a variable or a placeholder is none. A blank may be in
 * it, but not behind a port. */
static bool url_at(const struct scan *scan, const char *colon)
{
    if (!begins(scan, colon, "://")) return false;
    const char *at = colon + 3, *password = NULL, *last = NULL;
    for (bool port = true; at < scan->end && *at && !strchr("/?#\"'<>\t\r\n", *at); at++) {
        const char *shut =
            !password && begins(scan, at, "${") ? memchr(at, '}', (size_t)(scan->end - at)) : NULL;
        if (shut) at = shut; /* a variable, which may have a colon of its own */
        if (*at == ' ' && (!password || port)) break;
        if (*at == '@' && password) last = at;
        if (password) port = port && isdigit((unsigned char)*at);
        if (*at == ':' && !password) password = at + 1;
    }
    if (!last || last == password || strchr("$<{*[%", *password)) return false;
    return found(scan, &url_password, password, (size_t)(last - password));
}

/* Of ASCII alone, whatever the locale: this is asked for each byte of a description. */
static inline bool is_word(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

/* A credential does not begin in the middle of a longer word. */
static bool begins_at(const struct scan *scan, const char *at, char before)
{
    bool urlsafe = before == '_' || before == '-';
    bool base64 = urlsafe || before == '+' || before == '/' || before == '=' || before == '.';
    return shape_at(scan, at) || bearer_at(scan, at) || (!urlsafe && token_at(scan, at)) ||
           (!base64 && aws_secret_at(scan, at));
}

static bool mark_at(const struct scan *scan, const char *at, char before)
{
    if (*at == ':') return url_at(scan, at);
    if (*at == '-') return private_key_at(scan, at);
    bool base64 = is_word(before) || (before && strchr("+/=_-.", before));
    return (*at == '+' || *at == '/') && !base64 && aws_secret_at(scan, at);
}

bool secret_find(const char *text, size_t size, size_t from, struct secret_match *match)
{
    const struct scan scan = { text, text + size, match };
    char before = from ? text[from - 1] : ' ';
    for (const char *at = text + from; at < scan.end;) {
        bool word = is_word(*at);
        if (word ? !is_word(before) && begins_at(&scan, at, before) : mark_at(&scan, at, before)) return true;
        before = *at++;
        while (word && at < scan.end && is_word(*at)) before = *at++;
    }
    return false;
}

const struct secret_pattern *secret_value(const char *text, size_t size)
{
    enum { SHORTEST = 8, ONLY_URLS = 14 };
    struct secret_match match;
    if (size < SHORTEST || (size < ONLY_URLS && !memchr(text, ':', size))) return NULL;
    return secret_find(text, size, 0, &match) ? match.pattern : NULL;
}
