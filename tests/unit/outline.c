/* Places lead back to the keys that stand there, in block and flow style, and never to a key of another file.
 */
#include "service/outline.h"
#include "service/document.h"
#include "tests/unit.h"

static const char text[] = "tables:\n"                           /* 1 */
                           "  quests: {key: PK, ttl: expires}\n" /* 2 */
                           "functions:\n"                        /* 3 */
                           "  create:\n"                         /* 4 */
                           "    events:\n"                       /* 5 */
                           "      - http: GET /\n"               /* 6 */
                           "      - &b {queue: jobs}\n"          /* 7 */
                           "    again: *b\n"                     /* 8 */
                           "    a.b: 1\n";                       /* 9 */

static const char *key(int line, int column)
{
    const struct node *root =
        document_read(arena, diags_new(arena), "service.yml", (struct bytes){ text, sizeof text - 1 });
    struct place place = { .file = "service.yml", .line = line, .column = column };
    return outline_key(arena, outline_new(arena, root), place);
}

static void places_lead_to_keys(void **state)
{
    (void)state;
    assert_string_equal(key(1, 1), "tables");
    assert_string_equal(key(2, 3), "tables.quests");
    assert_string_equal(key(2, 12), "tables.quests.key");
    assert_string_equal(key(2, 17), "tables.quests.key");
    assert_string_equal(key(2, 26), "tables.quests.ttl");
    assert_string_equal(key(4, 3), "functions.create");
    assert_string_equal(key(6, 15), "functions.create.events[0].http");
    assert_string_equal(key(7, 20), "functions.create.events[1].queue");
    assert_string_equal(key(8, 5), "functions.create.again");
    assert_string_equal(key(9, 10), "functions.create[\"a.b\"]");
}

static void other_files_have_no_keys(void **state)
{
    (void)state;
    const struct node *root =
        document_read(arena, diags_new(arena), "service.yml", (struct bytes){ text, sizeof text - 1 });
    const struct outline *outline = outline_new(arena, root);
    assert_null(outline_key(arena, outline, (struct place){ .file = "other.yml", .line = 2, .column = 3 }));
    assert_null(outline_key(arena, outline, (struct place){ .file = "service.yml" }));
    assert_null(outline_key(arena, outline, (struct place){ 0 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(places_lead_to_keys), TEST(other_files_have_no_keys) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
