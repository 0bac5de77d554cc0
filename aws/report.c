#include "aws/client.h"
#include "aws/retry.h"
#include <string.h>

FINDING_DECLARE(access_denied);
FINDING_DECLARE(clock_wrong);
FINDING_DECLARE(expired_token);
FINDING_DECLARE(limit_reached);
FINDING_DECLARE(unknown_key_id);
FINDING_DECLARE(wrong_secret);

/* AWS's codes for one and the same thing, whatever the service. */
static const struct {
    const char *code;
    const struct finding *finding;
} meanings[] = {
    { "SignatureDoesNotMatch", &finding_wrong_secret },
    { "InvalidSignatureException", &finding_wrong_secret },
    { "IncompleteSignature", &finding_wrong_secret },
    { "InvalidClientTokenId", &finding_unknown_key_id },
    { "InvalidAccessKeyId", &finding_unknown_key_id },
    { "UnrecognizedClientException", &finding_unknown_key_id },
    { "ExpiredToken", &finding_expired_token },
    { "ExpiredTokenException", &finding_expired_token },
    { "TokenRefreshRequired", &finding_expired_token },
    { "InvalidToken", &finding_expired_token },
    { "RequestTimeTooSkewed", &finding_clock_wrong },
    { "RequestExpired", &finding_clock_wrong },
    { "RequestInTheFuture", &finding_clock_wrong },
    { "AccessDenied", &finding_access_denied },
    { "AccessDeniedException", &finding_access_denied },
    { "UnauthorizedOperation", &finding_access_denied },
    { "OptInRequired", &finding_access_denied },
    { "LimitExceededException", &finding_limit_reached },
    { "LimitExceeded", &finding_limit_reached },
};

static struct diag *add_failure(struct aws *aws, struct place place)
{
    const struct aws_error *error = &aws->error;
    const char *host = error->host, *bundle = aws->identity.certificates;
    switch (error->failure) {
    case FAILURE_NAME:
        return diag_add(aws->diags, FINDING(no_network), place,
                        "is this machine online, and is the region correct?", "host not found: %s", host);
    case FAILURE_CONNECT:
        return diag_add(aws->diags, FINDING(no_answer), place,
                        "is this machine online, or behind a proxy (HTTPS_PROXY)? is the endpoint running?",
                        "cannot connect to %s", host);
    case FAILURE_TLS:
        return diag_add(
            aws->diags, FINDING(not_trusted), place,
            bundle && *bundle
                ? arena_text(aws->diags->arena,
                             "AWS_CA_BUNDLE is %s: does this file exist, and does it contain the "
                             "certificates of this host?",
                             bundle)
                : "behind a proxy with its own certificate authority, set AWS_CA_BUNDLE to its file",
            "TLS certificate of %s not trusted: %s", host, error->message);
    case FAILURE_DROPPED:
        return diag_add(aws->diags, FINDING(dropped), place, NULL,
                        "%s closed the connection before its response to %s was complete", host,
                        error->action);
    case FAILURE_TIMEOUT:
        return diag_add(aws->diags, FINDING(no_reply), place, NULL, "%s did not respond to %s in time", host,
                        error->action);
    default:
        return diag_add(aws->diags, FINDING(network), place, NULL, "request to %s for %s failed: %s", host,
                        error->action, error->message);
    }
}

static const struct finding *meaning(const struct aws_error *error)
{
    if (!*error->code) return error->status >= 500 ? FINDING(aws_failed) : FINDING(not_aws);
    if (retry_throttled(error->status, error->code)) return FINDING(throttled);
    bool late = !strcmp(error->code, "SignatureDoesNotMatch") && strstr(error->message, "ignature expired");
    if (late) return FINDING(clock_wrong);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (!strcmp(error->code, meanings[i].code)) return meanings[i].finding;
    return error->status >= 500 ? FINDING(aws_failed) : FINDING(aws_refused);
}

static bool is_of_keys(const struct finding *finding)
{
    return finding == FINDING(wrong_secret) || finding == FINDING(unknown_key_id) ||
           finding == FINDING(expired_token);
}

static const char *hint_of(struct aws *aws, const struct finding *finding)
{
    const char *source = aws->identity.source;
    if (is_of_keys(finding)) return arena_text(aws->arena, "the keys come from %s", source);
    if (finding == FINDING(access_denied))
        return arena_text(aws->arena, "the keys come from %s; a policy must allow %s", source,
                          aws->error.action);
    if (finding == FINDING(limit_reached)) return "delete unused resources, or request a quota increase";
    if (finding == FINDING(not_aws)) return "possible causes: a proxy, a login page or a wrong endpoint";
    return NULL;
}

static const char *text_of(struct aws *aws, const struct finding *finding)
{
    const struct aws_error *error = &aws->error;
    if (finding == FINDING(wrong_secret))
        return arena_text(aws->arena,
                          "AWS rejects the signature of key %s: the secret does not match the key",
                          aws->identity.credentials.key_id);
    if (finding == FINDING(unknown_key_id))
        return arena_text(aws->arena, "unknown access key ID %s", aws->identity.credentials.key_id);
    if (finding == FINDING(expired_token)) return "the session of these keys has expired";
    if (finding == FINDING(clock_wrong))
        return "AWS rejects the time of the request: this machine's clock is wrong";
    if (finding == FINDING(access_denied)) return arena_text(aws->arena, "not allowed: %s", error->action);
    if (finding == FINDING(throttled))
        return arena_text(aws->arena, "AWS still limits the request rate after %d tries: %s", RETRY_ATTEMPTS,
                          error->action);
    if (finding == FINDING(not_aws))
        return arena_text(aws->arena, "the response of %s to %s is not from AWS (status %d)", error->host,
                          error->action, error->status);
    if (finding == FINDING(limit_reached))
        return arena_text(aws->arena, "%s: AWS quota reached: %s", error->action,
                          *error->message ? error->message : error->code);
    if (finding == FINDING(aws_failed))
        return arena_text(aws->arena, "%s: AWS service error (status %d %s)", error->action, error->status,
                          error->code);
    return arena_text(aws->arena, "AWS rejected %s: %s", error->action,
                      *error->message ? error->message : error->code);
}

/* The finding's own text ends with AWS's message. */
static bool is_quoted(const struct finding *finding)
{
    return finding == FINDING(limit_reached) || finding == FINDING(aws_refused);
}

struct diag *aws_report(struct aws *aws, struct place place)
{
    const struct aws_error *error = &aws->error;
    if (error->failure) return add_failure(aws, place);
    const struct finding *finding = meaning(error);
    struct diag *diag =
        diag_add(aws->diags, finding, place, hint_of(aws, finding), "%s", text_of(aws, finding));
    /* Of a wrong signature some services repeat on further lines what should have been signed, session token
     * and all.
     */
    const char *message = finding == FINDING(wrong_secret)
                              ? arena_copy(aws->arena, error->message, strcspn(error->message, "\n"))
                              : error->message;
    if (*message && !is_quoted(finding))
        diag_note(aws->diags, diag, (struct place){ 0 }, "%s: %s", *error->code ? error->code : "response",
                  message);
    if (*error->request_id) diag_note(aws->diags, diag, (struct place){ 0 }, "request %s", error->request_id);
    return diag;
}
