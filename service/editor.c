/* The rows as a JSON Schema, for editors that complete and check while one writes.
 * https://json-schema.org/draft-07 */
#include "base/json.h"
#include "service/reference.h"
#include <string.h>

/* A mapping's definition, made once; what may be missing from it differs by where it stands. */
struct defined {
    struct defined *next;
    const struct form *form;
    const char *name;
    bool partial, keyed;
};

struct editor {
    struct arena *arena;
    struct node *definitions;
    struct defined *defined;
    const struct published *published;
};

static struct node *value_schema(struct editor *, const struct form *, const char *path, struct defined how,
                                 bool property);

static struct node *typed(struct arena *arena, const char *types)
{
    struct node *schema = node_map(arena), *list = node_list(arena);
    for (const char *at = types; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        node_add(list, NULL, node_text(arena, arena_copy(arena, at, size)));
        at += size;
    }
    node_add(schema, "type", list->count > 1 ? list : node_text(arena, types));
    return schema;
}

static struct node *refer(struct arena *arena, const char *name)
{
    struct node *schema = node_map(arena);
    node_add(schema, "$ref", node_text(arena, arena_join(arena, "#/definitions/", name)));
    return schema;
}

static struct node *any_of(struct node *list)
{
    struct node *schema = node_map(list->arena);
    node_add(schema, "anyOf", list);
    return schema;
}

static const char *below(struct arena *arena, const char *path, const char *key)
{
    return *path ? arena_text(arena, "%s.%s", path, key) : key;
}

/* What one word may be, as YAML's readers see it. */
static struct node *word_schema(struct arena *arena, const struct form *form)
{
    if (form == &integer_form) return typed(arena, "integer");
    if (form == &flag_form) {
        struct node *schema = node_map(arena), *words = node_add(schema, "enum", node_list(arena));
        static const char *const all[] = { "true", "false", "yes", "no", "on", "off" };
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            node_add(words, NULL, i < 2 ? node_plain(arena, all[i]) : node_text(arena, all[i]));
        return schema;
    }
    bool quantity = form == &seconds_form || form == &days_form || form == &megabytes_form ||
                    form == &kilobytes_form || form == &percent_form;
    return typed(arena, quantity ? "string number" : "string number boolean");
}

static struct node *field_schema(struct editor *editor, const struct field *field, const char *path,
                                 bool partial)
{
    struct arena *arena = editor->arena;
    struct defined how = { .partial = partial || field->partial };
    bool property = field->property || field->elsewhere;
    if (field->cardinality == ONE) return value_schema(editor, field->form, path, how, property);
    struct node *both = node_list(arena), *one = value_schema(editor, field->form, path, how, property);
    bool named = field->cardinality == BY_NAME, row = !field->form->named || *field->form->named == '(';
    if (named) {
        struct node *map = node_add(both, NULL, typed(arena, "object null"));
        how.keyed = true;
        node_add(map, "additionalProperties", value_schema(editor, field->form, path, how, property));
        node_add(both, NULL, refer(arena, "variable"));
    }
    if (!named || !row) {
        if (!named) node_add(both, NULL, one);
        struct node *list = node_add(both, NULL, typed(arena, "array"));
        node_add(list, "items", node_copy(arena, one));
    }
    return any_of(both);
}

/* As JSON has it: `off` is false, and a quantity with a unit is a text. */
static struct node *default_node(struct arena *arena, const struct field *field)
{
    const char *word = field->default_value;
    struct node *plain = node_plain(arena, word);
    enum json_word kind = json_word(plain);
    if (kind == JSON_TRUE || kind == JSON_FALSE) return node_flag(arena, kind == JSON_TRUE);
    return field->form == &integer_form ? plain : node_text(arena, word);
}

/* What an editor shows of a key. Without it holds what it is merged over, where that is so, and no default.
 */
static void describe(struct editor *editor, const struct form *form, const struct field *field, bool partial,
                     struct node *described)
{
    struct arena *arena = editor->arena;
    struct buffer *text = buffer_new(arena);
    const char *holds = field->default_value ? field->default_value : field->default_text;
    const char *sentence = field_sentence(field, form->type, editor->published, arena);
    if (sentence) buffer_text(text, sentence);
    if (holds && !partial) buffer_print(text, " Default: %s.", holds);
    if (text->size) node_add(described, "description", node_text(arena, text->text));
    if (field->default_value && !partial) node_add(described, "default", default_node(arena, field));
}

static void properties_add(struct editor *editor, struct node *schema, const struct form *form,
                           const char *path, struct defined how)
{
    struct arena *arena = editor->arena;
    struct node *properties = node_add(schema, "properties", node_map(arena)), *required = node_list(arena);
    for (const struct field *f = form->fields; f->key; f++) {
        if (f->key[0] == '(') continue;
        struct node *value = field_schema(editor, f, below(arena, path, f->key), how.partial);
        struct node *described = node_add(properties, f->key, node_map(arena));
        describe(editor, form, f, how.partial, described);
        for (const struct node *n = value->first; n; n = n->next)
            node_add(described, n->key, node_copy(arena, n));
        bool told = how.keyed && form->named && !strcmp(form->named, f->key);
        if (f->required && !how.partial && !told) node_add(required, NULL, node_text(arena, f->key));
    }
    node_add(schema, "additionalProperties", node_flag(arena, false));
    if (!required->count) return;
    struct node *choices = form->instead ? node_list(arena) : NULL,
                *instead = choices ? node_list(arena) : NULL;
    node_add(choices ? node_add(choices, NULL, node_map(arena)) : schema, "required", required);
    if (!choices) return;
    node_add(instead, NULL, node_text(arena, form->instead));
    node_add(node_add(choices, NULL, node_map(arena)), "required", instead);
    node_add(schema, "anyOf", choices);
}

/* One key, which chooses. */
static void choices_add(struct editor *editor, struct node *schema, const struct form *form, const char *path,
                        bool partial)
{
    struct arena *arena = editor->arena;
    struct node *properties = node_add(schema, "properties", node_map(arena));
    for (const struct form *const *choice = form->choices; *choice; choice++)
        node_add(properties, (*choice)->key,
                 value_schema(editor, *choice, below(arena, path, (*choice)->key),
                              (struct defined){ .partial = partial }, false));
    node_add(schema, "additionalProperties", node_flag(arena, false));
    node_add(schema, "minProperties", node_number(arena, 1));
    node_add(schema, "maxProperties", node_number(arena, 1));
}

static const char *define(struct editor *editor, const struct form *form, const char *path,
                          struct defined how)
{
    struct arena *arena = editor->arena;
    how.keyed &= form->named && *form->named != '(';
    for (struct defined *d = editor->defined; d; d = d->next)
        if (d->form == form && d->partial == how.partial && d->keyed == how.keyed) return d->name;
    struct defined *defined = arena_take(arena, sizeof *defined);
    const char *name = !*path ? "service" : how.keyed ? arena_join(arena, path, ".NAME") : path;
    while (node_find(editor->definitions, name)) name = arena_join(arena, name, "+");
    *defined = (struct defined){ editor->defined, form, name, how.partial, how.keyed };
    editor->defined = defined;
    struct node *schema = node_add(editor->definitions, name, node_map(arena));
    node_add(schema, "type", node_text(arena, "object"));
    if (form->choices)
        choices_add(editor, schema, form, path, how.partial);
    else
        properties_add(editor, schema, form, path, how);
    return name;
}

static struct node *value_schema(struct editor *editor, const struct form *form, const char *path,
                                 struct defined how, bool property)
{
    struct arena *arena = editor->arena;
    if (form == &any_form) return node_map(arena);
    struct node *list = node_list(arena);
    if (form->fields || form->choices) node_add(list, NULL, refer(arena, define(editor, form, path, how)));
    if (form->word) node_add(list, NULL, word_schema(arena, form));
    if (form->spell && !form->word) node_add(list, NULL, typed(arena, "string number boolean"));
    for (const struct field *f = form->brief ? form->fields : NULL; f && f->key; f++)
        if (!strcmp(f->key, form->brief))
            node_add(list, NULL, field_schema(editor, f, below(arena, path, f->key), how.partial));
    if (property) node_add(list, NULL, refer(arena, "intrinsic"));
    node_add(list, NULL, refer(arena, "variable"));
    node_add(list, NULL, typed(arena, "null"));
    return any_of(list);
}

struct node *form_schema(const struct form *form, const struct published *published, struct arena *arena)
{
    struct node *schema = node_map(arena);
    struct editor editor = { arena, node_map(arena), NULL, published };
    node_add(schema, "$schema", node_text(arena, "http://json-schema.org/draft-07/schema#"));
    node_add(schema, "title", node_text(arena, form->what));
    struct node *variable = node_add(editor.definitions, "variable", typed(arena, "string"));
    node_add(variable, "pattern", node_text(arena, "\\$\\{"));
    struct node *intrinsic = node_add(editor.definitions, "intrinsic", typed(arena, "object"));
    node_add(intrinsic, "minProperties", node_number(arena, 1));
    node_add(intrinsic, "maxProperties", node_number(arena, 1));
    struct node *functions = node_add(intrinsic, "patternProperties", node_map(arena));
    node_add(functions, "^(Ref|Fn::[A-Za-z0-9]+)$", node_map(arena));
    node_add(intrinsic, "additionalProperties", node_flag(arena, false));
    node_add(schema, "$ref",
             node_text(arena, arena_join(arena, "#/definitions/",
                                         define(&editor, form, "", (struct defined){ 0 }))));
    node_add(schema, "definitions", editor.definitions);
    return schema;
}
