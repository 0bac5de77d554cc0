/* What goes into an archive, and what moves its key: nothing else does. */
#include "templates/code/artifact.h"
#include "base/file.h"
#include "tests/memory.h"
#include "tests/unit.h"

static struct memory memory;
static struct surroundings surroundings;
static struct artifacts artifacts;

static void file(const char *path, const char *text)
{
    memory.files[memory.count++] = (struct memory_file){ .path = path, .text = text };
}

static void link_to(const char *path, const char *target)
{
    memory.files[memory.count++] = (struct memory_file){ .path = path, .target = target };
}

static void again(void)
{
    artifacts = (struct artifacts){
        .arena = arena, .surroundings = &surroundings, .diags = diags_new(arena), .root = "."
    };
}

static int set_up(void **state)
{
    set_up_arena(state);
    memory = (struct memory){ 0 };
    surroundings = memory_surroundings(&memory);
    again();
    file("service.yml", "service: a\n");
    file("handlers/quests.py", "def create(): pass\n");
    file("handlers/jobs.py", "def process(): pass\n");
    return 0;
}

static const struct artifact *find(const char *code, const char *handler)
{
    return artifact_find(&artifacts, &(struct artifact_source){ .folder = code }, handler, "python3.13",
                         "arm64", (struct place){ "service.yml", 1, 1, 1 });
}

static const char *key(const char *code, const char *handler)
{
    again();
    const struct artifact *artifact = find(code, handler);
    assert_non_null(artifact);
    return artifact->key;
}

static const char *paths(const struct artifact *artifact)
{
    assert_non_null(artifact);
    const char *all = "";
    for (size_t i = 0; i < artifact->file_count; i++)
        all = arena_text(arena, "%s%s%s", all, i ? " " : "", artifact->files[i].path);
    return all;
}

static const struct finding *only_finding(void)
{
    assert_non_null(artifacts.diags->first);
    assert_null(artifacts.diags->first->next);
    return artifacts.diags->first->finding;
}

static void a_handler_brings_its_first_folder_under_its_name(void **state)
{
    (void)state;
    file("other/x.py", "");
    assert_string_equal(paths(find(NULL, "handlers/quests.create")), "handlers/jobs.py handlers/quests.py");
    assert_string_equal(paths(find("handlers", "quests.create")), "jobs.py quests.py");
    assert_string_equal(paths(find("./handlers//", "quests.create")), "jobs.py quests.py");
    assert_string_equal(paths(find(NULL, "main.handler")), "handlers/jobs.py handlers/quests.py other/x.py");
}

static void what_is_never_code_stays_out(void **state)
{
    (void)state;
    const char *const out[] = { ".git/HEAD",
                                ".env",
                                ".cfgen/last.json",
                                "handlers/__pycache__/quests.cpython-313.pyc",
                                "handlers/quests.pyc",
                                "handlers/quests.py~",
                                "handlers/.quests.py.swp",
                                "#notes#",
                                "venv/pyvenv.cfg",
                                "venv/lib/x.py",
                                "a.egg-info/PKG-INFO",
                                "node_modules/.bin/tsc",
                                "requirements.txt" };
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) file(out[i], "");
    file("node_modules/.prisma/client.js", "");
    file("handlers/service.yml", "not the description");
    assert_string_equal(
        paths(find(NULL, "main.handler")),
        "handlers/jobs.py handlers/quests.py handlers/service.yml node_modules/.prisma/client.js");
}

static void paths_are_sorted_by_their_bytes(void **state)
{
    (void)state;
    file("handlers/jobs/a.py", "");
    file("handlers/jobs-b.py", "");
    assert_string_equal(paths(find(NULL, "handlers/quests.create")),
                        "handlers/jobs-b.py handlers/jobs.py handlers/jobs/a.py handlers/quests.py");
}

static void each_input_moves_the_key_and_nothing_else(void **state)
{
    (void)state;
    const char *handler = "handlers/quests.create", *before = key(NULL, handler);
    assert_int_equal(strlen(before), 64);
    assert_string_equal(key(NULL, "handlers/jobs.process"), before);
    file("other/x.py", "");
    memory.files[0].text = "service: b\n";
    assert_string_equal(key(NULL, handler), before);
    const struct artifact *of_runtime = artifact_find(&artifacts, &(struct artifact_source){ 0 }, handler,
                                                      "python3.12", "arm64", (struct place){ 0 });
    const struct artifact *of_machine = artifact_find(&artifacts, &(struct artifact_source){ 0 }, handler,
                                                      "python3.13", "x86_64", (struct place){ 0 });
    assert_string_not_equal(of_runtime->key, before);
    assert_string_not_equal(of_machine->key, before);
    assert_string_not_equal(of_machine->key, of_runtime->key);
    memory.files[1].executable = true;
    assert_string_not_equal(key(NULL, handler), before);
    memory.files[1].executable = false;
    memory.files[1].path = "handlers/quest.py";
    assert_string_not_equal(key(NULL, handler), before);
    memory.files[1].path = "handlers/quests.py";
    memory.files[1].text = "def create(): return\n";
    assert_string_not_equal(key(NULL, handler), before);
    memory.files[1].text = "def create(): pass\n";
    assert_string_equal(key(NULL, handler), before);
    file("requirements.txt", "a==1\n");
    assert_string_not_equal(key(NULL, handler), before);
    assert_string_not_equal(key("handlers", handler), before);
}

static void one_archive_for_what_is_shared_and_each_file_read_once(void **state)
{
    (void)state;
    const struct artifact *first = find(NULL, "handlers/quests.create");
    for (int i = 0; i < 5000; i++)
        assert_ptr_equal(find(NULL, arena_text(arena, "handlers/f%d.x", i)), first);
    int reads = memory.reads;
    find("handlers", "quests.create");
    assert_int_equal(memory.reads, reads);
    assert_ptr_equal(artifacts.first, first);
    assert_non_null(first->next);
    assert_null(first->next->next);
    assert_ptr_equal(find(NULL, "main.handler"), find(".", "main.handler"));
}

static void requirements_are_the_nearest_above(void **state)
{
    (void)state;
    file("requirements.txt", "a==1\n");
    assert_string_equal(find("handlers", "quests.create")->requirements, "a==1\n");
    again();
    file("handlers/requirements.txt", "b==2\n");
    assert_string_equal(find(NULL, "handlers/quests.create")->requirements_path, "handlers/requirements.txt");
    assert_null(artifact_find(&artifacts, &(struct artifact_source){ .folder = "handlers" }, "quests.create",
                              "nodejs22.x", "arm64", (struct place){ 0 })
                    ->requirements);
}

static void a_link_inside_is_its_file_and_others_are_refused(void **state)
{
    (void)state;
    file("shared/util/text.py", "1");
    memory.files[memory.count - 1].executable = true;
    link_to("handlers/text.py", "../shared/util/text.py");
    link_to("handlers/util", "../shared/util");
    const struct artifact *artifact = find(NULL, "handlers/quests.create");
    assert_string_equal(paths(artifact),
                        "handlers/jobs.py handlers/quests.py handlers/text.py handlers/util/text.py");
    assert_true(artifact->files[2].executable);
    assert_string_equal(artifact->files[2].from, "shared/util/text.py");
    const char *const refused[] = { "/etc/passwd", "../../x", "absent.py", "../handlers", "self.py", ".." };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        again();
        link_to("handlers/self.py", refused[i]);
        assert_null(find(NULL, "handlers/quests.create"));
        assert_int_equal(only_finding(), FINDING(code_link));
        memory.count--;
    }
}

static void requirements_findings_stand_at_their_column(void **state)
{
    (void)state;
    file("requirements.txt",
         "# pinned\n"
         "a==1.0 # why\n"
         "  b>=2\n"
         "C_d[x, y]==1.0 ; python_version < '3.9'\n"
         "e==1.* \\\n"
         "  --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000\n"
         "-r more.txt\n"
         "./local\n"
         "--index-url https://example.com/simple\n"
         "g @ https://example.com/g.whl\n"
         "h\n");
    find(NULL, "handlers/quests.create");
    const struct {
        const struct finding *finding;
        int line, column, length;
    } expected[] = {
        { FINDING(requirement_unpinned), 3, 3, 4 },      { FINDING(requirement_unpinned), 5, 1, 6 },
        { FINDING(requirement_unsupported), 7, 1, 11 },  { FINDING(requirement_unsupported), 8, 1, 7 },
        { FINDING(requirement_unsupported), 10, 1, 29 }, { FINDING(requirement_unpinned), 11, 1, 1 }
    };
    const struct diag *diag = artifacts.diags->first;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, diag = diag->next) {
        assert_non_null(diag);
        assert_int_equal(diag->finding, expected[i].finding);
        assert_int_equal(diag->place.line, expected[i].line);
        assert_int_equal(diag->place.column, expected[i].column);
        assert_int_equal(diag->place.length, expected[i].length);
    }
    assert_null(diag);
}

static void a_missing_folder_is_said_once(void **state)
{
    (void)state;
    assert_null(find("absent", "x.y"));
    assert_null(find("absent", "x.z"));
    assert_int_equal(only_finding(), FINDING(code_absent));
    again();
    assert_null(find(NULL, "absent/x.y"));
    assert_null(find(NULL, "../absent/x.y"));
    assert_null(find(NULL, "/handlers/x.y"));
    assert_int_equal(only_finding(), FINDING(handler_absent));
}

static void code_beside_the_service_is_taken_when_named(void **state)
{
    (void)state;
    file("../library/x.py", "");
    file("../library/requirements.txt", "a==1\n");
    const struct artifact *artifact = find("../library", "x.y");
    assert_string_equal(paths(artifact), "x.py");
    assert_string_equal(artifact->requirements, "a==1\n");
}

static void paths_are_tidied_by_their_text(void **state)
{
    (void)state;
    const char *const pairs[][2] = { { "a", "a" },           { "./a//b/", "a/b" }, { "a/../b", "b" },
                                     { "a/..", "." },        { "", "." },          { "../a/../..", "../.." },
                                     { "/a/../../b", "/b" }, { "/", "/" },         { "/..", "/" } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(path_tidy(arena, pairs[i][0]), pairs[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_AFTER(set_up, a_handler_brings_its_first_folder_under_its_name),
        TEST_AFTER(set_up, what_is_never_code_stays_out),
        TEST_AFTER(set_up, paths_are_sorted_by_their_bytes),
        TEST_AFTER(set_up, each_input_moves_the_key_and_nothing_else),
        TEST_AFTER(set_up, one_archive_for_what_is_shared_and_each_file_read_once),
        TEST_AFTER(set_up, requirements_are_the_nearest_above),
        TEST_AFTER(set_up, a_link_inside_is_its_file_and_others_are_refused),
        TEST_AFTER(set_up, requirements_findings_stand_at_their_column),
        TEST_AFTER(set_up, a_missing_folder_is_said_once),
        TEST_AFTER(set_up, code_beside_the_service_is_taken_when_named),
        TEST_AFTER(set_up, paths_are_tidied_by_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
