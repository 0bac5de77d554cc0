#include "aws/credentials.h"
#include "tests/memory.h"
#include "tests/unit.h"

struct found {
    struct identity identity;
    struct diags *diags;
    bool fine;
};

static struct found find(const char *const (*files)[2], const char *const (*variables)[2],
                         const char *profile)
{
    struct memory *memory = arena_take(arena, sizeof *memory);
    memory->variables = variables;
    for (; files && (*files)[0]; files++)
        memory->files[memory->count++] = (struct memory_file){ .path = (*files)[0], .text = (*files)[1] };
    struct surroundings *surroundings = arena_take(arena, sizeof *surroundings);
    *surroundings = memory_surroundings(memory);
    struct found found = { .diags = diags_new(arena) };
    found.fine = identity_find(&found.identity, found.diags, surroundings, profile);
    return found;
}

static void only_finding(struct found found, const struct finding *finding, const char *file, int line)
{
    assert_false(found.fine);
    assert_non_null(found.diags->first);
    assert_null(found.diags->first->next);
    assert_int_equal(found.diags->first->finding, finding);
    if (file)
        assert_string_equal(found.diags->first->place.file, file);
    else
        assert_null(found.diags->first->place.file);
    assert_int_equal(found.diags->first->place.line, line);
}

static void keys_are(struct found found, const char *id, const char *secret, const char *token)
{
    assert_true(found.fine);
    assert_string_equal(found.identity.credentials.key_id, id);
    assert_string_equal(found.identity.credentials.secret, secret);
    if (token)
        assert_string_equal(found.identity.credentials.token, token);
    else
        assert_null(found.identity.credentials.token);
}

static const char *const files[][2] = {
    { "/home/u/.aws/config",
      "[default]\nregion = us-west-2\ns3 =\n    addressing_style = path\nretry_mode=standard\n"
      "[profile \"my profile\"]\n# a comment\naws_access_key_id = mine\naws_secret_access_key = s=e#c\n"
      "[profile other]\r\nregion=eu-west-1\r\nservices = local\r\n[services local]\ns3 =\n  endpoint_url = "
      "http://127.0.0.1:9\n"
      "[profile sso]\nsso_session = x\n[sso-session x]\nsso_region = us-east-1\n"
      "[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = default\n"
      "[profile process]\ncredential_process = /bin/true\n" },
    { "/home/u/.aws/credentials",
      "[default]\naws_access_key_id=id\naws_secret_access_key=secret\n\n"
      "[other]\naws_access_key_id = o\naws_secret_access_key = p\naws_session_token = q\n"
      "[half]\naws_access_key_id = o\n" },
    { NULL, NULL },
};
static const char *const home[][2] = { { "HOME", "/home/u" }, { NULL, NULL } };

static void environment_first(void **state)
{
    (void)state;
    static const char *const set[][2] = { { "HOME", "/home/u" },
                                          { "AWS_ACCESS_KEY_ID", "e" },
                                          { "AWS_SECRET_ACCESS_KEY", "f" },
                                          { "AWS_SESSION_TOKEN", "t" },
                                          { "AWS_REGION", "eu-north-1" },
                                          { "AWS_PROFILE", "other" },
                                          { "AWS_CA_BUNDLE", "/ca.pem" },
                                          { NULL, NULL } };
    struct found found = find(files, set, NULL);
    keys_are(found, "e", "f", "t");
    assert_string_equal(found.identity.region, "eu-north-1");
    assert_string_equal(found.identity.certificates, "/ca.pem");
    keys_are(find(files, set, "other"), "o", "p", "q"); /* asked for by option */
}

static void profiles(void **state)
{
    (void)state;
    static const char *const named[][2] = { { "HOME", "/home/u" },
                                            { "AWS_PROFILE", "other" },
                                            { NULL, NULL } };
    struct found found = find(files, home, NULL);
    keys_are(found, "id", "secret", NULL);
    assert_string_equal(found.identity.region, "us-west-2");
    found = find(files, named, NULL);
    keys_are(found, "o", "p", "q");
    assert_string_equal(found.identity.region, "eu-west-1");
    assert_string_equal(pairs_find(found.identity.endpoints, "s3"), "http://127.0.0.1:9");
    assert_null(pairs_find(found.identity.endpoints, "sts"));
    keys_are(find(files, home, "my profile"), "mine", "s=e#c", NULL);
}

static void other_files(void **state)
{
    (void)state;
    static const char *const elsewhere[][2] = {
        { "/c", "[default]\naws_access_key_id=1\naws_secret_access_key=2\n" }, { NULL, NULL }
    };
    static const char *const set[][2] = { { "HOME", "/home/u" },
                                          { "AWS_CONFIG_FILE", "/c" },
                                          { NULL, NULL } };
    static const char *const tilde[][2] = { { "HOME", "/" },
                                            { "AWS_SHARED_CREDENTIALS_FILE", "~/c" },
                                            { NULL, NULL } };
    keys_are(find(elsewhere, set, NULL), "1", "2", NULL);
    keys_are(find(elsewhere, tilde, NULL), "1", "2", NULL);
}

static void endpoints(void **state)
{
    (void)state;
    static const char *const set[][2] = { { "AWS_ACCESS_KEY_ID", "e" },
                                          { "AWS_SECRET_ACCESS_KEY", "f" },
                                          { "AWS_ENDPOINT_URL", "http://all" },
                                          { "AWS_ENDPOINT_URL_S3", "http://s3" },
                                          { NULL, NULL } };
    struct found found = find(NULL, set, NULL);
    assert_string_equal(pairs_find(found.identity.endpoints, "s3"), "http://s3");
    assert_string_equal(pairs_find(found.identity.endpoints, ""), "http://all");
}

/* AWS's names of the services, which are not those of their hosts. */
static void endpoint_of_each_service(void **state)
{
    (void)state;
    static const char *const services[][2] = {
        { "AWS_ENDPOINT_URL_API_GATEWAY", "apigateway" },
        { "AWS_ENDPOINT_URL_CLOUDFORMATION", "cloudformation" },
        { "AWS_ENDPOINT_URL_CLOUDFRONT", "cloudfront" },
        { "AWS_ENDPOINT_URL_DYNAMODB", "dynamodb" },
        { "AWS_ENDPOINT_URL_ECR", "ecr" },
        { "AWS_ENDPOINT_URL_S3", "s3" },
        { "AWS_ENDPOINT_URL_STS", "sts" },
    };
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        const char *const set[][2] = { { "AWS_ACCESS_KEY_ID", "e" },
                                       { "AWS_SECRET_ACCESS_KEY", "f" },
                                       { services[i][0], "http://own" },
                                       { NULL, NULL } };
        struct found found = find(NULL, set, NULL);
        assert_string_equal(pairs_find(found.identity.endpoints, services[i][1]), "http://own");
    }
}

static void what_is_missing(void **state)
{
    (void)state;
    static const char *const half[][2] = { { "AWS_ACCESS_KEY_ID", "e" }, { NULL, NULL } };
    static const char *const container[][2] = { { "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://x" },
                                                { NULL, NULL } };
    only_finding(find(NULL, home, NULL), FINDING(no_credentials), NULL, 0);
    only_finding(find(NULL, half, NULL), FINDING(credentials_incomplete), NULL, 0);
    only_finding(find(files, home, "half"), FINDING(credentials_incomplete), "/home/u/.aws/credentials", 9);
    only_finding(find(files, home, "othr"), FINDING(unknown_profile), NULL, 0);
    only_finding(find(NULL, container, NULL), FINDING(credentials_later), NULL, 0);
}

static void later(void **state)
{
    (void)state;
    only_finding(find(files, home, "sso"), FINDING(credentials_later), "/home/u/.aws/config", 17);
    only_finding(find(files, home, "role"), FINDING(credentials_later), "/home/u/.aws/config", 21);
    only_finding(find(files, home, "process"), FINDING(credentials_later), "/home/u/.aws/config", 24);
}

static void bad_file(const char *text, const struct finding *finding, int line)
{
    const char *const bad[][2] = { { "/home/u/.aws/config", text }, { NULL, NULL } };
    only_finding(find(bad, home, NULL), finding, "/home/u/.aws/config", line);
}

static void bad_files(void **state)
{
    (void)state;
    bad_file("\naws_access_key_id = foo\n", FINDING(profile_syntax), 2);
    bad_file("[default\n", FINDING(profile_syntax), 1);
    bad_file("[default]\ns3 =\n  bad_syntax @ s3v4\n", FINDING(profile_syntax), 3);
    bad_file("[default]\n= x\n", FINDING(profile_syntax), 2);
    bad_file("\xff\xfe", FINDING(profile_syntax), 0);
}

static void ignored_sections(void **state)
{
    (void)state;
    static const char *const odd[][2] = {
        { "/home/u/.aws/config", "[profile \"a\" \"b\"]\nx=y\n[profile "
                                 "\"a]\n[default]\naws_access_key_id=1\naws_secret_access_key=2\n" },
        { NULL, NULL }
    };
    struct found found = find(odd, home, NULL);
    keys_are(found, "1", "2", NULL);
    assert_int_equal(found.diags->warnings, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(environment_first),        TEST(profiles),        TEST(other_files), TEST(endpoints),
        TEST(endpoint_of_each_service), TEST(what_is_missing), TEST(later),       TEST(bad_files),
        TEST(ignored_sections)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
