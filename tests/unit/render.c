/* Findings as they are shown: the underline is where the place is, whatever the line is made of. */
#include "cfgen/render.h"
#include "base/json.h"
#include "cfgen/allow.h"
#include "tests/unit.h"

static struct diags *diags;

static int set_up(void **state)
{
    set_up_arena(state);
    diags = diags_new(arena);
    return 0;
}

static void source(const char *text) { diag_source(diags, "s.yml", text, strlen(text)); }

static struct place at(int line, int column, int length)
{
    return (struct place){ "s.yml", line, column, length };
}

static const char *render(const char *form, bool color, int columns)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    struct render *render = render_new(arena, out, form, color, columns);
    render_findings(render, diags);
    render_end(render);
    fclose(out);
    const char *kept = arena_copy(arena, text, size);
    free(text);
    return kept;
}

static void check_line(const char *line, struct place place, const char *shown)
{
    source(line);
    diag_add(diags, FINDING(syntax), place, NULL, "wrong");
    const char *expected =
        arena_text(arena, "s.yml:1:%d: error[E106]: wrong\n%s\n1 error\n", place.column, shown);
    assert_string_equal(render("text", false, 40), expected);
}

static void plain(void **state)
{
    (void)state;
    check_line("a: bcd e", at(1, 4, 3),
               "    1 | a: bcd e\n"
               "      |    ^^^");
}

static void wide_and_combining(void **state)
{
    (void)state;
    check_line("日本: e\xCC\x81t\xC3\xA9 x", at(1, 5, 4),
               "    1 | 日本: e\xCC\x81t\xC3\xA9 x\n"
               "      |       ^^^");
}

static void wide_marked(void **state)
{
    (void)state;
    check_line("ab 日本", at(1, 4, 2),
               "    1 | ab 日本\n"
               "      |    ^^^^");
}

static void tabs(void **state)
{
    (void)state;
    check_line("\ta\tb", at(1, 4, 1),
               "    1 |     a   b\n"
               "      |         ^");
}

static void past_the_end(void **state)
{
    (void)state;
    check_line("ab\r\ncd", at(1, 3, 5),
               "    1 | ab\n"
               "      |   ^");
}

static void byte_order_mark(void **state)
{
    (void)state;
    check_line("\xEF\xBB\xBF"
               "ab",
               at(1, 2, 1),
               "    1 | ab\n"
               "      |  ^");
}

/* What a terminal would obey is not sent to it, and what is not UTF-8 counts as one character. */
static void unsafe(void **state)
{
    (void)state;
    check_line("\033[2J\xFF\xE2\x80\xAE x", at(1, 8, 1),
               "    1 | \uFFFD[2J\uFFFD\uFFFD x\n"
               "      |        ^");
}

static const char alphabet[] = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";

static void long_line_start(void **state)
{
    (void)state;
    check_line(alphabet, at(1, 2, 2),
               "    1 | 0123456789abcdefghijklmnopqrst…\n"
               "      |  ^^");
}

static void long_line_middle(void **state)
{
    (void)state;
    check_line(alphabet, at(1, 37, 2),
               "    1 | …rstuvwxyz0123456789abcdefghij…\n"
               "      |           ^^");
}

static void long_line_end(void **state)
{
    (void)state;
    check_line(alphabet, at(1, 72, 1),
               "    1 | …6789abcdefghijklmnopqrstuvwxyz\n"
               "      |                               ^");
}

static void long_mark(void **state)
{
    (void)state;
    check_line(alphabet, at(1, 1, 72),
               "    1 | 0123456789abcdefghijklmnopqrst…\n"
               "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^");
}

static void all_of_it(void **state)
{
    (void)state;
    source("a: 1\nb: 2\n");
    diag_add(diags, FINDING(syntax), (struct place){ 0 }, NULL, "nowhere");
    struct diag *second = diag_add(diags, FINDING(warm_unused), at(2, 1, 1), "try c", "not so good");
    diag_note(diags, second, at(1, 1, 1), "because of this");
    diag_add(diags, FINDING(unknown_key), at(1, 1, 1), NULL, "no '\x1B[m' here");
    diag_add(diags, FINDING(empty), (struct place){ .file = "s.yml" }, NULL, "whole file");
    assert_string_equal(render("text", false, 0), "s.yml: error[E111]: whole file\n"
                                                  "s.yml:1:1: error[E101]: no '<U+001B>[m' here\n"
                                                  "    1 | a: 1\n"
                                                  "      | ^\n"
                                                  "s.yml:2:1: warning[W201]: not so good\n"
                                                  "    2 | b: 2\n"
                                                  "      | ^\n"
                                                  "  hint: try c\n"
                                                  "  s.yml:1:1: note: because of this\n"
                                                  "    1 | a: 1\n"
                                                  "      | ^\n"
                                                  "error[E106]: nowhere\n"
                                                  "3 errors, 1 warning\n");
}

static void colour_is_never_alone(void **state)
{
    (void)state;
    diag_add(diags, FINDING(syntax), at(1, 1, 1), NULL, "wrong");
    assert_string_equal(render(NULL, true, 0),
                        "\033[1ms.yml:1:1:\033[0m \033[1;31merror[E106]:\033[0m \033[1mwrong\033[0m\n"
                        "1 error\n");
}

static void json(void **state)
{
    (void)state;
    struct diag *diag = diag_add(diags, FINDING(syntax), at(3, 4, 5), "try \"c\"", "wrong \xFF");
    diag_note(diags, diag, at(1, 2, 1), "see");
    diag_add(diags, FINDING(empty), (struct place){ 0 }, NULL, "nothing");
    assert_string_equal(
        render("json", true, 0),
        "{\"schema\":\"cfgen.finding/1\",\"code\":\"E106\",\"severity\":\"error\",\"file\":\"s.yml\","
        "\"line\":3,\"column\":4,\"length\":5,\"message\":\"wrong \\\\xFF\",\"hint\":\"try \\\"c\\\"\","
        "\"notes\":[{\"file\":\"s.yml\",\"line\":1,\"column\":2,\"length\":1,\"message\":\"see\"}]}\n"
        "{\"schema\":\"cfgen.finding/1\",\"code\":\"E111\",\"severity\":\"error\",\"file\":null,"
        "\"line\":null,\"column\":null,\"length\":null,\"message\":\"nothing\",\"hint\":null,\"notes\":[]}"
        "\n");
}

static void github(void **state)
{
    (void)state;
    diag_add(diags, FINDING(syntax), (struct place){ "a,b:100%.yml", 3, 4, 5 }, "try c", "100%% wrong");
    diag_add(diags, FINDING(warm_unused), (struct place){ 0 }, NULL, "so");
    assert_string_equal(
        render("github", false, 0),
        "::error title=E106,file=a%2Cb%3A100%25.yml,line=3,col=4,endColumn=9::100%25 wrong%0Ahint: try c\n"
        "::warning title=W201::so\n");
}

static void sarif(void **state)
{
    (void)state;
    struct diag *diag =
        diag_add(diags, FINDING(syntax), (struct place){ "a b/s.yml", 3, 4, 5 }, "try c", "wrong");
    diag_note(diags, diag, at(1, 2, 1), "see");
    const char *text = render("sarif", false, 0);
    struct node *log = json_read(arena, text, strlen(text));
    struct node *run = node_find(log, "runs")->first, *result = node_find(run, "results")->first;
    assert_string_equal(node_word(log, "version"), "2.1.0");
    assert_string_equal(node_word(node_at(run, "tool.driver.rules")->first, "id"), "E106");
    assert_string_equal(node_word(node_find(result, "message"), "text"), "wrong; try c");
    struct node *place = node_find(node_find(result, "locations")->first, "physicalLocation");
    assert_string_equal(node_word(node_find(place, "artifactLocation"), "uri"), "a%20b/s.yml");
    assert_string_equal(node_word(node_find(place, "region"), "endColumn"), "9");
    assert_string_equal(node_word(node_find(node_find(result, "relatedLocations")->first, "message"), "text"),
                        "see");
}

static void sarif_without_findings(void **state)
{
    (void)state;
    const char *text = render("sarif", false, 0);
    struct node *log = json_read(arena, text, strlen(text));
    assert_int_equal(node_find(node_find(log, "runs")->first, "results")->count, 0);
}

/* Also where lines end as on no system of today. */
static void allowed_on_its_own_line_only(void **state)
{
    (void)state;
    source("b: 2\rc: 3 # cfgen: allow W103 it is split next week\r");
    diag_add(diags, FINDING(near_limit), at(1, 1, 1), NULL, "near");
    diag_add(diags, FINDING(near_limit), at(2, 1, 1), NULL, "near");
    allow_findings(diags);
    assert_int_equal(diags->warnings, 1);
    assert_int_equal(diags->first->place.line, 1);
    assert_null(diags->first->next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_AFTER(set_up, plain),
        TEST_AFTER(set_up, wide_and_combining),
        TEST_AFTER(set_up, wide_marked),
        TEST_AFTER(set_up, tabs),
        TEST_AFTER(set_up, past_the_end),
        TEST_AFTER(set_up, byte_order_mark),
        TEST_AFTER(set_up, unsafe),
        TEST_AFTER(set_up, long_line_start),
        TEST_AFTER(set_up, long_line_middle),
        TEST_AFTER(set_up, long_line_end),
        TEST_AFTER(set_up, long_mark),
        TEST_AFTER(set_up, all_of_it),
        TEST_AFTER(set_up, colour_is_never_alone),
        TEST_AFTER(set_up, json),
        TEST_AFTER(set_up, github),
        TEST_AFTER(set_up, sarif),
        TEST_AFTER(set_up, sarif_without_findings),
        TEST_AFTER(set_up, allowed_on_its_own_line_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
