#include "aws/xml.h"
#include "base/json.h"
#include "tests/unit.h"

static void reads(const char *xml, const char *key, const char *json)
{
    const char *reason = NULL;
    struct node *root = xml_read(arena, xml, strlen(xml), &reason);
    assert_non_null(root);
    assert_string_equal(root->key, key);
    struct buffer *out = buffer_new(arena);
    json_print(out, root, JSON_COMPACT);
    assert_string_equal(out->text, json);
}

static void refuses(const char *xml, const char *why)
{
    const char *reason = NULL;
    assert_null(xml_read(arena, xml, strlen(xml), &reason));
    assert_string_equal(reason, why);
}

static void elements(void **state)
{
    (void)state;
    reads("<a/>", "a", "\"\"");
    reads("<a> x &lt; y\n</a>", "a", "\" x < y\\n\"");
    reads("<a><b>1</b><c><d/></c></a>", "a", "{\"b\":\"1\",\"c\":{\"d\":\"\"}}");
    reads("<?xml version=\"1.0\"?>\n<a xmlns='urn:x'>\n  <b>x</b>\n</a>\n", "a", "{\"b\":\"x\"}");
    reads("<a><b>&#233;&#x1F600;<![CDATA[<&>]]></b></a>", "a", "{\"b\":\"\u00e9\U0001F600<&>\"}");
}

static void lists(void **state)
{
    (void)state;
    reads("<a><l> <member>1</member>\n<member><b>2</b></member> </l></a>", "a",
          "{\"l\":[\"1\",{\"b\":\"2\"}]}");
    reads("<a><v>1</v><v>2</v></a>", "a", "{\"v\":\"1\",\"v\":\"2\"}");
}

static void not_xml(void **state)
{
    (void)state;
    refuses("", "line 1: no element found");
    refuses("<a><b></a>", "line 1: mismatched tag");
    refuses("<a>\n<b>", "line 2: no element found");
    refuses("<!DOCTYPE html><html><body><br></html>", "line 1: HTML page");
    refuses("<!DOCTYPE a [<!ENTITY b 'ha'>]><a>&b;</a>",
            "line 1: document type declaration, which AWS never sends");
    refuses("{\"a\":1}", "line 1: not well-formed (invalid token)");
}

static void depth(void **state)
{
    (void)state;
    char text[100 * 7 + 1] = "";
    size_t size = 0;
    for (int i = 0; i < 100; i++) size += (size_t)snprintf(text + size, sizeof text - size, "<a>");
    for (int i = 0; i < 100; i++) size += (size_t)snprintf(text + size, sizeof text - size, "</a>");
    refuses(text, "line 1: nested too deep");
}

static void escapes(void **state)
{
    (void)state;
    struct buffer *out = buffer_new(arena);
    xml_text(out, "a<b>&\r\"");
    assert_string_equal(out->text, "a&lt;b&gt;&amp;&#13;\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(elements), TEST(lists), TEST(not_xml), TEST(depth),
                                        TEST(escapes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
