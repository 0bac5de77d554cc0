/* The reference of the language, from the rows that read it. */
#include "service/reference.h"
#include "base/text.h"
#include "service/yaml.h"
#include <string.h>

struct reference_text {
    struct arena *arena;
    struct buffer *out;
    const struct node *example; /* a description that shows most of the language */
    const struct published *published;
    const struct within *within;
};

/* Steps have steps in them: a form is told once on the way to each of its parts. */
struct within {
    const struct within *outer;
    const struct form *form;
};

static bool is_within(const struct within *within, const struct form *form)
{
    for (; within; within = within->outer)
        if (within->form == form) return true;
    return false;
}

static void form_section(const struct form *form, const char *path, const struct reference_text *);

static const char *below(struct arena *arena, const char *path, const struct field *field)
{
    const char *many = field->cardinality == BY_NAME ? ".NAME" : "";
    return *path ? arena_text(arena, "%s.%s%s", path, field->key, many)
                 : arena_text(arena, "%s%s", field->key, many);
}

static bool is_own_section(const struct field *field)
{
    return field->form && !field->partial && (field->form->fields || field->form->choices);
}

/* What Markdown would read in it is escaped: a bar everywhere, the rest outside of code. */
static void cell_print(struct buffer *out, const char *text)
{
    for (bool code = false; *text; text++) {
        code ^= *text == '`';
        if (*text == '|' || (!code && (*text == '*' || *text == '<'))) buffer_byte(out, '\\');
        buffer_byte(out, *text);
    }
}

/* `a function, or its handler` in a table of types: `function, or its handler`. */
static const char *without_article(const char *what)
{
    static const char *const articles[] = { "a ", "an ", "the " };
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (text_starts(what, articles[i])) return what + strlen(articles[i]);
    return what;
}

static void default_print(struct buffer *out, const struct field *field)
{
    if (field->required)
        buffer_text(out, "*required*");
    else if (field->default_value)
        buffer_print(out, "`%s`", field->default_value);
    else if (field->default_text)
        cell_print(out, field->default_text);
}

static bool is_property(const struct form *form, const struct field *field)
{
    return field->property && *field->property != '*' && form->type && *form->type;
}

static bool has_property(const struct form *form)
{
    const struct field *f = form->fields;
    while (f->key && !is_property(form, f)) f++;
    return f->key;
}

static void row_print(const struct form *form, const struct field *field, const struct reference_text *text)
{
    static const char *const many[] = { [ONE] = "", [SEVERAL] = ", or a list", [BY_NAME] = ", by name" };
    struct buffer *out = text->out;
    buffer_print(out, "| `%s` | ", field->key);
    cell_print(out, without_article(field->form->what));
    buffer_print(out, "%s | ", many[field->cardinality]);
    default_print(out, field);
    buffer_text(out, " | ");
    const char *sentence = field_sentence(field, form->type, text->published, text->arena);
    if (sentence) cell_print(out, sentence);
    if (is_property(form, field)) buffer_print(out, " Property: `%s`.", field->property);
    buffer_text(out, " |\n");
}

/* The first of that shape in the example where the path leads; NAME is any of the user's names. */
static const struct node *example_find(const struct node *node, const char *path, enum shape shape)
{
    const char *rest = path + strcspn(path, ".");
    if (!*path) return node->shape == shape && (shape == SCALAR || node->count) ? node : NULL;
    bool any = text_starts(path, "NAME") && rest == path + 4;
    for (const struct node *n = node->first; n; n = n->next) {
        bool fits = any || (node->shape == MAP && strlen(n->key) == (size_t)(rest - path) &&
                            !memcmp(n->key, path, (size_t)(rest - path)));
        const char *below = node->shape == LIST ? path : rest + (*rest == '.');
        const struct node *found = node->shape == LIST || fits ? example_find(n, below, shape) : NULL;
        if (found) return found;
    }
    return NULL;
}

/* In short and in full, as far as the example has both. */
static void example_print(const char *path, const struct reference_text *text)
{
    if (!text->example || !*path) return;
    const char *key = strrchr(path, '.') ? strrchr(path, '.') + 1 : path;
    for (enum shape shape = SCALAR; shape <= MAP; shape++) {
        const struct node *found = example_find(text->example, path, shape);
        if (!found) continue;
        struct node *map = node_map(text->arena);
        node_add(map, found->key && !strcmp(key, "NAME") ? found->key : key, node_copy(text->arena, found));
        buffer_text(text->out, "```yaml\n");
        yaml_print(text->out, map);
        buffer_text(text->out, "```\n\n");
    }
}

static void fields_table(const struct form *form, const char *path, const struct reference_text *text)
{
    struct buffer *out = text->out;
    buffer_print(out, "\n## %s\n\n", *path ? path : "service.yml");
    if (form->brief)
        buffer_print(out, "Short form: a value that is not a mapping sets `%s`.\n\n", form->brief);
    else if (form->spell)
        buffer_print(out, "Written as %s.\n\n", form->what);
    if (has_property(form)) buffer_print(out, "CloudFormation resource: `%s`.\n\n", form->type);
    example_print(path, text);
    buffer_text(out, "| key | type | default | description |\n|---|---|---|---|\n");
    for (const struct field *f = form->fields; f->key; f++)
        if (f->key[0] != '(') row_print(form, f, text);
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
        buffer_print(out, "%s`%s`", any ? ", " : "\nThe same keys are in: ", f->key);
        any = true;
    }
    if (any) buffer_text(out, ".\n");
}

static void fields_section(const struct form *form, const char *path, const struct reference_text *text)
{
    const struct within within = { text->within, form };
    struct reference_text inner = *text;
    inner.within = &within;
    fields_table(form, path, text);
    for (const struct field *f = form->fields; f->key; f++) {
        if (!is_own_section(f) || first_alike(form, f) != f || is_within(&within, f->form)) continue;
        form_section(f->form, below(text->arena, path, f), &inner);
        alike_print(f, text->out);
    }
}

/* A mapping of the user's own names has nothing to tell but what a value is. */
static bool is_name_and_value(const struct form *form)
{
    int rows = 0;
    for (const struct field *f = form->fields; f->key; f++) rows += f->key[0] != '(';
    return rows == 1;
}

static void form_section(const struct form *form, const char *path, const struct reference_text *text)
{
    if (form->fields && !is_name_and_value(form)) fields_section(form, path, text);
    for (const struct form *const *choice = form->choices; choice && *choice; choice++)
        fields_section(*choice, arena_text(text->arena, "%s.%s", path, (*choice)->key), text);
}

void form_document(const struct form *form, const struct published *published, struct buffer *out,
                   struct arena *arena)
{
    fields_table(form, "", &(struct reference_text){ arena, out, NULL, published, NULL });
}

bool form_document_section(const struct field *section, const struct node *example,
                           const struct published *published, struct buffer *out, struct arena *arena)
{
    size_t before = out->size;
    struct reference_text text = { arena, out, example, published, NULL };
    if (is_own_section(section)) form_section(section->form, below(arena, "", section), &text);
    return out->size > before;
}
