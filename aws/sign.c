#include "aws/sign.h"
#include "base/sha256.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What both ways of signing need at each step. */
struct signer {
    struct arena *arena;
    const struct signing *signing;
    const struct credentials *credentials;
    char time[sizeof "20150830T123600Z"], day[sizeof "20150830"];
    const char *scope;
    struct pairs *headers, *query; /* those given and those added */
    struct signature result;
};

static const char algorithm[] = "AWS4-HMAC-SHA256";

static struct pairs *copy(struct arena *arena, const struct pairs *from)
{
    struct pairs *pairs = pairs_new(arena);
    for (const struct pair *pair = from ? from->first : NULL; pair; pair = pair->next)
        pairs_add(pairs, pair->name, pair->value);
    return pairs;
}

static void start(struct signer *signer)
{
    time_t seconds = (time_t)(signer->signing->time / 1000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    strftime(signer->time, sizeof signer->time, "%Y%m%dT%H%M%SZ", &tm);
    strftime(signer->day, sizeof signer->day, "%Y%m%d", &tm);
    signer->scope = arena_text(signer->arena, "%s/%s/%s/aws4_request", signer->day, signer->signing->region,
                               signer->signing->service);
    signer->headers = copy(signer->arena, signer->signing->headers);
    signer->query = copy(signer->arena, signer->signing->query);
    signer->result.added = pairs_new(signer->arena);
}

/* RFC 3986, section 5.2.4, and empty segments go too. */
static const char *normal_path(struct arena *arena, const char *path)
{
    char *normal = arena_take(arena, strlen(path) + 2);
    size_t size = 0;
    for (const char *at = path; *at;) {
        at += strspn(at, "/");
        size_t segment = strcspn(at, "/");
        bool up = segment == 2 && !memcmp(at, "..", 2);
        bool stay = !segment || (segment == 1 && *at == '.');
        if (up)
            while (size && normal[--size] != '/') continue;
        if (!up && !stay) {
            normal[size++] = '/';
            memcpy(normal + size, at, segment);
            size += segment;
        }
        at += segment;
    }
    bool folder = !size || (*path && path[strlen(path) - 1] == '/');
    if (folder) normal[size++] = '/';
    normal[size] = 0;
    return normal;
}

static void add_path(struct buffer *out, struct signer *signer)
{
    const char *path = signer->signing->path;
    if (signer->signing->path_once) {
        uri_encode(out, path, true);
        return;
    }
    struct buffer *once = buffer_new(signer->arena);
    uri_encode(once, normal_path(signer->arena, path), true);
    uri_encode(out, once->text, true);
}

static int by_name_and_value(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->value, b->value);
}

static int by_name(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a->next > b->next) - (a->next < b->next);
}

static size_t count(const struct pairs *pairs)
{
    size_t found = 0;
    for (const struct pair *pair = pairs->first; pair; pair = pair->next) found++;
    return found;
}

static const char *encoded(struct arena *arena, const char *text)
{
    struct buffer *out = buffer_new(arena);
    uri_encode(out, text ? text : "", false);
    return out->text;
}

/* Sorted as encoded, and every key has its `=`. */
static void add_query(struct buffer *out, struct signer *signer)
{
    size_t size = count(signer->query), at = 0;
    struct pair *all = arena_take(signer->arena, (size + 1) * sizeof *all);
    for (const struct pair *pair = signer->query->first; pair; pair = pair->next)
        all[at++] =
            (struct pair){ NULL, encoded(signer->arena, pair->name), encoded(signer->arena, pair->value) };
    qsort(all, size, sizeof *all, by_name_and_value);
    for (size_t i = 0; i < size; i++) buffer_print(out, "%s%s=%s", i ? "&" : "", all[i].name, all[i].value);
}

static const char *lower(struct arena *arena, const char *name)
{
    char *text = arena_copy(arena, name, strlen(name));
    for (char *at = text; *at; at++) *at = (char)tolower((unsigned char)*at);
    return text;
}

/* Without blanks at its ends, and each run of them within is one. */
static const char *trimmed(struct arena *arena, const char *value)
{
    char *text = arena_take(arena, strlen(value) + 1), *to = text;
    for (const char *at = value; *at; at++) {
        if (!isspace((unsigned char)*at))
            *to++ = *at;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to > text && to[-1] == ' ') to--;
    *to = 0;
    return text;
}

/* Sorted by name; those of one name are one, in the order given. `names` gets a;b;c. */
static void add_headers(struct buffer *out, struct buffer *names, struct signer *signer)
{
    size_t size = count(signer->headers), at = 0;
    struct pair *all = arena_take(signer->arena, (size + 1) * sizeof *all);
    for (const struct pair *pair = signer->headers->first; pair; pair = pair->next, at++)
        all[at] =
            (struct pair){ &all[at], lower(signer->arena, pair->name), trimmed(signer->arena, pair->value) };
    qsort(all, size, sizeof *all, by_name);
    for (size_t i = 0; i < size; i++) {
        bool again = i && !strcmp(all[i - 1].name, all[i].name);
        if (again) {
            buffer_print(out, ",%s", all[i].value);
            continue;
        }
        if (i) buffer_byte(out, '\n');
        buffer_print(out, "%s:%s", all[i].name, all[i].value);
        buffer_print(names, "%s%s", i ? ";" : "", all[i].name);
    }
    buffer_byte(out, '\n');
}

static const char *signed_names(struct signer *signer)
{
    struct buffer *names = buffer_new(signer->arena);
    add_headers(buffer_new(signer->arena), names, signer);
    return names->text;
}

static const char *canonical_request(struct signer *signer)
{
    struct buffer *out = buffer_new(signer->arena), *names = buffer_new(signer->arena);
    buffer_print(out, "%s\n", signer->signing->method);
    add_path(out, signer);
    buffer_byte(out, '\n');
    add_query(out, signer);
    buffer_byte(out, '\n');
    add_headers(out, names, signer);
    buffer_print(out, "\n%s\n%s", names->text, signer->signing->body_sha256);
    return out->text;
}

static const char *signature_of(struct signer *signer, const char *string_to_sign)
{
    const char *steps[] = { signer->day, signer->signing->region, signer->signing->service, "aws4_request",
                            string_to_sign };
    const char *first = arena_text(signer->arena, "AWS4%s", signer->credentials->secret);
    uint8_t key[SHA256_SIZE];
    sha256_hmac(first, strlen(first), steps[0], strlen(steps[0]), key);
    for (size_t i = 1; i < sizeof steps / sizeof *steps; i++) {
        uint8_t next[SHA256_SIZE];
        sha256_hmac(key, sizeof key, steps[i], strlen(steps[i]), next);
        memcpy(key, next, sizeof key);
    }
    return hex(signer->arena, key, sizeof key);
}

static void finish(struct signer *signer)
{
    struct signature *result = &signer->result;
    result->canonical_request = canonical_request(signer);
    const char *hash =
        sha256_hex(signer->arena, result->canonical_request, strlen(result->canonical_request));
    result->string_to_sign =
        arena_text(signer->arena, "%s\n%s\n%s\n%s", algorithm, signer->time, signer->scope, hash);
    result->signature = signature_of(signer, result->string_to_sign);
}

/* `into` is what is signed: the headers or the query. */
static void add(struct signer *signer, struct pairs *into, const char *name, const char *value)
{
    value = arena_copy(signer->arena, value, strlen(value));
    pairs_add(into, name, value);
    pairs_add(signer->result.added, name, value);
}

struct signature sign_headers(struct arena *arena, const struct signing *signing,
                              const struct credentials *credentials)
{
    struct signer signer = { .arena = arena, .signing = signing, .credentials = credentials };
    start(&signer);
    const char *token = credentials->token;
    if (token && !signing->token_after) add(&signer, signer.headers, "X-Amz-Security-Token", token);
    add(&signer, signer.headers, "X-Amz-Date", signer.time);
    if (signing->body_header) add(&signer, signer.headers, "x-amz-content-sha256", signing->body_sha256);
    finish(&signer);
    if (token && signing->token_after) pairs_add(signer.result.added, "X-Amz-Security-Token", token);
    pairs_format(signer.result.added, "Authorization", "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s",
                 algorithm, credentials->key_id, signer.scope, signed_names(&signer),
                 signer.result.signature);
    return signer.result;
}

struct signature sign_query(struct arena *arena, const struct signing *signing,
                            const struct credentials *credentials, int expires_seconds)
{
    struct signer signer = { .arena = arena, .signing = signing, .credentials = credentials };
    start(&signer);
    const char *token = credentials->token;
    add(&signer, signer.query, "X-Amz-Algorithm", algorithm);
    add(&signer, signer.query, "X-Amz-Credential",
        arena_text(arena, "%s/%s", credentials->key_id, signer.scope));
    add(&signer, signer.query, "X-Amz-Date", signer.time);
    add(&signer, signer.query, "X-Amz-SignedHeaders", signed_names(&signer));
    add(&signer, signer.query, "X-Amz-Expires", arena_text(arena, "%d", expires_seconds));
    if (token && !signing->token_after) add(&signer, signer.query, "X-Amz-Security-Token", token);
    finish(&signer);
    if (token && signing->token_after) pairs_add(signer.result.added, "X-Amz-Security-Token", token);
    pairs_add(signer.result.added, "X-Amz-Signature", signer.result.signature);
    return signer.result;
}
