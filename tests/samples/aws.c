/* What AWS's own clients are tested with: replies and errors of each protocol, endpoints, config files. */
#include "aws/endpoint.h"
#include "aws/profiles.h"
#include "aws/reply.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/surroundings.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { SKIPPED = 77 };
static struct arena *arena;
static const char *root;
static int checked, wrong;

static void same(const char *where, const char *what, const char *expected, const char *found)
{
    checked++;
    if (!expected || (found && !strcmp(expected, found))) return;
    wrong++;
    fprintf(stderr, "%s: %s is '%s' and not '%s'\n", where, what, found ? found : "(none)", expected);
}

static struct bytes file_read(const char *path)
{
    struct bytes bytes = { "", 0 };
    system_surroundings.read(NULL, arena, path, LARGEST_DOCUMENT, &bytes);
    return bytes;
}

static struct node *file_json(const char *path)
{
    struct bytes bytes = file_read(path);
    return json_read(arena, bytes.at, bytes.size);
}

static bool answer(struct aws_call *call, int status, struct bytes body)
{
    call->exchange = (struct exchange){ .status = status, .reply = body, .reply_headers = pairs_new(arena) };
    return reply_read(arena, call);
}

static void sample(const char *path, bool failed)
{
    const struct node *expected = file_json(arena_text(arena, "%.*s.json", (int)(strlen(path) - 4), path));
    struct aws_call call = { .plain = strstr(path, "get-bucket-policy") };
    bool fine = answer(&call, failed ? 400 : 200, file_read(path));
    same(path, "the answer", failed ? "refused" : "fine", fine ? "fine" : "refused");
    if (!failed) return;
    same(path, "code", node_word(node_find(expected, "Error"), "Code"), call.error.code);
    same(path, "message", node_word(node_find(expected, "Error"), "Message"), call.error.message);
    same(path, "request", node_word(node_find(expected, "ResponseMetadata"), "RequestId"),
         call.error.request_id);
}

static void samples(const char *folder, bool failed)
{
    const char *path = arena_text(arena, "%s/response-samples/xml/%s", root, folder);
    struct entry *entries = NULL;
    if (system_surroundings.list(NULL, arena, path, &entries) != FILE_FOLDER) return;
    for (; entries->name; entries++)
        if (text_ends(entries->name, ".xml")) sample(arena_text(arena, "%s/%s", path, entries->name), failed);
}

/* Of the protocols' suites, what a client must see before it knows the shapes: done or refused, and with
 * which code. */
static void protocol(const char *name)
{
    const struct node *suites = file_json(arena_text(arena, "%s/protocol-tests/output/%s.json", root, name));
    for (const struct node *suite = suites ? suites->first : NULL; suite; suite = suite->next) {
        const struct node *cases = node_find(suite, "cases");
        for (const struct node *n = cases->first; n; n = n->next) {
            const struct node *response = node_find(n, "response");
            const char *body = node_word(response, "body"), *status = node_word(response, "status_code"),
                       *code = node_word(n, "errorCode");
            struct aws_call call = { .plain = true };
            bool fine = answer(&call, status ? atoi(status) : 200,
                               (struct bytes){ body ? body : "", body ? strlen(body) : 0 });
            bool refused = node_find(n, "error") || code;
            same(node_word(n, "id"), "the answer", refused ? "refused" : "fine", fine ? "fine" : "refused");
            bool in_body = refused && body && (strstr(body, "Code>") || strstr(body, "__type"));
            if (in_body) same(node_word(n, "id"), "code", code, call.error.code);
        }
    }
}

static void endpoints(const char *service)
{
    const struct node *cases =
        node_find(file_json(arena_text(arena, "%s/endpoint-tests/%s.json", root, service)), "testCases");
    for (const struct node *n = cases ? cases->first : NULL; n; n = n->next) {
        const struct node *params = node_find(n, "params"),
                          *endpoint = node_find(node_find(n, "expect"), "endpoint");
        const char *region = node_word(params, "Region"), *fips = node_word(params, "UseFIPS"),
                   *dual = node_word(params, "UseDualStack");
        bool plain = region && !node_word(params, "Endpoint") && (!fips || !strcmp(fips, "false")) &&
                     (!dual || !strcmp(dual, "false"));
        if (!plain || !endpoint || strstr(region, "global") || node_word(params, "UseGlobalEndpoint"))
            continue;
        same(region, "the endpoint", node_word(endpoint, "url"), endpoint_aws(arena, service, region));
    }
}

static const char *variable;
static const char *environment(void *with, const char *name)
{
    (void)with;
    return !strcmp(name, "AWS_CONFIG_FILE") ? variable : "/nowhere";
}

/* section NULL: the file is refused, and `value` is the line. */
static void config(const char *file, const char *section, const char *key, const char *value)
{
    struct surroundings surroundings = system_surroundings;
    struct diags *diags = diags_new(arena);
    struct profiles profiles;
    surroundings.environment = environment;
    variable = arena_text(arena, "%s/config-files/%s.txt", root, file);
    bool fine = profiles_read(&profiles, diags, &surroundings);
    if (section)
        same(file, key, value, node_word(node_find(profiles.config, section), key));
    else
        same(file, "the line", value, fine ? NULL : arena_text(arena, "%d", diags->first->place.line));
}

int main(int argc, char **argv)
{
    arena = arena_new();
    root = argc > 1 ? argv[1] : "";
    struct entry *entries;
    if (system_surroundings.list(NULL, arena, root, &entries) != FILE_FOLDER) {
        printf("skipped: there are no samples in %s\n", root);
        return SKIPPED;
    }
    samples("errors", true);
    samples("responses", false);
    protocol("query");
    protocol("rest-xml");
    protocol("json_1_0");
    endpoints("sts");
    endpoints("cloudformation");
    config("aws_config", "personal", "aws_security_token", "fiebaz");
    config("aws_config_nested", "default", "region", "us-west-2");
    config("aws_bad_profile", "my profile", "aws_access_key_id", "default");
    config("aws_bad_profile", "personal1", "aws_access_key_id", "access_personal1");
    config("aws_sso_session_config", "sso-session sso", "sso_region", "us-east-1");
    config("aws_services_config", "default", "services", "my-services");
    config("foo_config", "foo", "aws_secret_access_key", "baz");
    config("aws_config_bad", NULL, NULL, "1");
    config("aws_config_nested_bad", NULL, NULL, "5");
    config("aws_config_badbytes", NULL, NULL, "0");
    config("aws_credentials", NULL, NULL, "1");
    arena_free(arena);
    printf("%d values, %d wrong\n", checked, wrong);
    return wrong > 0;
}
