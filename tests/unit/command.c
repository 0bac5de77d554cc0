/* What the commands' tables say: each says all of it, and every example that help shows is a line that cfgen
 * reads. */
#include "base/text.h"
#include "cfgen/commands/registry.h"
#include "cfgen/table.h"
#include "cfgen/usage.h"
#include "tests/unit.h"
#include <ctype.h>

/* Lines of a list of commands or examples have no full stop; texts of arguments and options are sentences. */
static bool is_line(const char *text)
{
    return text && isupper((unsigned char)*text) && !text_ends(text, ".");
}

static bool is_sentence(const char *text)
{
    return text && (isalpha((unsigned char)*text) || *text == '`') && text_ends(text, ".");
}

static void tables_are_whole(void **state)
{
    (void)state;
    for (int i = 0; commands[i]; i++) {
        const struct command *c = commands[i];
        assert_true(is_line(c->about));
        assert_true(text_ends(c->detail, "."));
        assert_non_null(c->examples);
        for (const struct argument *a = c->arguments; a && a->name; a++) assert_true(is_sentence(a->about));
        for (const struct option *o = option_list(arena, c->options); o->name; o++) {
            assert_true(is_sentence(o->about));
            assert_int_equal(o->type == OPTION_FLAG, !o->value);
        }
    }
}

static void no_option_is_another(void **state)
{
    (void)state;
    for (int i = 0; commands[i]; i++) {
        const struct option both[] = {
            { .name = "own", .rows = commands[i]->options ? commands[i]->options : &(struct option){ 0 } },
            { .name = "common", .rows = common_options },
            { 0 },
        };
        const struct option *all = option_list(arena, both);
        for (const struct option *a = all; a->name; a++)
            for (const struct option *b = a + 1; b->name; b++) {
                assert_string_not_equal(a->name, b->name);
                assert_true(!a->letter || a->letter != b->letter);
            }
    }
}

/* The words of a simple shell line, up to a pipe or a redirection. */
static char **split(const char *line)
{
    char **words = arena_take(arena, (strlen(line) + 1) * sizeof *words);
    int count = 0;
    while (*line) {
        char quote = *line == '\'' ? *line++ : ' ';
        const char *end = strchr(line, quote);
        size_t size = end ? (size_t)(end - line) : strlen(line);
        if (quote == ' ' && size && strchr("|<>", *line)) break;
        if (size) words[count++] = arena_copy(arena, line, size);
        line += size + (end != NULL);
    }
    return words;
}

static void examples_are_read(void **state)
{
    (void)state;
    for (int i = 0; commands[i]; i++)
        for (const struct example *e = commands[i]->examples; e->line; e++) {
            if (!text_starts(e->line, "cfgen ")) continue;
            char **words = split(e->line);
            struct run run = { .command = commands[i], .arena = arena, .out = stdout, .err = stderr };
            assert_string_equal(words[1], commands[i]->name);
            assert_true(usage_read(&run, words + 2));
        }
}

struct inner {
    const char *stage;
    const char **param;
};

struct outer {
    bool yes_all;
    struct inner inner;
    const char *format;
};

static const struct option inner_options[] = {
    { OPTION(inner, stage), .value = "STAGE", .about = "stage" },
    { OPTION(inner, param), .value = "NAME=VALUE", .letter = 'p', .about = "parameter" },
    { 0 },
};

static const char *const formats[] = { "yaml", "json", NULL };

static const struct option outer_options[] = {
    { OPTION(outer, yes_all), .letter = 'y', .about = "all" },
    { OPTION_GROUP(outer, inner, inner) },
    { OPTION(outer, format), .value = "FORM", .choices = formats, .about = "form" },
    { 0 },
};

static const struct argument outer_arguments[] = { { "FILE", .about = "a file" },
                                                   { "MORE", .optional = true, .about = "more" },
                                                   { 0 } };

static const struct command outer = {
    .name = "outer", .options = outer_options, .arguments = outer_arguments, .size = sizeof(struct outer)
};

/* The options read from a line; NULL: it was refused, and `said` is why. */
static char said[1024];

static const struct outer *read_line(const char *line, const char ***arguments)
{
    FILE *err = fmemopen(said, sizeof said, "w");
    struct run run = { .command = &outer, .arena = arena, .out = stdout, .err = err };
    bool read = usage_read(&run, split(line));
    fclose(err);
    if (arguments) *arguments = run.arguments;
    return read ? run.options : NULL;
}

static void lines_are_read(void **state)
{
    (void)state;
    const char **arguments;
    const struct outer *o =
        read_line("-y --stage=prod a.yml -p a=1 --format json --param b=-2 -pc -- --d", &arguments);
    assert_non_null(o);
    assert_true(o->yes_all);
    assert_string_equal(o->inner.stage, "prod");
    assert_string_equal(o->inner.param[0], "a=1");
    assert_string_equal(o->inner.param[1], "b=-2");
    assert_string_equal(o->inner.param[2], "c");
    assert_null(o->inner.param[3]);
    assert_string_equal(o->format, "json");
    assert_string_equal(arguments[0], "a.yml");
    assert_string_equal(arguments[1], "--d");
    assert_null(arguments[2]);
}

static void what_is_not_given(void **state)
{
    (void)state;
    const struct outer *o = read_line("-", NULL);
    assert_non_null(o);
    assert_false(o->yes_all);
    assert_null(o->inner.stage);
    assert_null(o->inner.param[0]);
}

static void misuse_is_told(void **state)
{
    (void)state;
    const struct {
        const char *line, *told;
    } cases[] = {
        { "a --yes-al", "cfgen outer: unknown option '--yes-al', did you mean '--yes-all'?\n" },
        { "a --yes_all", "cfgen outer: unknown option '--yes_all', did you mean '--yes-all'?\n" },
        { "a -x", "cfgen outer: unknown option '-x'\n" },
        { "a -yes", "cfgen outer: option --yes-all takes no value\n" },
        { "a --format ymal",
          "cfgen outer: --format must be yaml or json (got 'ymal'), did you mean 'yaml'?\n" },
        { "a --stage", "cfgen outer: option --stage requires a value: STAGE\n" },
        { "", "cfgen outer: missing argument FILE: a file\n" },
        { "a b c", "cfgen outer: unexpected argument 'c'\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(read_line(cases[i].line, NULL));
        *(strchr(said, '\n') + 1) = '\0';
        assert_string_equal(said, cases[i].told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tables_are_whole), TEST(no_option_is_another), TEST(examples_are_read),
        TEST(lines_are_read),   TEST(what_is_not_given),    TEST(misuse_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
