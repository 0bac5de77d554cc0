#include "aws/client.h"
#include "aws/endpoint.h"
#include "aws/reply.h"
#include "aws/retry.h"
#include "base/json.h"
#include "base/region.h"
#include "base/sha256.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CONNECT_MILLISECONDS = 10000,
    IDLE_MILLISECONDS = 60000,
    TOTAL_PER_IDLE = 3, /* a request that moves all the time, in its idle limits */
    LARGEST_REPLY = 16 * 1024 * 1024,
    POLL_MILLISECONDS = 2000,
    RETRY_MILLISECONDS = 200,
    SKEW_MILLISECONDS = 4 * 60000, /* AWS allows 5 minutes, and 15 on S3 */
};

static const struct aws_error no_error = {
    .code = "", .message = "", .request_id = "", .action = "", .host = ""
};

const char *aws_endpoint(const struct aws *aws, const char *service)
{
    const char *own = pairs_find(aws->identity.endpoints, service);
    return own ? own : pairs_find(aws->identity.endpoints, "");
}

static bool region_is_valid(struct aws *aws)
{
    const char *region = aws->region;
    if (!region) {
        diag_add(aws->diags, FINDING(no_region), (struct place){ 0 },
                 "write `region` in service.yml, set AWS_REGION, or use --region", "no region set");
        return false;
    }
    if (region_valid(region)) return true;
    diag_add(aws->diags, FINDING(bad_region), (struct place){ 0 }, "a region is written like us-east-1",
             "invalid region name '%s'", region);
    return false;
}

/* The same endpoint of several services or sessions is one finding. */
static void warn_unencrypted(struct aws *aws, const char *url)
{
    if (!text_starts(url, "http://") || endpoint_is_local(url)) return;
    diag_add(aws->diags, FINDING(endpoint_unencrypted), (struct place){ 0 },
             "use https://, or an endpoint of this machine", "requests to %s are not encrypted", url);
}

static bool endpoints_are_valid(struct aws *aws)
{
    for (const struct pair *pair = aws->identity.endpoints->first; pair; pair = pair->next) {
        if (endpoint_valid(pair->value)) {
            warn_unencrypted(aws, pair->value);
            continue;
        }
        diag_add(aws->diags, FINDING(bad_endpoint), (struct place){ 0 },
                 "use a URL such as http://127.0.0.1:4566", "endpoint '%s' is not an http or https URL",
                 pair->value);
        return false;
    }
    return true;
}

struct aws *aws_new(struct arena *arena, const struct surroundings *surroundings, struct diags *diags,
                    const struct transport *transport, const struct aws_options *options)
{
    struct aws *aws = arena_take(arena, sizeof *aws);
    *aws = (struct aws){ .arena = arena,
                         .surroundings = surroundings,
                         .diags = diags,
                         .transport = transport,
                         .error = no_error };
    if (!identity_find(&aws->identity, diags, surroundings, options->profile)) return NULL;
    if (options->endpoint) {
        aws->identity.endpoints = pairs_new(arena);
        pairs_add(aws->identity.endpoints, "", options->endpoint);
    }
    aws->region = options->region ? options->region : aws->identity.region;
    if (!region_is_valid(aws) || !endpoints_are_valid(aws)) return NULL;
    /* An emulator on this machine does not mind being asked often. */
    const char *endpoint = aws_endpoint(aws, "cloudformation");
    bool local = endpoint && endpoint_is_local(endpoint);
    aws->poll_milliseconds = local ? 20 : POLL_MILLISECONDS;
    aws->retry_milliseconds = local ? 1 : RETRY_MILLISECONDS;
    int idle = options->idle_milliseconds ? options->idle_milliseconds : IDLE_MILLISECONDS;
    struct network network = { .certificates = aws->identity.certificates,
                               .connect_milliseconds = CONNECT_MILLISECONDS,
                               .idle_milliseconds = idle,
                               .total_milliseconds = (int64_t)idle * TOTAL_PER_IDLE,
                               .largest_reply = LARGEST_REPLY,
                               .stop = surroundings->stop };
    aws->opened = transport->open(arena, &network);
    return aws;
}

/* Where the call goes: AWS's bucket hosts, or a path below the address given. */
struct target {
    const char *base; /* https://host:port */
    const char *host, *path;
};

/* A bucket of any other name goes into the path, where it cannot lead to another host. */
static const char bucket_label[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

static struct target target_of(struct aws *aws, struct arena *arena, const struct aws_call *call)
{
    const char *given = aws_endpoint(aws, call->service);
    const char *url =
        given ? given : endpoint_aws(arena, call->service, call->region ? call->region : aws->region);
    const char *host = strstr(url, "://") + 3, *below = strchr(host, '/');
    struct target target = { .path = call->path };
    bool own_host = call->bucket && !given && !call->bucket[strspn(call->bucket, bucket_label)];
    if (call->bucket && !own_host)
        target.path =
            arena_text(arena, "/%s%s", call->bucket, strcmp(call->path, "/") != 0 ? call->path : "");
    if (below && below[1])
        target.path =
            arena_text(arena, "%.*s%s", (int)(strlen(below) - text_ends(below, "/")), below, target.path);
    size_t size = strcspn(host, "/");
    const char *default_port =
        text_starts(url, "https:") ? ":443" : ":80"; /* no HTTP client tells that port */
    if (size > strlen(default_port) &&
        !strncmp(host + size - strlen(default_port), default_port, strlen(default_port)))
        size -= strlen(default_port);
    host = arena_text(arena, "%s%s%.*s", own_host ? call->bucket : "", own_host ? "." : "", (int)size, host);
    target.host = host;
    target.base = arena_text(arena, "%.*s%s", (int)(strstr(url, "://") + 3 - url), url, host);
    return target;
}

static void sign(struct aws *aws, struct arena *arena, struct aws_call *call)
{
    struct target target = target_of(aws, arena, call);
    struct pairs *headers = pairs_new(arena);
    pairs_add(headers, "Host", target.host);
    for (const struct pair *pair = call->headers ? call->headers->first : NULL; pair; pair = pair->next)
        pairs_add(headers, pair->name, pair->value);
    if (!call->body_sha256) call->body_sha256 = sha256_hex(arena, call->body.at, call->body.size);
    bool s3 = !strcmp(call->service, "s3");
    struct signing signing = { .method = call->method,
                               .path = target.path,
                               .query = call->query,
                               .headers = headers,
                               .body_sha256 = call->body_sha256,
                               .region = call->region ? call->region : aws->region,
                               .service = call->service,
                               .time = aws->surroundings->now(aws->surroundings->with) + aws->skew,
                               .path_once = s3,
                               .body_header = s3 };
    struct signature signature = sign_headers(arena, &signing, &aws->identity.credentials);
    for (const struct pair *pair = signature.added->first; pair; pair = pair->next)
        pairs_add(headers, pair->name, pair->value);
    pairs_add(headers, "User-Agent", "cfgen/" CFGEN_VERSION);
    struct buffer *url = buffer_new(arena);
    buffer_text(url, target.base);
    uri_encode(url, target.path, true);
    if (call->query && call->query->first) buffer_byte(url, '?');
    uri_query(url, call->query);
    call->error = (struct aws_error){ .action = call->action, .host = target.host };
    call->exchange =
        (struct exchange){ .method = call->method, .url = url->text, .headers = headers, .body = call->body };
    call->attempts++;
}

/* By how much AWS's clock is ahead, when it refuses a request because of its time. */
static bool skew_learnt(struct aws *aws, const struct aws_call *call)
{
    static const char *const codes[] = { "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture",
                                         "SignatureDoesNotMatch", "InvalidSignatureException" };
    const char *date = pairs_find(call->exchange.reply_headers, "Date");
    bool rejected = false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        rejected = rejected || !strcmp(call->error.code, codes[i]);
    struct tm tm = { 0 };
    if (!rejected || aws->skew || !date || !strptime(date, "%a, %d %b %Y %H:%M:%S", &tm)) return false;
    int64_t skew = (int64_t)timegm(&tm) * 1000 - aws->surroundings->now(aws->surroundings->with);
    if (llabs(skew) < SKEW_MILLISECONDS) return false;
    aws->skew = skew;
    diag_add(aws->diags, FINDING(clock_corrected), (struct place){ 0 },
             "set this machine's clock; until then, cfgen uses the time from AWS",
             "this machine's clock is %lld minutes %s", (long long)llabs(skew) / 60000,
             skew > 0 ? "slow" : "fast");
    return true;
}

/* Milliseconds to wait before another try; -1: none is worth it. */
static int wait_before_next(struct aws *aws, const struct aws_call *call)
{
    if (skew_learnt(aws, call)) return 0;
    if (!retry_worth(&call->exchange, call->error.code, call->attempts)) return -1;
    uint32_t chance;
    aws->surroundings->random(aws->surroundings->with, (unsigned char *)&chance, sizeof chance);
    return retry_milliseconds(call->attempts, aws->retry_milliseconds, chance,
                              pairs_find(call->exchange.reply_headers, "Retry-After"));
}

static bool sleep_for(struct aws *aws, int milliseconds)
{
    aws->signal = aws->surroundings->wait(aws->surroundings->with, milliseconds);
    if (aws->signal) {
        aws->error = no_error;
        aws->error.failure = FAILURE_STOPPED;
    }
    return !aws->signal;
}

/* One round over all that are not done; gives the wait before the next, -1 when there is none. */
static int round_of(struct aws *aws, struct arena *arena, struct aws_call *calls, size_t count,
                    size_t at_once, bool *failed)
{
    struct exchange *exchanges = arena_take(arena, (count + 1) * sizeof *exchanges);
    size_t size = 0, at = 0;
    for (size_t i = 0; i < count; i++) {
        if (calls[i].done) continue;
        sign(aws, arena, &calls[i]);
        exchanges[size++] = calls[i].exchange;
    }
    aws->transport->run(aws->opened, arena, exchanges, size, at_once);
    int wait = -1;
    for (size_t i = 0; i < count; i++) {
        if (calls[i].done) continue;
        calls[i].exchange = exchanges[at++];
        calls[i].done = reply_read(arena, &calls[i]);
        int own = calls[i].done ? -1 : wait_before_next(aws, &calls[i]);
        if (own > wait) wait = own;
        if (calls[i].done || own >= 0) continue;
        aws->error = calls[i].error;
        *failed = true;
    }
    return *failed ? -1 : wait;
}

bool aws_send_all(struct aws *aws, struct arena *arena, struct aws_call *calls, size_t count, size_t at_once)
{
    bool failed = false;
    for (int wait; (wait = round_of(aws, arena, calls, count, at_once, &failed)) >= 0;)
        if (!sleep_for(aws, wait)) return false;
    if (failed && aws->error.failure == FAILURE_STOPPED) sleep_for(aws, 0);
    return !failed;
}

bool aws_send(struct aws *aws, struct arena *arena, struct aws_call *call)
{
    return aws_send_all(aws, arena, call, 1, 1);
}

const struct node *aws_query(struct aws *aws, struct arena *arena, const char *service, const char *version,
                             const char *action, const struct pairs *form)
{
    struct buffer *body = buffer_new(arena);
    buffer_print(body, "Action=%s&Version=%s%s", action, version, form && form->first ? "&" : "");
    uri_query(body, form);
    struct pairs *headers = pairs_new(arena);
    pairs_add(headers, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    struct aws_call call = { .service = service,
                             .action = arena_text(aws->arena, "%s:%s", service, action),
                             .method = "POST",
                             .path = "/",
                             .headers = headers,
                             .body = { body->text, body->size } };
    if (!aws_send(aws, arena, &call)) return NULL;
    aws->error = call.error; /* none, but for what the answer may lack */
    const char *expected = arena_text(arena, "%sResponse", action);
    if (call.reply && !strcmp(call.reply->key, expected)) {
        const struct node *result = node_find(call.reply, arena_text(arena, "%sResult", action));
        return result ? result : node_map(arena);
    }
    aws->error.message = arena_text(arena, "the response is not <%s>", expected);
    return NULL;
}

const struct node *aws_json(struct aws *aws, struct arena *arena, const char *service, const char *target,
                            const char *action, const struct node *body)
{
    struct buffer *text = buffer_new(arena);
    json_print(text, body, JSON_COMPACT);
    struct pairs *headers = pairs_new(arena);
    pairs_add(headers, "Content-Type", "application/x-amz-json-1.0");
    pairs_format(headers, "X-Amz-Target", "%s.%s", target, action);
    struct aws_call call = { .service = service,
                             .action = arena_text(aws->arena, "%s:%s", service, action),
                             .method = "POST",
                             .path = "/",
                             .headers = headers,
                             .body = { text->text, text->size } };
    if (!aws_send(aws, arena, &call)) return NULL;
    return call.reply ? call.reply : node_map(arena);
}

const char *aws_word(struct aws *aws, const struct node *answer, const char *key)
{
    const char *word = node_word(answer, key);
    if (answer && !word) aws->error.message = arena_text(aws->arena, "the response has no %s", key);
    return word;
}

void aws_error_keep(struct aws *aws, struct arena *arena)
{
    const char **texts[] = { &aws->error.code, &aws->error.message, &aws->error.request_id,
                             &aws->error.action, &aws->error.host };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i]) *texts[i] = arena_copy(arena, *texts[i], strlen(*texts[i]));
}

bool aws_error_is(const struct aws *aws, const char *code)
{
    return !aws->error.failure && !strcmp(aws->error.code, code);
}

bool aws_stopped(const struct aws *aws) { return aws->error.failure == FAILURE_STOPPED; }
