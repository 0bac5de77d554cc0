/* The reference of the language, from the rows that read it. */
#include "service/field.h"
#include <string.h>

static void form_section(const struct form *form, const char *path, struct buffer *out, struct arena *arena);

static const char *below(struct arena *arena, const char *path, const struct field *field)
{
    const char *many = field->many == BY_NAME ? ".NAME" : "";
    return *path ? arena_text(arena, "%s.%s%s", path, field->key, many)
                 : arena_text(arena, "%s%s", field->key, many);
}

static bool is_own_section(const struct field *field)
{
    return field->form && !field->partial && (field->form->fields || field->form->choices);
}

static void cell_print(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|') buffer_byte(out, '\\');
        buffer_byte(out, *text);
    }
}

static void row_print(const struct form *form, const struct field *field, struct buffer *out)
{
    static const char *const many[] = { [ONE] = "", [SEVERAL] = ", or a list", [BY_NAME] = ", by name" };
    buffer_print(out, "| `%s`%s | ", field->key, field->required ? " (required)" : "");
    if (field->later) {
        buffer_text(out, "*later* | | ");
    } else {
        cell_print(out, field->form->what);
        buffer_print(out, "%s%s | ", many[field->many],
                     form->brief && !strcmp(form->brief, field->key) ? " *(short form)*" : "");
        if (field->property && *field->property != '*' && form->type && *form->type)
            buffer_print(out, "%s `%s`", form->type, field->property);
        buffer_text(out, " | ");
    }
    if (field->about) cell_print(out, field->about);
    buffer_text(out, " |\n");
}

static void fields_table(const struct form *form, const char *path, struct buffer *out)
{
    buffer_print(out, "\n## %s\n\n", *path ? path : "service.yml");
    if (form->brief)
        buffer_print(out, "In short: %s, which is its `%s`.\n\n", form->what, form->brief);
    else if (form->spell)
        buffer_print(out, "In short: %s.\n\n", form->what);
    buffer_text(out, "| key | value | CloudFormation | |\n|---|---|---|---|\n");
    for (const struct field *f = form->fields; f->key; f++)
        if (f->key[0] != '(') row_print(form, f, out);
}

/* The first of the rows that are written as this one is. */
static const struct field *first_alike(const struct form *form, const struct field *field)
{
    const struct field *f = form->fields;
    while (!is_own_section(f) || f->form != field->form) f++;
    return f;
}

static void alike_print(const struct field *first, struct buffer *out)
{
    bool any = false;
    for (const struct field *f = first + 1; f->key; f++) {
        if (!is_own_section(f) || f->form != first->form) continue;
        buffer_print(out, "%s`%s`", any ? ", " : "\nLikewise: ", f->key);
        any = true;
    }
    if (any) buffer_text(out, ".\n");
}

static void fields_section(const struct form *form, const char *path, struct buffer *out, struct arena *arena)
{
    fields_table(form, path, out);
    for (const struct field *f = form->fields; f->key; f++) {
        if (!is_own_section(f) || first_alike(form, f) != f) continue;
        form_section(f->form, below(arena, path, f), out, arena);
        alike_print(f, out);
    }
}

/* A mapping of the user's own names has nothing to tell but what a value is. */
static bool is_name_and_value(const struct form *form)
{
    int rows = 0;
    for (const struct field *f = form->fields; f->key; f++) rows += f->key[0] != '(';
    return rows == 1;
}

static void form_section(const struct form *form, const char *path, struct buffer *out, struct arena *arena)
{
    if (form->fields && !is_name_and_value(form)) fields_section(form, path, out, arena);
    for (const struct form *const *choice = form->choices; choice && *choice; choice++)
        fields_section(*choice, arena_text(arena, "%s.%s", path, (*choice)->key), out, arena);
}

void form_document(const struct form *form, struct buffer *out) { fields_table(form, "", out); }

bool form_document_section(const struct field *section, struct buffer *out, struct arena *arena)
{
    size_t before = out->size;
    if (is_own_section(section)) form_section(section->form, below(arena, "", section), out, arena);
    return out->size > before;
}
