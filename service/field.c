#include "service/field.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/long_form.h"
#include <string.h>

bool is_known(const struct node *from) { return from && from->shape == SCALAR; }

bool is_null(const struct node *node) { return node->shape == SCALAR && json_word(node) == JSON_NULL; }

/* How a mapping is read: into what, and whether keys may be missing from it. */
struct reading {
    struct diags *diags;
    const char *key; /* what the user calls the value, for the findings */
    bool partial, has_property;
};

static void value_read(const struct form *, void *into, const struct node *, bool keyed, struct reading);

static void unknown_key(const struct form *form, const struct node *node, struct diags *diags)
{
    struct nearest nearest = { .word = node->key };
    for (const struct field *f = form->fields; f->key; f++) nearest_try(&nearest, f->key);
    diag_add(diags, FINDING_unknown_key, node->key_place, diag_meant(diags->arena, nearest.name),
             "unknown key '%s'", node->key);
}

static void field_read(const struct field *field, void *into, const struct node *node, struct reading reading)
{
    char *slot = (char *)into + field->offset;
    reading.key = field->key;
    reading.partial |= field->partial;
    reading.has_property = field->property != NULL;
    if (field->later) {
        diag_add(reading.diags, FINDING_later_key, node->key_place, field->about,
                 "'%s' comes with a later version", field->key);
        return;
    }
    if (field->many == ONE) {
        value_read(field->form, slot, node, false, reading);
        return;
    }
    bool keyed = field->many == BY_NAME && node->shape == MAP;
    if (field->many == BY_NAME && node->shape == SCALAR) {
        diag_add(reading.diags, FINDING_wrong_shape, node->place, NULL, "%s must be a mapping of names",
                 field->key);
        return;
    }
    bool lone = !keyed && node->shape != LIST;
    int count = lone ? 1 : node->count;
    char *items = arena_take(reading.diags->arena, ((size_t)count + 1) * field->form->size);
    memcpy(slot, &items, sizeof items);
    const struct node *item = lone ? node : node->first;
    for (; item; item = lone ? NULL : item->next, items += field->form->size)
        value_read(field->form, items, item, keyed, reading);
}

static void fields_read(const struct form *form, void *into, const struct node *map, struct reading reading)
{
    for (const struct node *n = map->first; n; n = n->next) {
        const struct field *field = field_find(form->fields, n->key);
        if (!field)
            unknown_key(form, n, reading.diags);
        else if (!is_null(n) || field->form == &any_form)
            field_read(field, into, n, reading);
    }
    if (reading.partial) return;
    for (const struct field *f = form->fields; f->key; f++) {
        const struct node *there = f->required ? node_find(map, f->key) : NULL;
        if (!f->required || (there && !is_null(there))) continue;
        struct place place = map->key_place.line ? map->key_place : map->place;
        diag_add(reading.diags, FINDING_missing_key, place, f->about, "'%s' is missing", f->key);
    }
}

static bool choice_read(const struct form *form, struct chosen *into, const struct node *node,
                        struct reading reading)
{
    struct nearest nearest = { .word = node->first->key };
    for (const struct form *const *choice = form->choices; *choice; choice++) {
        nearest_try(&nearest, (*choice)->key);
        if (strcmp((*choice)->key, node->first->key)) continue;
        reading.key = (*choice)->key;
        void *value = arena_take(reading.diags->arena, (*choice)->size);
        *into = (struct chosen){ node, *choice, value };
        if ((*choice)->fields)
            value_read(*choice, value, node->first, false, reading);
        else
            diag_add(reading.diags, FINDING_later_key, node->first->key_place, (*choice)->what,
                     "'%s' comes with a later version", (*choice)->key);
        return true;
    }
    diag_add(reading.diags, FINDING_unknown_key, node->first->key_place,
             diag_meant(reading.diags->arena, nearest.name), "unknown %s '%s'", form->what, node->first->key);
    return true;
}

static void value_read(const struct form *form, void *into, const struct node *node, bool keyed,
                       struct reading reading)
{
    memcpy(into, &node, sizeof node); /* `from` */
    if (form == &any_form) return;
    if (form->word && is_intrinsic(node)) {
        if (!reading.has_property)
            diag_add(reading.diags, FINDING_intrinsic_here, node->place,
                     "write the value itself, or a variable such as ${env:NAME}",
                     "%s is read by cfgen itself and must be %s", reading.key, form->what);
        return;
    }
    if (form->word && node->shape == SCALAR && form->word(into, node)) return;
    if (form->choices && node->shape == MAP && node->count == 1 && choice_read(form, into, node, reading))
        return;
    const struct node *map = form->fields ? long_form(form, node, keyed, reading.diags->arena) : NULL;
    if (map) {
        if (map != node) memcpy(into, &map, sizeof map);
        fields_read(form, into, map, reading);
        return;
    }
    const struct node *none = NULL;
    memcpy(into, &none, sizeof none);
    diag_add(reading.diags, FINDING_wrong_shape, node->place, NULL, "%s must be %s",
             reading.key ? reading.key : "this", form->what);
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
    if (field->later) return;
    if (field->many != ONE) memcpy(&slot, slot, sizeof slot);
    for (; slot && (memcpy(&from, slot, sizeof from), from);
         slot = field->many == ONE ? NULL : slot + field->form->size)
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
        if (reference->value)
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
    written->place = from->place;
    written->key_place = from->key_place;
    return written;
}

/* A row's value or values as one node; NULL: not written. */
static struct node *row_write(const struct field *field, const char *slot, struct writing writing)
{
    struct arena *arena = writing.writer->arena;
    const struct node *from;
    if (field->many != ONE) memcpy(&slot, slot, sizeof slot);
    if (!slot || (memcpy(&from, slot, sizeof from), !from)) return NULL;
    struct node *list = field->many == ONE ? NULL : node_list(arena), *one = NULL;
    for (; memcpy(&from, slot, sizeof from), from; slot += field->form->size) {
        if (field->form->fields) {
            struct writing within = writing;
            within.type = NULL; /* seen whole, with the row that it stands in */
            within.properties = one = node_map(arena);
            one->place = from->place;
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
        if (!f->property || f->later || f->form->type) continue; /* of another type: its kind writes it */
        struct node *value = row_write(f, (const char *)from + f->offset, writing);
        if (!value) continue;
        const char *last = strrchr(f->property, '.');
        struct node *into = last ? node_at(writing.properties, arena_copy(writing.writer->arena, f->property,
                                                                          (size_t)(last - f->property)))
                                 : writing.properties;
        struct place key_place = value->key_place;
        node_set(into, last ? last + 1 : f->property, value)->key_place = key_place;
        if (writing.type && writing.writer->wrote)
            writing.writer->wrote(writing.writer->with, writing.type, f->property, f->key, value);
    }
}

void form_write(const struct form *form, const void *from, struct node *properties,
                const struct form_writer *writer)
{
    fields_write(form, from, (struct writing){ writer, form->type, properties });
}
