/* Every v4 vector of aws-c-auth and botocore, and those of curl that say AWS4: each value on the way to the
 * signature. */
#include "aws/sign.h"
#include "base/json.h"
#include "base/sha256.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SKIPPED = 77 };
static int vectors, values, wrong;

struct request {
    struct signing signing;
    struct credentials credentials;
    const char *body;
};

static const char *file_text(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *text = arena_take(arena, 65536);
    text[fread(text, 1, 65535, file)] = 0;
    fclose(file);
    return text;
}

static void same(const char *vector, const char *what, const char *expected, const char *found)
{
    values++;
    if (expected && !strcmp(expected, found)) return;
    wrong++;
    fprintf(stderr, "%s: %s\n--- expected\n%s\n--- found\n%s\n", vector, what,
            expected ? expected : "(no file)", found);
}

static char *decoded(struct arena *arena, const char *text, size_t size)
{
    char *result = arena_take(arena, size + 1), *to = result;
    for (size_t i = 0; i < size; i++) {
        char digits[3] = { 0 };
        if (text[i] == '%' && i + 2 < size + 1) memcpy(digits, text + i + 1, 2);
        *to++ = digits[0] ? (char)strtol(digits, NULL, 16) : text[i];
        if (digits[0]) i += 2;
    }
    return result;
}

static struct pairs *query_of(struct arena *arena, const char *text, size_t size)
{
    struct pairs *query = pairs_new(arena);
    for (const char *end = text + size; text < end; text++) {
        size_t part = strcspn(text, "&"), name;
        if (part > (size_t)(end - text)) part = (size_t)(end - text);
        for (name = 0; name < part && text[name] != '='; name++) continue;
        if (part) {
            const char *value = name < part ? decoded(arena, text + name + 1, part - name - 1) : NULL;
            pairs_add(query, decoded(arena, text, name), value);
        }
        text += part;
    }
    return query;
}

/* What the signer adds by itself is not given to it, but the token is learnt from there. */
static void add_header(struct request *request, struct pairs *headers, const char *name, const char *value)
{
    if (!strcasecmp(name, "Authorization") || !strcasecmp(name, "X-Amz-Date")) return;
    if (!strcasecmp(name, "X-Amz-Content-Sha256")) {
        request->signing.body_sha256 = value + strspn(value, " ");
        request->signing.body_header = true;
    } else if (!strcasecmp(name, "X-Amz-Security-Token"))
        request->credentials.token = value;
    else
        pairs_add(headers, name, value);
}

static struct request request_read(struct arena *arena, const char *text)
{
    struct request request = {
        .credentials = { "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", NULL },
        .signing = { .region = "us-east-1", .service = "service", .time = 1440938160000 }
    };
    size_t method = strcspn(text, " "), line = strcspn(text, "\n");
    const char *target = text + method + 1, *end = text + line - strlen(" HTTP/1.1");
    const char *mark = memchr(target, '?', (size_t)(end - target));
    request.signing.method = arena_copy(arena, text, method);
    request.signing.path = decoded(arena, target, (size_t)((mark ? mark : end) - target));
    request.signing.query = mark ? query_of(arena, mark + 1, (size_t)(end - mark - 1)) : NULL;
    struct pairs *headers = pairs_new(arena);
    request.signing.headers = headers;
    const char *at = text + line;
    while (*at && *++at && *at != '\n') {
        size_t name = strcspn(at, ":"), size = strcspn(at, "\n");
        while (at[size] && at[size + 1] == ' ') size += 1 + strcspn(at + size + 1, "\n");
        add_header(&request, headers, arena_copy(arena, at, name),
                   arena_copy(arena, at + name + 1, size - name - 1));
        at += size;
    }
    request.body = *at == '\n' ? at + 1 : "";
    if (!request.signing.body_sha256)
        request.signing.body_sha256 = sha256_hex(arena, request.body, strlen(request.body));
    return request;
}

static void compare_added(const char *vector, const char *signed_request, const struct signature *signature)
{
    for (const struct pair *pair = signature->added->first; pair; pair = pair->next) {
        struct arena *arena = arena_new();
        const char *line = arena_text(arena, "\n%s:%s\n", pair->name, pair->value);
        const char *loose = arena_text(arena, "\n%s: %s\n", pair->name, pair->value);
        bool there =
            strcasestr(signed_request, line) || strcasestr(arena_text(arena, "%s\n", signed_request), loose);
        values++;
        wrong += !there;
        if (!there) fprintf(stderr, "%s: the signed request has not %s", vector, line + 1);
        arena_free(arena);
    }
}

static void aws_c_auth(struct arena *arena, const char *folder)
{
    struct request request =
        request_read(arena, file_text(arena, arena_text(arena, "%s/request.txt", folder)));
    const char *text = file_text(arena, arena_text(arena, "%s/context.json", folder));
    const struct node *context = json_read(arena, text, strlen(text)),
                      *who = node_find(context, "credentials");
    request.credentials.token = node_word(who, "token");
    request.signing.path_once = !strcmp(node_word(context, "normalize"), "false");
    request.signing.body_header = !strcmp(node_word(context, "sign_body"), "true");
    const char *omit = node_word(context, "omit_session_token");
    request.signing.token_after = omit && !strcmp(omit, "true");
    int seconds = atoi(node_word(context, "expiration_in_seconds"));
    for (int presigned = 0; presigned < 2; presigned++) {
        struct signature found = presigned
                                     ? sign_query(arena, &request.signing, &request.credentials, seconds)
                                     : sign_headers(arena, &request.signing, &request.credentials);
        const struct {
            const char *file, *value;
        } steps[] = { { "canonical-request", found.canonical_request },
                      { "string-to-sign", found.string_to_sign },
                      { "signature", found.signature } };
        const char *way = presigned ? "query" : "header";
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            same(folder, arena_text(arena, "%s %s", way, steps[i].file),
                 file_text(arena, arena_text(arena, "%s/%s-%s.txt", folder, way, steps[i].file)),
                 steps[i].value);
        const char *expected = file_text(arena, arena_text(arena, "%s/%s-signed-request.txt", folder, way));
        if (!presigned)
            compare_added(folder, expected, &found);
        else {
            struct buffer *query = buffer_new(arena);
            uri_query(query, found.added);
            same(folder, "query signed-request", strstr(expected, "X-Amz-Algorithm"),
                 arena_text(arena, "%s%s", query->text, strstr(expected, " HTTP/1.1")));
        }
    }
    vectors++;
}

static void botocore(struct arena *arena, const char *path)
{
    const char *base = arena_copy(arena, path, strlen(path) - 4);
    const char *signed_request = file_text(arena, arena_text(arena, "%s.sreq", base));
    struct request request = request_read(arena, file_text(arena, path));
    request.credentials.token = request_read(arena, signed_request).credentials.token;
    struct signature found = sign_headers(arena, &request.signing, &request.credentials);
    same(base, "canonical request", file_text(arena, arena_text(arena, "%s.creq", base)),
         found.canonical_request);
    same(base, "string to sign", file_text(arena, arena_text(arena, "%s.sts", base)), found.string_to_sign);
    same(base, "authorization", file_text(arena, arena_text(arena, "%s.authz", base)),
         pairs_find(found.added, "Authorization"));
    /* Its signed request is that of another vector; its canonical request and string to sign contradict it.
     */
    bool stale = strstr(base, "get-vanilla-with-session-token");
    if (stale)
        printf("skipped botocore get-vanilla-with-session-token's .sreq: its signature is get-vanilla's\n");
    else
        compare_added(base, signed_request, &found);
    vectors++;
}

static char *replaced(struct arena *arena, const char *text, const char *what, const char *by)
{
    struct buffer *out = buffer_new(arena);
    for (const char *hit; (hit = strstr(text, what)); text = hit + strlen(what)) {
        buffer_add(out, text, (size_t)(hit - text));
        buffer_text(out, by);
    }
    buffer_text(out, text);
    return out->text;
}

/* curl's clock stands at 1970. Its tests strip Content-Type, which their programs set to application/json,
 * and those that name no secret have an empty one. */
static void curl(struct arena *arena, const char *path)
{
    const char *number = strrchr(path, '/') + strlen("/test"), *text = file_text(arena, path);
    const char *protocol = strstr(text, "<protocol");
    const char *scope = protocol ? strstr(protocol, "AWS4-HMAC-SHA256 Credential=") : NULL;
    if (!scope || strstr(text, "Signature=stripped")) {
        printf("skipped curl %s: %s\n", number,
               scope ? "says no signature" : "another provider than aws, or no request");
        return;
    }
    protocol = strchr(protocol, '\n') + 1;
    protocol = arena_copy(arena, protocol, (size_t)(strstr(protocol, "</protocol>") - protocol));
    protocol =
        replaced(arena, protocol, "%TESTNUMBER", arena_copy(arena, number, strspn(number, "0123456789")));
    protocol = replaced(arena, protocol, "%AMP", "&");
    struct request request = request_read(arena, protocol), *r = &request;
    const char *credential = strchr(scope, '=') + 1, *secret = strstr(text, ":secret") ? "secret" : "";
    if (strstr(text, "xxx:yyy@")) secret = "yyy";
    r->credentials =
        (struct credentials){ decoded(arena, credential, strcspn(credential, "/")), secret, NULL };
    char *part[3];
    for (int i = 0; i < 3; i++) {
        credential += strcspn(credential, "/") + 1;
        part[i] = arena_copy(arena, credential, strcspn(credential, "/"));
    }
    r->signing.time = 0;
    r->signing.region = part[1];
    r->signing.service = part[2];
    r->signing.path_once = !strcmp(part[2], "s3");
    struct pairs *headers = pairs_new(arena);
    const char *names = strstr(scope, "SignedHeaders=") + strlen("SignedHeaders=");
    names = arena_text(arena, ";%.*s;", (int)strcspn(names, ","), names);
    for (const struct pair *pair = r->signing.headers->first; pair; pair = pair->next)
        if (strcasestr(names, arena_text(arena, ";%s;", pair->name)))
            pairs_add(headers, pair->name, pair->value);
    if (strstr(names, ";content-type;")) pairs_add(headers, "Content-Type", "application/json");
    r->signing.headers = headers;
    struct signature found = sign_headers(arena, &r->signing, &r->credentials);
    const char *signature = strstr(scope, "Signature=") + strlen("Signature=");
    same(path, found.canonical_request, arena_copy(arena, signature, 64), found.signature);
    vectors++;
}

static void walk(const char *folder, const char *ending, void (*check)(struct arena *, const char *path))
{
    DIR *dir = opendir(folder);
    if (!dir) return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        struct arena *arena = arena_new();
        const char *path = arena_text(arena, "%s/%s", folder, entry->d_name),
                   *dot = strrchr(entry->d_name, '.');
        bool hit = dot && !strcmp(dot, ending);
        if (hit)
            check(arena, *ending == '.' && !strcmp(ending, ".json") ? folder : path);
        else if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
            walk(path, ending, check);
        arena_free(arena);
    }
    closedir(dir);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    const char *root = argc > 1 ? argv[1] : "";
    walk(arena_text(arena, "%s/aws-c-auth/v4", root), ".json", aws_c_auth);
    walk(arena_text(arena, "%s/botocore", root), ".req", botocore);
    walk(arena_text(arena, "%s/curl", root), ".xml", curl);
    arena_free(arena);
    printf("%d vectors, %d values, %d wrong\n", vectors, values, wrong);
    if (!vectors) printf("skipped: there are no vectors in %s\n", root);
    return !vectors ? SKIPPED : wrong > 0;
}
