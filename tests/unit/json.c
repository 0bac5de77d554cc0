/* JSON with places: the same tree as YAML's reader makes of it, at the same places, and refused where JSON is
 * refused. */
#include "base/json.h"
#include "service/document.h"
#include "tests/unit.h"

static const char *const good[] = {
    "{\"empty\": {}, \"none\": []}",
    " {\"a\": 1,\n  \"b\" : [true, false, null, -1.5e+3],\r\n\t\"c\": {\"d\": \"\"}}\n",
    "{\"caf\xC3\xA9\": \"\xE2\x86\x92 x\", \"after\": \"y\"}",
    "{\"e\": \"\\\"\\\\\\/\\n\\r\\t\\u00e9\", \"f\": [\"x\", {\"g\": \"h\"}], \"i\": 0}",
    "{\"nested\": [[[{}], []]], \"long\": "
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
};

static void assert_same(const struct node *a, const struct node *b)
{
    assert_int_equal(a->shape, b->shape);
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->place.line, b->place.line);
    assert_int_equal(a->place.column, b->place.column);
    if (a->shape == SCALAR) {
        assert_string_equal(a->text, b->text);
        assert_int_equal(a->quoted, b->quoted);
        assert_int_equal(a->place.length, b->place.length);
    }
    const struct node *y = b->first;
    for (const struct node *x = a->first; x; x = x->next, y = y->next) {
        if (a->shape == MAP) {
            assert_string_equal(x->key, y->key);
            assert_int_equal(x->key_place.column, y->key_place.column);
            assert_int_equal(x->key_place.line, y->key_place.line);
            assert_int_equal(x->key_place.length, y->key_place.length);
        }
        assert_same(x, y);
    }
}

static void it_is_what_yaml_reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct bytes bytes = { good[i], strlen(good[i]) };
        const struct node *read = json_places(arena, "f.json", bytes.at, bytes.size);
        const struct node *yaml = document_read(arena, diags_new(arena), "f.json", bytes);
        if (!read) fail_msg("%s was not read", good[i]);
        if (!yaml) fail_msg("YAML cannot read %s", good[i]);
        assert_same(read, yaml);
    }
}

static void escapes_are_read(void **state)
{
    (void)state;
    const char *text = "[\"\\b\\f\\u20AC\\ud83d\\ude00\\uD800\\uDC00.\"]";
    const struct node *list = json_places(arena, "f.json", text, strlen(text));
    assert_non_null(list);
    assert_string_equal(list->first->text, "\b\f\xE2\x82\xAC\xF0\x9F\x98\x80\xF0\x90\x80\x80.");
}

static void spelling_is_no_difference(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool quoted, same; /* whether b is a text */
    } rows[] = {
        { "word", "word", true, true },  { "1", "1", true, false },
        { "true", "true", true, false }, { "1", "1.0", false, true },
        { "10", "1e1", false, true },    { "0.5", "0.50", false, true },
        { "true", "Yes", false, true },  { "true", "false", false, false },
        { "1", "1.5", false, false },    { "null", "~", false, true },
        { "a", "A", false, false },      { "9007199254740993", "9007199254740992", false, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct node *b = (rows[i].quoted ? node_text : node_plain)(arena, rows[i].b);
        if (node_same(node_plain(arena, rows[i].a), b) != rows[i].same)
            fail_msg("%s and %s", rows[i].a, rows[i].b);
    }
    assert_string_equal(json_number(arena, "1.0"), "1");
    assert_string_equal(json_number(arena, "25e-1"), "2.5");
    assert_string_equal(json_number(arena, "123456789012345678"), "123456789012345678");
}

static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "{",
        "}",
        "{\"a\"}",
        "{\"a\": }",
        "{\"a\": 1,}",
        "[1,]",
        "[1 2]",
        "{\"a\": 01}",
        "{\"a\": tru}",
        "{a: 1}",
        "{\"a\": 'x'}",
        "{\"a\": \"x\ny\"}",
        "{\"a\": \"\\x\"}",
        "{\"a\": \"\\u12\"}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": \"\\ud800\\u0041\"}",
        "{\"a\": \"\\u0000\"}",
        "{} {}",
        "{}x",
        "{\"a\": \"x",
        "[\"\\",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (json_places(arena, "f.json", bad[i], strlen(bad[i]))) fail_msg("%s was read", bad[i]);
    char deep[4001] = { 0 };
    for (int i = 0; i < 2000; i++) deep[i] = '[', deep[2000 + i] = ']';
    assert_null(json_places(arena, "f.json", deep, 4000));
    assert_null(json_places(arena, "f.json", "{}\0x", 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_is_what_yaml_reads),
        TEST(escapes_are_read),
        TEST(spelling_is_no_difference),
        TEST(what_is_no_json_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
