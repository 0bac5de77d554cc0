#include "aws/s3.h"
#include "aws/endpoint.h"
#include "aws/xml.h"
#include "base/sha256.h"
#include <string.h>

static struct aws_call call_of(struct arena *arena, const struct bucket *bucket, const char *method,
                               const char *path, const char *action)
{
    struct pairs *headers = pairs_new(arena), *query = pairs_new(arena);
    if (bucket->owner) pairs_add(headers, "x-amz-expected-bucket-owner", bucket->owner);
    return (struct aws_call){ .service = "s3",
                              .action = action,
                              .method = method,
                              .bucket = bucket->name,
                              .path = path,
                              .headers = headers,
                              .query = query };
}

static void add_header(struct aws_call *call, const char *name, const char *value)
{
    pairs_add((struct pairs *)call->headers, name, value);
}

static void add_query(struct aws_call *call, const char *name, const char *value)
{
    pairs_add((struct pairs *)call->query, name, value);
}

static void set_body(struct arena *arena, struct aws_call *call, struct bytes body)
{
    uint8_t digest[SHA256_SIZE];
    sha256(body.at, body.size, digest);
    call->body = body;
    call->body_sha256 = hex(arena, digest, sizeof digest);
    add_header(call, "x-amz-checksum-sha256", base64(arena, digest, sizeof digest));
}

bool s3_bucket_find(struct aws *aws, struct arena *arena, const struct bucket *bucket)
{
    struct aws_call call = call_of(arena, bucket, "HEAD", "/", "s3:ListBucket");
    return aws_send(aws, arena, &call);
}

bool s3_bucket_create(struct aws *aws, struct arena *arena, const struct bucket *bucket)
{
    struct bucket not_yet = { bucket->name, NULL };
    struct aws_call call = call_of(arena, &not_yet, "PUT", "/", "s3:CreateBucket");
    add_header(&call, "x-amz-object-ownership", "BucketOwnerEnforced");
    if (strcmp(aws->region, "us-east-1") != 0) {
        const char *body =
            arena_text(arena,
                       "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                       "<LocationConstraint>%s</LocationConstraint></CreateBucketConfiguration>",
                       aws->region);
        call.body = (struct bytes){ body, strlen(body) };
    }
    return aws_send(aws, arena, &call);
}

bool s3_bucket_delete(struct aws *aws, struct arena *arena, const struct bucket *bucket)
{
    struct aws_call call = call_of(arena, bucket, "DELETE", "/", "s3:DeleteBucket");
    return aws_send(aws, arena, &call);
}

bool s3_bucket_put(struct aws *aws, struct arena *arena, const struct bucket *bucket, const char *part,
                   const char *action, const char *content)
{
    struct aws_call call = call_of(arena, bucket, "PUT", "/", action);
    add_query(&call, part, NULL);
    add_header(&call, "Content-Type", *content == '{' ? "application/json" : "application/xml");
    set_body(arena, &call, (struct bytes){ content, strlen(content) });
    return aws_send(aws, arena, &call);
}

bool s3_bucket_policy(struct aws *aws, struct arena *arena, const struct bucket *bucket, bool *has)
{
    struct aws_call call = call_of(arena, bucket, "GET", "/", "s3:GetBucketPolicy");
    add_query(&call, "policy", NULL);
    call.plain = true;
    *has = aws_send(aws, arena, &call);
    return *has || aws_error_is(aws, "NoSuchBucketPolicy");
}

bool s3_objects_find(struct aws *aws, struct arena *arena, const struct bucket *bucket,
                     const char *const *keys, size_t count, bool *there)
{
    struct aws_call *calls = arena_take(arena, (count + 1) * sizeof *calls);
    for (size_t i = 0; i < count; i++) {
        calls[i] = call_of(arena, bucket, "HEAD", arena_text(arena, "/%s", keys[i]), "s3:GetObject");
        calls[i].also_accepted = 404;
    }
    if (!aws_send_all(aws, arena, calls, count, S3_AT_ONCE)) return false;
    for (size_t i = 0; i < count; i++) there[i] = calls[i].exchange.status == 200;
    return true;
}

bool s3_objects_put(struct aws *aws, struct arena *arena, const struct bucket *bucket,
                    const struct upload *uploads, size_t count)
{
    struct aws_call *calls = arena_take(arena, (count + 1) * sizeof *calls);
    for (size_t i = 0; i < count; i++) {
        calls[i] = call_of(arena, bucket, "PUT", arena_text(arena, "/%s", uploads[i].key), "s3:PutObject");
        add_header(&calls[i], "Content-Type", uploads[i].type);
        if (uploads[i].cache) add_header(&calls[i], "Cache-Control", uploads[i].cache);
        set_body(arena, &calls[i], uploads[i].content);
    }
    return aws_send_all(aws, arena, calls, count, S3_AT_ONCE);
}

/* <Delete> of what a page of versions lists; NULL: it lists nothing. */
static const char *deletion_of(struct arena *arena, const struct node *page, long *count)
{
    struct buffer *out = buffer_new(arena);
    buffer_text(out, "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Quiet>true</Quiet>");
    long before = *count;
    for (const struct node *n = page->first; n; n = n->next) {
        const char *key = node_word(n, "Key"), *version = node_word(n, "VersionId");
        bool listed = !strcmp(n->key, "Version") || !strcmp(n->key, "DeleteMarker");
        if (!listed || !key) continue;
        buffer_text(out, "<Object><Key>");
        xml_text(out, key);
        buffer_text(out, "</Key>");
        if (version) {
            buffer_text(out, "<VersionId>");
            xml_text(out, version);
            buffer_text(out, "</VersionId>");
        }
        buffer_text(out, "</Object>");
        ++*count;
    }
    buffer_text(out, "</Delete>");
    return *count > before ? out->text : NULL;
}

/* A part of the answer may be a refusal of one object each. */
static bool all_deleted(struct aws *aws, const struct aws_call *call)
{
    const struct node *error = call->reply ? node_find(call->reply, "Error") : NULL;
    if (!error) return true;
    const char *code = node_word(error, "Code"), *message = node_word(error, "Message");
    aws->error = (struct aws_error){ .status = 403,
                                     .action = call->action,
                                     .host = call->error.host,
                                     .code = code ? code : "",
                                     .message = message ? message : "",
                                     .request_id = "" };
    return false;
}

/* One page of what a bucket holds; `more` says whether it held anything. */
static bool page_delete(struct aws *aws, struct arena *arena, const struct bucket *bucket, long *deleted,
                        bool *more)
{
    struct aws_call list = call_of(arena, bucket, "GET", "/", "s3:ListBucketVersions");
    add_query(&list, "versions", NULL);
    if (!aws_send(aws, arena, &list)) return false;
    const char *what = list.reply ? deletion_of(arena, list.reply, deleted) : NULL;
    *more = what;
    if (!what) return true;
    struct aws_call call = call_of(arena, bucket, "POST", "/", "s3:DeleteObjectVersion");
    add_query(&call, "delete", NULL);
    add_header(&call, "Content-Type", "application/xml");
    set_body(arena, &call, (struct bytes){ what, strlen(what) });
    return aws_send(aws, arena, &call) && all_deleted(aws, &call);
}

const struct node *s3_objects_list(struct aws *aws, struct arena *arena, const struct bucket *bucket)
{
    struct node *objects = node_map(arena);
    for (const char *token = ""; token;) {
        struct aws_call call = call_of(arena, bucket, "GET", "/", "s3:ListBucket");
        add_query(&call, "list-type", "2");
        if (*token) add_query(&call, "continuation-token", token);
        if (!aws_send(aws, arena, &call)) return NULL;
        for (const struct node *n = call.reply ? call.reply->first : NULL; n; n = n->next) {
            const char *key = node_word(n, "Key"), *tag = node_word(n, "ETag");
            if (!strcmp(n->key, "Contents") && key) node_add(objects, key, node_text(arena, tag ? tag : ""));
        }
        const char *next = node_word(call.reply, "NextContinuationToken");
        token = next && *next && strcmp(next, token) != 0 ? next : NULL;
    }
    return objects;
}

bool s3_objects_delete(struct aws *aws, struct arena *arena, const struct bucket *bucket,
                       const char *const *keys, size_t count)
{
    enum { A_CALL = 1000 };
    for (size_t start = 0; start < count; start += A_CALL) {
        struct buffer *out = buffer_new(arena);
        buffer_text(out, "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Quiet>true</Quiet>");
        for (size_t i = start; i < count && i < start + A_CALL; i++) {
            buffer_text(out, "<Object><Key>");
            xml_text(out, keys[i]);
            buffer_text(out, "</Key></Object>");
        }
        buffer_text(out, "</Delete>");
        struct aws_call call = call_of(arena, bucket, "POST", "/", "s3:DeleteObject");
        add_query(&call, "delete", NULL);
        add_header(&call, "Content-Type", "application/xml");
        set_body(arena, &call, (struct bytes){ out->text, out->size });
        if (!aws_send(aws, arena, &call) || !all_deleted(aws, &call)) return false;
    }
    return true;
}

bool s3_bucket_empty(struct aws *aws, struct arena *arena, const struct bucket *bucket, long *deleted)
{
    bool fine = true;
    *deleted = 0;
    for (bool more = true; fine && more;) {
        struct arena *turn = arena_new(); /* a bucket may hold millions */
        fine = page_delete(aws, turn, bucket, deleted, &more);
        if (!fine) aws_error_keep(aws, arena);
        arena_free(turn);
    }
    return fine;
}

const char *s3_location(struct aws *aws, struct arena *arena, const struct bucket *bucket, const char *key)
{
    const char *given = aws_endpoint(aws, "s3");
    size_t size = given ? strlen(given) - (given[strlen(given) - 1] == '/') : 0;
    if (given) return arena_text(arena, "%.*s/%s/%s", (int)size, given, bucket->name, key);
    const char *suffix = endpoint_partition(aws->region)->suffix;
    return arena_text(arena, "https://%s.s3.%s.%s/%s", bucket->name, aws->region, suffix, key);
}

bool s3_object_end(struct aws *aws, struct arena *arena, const struct bucket *bucket, const char *key,
                   size_t size, struct bytes *end)
{
    struct aws_call call = call_of(arena, bucket, "GET", arena_join(arena, "/", key), "s3:GetObject");
    add_header(&call, "Range", arena_text(arena, "bytes=-%zu", size));
    call.plain = true;
    bool sent = aws_send(aws, arena, &call);
    if (sent) *end = call.exchange.reply;
    return sent;
}
