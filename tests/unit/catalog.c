/* A kind's row names its id and section itself: both are those of its line in kinds.def. */
#include "templates/catalog.h"
#include "tests/unit.h"

static void rows_agree_with_the_list(void **state)
{
    static const char *const sections[] = {
#define KIND(name, section) [KIND_##name] = #section,
#include "templates/kinds.def"
#undef KIND
    };
    (void)state;
    int count = 0;
    for (const struct catalog_entry *e = catalog; e->kind; e++) {
        assert_int_equal(e->kind->id, ++count);
        assert_string_equal(e->kind->section, sections[e->kind->id]);
    }
    assert_int_equal(count + 1, sizeof sections / sizeof *sections);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(rows_agree_with_the_list) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
