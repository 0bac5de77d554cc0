/* What npm may be given: locks and packages that name anything but a registry's packages are refused. */
#include "templates/code/npm_lock.h"
#include "tests/unit.h"

static struct diags *diags;

static const char *quoted(const char *text)
{
    char *copy = arena_copy(arena, text, strlen(text));
    for (char *at = copy; (at = strchr(at, '\'')) != NULL;) *at = '"';
    return copy;
}

/* A lock with this one package. */
static bool lock(const char *entry)
{
    diags = diags_new(arena);
    const char *text = quoted(arena_text(arena, "{'packages':{'':{},%s}}", entry));
    return npm_lock_check(diags, "package-lock.json", (struct bytes){ text, strlen(text) });
}

#define ENTRY(more)    "'node_modules/a':{'integrity':'sha512-x'" more "}"
#define RESOLVED(from) ENTRY(",'resolved':'" from "'")

static void addresses_are_of_registries(void **state)
{
    (void)state;
    assert_true(lock(RESOLVED("https://registry.example/a/-/a-1.0.0.tgz")));
    assert_true(lock(RESOLVED("http://localhost:4873/a.tgz")));
    assert_false(lock(RESOLVED("http://registry.example/a.tgz")));
    assert_false(lock(RESOLVED("git+ssh://git@host.example/a.git")));
    assert_false(lock(RESOLVED("file:../a.tgz")));
    assert_false(lock(RESOLVED("https://")));
    assert_false(lock(RESOLVED("https://host.example/ x")));
    assert_false(npm_url_is_valid("http://localhost.example:1/"));
    assert_true(npm_url_is_valid("http://[::1]:4873/"));
}

/* Without an address npm fetches NAME@VERSION, whatever these are. */
static void names_and_versions_are_no_addresses(void **state)
{
    (void)state;
    assert_true(lock(ENTRY(",'version':'1.2.3-beta.1+build'")));
    assert_true(lock(ENTRY(",'name':'@scope/a_b.c~d-e'")));
    assert_false(lock(ENTRY(",'version':'https://host.example/a.tgz'")));
    assert_false(lock(ENTRY(",'version':'file:../a'")));
    assert_false(lock(ENTRY(",'version':'1.0 || 2'")));
    assert_false(lock(ENTRY(",'version':['1']")));
    assert_false(lock(ENTRY(",'version':[]")));
    assert_false(lock(ENTRY(",'name':'a+b'")));
    assert_false(lock(ENTRY(",'name':'@scope/a/b'")));
    assert_false(lock(ENTRY(",'name':'../a'")));
}

static void packages_have_an_integrity(void **state)
{
    (void)state;
    assert_false(lock("'node_modules/a':{}"));
    assert_ptr_equal(diags->first->finding, FINDING(lock_integrity));
    assert_false(lock("'node_modules/a':{'integrity':'md5-x'}"));
    assert_false(lock("'node_modules/a':{'integrity':'sha512-'}"));
    assert_false(lock("'node_modules/a':{'integrity':'sha512-?'}"));
    assert_true(lock("'node_modules/a':{'integrity':'sha1-x'}"));
    assert_true(lock("'node_modules/a':{'integrity':'sha512-/+x'}"));
    assert_true(lock("'node_modules/a':{'integrity':'sha256-+/x'}"));
    assert_true(lock("'folder':{}"));
    assert_true(lock("'node_modules/a':{'inBundle':true}"));
    assert_false(lock("'node_modules/a':{'inBundle':true,'resolved':'https://h.example/a'}"));
}

static void nothing_leads_out_of_the_package(void **state)
{
    (void)state;
    assert_true(lock("'node_modules/a':{'link':true,'resolved':'lib/a'}"));
    assert_false(lock("'node_modules/a':{'link':true,'resolved':'../a'}"));
    assert_false(lock("'node_modules/a':{'link':true,'resolved':'lib/../../a'}"));
    assert_false(lock("'node_modules/a':{'link':true,'resolved':'/a'}"));
    assert_true(lock("'node_modules/a':{'link':true,'resolved':'..a/b..'}"));
    assert_false(lock("'../node_modules/a':{'integrity':'sha512-x'}"));
    assert_false(lock("'C:/a':{}"));
}

static void packages_with_a_lock_of_their_own(void **state)
{
    (void)state;
    assert_false(lock(ENTRY(",'hasShrinkwrap':true")));
    assert_false(lock(ENTRY(",'hasShrinkwrap':'yes'"))); /* is true in JavaScript */
    assert_true(lock(ENTRY(",'hasShrinkwrap':false")));
    assert_true(lock(ENTRY(",'hasShrinkwrap':true,'dev':true"))); /* npm leaves it out */
}

static void locks_of_another_shape(void **state)
{
    (void)state;
    diags = diags_new(arena);
    static const char *const all[] = { "[]", "{}", "{\"packages\":[]}", "{\"dependencies\":{}}", "{" };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_false(npm_lock_check(diags, "l.json", (struct bytes){ all[i], strlen(all[i]) }));
}

static const char *package(const char *text)
{
    diags = diags_new(arena);
    text = quoted(text);
    return npm_package_text(arena, diags, "package.json", (struct bytes){ text, strlen(text) });
}

static void packages_depend_on_versions(void **state)
{
    (void)state;
    static const char *const good[] = { "^1.2.0",  "1 || 2",         "latest",
                                        "npm:b@1", "npm:@scope/b@1", "file:lib/b" };
    static const char *const bad[] = { "https://h.example/b.tgz",
                                       "git@h.example:b",
                                       "user/repo",
                                       "./b",
                                       "../b",
                                       "file:../b",
                                       "npm:@scope/b/c",
                                       "1%2f" };
    static const char *const keys[] = { "dependencies", "devDependencies", "optionalDependencies",
                                        "peerDependencies", "overrides" };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
            assert_non_null(package(arena_text(arena, "{'%s':{'b':'%s'}}", keys[k], good[i])));
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
            if (package(arena_text(arena, "{'%s':{'b':'%s'}}", keys[k], bad[i])))
                fail_msg("%s: %s", keys[k], bad[i]);
    }
    assert_null(package("{'overrides':{'a':{'b':{'c':'./d'}}}}"));
    assert_null(package("{'workspaces':['../a']}"));
    assert_string_equal(package("{'name':'a','scripts':{'install':'x'},'dependencies':{'b':'1'},'main':'m'}"),
                        "{\"name\":\"a\",\"dependencies\":{\"b\":\"1\"}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(addresses_are_of_registries),       TEST(names_and_versions_are_no_addresses),
        TEST(packages_have_an_integrity),        TEST(nothing_leads_out_of_the_package),
        TEST(packages_with_a_lock_of_their_own), TEST(locks_of_another_shape),
        TEST(packages_depend_on_versions)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
