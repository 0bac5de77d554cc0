/* Which wheels of a folder an archive gets: what the requirements need, with their extras and markers, and
 * which files of them. */
#include "lifecycle/package/wheels.h"
#include "tests/memory.h"
#include "tests/unit.h"

enum { MOST = 16 };

static struct {
    struct memory memory; /* first: the functions of tests/memory.h take it */
    struct bytes wheels[MOST];
} folder;
static struct surroundings surroundings;
static struct diags *diags;
static struct wheels wheels;

static enum file_state wheel_file(void *with, struct arena *of, const char *path, size_t most,
                                  struct bytes *bytes)
{
    (void)with, (void)of, (void)most;
    *bytes = folder.wheels[memory_find(&folder.memory, path) - folder.memory.files];
    return FILE_THERE;
}

/* NAME-1-py3-none-any.whl with its metadata, and other files: paths that end with NULL. */
static void wheel(const char *name, const char *metadata, const char *const *paths)
{
    struct zip *zip = zip_new(arena);
    const char *text =
        arena_text(arena, "Metadata-Version: 2.1\nName: %s\n%s\nRequires-Dist: body\n", name, metadata);
    zip_add(zip, arena_text(arena, "%s-1.dist-info/METADATA", name), false,
            (struct bytes){ text, strlen(text) });
    for (; paths && *paths; paths++) zip_add(zip, *paths, false, (struct bytes){ "x", 1 });
    folder.wheels[folder.memory.count] = zip_write(zip);
    folder.memory.files[folder.memory.count++] =
        (struct memory_file){ .path = arena_text(arena, "wheels/%s-1-py3-none-any.whl", name), .text = "" };
}

static int set_up(void **state)
{
    set_up_arena(state);
    memset(&folder, 0, sizeof folder);
    surroundings = memory_surroundings(&folder.memory);
    surroundings.read = wheel_file;
    diags = diags_new(arena);
    wheels = (struct wheels){ .arena = arena, .diags = diags, .python = python_of("python3.13", "arm64") };
    return 0;
}

/* The names of what is needed; what is missing follows a `-`, what only the runtime's own need a `~`. */
static const char *needed(const char *requirements)
{
    struct buffer *out = buffer_new(arena);
    struct requirements *all =
        requirements_read(diags, "requirements.txt", requirements, strlen(requirements));
    assert_true(wheels_read(&wheels, &surroundings, "wheels"));
    const struct requirement *missing = wheels_resolve(&wheels, all->first);
    for (const struct wheel *w = wheels.first; w; w = w->next)
        if (w->reached)
            buffer_print(out, "%s%s%s%s ", w->needed ? "" : "~", w->name, *w->extras ? "/" : "", w->extras);
    for (; missing; missing = missing->next) buffer_print(out, "-%s ", missing->name);
    return out->text;
}

static void what_is_needed_in_turn(void **state)
{
    (void)state;
    wheel("a", "Requires-Dist: b\n", NULL);
    wheel("b", "Requires-Dist: c>=1\nRequires-Dist: gone\n", NULL);
    wheel("c", "Requires-Dist: a\n", NULL); /* a circle */
    wheel("unused", "", NULL);
    assert_string_equal(needed("a==1\n"), "a b c -gone ");
}

static void names_are_spelled_in_one_way(void **state)
{
    (void)state;
    wheel("a", "requires-dist: B_b.C\n", NULL);
    wheel("b-b-c", "", NULL);
    assert_string_equal(needed("A==1\n"), "a b-b-c ");
}

static void markers_are_the_runtimes(void **state)
{
    (void)state;
    wheel("a",
          "Requires-Dist: old; python_version < '3.10'\nRequires-Dist: new; python_version >= '3.13'\n"
          "Requires-Dist: arm; platform_machine == 'aarch64'\nRequires-Dist: intel; platform_machine == "
          "'x86_64'\n",
          NULL);
    assert_string_equal(needed("a==1\nwin==1; sys_platform == 'win32'\n"), "a -arm -new ");
}

/* An extra that a second package asks for brings what it needs, also when the wheel is known already. */
static void extras_add_up(void **state)
{
    (void)state;
    wheel("a", "Requires-Dist: x; extra == 'one'\nRequires-Dist: y; extra == 'two'\n", NULL);
    wheel("b", "Requires-Dist: a[two]\n", NULL);
    wheel("x", "", NULL);
    wheel("y", "", NULL);
    assert_string_equal(needed("a[one]==1\nb==1\n"), "a/one,two b x y ");
}

static void extras_that_nobody_asks_for(void **state)
{
    (void)state;
    wheel("a", "Requires-Dist: x; extra == 'one'\nRequires-Dist: y; extra == 'on'\n", NULL);
    wheel("x", "", NULL);
    wheel("y", "", NULL);
    assert_string_equal(needed("a[one]==1\n"), "a/one x ");
}

/* Every runtime has boto3; what it alone needs is left out. */
static void the_runtime_has_its_own(void **state)
{
    (void)state;
    wheel("boto3", "Requires-Dist: botocore\nRequires-Dist: shared\nRequires-Dist: only\n", NULL);
    wheel("botocore", "Requires-Dist: only\n", NULL);
    wheel("only", "", NULL);
    wheel("shared", "Requires-Dist: below\n", NULL);
    wheel("below", "", NULL);
    wheel("a", "Requires-Dist: boto3\nRequires-Dist: shared\nRequires-Dist: s3transfer\n", NULL);
    assert_string_equal(needed("a==1\n"), "a below ~boto3 ~botocore ~only shared ");
    assert_true(wheels_in_runtime("s3transfer"));
    assert_false(wheels_in_runtime("boto"));
}

static const char *const paths[] = { "a/__init__.py",
                                     "a/__pycache__/x.cpython-313.pyc",
                                     "a/y.pyc",
                                     "a-1.dist-info/RECORD",
                                     "a-1.dist-info/INSTALLER",
                                     "a-1.dist-info/entry_points.txt",
                                     "a-1.data/purelib/pure.py",
                                     "a-1.data/platlib/plat.so",
                                     "a-1.data/scripts/run",
                                     "a-1.data/headers/a.h",
                                     NULL };

static void files_go_where_they_are_imported_from(void **state)
{
    (void)state;
    wheel("a", "Requires-Dist: boto3\n", paths);
    wheel("boto3", "", NULL);
    needed("a==1\n");
    struct zip *zip = zip_new(arena);
    assert_true(wheels_unpack(&wheels, zip));
    struct zip_entries entries;
    assert_null(zip_read(arena, zip_write(zip), &entries));
    struct buffer *out = buffer_new(arena);
    for (size_t i = 0; i < entries.count; i++) buffer_print(out, "%s\n", entries.at[i].path);
    assert_string_equal(out->text,
                        WHEELS_LEFT_OUT "boto3\na/a-1.dist-info/METADATA\na/a-1.dist-info/entry_points.txt\n"
                                        "a/a/__init__.py\na/plat.so\na/pure.py\n");
}

static void wheels_that_cannot_be_read(void **state)
{
    (void)state;
    wheel("a", "", NULL);
    folder.wheels[0].size /= 2;
    assert_false(wheels_read(&wheels, &surroundings, "wheels"));
    assert_ptr_equal(diags->first->finding, FINDING(wheel_broken));
}

static void wheels_without_a_name(void **state)
{
    (void)state;
    struct zip *zip = zip_new(arena);
    zip_add(zip, "a/b-1.dist-info/METADATA", false, (struct bytes){ "Name: b\n", 8 }); /* not at the top */
    folder.wheels[0] = zip_write(zip);
    folder.memory.files[folder.memory.count++] = (struct memory_file){ .path = "wheels/b.whl", .text = "" };
    assert_false(wheels_read(&wheels, &surroundings, "wheels"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST_AFTER(set_up, what_is_needed_in_turn),
                                        TEST_AFTER(set_up, names_are_spelled_in_one_way),
                                        TEST_AFTER(set_up, markers_are_the_runtimes),
                                        TEST_AFTER(set_up, extras_add_up),
                                        TEST_AFTER(set_up, extras_that_nobody_asks_for),
                                        TEST_AFTER(set_up, the_runtime_has_its_own),
                                        TEST_AFTER(set_up, files_go_where_they_are_imported_from),
                                        TEST_AFTER(set_up, wheels_that_cannot_be_read),
                                        TEST_AFTER(set_up, wheels_without_a_name) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
