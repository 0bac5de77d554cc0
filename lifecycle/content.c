#include "lifecycle/content.h"
#include "aws/cloudformation.h"
#include "aws/cloudfront.h"
#include "aws/s3.h"
#include "aws/sts.h"
#include "base/md5.h"
#include "base/text.h"
#include "lifecycle/content_type.h"
#include "service/intrinsic.h"
#include "templates/code/content.h"
#include <string.h>

struct folder {
    struct operation *operation;
    struct content_file *first;
    bool fine;
};

static void unreadable(struct operation *operation, const struct content *content, const char *path)
{
    diag_add(operation->diags, FINDING(content_absent), node_place(content->settings->folder.from),
             "build the content before cfgen deploy", "%s cannot be read", path);
}

static struct folder read_all(struct operation *operation, const struct content *content)
{
    struct folder folder = { .operation = operation };
    const char *wrong;
    folder.fine = content_files(operation->arena, operation->stack->files, content->folder, &folder.first,
                                &wrong) == FILE_FOLDER;
    if (!folder.fine) unreadable(operation, content, wrong);
    return folder;
}

enum outcome content_check(struct operation *operation)
{
    bool fine = true;
    for (const struct content *c = operation->stack->contents; c; c = c->next)
        fine = read_all(operation, c).fine && fine;
    return fine ? OUTCOME_DONE : OUTCOME_FINDINGS;
}

/* S3 tells the MD5 of what was put in one piece, in quotes. */
static bool is_same(struct operation *operation, const struct content_file *file, const char *tag)
{
    const struct surroundings *surroundings = operation->stack->files;
    if (!tag) return false;
    struct arena *turn = arena_new();
    struct bytes bytes;
    bool same = false;
    if (surroundings->read(surroundings->with, turn, file->path, LARGEST_OBJECT, &bytes) == FILE_THERE)
        same = strstr(tag, md5_hex(turn, bytes.at, bytes.size));
    arena_free(turn);
    return same;
}

static bool is_page(const char *key) { return text_starts(content_type(key), "text/html"); }

/* Of the files that are new, the pages, or the rest. */
static enum outcome put(struct operation *operation, const struct content *content,
                        const struct bucket *bucket, const struct content_file *files, size_t count,
                        bool pages)
{
    const struct surroundings *surroundings = operation->stack->files;
    struct upload *uploads = arena_take(operation->arena, (count + 1) * sizeof *uploads);
    size_t chosen = 0;
    for (const struct content_file *f = files; f; f = f->next) {
        if (is_page(f->key) != pages) continue;
        struct upload *upload = &uploads[chosen++];
        *upload = (struct upload){ .key = f->key,
                                   .type = content_type(f->key),
                                   .cache = pages ? "no-cache" : content->settings->cache.value };
        if (surroundings->read(surroundings->with, operation->arena, f->path, LARGEST_OBJECT,
                               &upload->content) == FILE_THERE)
            continue;
        unreadable(operation, content, f->path);
        return OUTCOME_FINDINGS;
    }
    return s3_objects_put(operation->aws, operation->arena, bucket, uploads, chosen)
               ? OUTCOME_DONE
               : operation_failed(operation);
}

static size_t take_new(struct operation *operation, struct content_file **first, const struct node *there)
{
    size_t count = 0;
    for (struct content_file **at = first; *at;) {
        if (is_same(operation, *at, node_word(there, (*at)->key)))
            *at = (*at)->next;
        else
            count++, at = &(*at)->next;
    }
    return count;
}

static size_t prune(const struct folder *folder, const struct node *there, const char **keys)
{
    struct node *known = node_map(folder->operation->arena);
    size_t count = 0;
    for (const struct content_file *f = folder->first; f; f = f->next)
        node_add(known, f->key, node_flag(known->arena, true));
    for (const struct node *n = there->first; n; n = n->next)
        if (!node_find(known, n->key)) keys[count++] = n->key;
    return count;
}

static enum outcome content_put(struct operation *operation, const struct content *content,
                                const struct bucket *bucket)
{
    struct folder folder = read_all(operation, content);
    if (!folder.fine) return OUTCOME_FINDINGS;
    const struct node *there = s3_objects_list(operation->aws, operation->arena, bucket);
    if (!there) return operation_failed(operation);
    const char **old = arena_take(operation->arena, ((size_t)there->count + 1) * sizeof *old);
    size_t gone = content->settings->prune.value ? prune(&folder, there, old) : 0;
    size_t count = take_new(operation, &folder.first, there);
    if (!count && !gone) return OUTCOME_UNCHANGED;
    if (count)
        operation_say(operation, "uploading %zu file%s of %s to %s", count, count > 1 ? "s" : "",
                      content->settings->folder.value, bucket->name);
    enum outcome outcome = put(operation, content, bucket, folder.first, count, false);
    if (outcome == OUTCOME_DONE) outcome = put(operation, content, bucket, folder.first, count, true);
    if (outcome != OUTCOME_DONE || !gone) return outcome;
    operation_say(operation, "deleting %zu file%s from %s", gone, gone > 1 ? "s" : "", bucket->name);
    return s3_objects_delete(operation->aws, operation->arena, bucket, old, gone)
               ? OUTCOME_DONE
               : operation_failed(operation);
}

static const char *physical(const struct node *resources, const char *id)
{
    for (const struct node *n = resources->first; n; n = n->next) {
        const char *its = node_word(n, "LogicalResourceId");
        if (its && !strcmp(its, id)) return node_word(n, "PhysicalResourceId");
    }
    return NULL;
}

static bool serves(const struct node *distribution, const char *bucket)
{
    const struct node *config = node_find(node_find(distribution, "Properties"), "DistributionConfig");
    const struct node *origins = node_find(config, "Origins");
    for (const struct node *n = origins ? origins->first : NULL; n; n = n->next) {
        const struct node *attribute = node_find(node_find(n, "DomainName"), "Fn::GetAtt");
        const struct node *id = attribute && attribute->shape == LIST ? attribute->first : NULL;
        if (id && id->shape == SCALAR && !strcmp(id->text, bucket)) return true;
    }
    return false;
}

static enum outcome invalidate(struct operation *operation, const struct node *resources, const char *bucket)
{
    const struct node *all = node_find(operation->stack->template, "Resources");
    const struct surroundings *surroundings = operation->surroundings;
    for (const struct node *n = node_pairs(all); n; n = n->next) {
        const char *type = node_word(n, "Type");
        if (!type || strcmp(type, "AWS::CloudFront::Distribution") || !serves(n, bucket)) continue;
        const char *id = physical(resources, n->key);
        long long now = (long long)surroundings->now(surroundings->with);
        if (!id) continue;
        if (!cloudfront_invalidate(operation->aws, operation->arena, id,
                                   arena_text(operation->arena, "cfgen-%lld", now)))
            return operation_failed(operation);
        operation_say(operation, "%s: cache invalidated", n->key);
    }
    return OUTCOME_DONE;
}

enum outcome content_upload(struct operation *operation)
{
    enum outcome all = OUTCOME_UNCHANGED;
    if (!operation->stack->contents) return all;
    const struct node *resources =
        cloudformation_resources(operation->aws, operation->arena, operation->stack->name);
    struct caller caller;
    if (!resources || !sts_caller(operation->aws, &caller)) return operation_failed(operation);
    for (const struct content *c = operation->stack->contents; c; c = c->next) {
        struct bucket bucket = { physical(resources, c->bucket), caller.account };
        if (!bucket.name) continue;
        enum outcome outcome = content_put(operation, c, &bucket);
        if (outcome == OUTCOME_DONE) outcome = invalidate(operation, resources, c->bucket);
        if (outcome == OUTCOME_DONE) all = outcome;
        if (outcome != OUTCOME_DONE && outcome != OUTCOME_UNCHANGED) return outcome;
    }
    return all;
}
