/* What rows say of themselves: a default can be written, and is among the values that the row takes. */
#include "base/diag.h"
#include "base/text.h"
#include "service/field.h"
#include "templates/catalog.h"
#include "tests/unit.h"
#include <stdio.h>

enum { DEEP = 12 };
static int bad, seen;

static void wrong(const char *path, const struct field *field, const char *why)
{
    printf("%s.%s: %s\n", path, field->key, why);
    bad++;
}

static void check(const char *path, const struct field *field)
{
    struct diags *diags = diags_new(arena);
    struct integer quantity = { 0 };
    if (field->required && (field->default_value || field->default_text)) wrong(path, field, "required");
    if (!field->default_value) return;
    seen++;
    if (field->default_text) wrong(path, field, "two defaults");
    struct node *word = node_plain(arena, field->default_value);
    char *into = arena_take(arena, field->form->size);
    form_read(field->form, into, word, diags);
    if (diags->first) wrong(path, field, diags->first->text);
    if (field->values && !text_has_word(field->values, field->default_value)) wrong(path, field, "no value");
    if (!field->form->units || (!field->bounds.least && !field->bounds.most)) return;
    memcpy(&quantity, into, sizeof quantity);
    if (quantity.value < field->bounds.least || quantity.value > field->bounds.most)
        wrong(path, field, "out of bounds");
}

static void walk(const char *path, const struct form *form, int depth)
{
    if (depth > DEEP) return;
    for (const struct form *const *choice = form->choices; choice && *choice; choice++)
        walk(arena_text(arena, "%s.%s", path, (*choice)->key), *choice, depth + 1);
    for (const struct field *f = form->fields; f && f->key; f++) {
        check(path, f);
        bool steps = f->form == form || f->partial || !strcmp(f->key, "steps");
        if (!steps) walk(arena_text(arena, "%s.%s", path, f->key), f->form, depth + 1);
    }
}

static void defaults_are_values(void **state)
{
    (void)state;
    walk("", &service_form, 0);
    assert_int_equal(bad, 0);
    assert_true(seen > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(defaults_are_values) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
