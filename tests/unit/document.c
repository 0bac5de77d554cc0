/* Descriptions as they are read: places, tags, aliases and merge keys. Findings have goldens of their own. */
#include "service/document.h"
#include "tests/unit.h"

static struct diags *diags;

static struct node *read_text(const char *text)
{
    diags = diags_new(arena);
    return document_read(arena, diags, "service.yml", (struct bytes){ text, strlen(text) });
}

static void places_count_code_points(void **state)
{
    (void)state;
    const struct node *root = read_text("\xEF\xBB\xBFname: 'caf\xC3\xA9'\nlist: [\xC3\xA9, b]\n");
    const struct node *name = node_find(root, "name"), *list = node_find(root, "list");
    assert_int_equal(name->key_place.line, 1);
    assert_int_equal(name->key_place.column, 1);
    assert_int_equal(name->place.column, 7);
    assert_int_equal(name->place.length, 6);
    assert_int_equal(list->last->place.line, 2);
    assert_int_equal(list->last->place.column, 11);
}

static void tags_are_written_out(void **state)
{
    (void)state;
    const struct node *root =
        read_text("a: !Ref X\nb: !GetAtt X.Y.z\nc: !Sub [a, {b: !Ref X}]\nd: !!str 5\n");
    assert_string_equal(node_word(node_find(root, "a"), "Ref"), "X");
    const struct node *attribute = node_find(node_find(root, "b"), "Fn::GetAtt");
    assert_string_equal(attribute->first->text, "X");
    assert_string_equal(attribute->last->text, "Y.z");
    assert_int_equal(node_find(node_find(root, "c"), "Fn::Sub")->count, 2);
    assert_true(node_find(root, "d")->quoted);
    assert_null(diags->first);
}

static void aliases_are_copies_and_merge_keys_give_way(void **state)
{
    (void)state;
    const struct node *root = read_text("base: &b {x: 1, y: 2}\none: *b\ntwo: {<<: *b, y: 3}\n");
    assert_true(node_same(node_find(root, "base"), node_find(root, "one")));
    assert_string_equal(node_word(node_find(root, "two"), "x"), "1");
    assert_string_equal(node_word(node_find(root, "two"), "y"), "3");
}

static void a_thousand_laughs_end(void **state)
{
    (void)state;
    assert_null(read_text("a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c "
                          "[*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                          "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
                          "f: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"));
    assert_int_equal(diags->first->finding, FINDING(too_large));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_count_code_points),
        cmocka_unit_test(tags_are_written_out),
        cmocka_unit_test(aliases_are_copies_and_merge_keys_give_way),
        cmocka_unit_test(a_thousand_laughs_end),
    };
    return cmocka_run_group_tests(tests, set_up_arena, tear_down_arena);
}
