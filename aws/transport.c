#include "aws/transport.h"
#include <curl/curl.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* What an upload may take beyond the limit of each request: 64 KB a second. */
enum { SLOWEST_UPLOAD_BYTES_PER_MILLISECOND = 64 };

struct opened {
    struct network network;
    CURLM *multi;
};

/* One exchange while it runs. */
struct transfer {
    struct arena *arena;
    struct opened *opened;
    struct exchange *exchange;
    CURL *curl;
    struct curl_slist *headers;
    struct buffer *reply;
    size_t sent;
    int64_t moved; /* when bytes last went either way */
    int64_t last;  /* when it must have ended, however steadily bytes move */
    bool too_large;
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t take_body(char *bytes, size_t one, size_t size, void *with)
{
    struct transfer *transfer = with;
    transfer->moved = milliseconds();
    if (transfer->reply->size + size > transfer->opened->network.largest_reply) {
        transfer->too_large = true;
        return 0;
    }
    buffer_add(transfer->reply, bytes, size);
    return one * size;
}

static size_t give_body(char *bytes, size_t one, size_t room, void *with)
{
    struct transfer *transfer = with;
    size_t left = transfer->exchange->body.size - transfer->sent,
           size = one * room < left ? one * room : left;
    transfer->moved = milliseconds();
    if (size) memcpy(bytes, transfer->exchange->body.at + transfer->sent, size);
    transfer->sent += size;
    return size;
}

/* A kept connection that the server has closed meanwhile: libcurl tries again by itself, from the start. */
static int rewind_body(void *with, curl_off_t offset, int origin)
{
    struct transfer *transfer = with;
    if (origin != SEEK_SET || offset < 0 || (size_t)offset > transfer->exchange->body.size)
        return CURL_SEEKFUNC_FAIL;
    transfer->sent = (size_t)offset;
    return CURL_SEEKFUNC_OK;
}

static size_t take_header(char *line, size_t one, size_t size, void *with)
{
    struct transfer *transfer = with;
    transfer->moved = milliseconds();
    const char *colon = memchr(line, ':', size);
    if (size > 5 && !memcmp(line, "HTTP/", 5)) transfer->exchange->reply_headers = pairs_new(transfer->arena);
    if (!colon || !transfer->exchange->reply_headers) return one * size;
    const char *value = colon + 1, *end = line + size;
    while (value < end && (*value == ' ' || *value == '\t')) value++;
    while (end > value && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' ')) end--;
    pairs_add(transfer->exchange->reply_headers, arena_copy(transfer->arena, line, (size_t)(colon - line)),
              arena_copy(transfer->arena, value, (size_t)(end - value)));
    return one * size;
}

static void add_headers(struct transfer *transfer)
{
    const struct pairs *headers = transfer->exchange->headers;
    for (const struct pair *pair = headers ? headers->first : NULL; pair; pair = pair->next) {
        if (!strcasecmp(pair->name, "Host")) continue;
        const char *format = *pair->value ? "%s: %s" : "%s;";
        transfer->headers = curl_slist_append(transfer->headers,
                                              arena_text(transfer->arena, format, pair->name, pair->value));
    }
    transfer->headers = curl_slist_append(transfer->headers, "Expect:");
    transfer->headers = curl_slist_append(transfer->headers, "Accept:");
}

static void start(struct transfer *transfer)
{
    struct exchange *exchange = transfer->exchange;
    const struct network *network = &transfer->opened->network;
    CURL *curl = transfer->curl = curl_easy_init();
    transfer->reply = buffer_new(transfer->arena);
    add_headers(transfer);
    curl_easy_setopt(curl, CURLOPT_URL, exchange->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)network->connect_milliseconds);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_PRIVATE, transfer);
    if (network->certificates) curl_easy_setopt(curl, CURLOPT_CAINFO, network->certificates);
    bool sends = !strcmp(exchange->method, "PUT") || !strcmp(exchange->method, "POST");
    if (sends) {
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_body);
        curl_easy_setopt(curl, CURLOPT_READDATA, transfer);
        curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, rewind_body);
        curl_easy_setopt(curl, CURLOPT_SEEKDATA, transfer);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)exchange->body.size);
    } else if (!strcmp(exchange->method, "HEAD")) {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, exchange->method);
    transfer->moved = milliseconds();
    transfer->last = transfer->moved + network->total_milliseconds +
                     (int64_t)(exchange->body.size / SLOWEST_UPLOAD_BYTES_PER_MILLISECOND);
    curl_multi_add_handle(transfer->opened->multi, curl);
}

static enum failure failure_of(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return FAILURE_NONE;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return FAILURE_ADDRESS;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return FAILURE_NAME;
    case CURLE_COULDNT_CONNECT:
        return FAILURE_CONNECT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return FAILURE_TLS;
    case CURLE_OPERATION_TIMEDOUT:
        return FAILURE_TIMEOUT;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_SEND_FAIL_REWIND:
        return FAILURE_DROPPED;
    default:
        return FAILURE_OTHER;
    }
}

static void end(struct transfer *transfer, enum failure failure, const char *reason)
{
    struct exchange *exchange = transfer->exchange;
    long status = 0;
    curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
    exchange->status = failure ? 0 : (int)status;
    exchange->failure = transfer->too_large ? FAILURE_TOO_LARGE : failure;
    if (transfer->too_large) reason = "response too large";
    exchange->reason = failure ? arena_text(transfer->arena, "%s", reason) : NULL;
    exchange->reply = (struct bytes){ transfer->reply->text, transfer->reply->size };
    if (!exchange->reply_headers) exchange->reply_headers = pairs_new(transfer->arena);
    curl_multi_remove_handle(transfer->opened->multi, transfer->curl);
    curl_easy_cleanup(transfer->curl);
    curl_slist_free_all(transfer->headers);
    transfer->curl = NULL;
}

static size_t end_done(struct opened *opened)
{
    size_t ended = 0;
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(opened->multi, &left));) {
        struct transfer *transfer = NULL;
        if (message->msg != CURLMSG_DONE) continue;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        end(transfer, failure_of(code), curl_easy_strerror(code));
        ended++;
    }
    return ended;
}

/* Why a transfer has taken too long; NULL: it has not, and `left` is the time until it may have. */
static const char *overdue(const struct transfer *transfer, int64_t *left)
{
    const struct network *network = &transfer->opened->network;
    int64_t now = milliseconds(), idle = transfer->moved + network->idle_milliseconds - now;
    int64_t whole = transfer->last - now;
    *left = idle < whole ? idle : whole;
    if (idle <= 0) return arena_text(transfer->arena, "no data for %d ms", network->idle_milliseconds);
    return whole <= 0 ? "the whole request took too long" : NULL;
}

/* Those that have been still for too long, or have taken too long in all. `wait` becomes the time until the
 * next may have. */
static size_t end_overdue(struct transfer *transfers, size_t count, int *wait)
{
    size_t ended = 0;
    for (struct transfer *transfer = transfers; transfer < transfers + count; transfer++) {
        if (!transfer->curl) continue;
        int64_t left;
        const char *reason = overdue(transfer, &left);
        if (!reason && left < *wait) *wait = (int)left;
        if (!reason) continue;
        end(transfer, FAILURE_TIMEOUT, reason);
        ended++;
    }
    return ended;
}

static void run(void *with, struct arena *arena, struct exchange *exchanges, size_t count, size_t at_once)
{
    struct opened *opened = with;
    struct transfer *transfers = arena_take(arena, (count + 1) * sizeof *transfers);
    struct curl_waitfd stop = { .fd = opened->network.stop, .events = CURL_WAIT_POLLIN };
    size_t started = 0, ended = 0;
    while (ended < count) {
        for (; started < count && started - ended < at_once; started++) {
            transfers[started] =
                (struct transfer){ .arena = arena, .opened = opened, .exchange = &exchanges[started] };
            start(&transfers[started]);
        }
        int running, wait = 1000;
        curl_multi_perform(opened->multi, &running);
        size_t done = end_done(opened);
        done += end_overdue(transfers, started, &wait);
        ended += done;
        if (done) continue;
        curl_multi_poll(opened->multi, &stop, stop.fd >= 0, wait, NULL);
        if (!stop.revents) continue;
        for (size_t i = 0; i < started; i++)
            if (transfers[i].curl) end(&transfers[i], FAILURE_STOPPED, "stopped by a signal");
        for (size_t i = started; i < count; i++) exchanges[i].failure = FAILURE_STOPPED;
        return;
    }
}

static void close_multi(void *multi) { curl_multi_cleanup(multi); }

static void *open(struct arena *arena, const struct network *network)
{
    struct opened *opened = arena_take(arena, sizeof *opened);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    *opened = (struct opened){ *network, curl_multi_init() };
    arena_defer(arena, close_multi, opened->multi);
    return opened;
}

const struct transport transport_curl = { open, run };
