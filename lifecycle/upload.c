#include "lifecycle/upload.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/zip.h"
#include "lifecycle/bucket.h"
#include "lifecycle/package/package.h"

struct uploads {
    struct operation *operation;
    struct bucket bucket;
    struct upload *uploads;
    size_t count;
};

static const char *key_of(struct operation *operation, const struct artifact *artifact)
{
    return arena_text(operation->arena, "%s/%s.zip", operation->stack->service, artifact->key);
}

static void progress_line(void *with, const char *text) { operation_say(with, "%s", text); }

/* Builds what is not there yet. */
static enum outcome add_archives(struct uploads *uploads)
{
    struct operation *operation = uploads->operation;
    size_t count = 0, at = 0;
    for (const struct artifact *a = operation->stack->artifacts; a; a = a->next) count++;
    const char **keys = arena_take(operation->arena, (count + 1) * sizeof *keys);
    bool *there = arena_take(operation->arena, count + 1);
    for (const struct artifact *a = operation->stack->artifacts; a; a = a->next)
        keys[at++] = key_of(operation, a);
    if (!s3_objects_find(operation->aws, operation->arena, &uploads->bucket, keys, count, there))
        return operation_failed(operation);
    struct packaging packaging = {
        operation->arena, operation->surroundings, operation->stack->files, operation->diags, operation,
        progress_line
    };
    at = 0;
    for (const struct artifact *a = operation->stack->artifacts; a; a = a->next, at++) {
        if (there[at]) continue;
        const struct package *package = package_build(&packaging, a);
        if (!package) return operation_stopped(operation) ? OUTCOME_STOPPED : OUTCOME_FINDINGS;
        uploads->uploads[uploads->count++] =
            (struct upload){ keys[at], "application/zip", package->zip, NULL };
    }
    return OUTCOME_DONE;
}

static void add_template(struct uploads *uploads, struct uploaded *uploaded, size_t size)
{
    struct operation *operation = uploads->operation;
    const char *key =
        arena_text(operation->arena, "%s/%s.template.json", operation->stack->service, uploaded->digest);
    uploads->uploads[uploads->count++] =
        (struct upload){ key, "application/json", { uploaded->template, size }, NULL };
    uploaded->location = s3_location(operation->aws, operation->arena, &uploads->bucket, key);
}

static enum outcome send(struct uploads *uploads)
{
    struct operation *operation = uploads->operation;
    size_t size = 0;
    for (size_t i = 0; i < uploads->count; i++) size += uploads->uploads[i].content.size;
    if (!uploads->count) return OUTCOME_DONE;
    operation_say(operation, "uploading %zu object%s, %zu kB", uploads->count, uploads->count > 1 ? "s" : "",
                  (size + 999) / 1000);
    bool sent =
        s3_objects_put(operation->aws, operation->arena, &uploads->bucket, uploads->uploads, uploads->count);
    return sent ? OUTCOME_DONE : operation_failed(operation);
}

/* Whether it is too large to be sent along. */
static bool template_print(struct operation *operation, struct uploaded *uploaded, size_t *size)
{
    struct buffer *text = buffer_new(operation->arena);
    json_print(text, operation->stack->template, JSON_COMPACT);
    *uploaded = (struct uploaded){ text->text, NULL, sha256_hex(operation->arena, text->text, text->size) };
    *size = text->size;
    return text->size > TEMPLATE_SENT_ALONG;
}

enum outcome upload_template(struct operation *operation, struct uploaded *uploaded)
{
    struct upload upload;
    struct uploads uploads = { .operation = operation, .uploads = &upload };
    size_t size;
    if (!template_print(operation, uploaded, &size)) return OUTCOME_DONE;
    if (!bucket_name(operation, &uploads.bucket)) return operation_failed(operation);
    add_template(&uploads, uploaded, size);
    bool sent = s3_objects_put(operation->aws, operation->arena, &uploads.bucket, &upload, 1);
    return sent ? OUTCOME_DONE : operation_failed(operation);
}

enum outcome upload_all(struct operation *operation, struct uploaded *uploaded)
{
    size_t size;
    bool large = template_print(operation, uploaded, &size);
    if (!large && !operation->stack->artifacts) return OUTCOME_DONE;
    size_t count = 1;
    for (const struct artifact *a = operation->stack->artifacts; a; a = a->next) count++;
    struct uploads uploads = { .operation = operation,
                               .uploads = arena_take(operation->arena, count * sizeof *uploads.uploads) };
    enum outcome outcome = bucket_prepare(operation, &uploads.bucket);
    if (outcome == OUTCOME_DONE) outcome = add_archives(&uploads);
    if (outcome == OUTCOME_DONE && large) add_template(&uploads, uploaded, size);
    return outcome == OUTCOME_DONE ? send(&uploads) : outcome;
}

struct bytes upload_end(struct operation *operation, const char *key)
{
    enum { FIRST = 64 * 1024 };
    struct bucket bucket;
    struct bytes end = { 0 };
    struct zip_entries entries;
    size_t missing = 0;
    bool had = bucket_name(operation, &bucket) &&
               s3_object_end(operation->aws, operation->arena, &bucket, key, FIRST, &end);
    if (had && !zip_list(operation->arena, end, &entries, &missing) && missing)
        had = s3_object_end(operation->aws, operation->arena, &bucket, key, end.size + missing, &end);
    return had ? end : (struct bytes){ 0 };
}
