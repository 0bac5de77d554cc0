#include "service/field.h"
#include "base/json.h"
#include "base/text.h"
#include "service/allowed.h"
#include "service/intrinsic.h"
#include "service/long_form.h"
#include <string.h>

bool is_known(const struct node *from) { return from && from->shape == SCALAR; }

bool is_null(const struct node *node) { return node->shape == SCALAR && json_word(node) == JSON_NULL; }

/* How a mapping is read: into what, and whether keys may be missing from it. */
struct reading {
    struct diags *diags;
    const char *key;          /* what the user calls the value, for the findings */
    const struct form *brief; /* the form whose short form it is, or NULL */
    bool named;               /* it is one of a map's, so that its name stands first */
    bool partial, has_property;
};

/* False after a finding that leaves nothing in `into`. */
static bool value_read(const struct form *, void *into, const struct node *, bool keyed, struct reading);

static void wrong_shape(const struct node *node, const char *what, const char *hint, struct reading reading)
{
    const char *key = reading.key ? reading.key : "this";
    if (reading.brief) what = reading.brief->what;
    if (is_intrinsic(node) && node->origin == ORIGIN_SECRET)
        diag_add(reading.diags, FINDING(secret_needed), node->place,
                 "rename the variable if its value is not secret",
                 "%s cannot come from a secret, because cfgen reads it", key);
    else if (is_intrinsic(node))
        diag_add(reading.diags, FINDING(intrinsic_here), node->place,
                 "write the value itself, or a variable such as ${env:NAME}",
                 "%s must be %s, because cfgen reads it before deployment", key, what);
    else
        diag_add(reading.diags, FINDING(wrong_shape), node->place, hint, "%s must be %s", key, what);
}

static const char *nearest_key(const struct form *form, const struct node *node)
{
    struct nearest nearest = { .word = node->key };
    for (const struct field *f = form->fields; f->key; f++)
        if (f->key[0] != '(') nearest_try(&nearest, f->key);
    return nearest.name;
}

/* Where there are few. */
static const char *known_keys(const struct form *form, struct arena *arena)
{
    enum { FEW = 8 };
    struct buffer *names = buffer_new(arena);
    int count = 0;
    for (const struct field *f = form->fields; f->key; f++) {
        if (f->key[0] == '(') continue;
        buffer_print(names, "%s%s", count++ ? ", " : "there is ", f->key);
    }
    return count <= FEW ? names->text : NULL;
}

static void unknown_key(const struct form *form, const struct node *node, struct diags *diags)
{
    const char *nearest = nearest_key(form, node);
    const char *hint = nearest ? diag_meant(diags->arena, nearest) : known_keys(form, diags->arena);
    diag_add(diags, FINDING(unknown_key), node->key_place, hint, "unknown key '%s'", node->key);
}

/* Whether one of the keys is this one, misspelt: that has been said already. */
static bool is_misspelt(const struct form *form, const struct node *map, const struct field *field)
{
    for (const struct node *n = map->first; n; n = n->next) {
        const char *nearest = field_find(form->fields, n->key) ? NULL : nearest_key(form, n);
        if (nearest && !strcmp(nearest, field->key)) return true;
    }
    return false;
}

/* Of a quantity; all of them begin alike. */
static void bounds_check(const struct field *field, const char *slot, const struct reading *reading)
{
    const struct bounds *bounds = &field->bounds;
    struct arena *arena = reading->diags->arena;
    struct integer value;
    if (!bounds->least && !bounds->most) return;
    memcpy(&value, slot, sizeof value);
    if (!is_known(value.from) || (value.value >= bounds->least && value.value <= bounds->most)) return;
    diag_add(reading->diags, FINDING(out_of_range), node_place(value.from), NULL,
             "%s must be between %s and %s (got %s)", reading->key,
             quantity_text(arena, field->form, bounds->least),
             quantity_text(arena, field->form, bounds->most), value.from->text);
}

static void field_read(const struct field *field, void *into, const struct node *node, struct reading reading)
{
    char *slot = (char *)into + field->offset;
    reading.partial |= field->partial;
    reading.has_property = field->property || field->elsewhere;
    if (field->cardinality == ONE) {
        if (value_read(field->form, slot, node, false, reading)) bounds_check(field, slot, &reading);
        return;
    }
    bool by_name = field->cardinality == BY_NAME, keyed = by_name && node->shape == MAP;
    const char *name = field->form->named; /* of a row; in brackets it is no key that can be written */
    bool named = by_name && (!name || *name == '(');
    if (by_name && (node->shape == SCALAR || is_intrinsic(node) || (named && !keyed))) {
        wrong_shape(node, named ? "a mapping of names" : "a mapping or a list", field->about, reading);
        return;
    }
    bool lone = !keyed && node->shape != LIST;
    int count = lone ? 1 : node->count;
    char *items = arena_take(reading.diags->arena, ((size_t)count + 1) * field->form->size);
    memcpy(slot, &items, sizeof items);
    for (const struct node *item = lone ? node : node->first; item; item = lone ? NULL : item->next)
        if (value_read(field->form, items, item, keyed, reading)) items += field->form->size;
}

/* A short form's value goes by the outer key. */
static struct reading within(const struct form *form, const struct field *field, struct reading reading)
{
    if (reading.brief == form && !strcmp(field->key, form->brief)) return reading;
    reading.key = field->key;
    reading.brief = NULL;
    return reading;
}

static void fields_read(const struct form *form, void *into, const struct node *map, struct reading reading)
{
    for (const struct node *n = map->first; n; n = n->next) {
        const struct field *field = field_find(form->fields, n->key);
        bool inner = n->key[0] == '(' && !(reading.named && n == map->first);
        if (!field || inner)
            unknown_key(form, n, reading.diags);
        else if (!is_null(n) || field->form == &any_form)
            field_read(field, into, n, within(form, field, reading));
    }
    if (reading.partial || (form->instead && node_find(map, form->instead))) return;
    for (const struct field *f = form->fields; f->key; f++) {
        const struct node *there = f->required ? node_find(map, f->key) : NULL;
        if (!f->required || (there && !is_null(there)) || is_misspelt(form, map, f)) continue;
        struct place place = map->key_place.line ? map->key_place : map->place;
        diag_add(reading.diags, FINDING(missing_key), place,
                 field_sentence(f, NULL, NULL, reading.diags->arena), "'%s' is missing", f->key);
    }
}

static const char *choice_names(const struct form *form, struct arena *arena)
{
    struct buffer *names = buffer_new(arena);
    for (const struct form *const *choice = form->choices; *choice; choice++)
        buffer_print(names, "%s%s", !names->size ? "" : choice[1] ? ", " : " or ", (*choice)->key);
    return names->text;
}

static bool choice_read(const struct form *form, struct chosen *into, const struct node *node,
                        struct reading reading)
{
    const struct node *only = node->first;
    struct nearest nearest = { .word = only->key };
    for (const struct form *const *choice = form->choices; *choice; choice++) {
        nearest_try(&nearest, (*choice)->key);
        if (strcmp((*choice)->key, only->key)) continue;
        reading.key = (*choice)->key;
        void *value = arena_take(reading.diags->arena, (*choice)->size);
        *into = (struct chosen){ node, *choice, value };
        return value_read(*choice, value, only, false, reading);
    }
    const char *hint = nearest.name ? diag_meant(reading.diags->arena, nearest.name)
                                    : choice_names(form, reading.diags->arena);
    diag_add(reading.diags, FINDING(unknown_key), only->key_place, hint, "unknown %s '%s'", form->what,
             only->key);
    return false;
}

/* What the user named stays known by its name, so that nothing else seems to lead nowhere. */
static bool name_read(const struct form *form, void *into, const struct node *node, struct reading reading)
{
    struct node *map = node_map(reading.diags->arena), *name = node_text(reading.diags->arena, node->key);
    map->place = node->place;
    map->key_place = name->place = node->key_place;
    node_add(map, form->named, name);
    const struct node *from = map;
    memcpy(into, &from, sizeof from);
    reading.partial = reading.named = true;
    fields_read(form, into, map, reading);
    return true;
}

/* A name that contains an unknown value stands for itself; it is the same wherever it is written. */
static bool unknown_read(const struct form *form, void *into, const struct node *node, struct diags *diags)
{
    bool text = form == &text_form || form == &reference_form;
    if (!text || node->first->shape != SCALAR || !diag_is_unknown(diags, node->place)) return false;
    struct node *word = node_text(diags->arena, text_replace(diags->arena, node->first->text, "${!", "${"));
    word->place = node->place;
    word->key = node->key;
    word->key_place = node->key_place;
    memcpy(into, &word, sizeof word); /* `from` */
    return form->word(into, word);
}

static bool is_word(const struct form *form, void *into, const struct node *node, struct reading reading)
{
    if (!form->word) return false;
    if (is_intrinsic(node)) return reading.has_property || unknown_read(form, into, node, reading.diags);
    return node->shape == SCALAR && !is_null(node) && form->word(into, node);
}

static bool value_read(const struct form *form, void *into, const struct node *node, bool keyed,
                       struct reading reading)
{
    memcpy(into, &node, sizeof node); /* `from` */
    if (keyed) reading.key = node->key;
    if (form == &any_form || is_word(form, into, node, reading)) return true;
    if (form->choices && node->shape == MAP && node->count == 1 && !is_intrinsic(node))
        return choice_read(form, into, node, reading);
    const struct node *map = form->fields ? long_form(form, node, keyed, reading.diags->arena) : NULL;
    if (map) {
        if (map != node) memcpy(into, &map, sizeof map);
        reading.named = keyed && form->named;
        reading.brief = form->brief && (node->shape != MAP || is_intrinsic(node)) ? form : NULL;
        fields_read(form, into, map, reading);
        return true;
    }
    const char *what = form->choices ? arena_text(reading.diags->arena, "a mapping of one key: %s",
                                                  choice_names(form, reading.diags->arena))
                                     : form->what;
    wrong_shape(node, what, NULL, reading);
    if (keyed && form->named) return name_read(form, into, node, reading);
    node = NULL;
    memcpy(into, &node, sizeof node);
    return false;
}

void form_read(const struct form *form, void *into, const struct node *node, struct diags *diags)
{
    value_read(form, into, node, false, (struct reading){ .diags = diags });
}

/* Calls `each` for every value that stands in a row. */
static void row_values(const struct field *field, char *slot,
                       void (*each)(const struct field *, char *value, void *with), void *with)
{
    const struct node *from;
    if (field->cardinality != ONE) memcpy(&slot, slot, sizeof slot);
    for (; slot && (memcpy(&from, slot, sizeof from), from);
         slot = field->cardinality == ONE ? NULL : slot + field->form->size)
        each(field, slot, with);
}

struct resolving {
    const struct names *names;
    struct diags *diags;
};

static void value_resolve(const struct field *field, char *value, void *with)
{
    const struct resolving *resolving = with;
    if (field->partial) return;
    if (field->form == &reference_form) {
        struct reference *reference = (void *)value;
        bool arn =
            field->elsewhere && reference->value &&
            (text_starts(reference->value, "arn:") || (*field->key == '(' && !strcmp(reference->value, "*")));
        if (reference->value && !arn)
            reference->target =
                names_resolve(resolving->names, field->refers, reference->from, resolving->diags);
    } else if (field->form->choices) {
        const struct chosen *chosen = (void *)value;
        if (chosen->value)
            form_resolve(chosen->form, (void *)(size_t)chosen->value, resolving->names, resolving->diags);
    } else {
        form_resolve(field->form, value, resolving->names, resolving->diags);
    }
}

void form_resolve(const struct form *form, void *value, const struct names *names, struct diags *diags)
{
    struct resolving resolving = { names, diags };
    for (const struct field *f = form->fields; f && f->key; f++)
        row_values(f, (char *)value + f->offset, value_resolve, &resolving);
}

struct writing {
    const struct form_writer *writer;
    const char *type; /* whose properties are written */
    struct node *properties;
};

static void fields_write(const struct form *form, const void *from, struct writing writing);

static struct node *value_write(const struct form *form, const char *value, struct arena *arena)
{
    const struct node *from;
    memcpy(&from, value, sizeof from);
    struct node *written =
        from->shape == SCALAR && form->write ? form->write(arena, value) : node_copy(arena, from);
    written->place = node_place(from);
    written->key_place = node_key_place(from);
    written->origin = from->origin;
    return written;
}

/* A row's value or values as one node; NULL: not written. */
static struct node *row_write(const struct field *field, const char *slot, struct writing writing)
{
    struct arena *arena = writing.writer->arena;
    const struct node *from;
    if (field->cardinality != ONE) memcpy(&slot, slot, sizeof slot);
    if (!slot || (memcpy(&from, slot, sizeof from), !from)) return NULL;
    struct node *list = field->cardinality == ONE ? NULL : node_list(arena), *one = NULL;
    for (; memcpy(&from, slot, sizeof from), from; slot += field->form->size) {
        if (field->form->fields) {
            struct writing within = writing;
            within.type = NULL; /* seen whole, with the row that it stands in */
            within.properties = one = node_map(arena);
            one->place = node_place(from);
            fields_write(field->form, slot, within);
        } else {
            one = value_write(field->form, slot, arena);
        }
        if (!list) return one;
        node_add(list, NULL, one);
    }
    list->place = list->first->place;
    return list;
}

static void fields_write(const struct form *form, const void *from, struct writing writing)
{
    for (const struct field *f = form->fields; f && f->key; f++) {
        if (!f->property || *f->property == '*' || f->form->type)
            continue; /* of another type: its kind writes it */
        struct node *value = row_write(f, (const char *)from + f->offset, writing);
        if (!value) continue;
        const char *last = strrchr(f->property, '.');
        struct node *into = last ? node_at(writing.properties, arena_copy(writing.writer->arena, f->property,
                                                                          (size_t)(last - f->property)))
                                 : writing.properties;
        struct place key_place = value->key_place;
        node_set(into, last ? last + 1 : f->property, value)->key_place = key_place;
        if (writing.type && writing.writer->wrote)
            writing.writer->wrote(writing.writer->with, writing.type, f, value);
    }
}

void form_write(const struct form *form, const void *from, struct node *properties,
                const struct form_writer *writer)
{
    fields_write(form, from, (struct writing){ writer, form->type, properties });
}
