#include "aws/reply.h"
#include "aws/xml.h"
#include "base/json.h"
#include <ctype.h>
#include <string.h>

/* What a reply without a body means: those to HEAD have none. */
static const char *code_of_status(int status)
{
    if (status == 301 || status == 307) return "PermanentRedirect";
    if (status == 403) return "AccessDenied";
    if (status == 404) return "NotFound";
    return "";
}

static const char *either(const struct node *map, const char *key, const char *other)
{
    const char *word = node_word(map, key);
    return word ? word : node_word(map, other);
}

/* Query services answer <ErrorResponse><Error>…</Error><RequestId>, S3 <Error>…<RequestId></Error>, those of
 * JSON
 * {"__type": "namespace#Code:URL", "message"}. */
static void read_error(struct arena *arena, struct aws_call *call, const struct node *root)
{
    struct aws_error *error = &call->error;
    bool query = root && root->key && !strcmp(root->key, "ErrorResponse");
    const struct node *said = query ? node_find(root, "Error") : root;
    const char *code = either(said, "Code", "__type"), *message = either(said, "Message", "message");
    const char *id = node_word(root, "RequestId"), *hash = code ? strchr(code, '#') : NULL;
    if (!id) id = pairs_find(call->exchange.reply_headers, "x-amz-request-id");
    if (!id) id = pairs_find(call->exchange.reply_headers, "x-amzn-RequestId");
    if (hash) code = hash + 1;
    if (code) code = arena_copy(arena, code, strcspn(code, ":"));
    error->code = code ? code : call->exchange.reply.size ? "" : code_of_status(error->status);
    error->message = message ? message : "";
    error->request_id = id ? id : "";
}

static struct node *root_of(struct arena *arena, struct bytes bytes, const char **reason)
{
    size_t at = 0;
    while (at < bytes.size && isspace((unsigned char)bytes.at[at])) at++;
    char first = at < bytes.size ? bytes.at[at] : 0;
    if (first == '<') return xml_read(arena, bytes.at, bytes.size, reason);
    return first == '{' ? json_read(arena, bytes.at, bytes.size) : NULL;
}

bool reply_read(struct arena *arena, struct aws_call *call)
{
    struct exchange *exchange = &call->exchange;
    struct aws_error *error = &call->error;
    error->failure = exchange->failure;
    error->status = exchange->status;
    error->code = "";
    error->message = exchange->reason ? exchange->reason : "";
    error->request_id = "";
    if (exchange->failure) return false;
    const char *reason = NULL;
    struct node *root = root_of(arena, exchange->reply, &reason);
    bool read = root || call->plain || !exchange->reply.size;
    if (exchange->status == call->also_accepted || (exchange->status / 100 == 2 && read)) {
        call->reply = root;
        return true;
    }
    read_error(arena, call, root);
    if (reason) error->message = reason;
    return false;
}
