#include "tests/properties/invent.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/long_form.h"
#include "templates/catalog.h"

enum { MOST_THINGS = 3, KEYS_WANTED = 3, AS_IT_STOOD_PERCENT = 30, DEEPEST = 8, EMPTY_PERCENT = 4 };

struct inventing {
    struct arena *arena;
    const struct stock *stock;
    struct chance *chance;
    struct node *things; /* section → the names in it */
    int depth;
};

static struct node *value_invent(struct inventing *, const struct field *, const struct form *, bool keyed);
static struct node *value_adapt(struct inventing *, const struct form *, const struct node *, bool keyed);

static const struct node *pick(struct inventing *inventing, const void *row)
{
    const struct values *values = stock_find(inventing->stock, row);
    return values ? values->nodes[chance_below(inventing->chance, values->count)] : NULL;
}

/* One of the things that a row may refer to; NULL: there is none. */
static const char *pick_thing(struct inventing *inventing, const struct field *field)
{
    int count = 0;
    const char *picked = NULL;
    for (const struct node *section = inventing->things->first; section; section = section->next) {
        if (!field->refers || !text_has_word(field->refers, section->key)) continue;
        for (const struct node *n = section->first; n; n = n->next)
            if (!chance_below(inventing->chance, ++count)) picked = n->text;
    }
    return picked;
}

static bool is_elsewhere(const struct node *node)
{
    return node->shape != SCALAR || text_starts(node->text, "arn:") || text_same(node->text, "*");
}

static struct node *reference_invent(struct inventing *inventing, const struct field *field,
                                     const struct node *stood)
{
    const char *thing = pick_thing(inventing, field);
    if (stood && is_elsewhere(stood)) return node_copy(inventing->arena, stood);
    return thing ? node_text(inventing->arena, thing) : NULL;
}

static const struct field *own_row(const struct form *form)
{
    return form->named && form->fields ? field_find(form->fields, form->named) : NULL;
}

/* The key of one of a map's: a reference, or the user's own. */
static const char *key_adapt(struct inventing *inventing, const struct form *form, const char *key)
{
    const struct field *row = own_row(form);
    if (!row || row->form != &reference_form) return key;
    const struct node *stood = node_text(inventing->arena, key);
    const struct node *name = reference_invent(inventing, row, stood);
    return name ? name->text : NULL;
}

static struct node *field_adapt(struct inventing *inventing, const struct field *field,
                                const struct node *node)
{
    if (field->form == &reference_form && node->shape == SCALAR)
        return reference_invent(inventing, field, node);
    bool several = field->cardinality != ONE && node->shape != SCALAR && !is_intrinsic(node);
    bool keyed = several && field->cardinality == BY_NAME && node->shape == MAP;
    if (!keyed && !(several && node->shape == LIST)) return value_adapt(inventing, field->form, node, false);
    struct node *into = keyed ? node_map(inventing->arena) : node_list(inventing->arena);
    for (const struct node *n = node->first; n; n = n->next) {
        const char *key = keyed ? key_adapt(inventing, field->form, n->key) : NULL;
        if (keyed && (!key || node_find(into, key))) continue;
        struct node *value = field->form == &reference_form ? reference_invent(inventing, field, n)
                                                            : value_adapt(inventing, field->form, n, keyed);
        if (value) node_add(into, key, value);
    }
    return into->count ? into : NULL;
}

/* As it stood, but for the things that it names. NULL: there are none such. */
static struct node *value_adapt(struct inventing *inventing, const struct form *form, const struct node *node,
                                bool keyed)
{
    struct arena *arena = inventing->arena;
    const struct field *brief = form->brief ? field_find(form->fields, form->brief) : NULL;
    if (is_intrinsic(node) || is_null(node)) return node_copy(arena, node);
    if (node->shape != MAP && brief && !form->spell) return field_adapt(inventing, brief, node);
    if (form->choices && node->shape == MAP && node->count == 1)
        for (const struct form *const *choice = form->choices; *choice; choice++) {
            if (!text_same((*choice)->key, node->first->key)) continue;
            struct node *map = node_map(arena), *value = value_adapt(inventing, *choice, node->first, false);
            return value ? node_add(map, (*choice)->key, value), map : NULL;
        }
    if (!form->fields || node->shape != MAP) {
        struct node *word = node_copy(arena, node);
        word->quoted &= form != &integer_form; /* as it is where a short form is written out */
        return word;
    }
    struct node *map = node_map(arena);
    for (const struct node *n = node->first; n; n = n->next) {
        const struct field *field = field_find(form->fields, n->key);
        struct node *value = field ? field_adapt(inventing, field, n) : node_copy(arena, n);
        if (value) node_add(map, n->key, value);
    }
    return keyed || map->count ? map : NULL;
}

/* Hardly a list has a thing twice. */
static bool is_in(const struct node *list, const struct node *value)
{
    for (const struct node *n = list->first; n; n = n->next)
        if (node_same(n, value)) return true;
    return false;
}

static struct node *several_invent(struct inventing *inventing, const struct field *field)
{
    struct node *list = node_list(inventing->arena);
    for (int i = 1 + chance_below(inventing->chance, 2); i > 0; i--) {
        struct node *value = value_invent(inventing, field, field->form, false);
        if (value && !is_in(list, value)) node_add(list, NULL, value);
    }
    return list->count ? list : NULL;
}

static struct node *by_name_invent(struct inventing *inventing, const struct field *field)
{
    struct node *map = node_map(inventing->arena);
    int count =
        chance_of(inventing->chance, EMPTY_PERCENT) ? 0 : 1 + chance_below(inventing->chance, MOST_THINGS);
    for (int i = count; i > 0; i--) {
        const struct node *like = pick(inventing, field->form);
        const char *key = like && like->key ? key_adapt(inventing, field->form, like->key) : NULL;
        struct node *value =
            key && !node_find(map, key) ? value_invent(inventing, field, field->form, true) : NULL;
        if (value) node_add(map, key, value);
    }
    return map->count || !count ? map : NULL;
}

static struct node *field_invent(struct inventing *inventing, const struct field *field)
{
    const struct node *stood = pick(inventing, field);
    if (!stood) return NULL;
    if (chance_of(inventing->chance, AS_IT_STOOD_PERCENT)) return field_adapt(inventing, field, stood);
    if (field->cardinality == SEVERAL) return several_invent(inventing, field);
    return field->cardinality == BY_NAME ? by_name_invent(inventing, field)
                                         : value_invent(inventing, field, field->form, false);
}

static bool is_wanted(struct inventing *inventing, const struct field *field, int rows)
{
    return field->required ||
           (chance_below(inventing->chance, rows) < KEYS_WANTED && inventing->depth < DEEPEST);
}

static struct node *fields_invent(struct inventing *inventing, const struct form *form, bool keyed)
{
    struct node *map = node_map(inventing->arena);
    int rows = 0;
    for (const struct field *f = form->fields; f->key; f++) rows += *f->key != '(';
    inventing->depth++;
    for (const struct field *f = form->fields; f->key; f++) {
        bool own = keyed && form->named && text_same(form->named, f->key);
        if (own || *f->key == '(' || !is_wanted(inventing, f, rows)) continue;
        struct node *value = field_invent(inventing, f);
        if (value) node_add(map, f->key, value);
    }
    inventing->depth--;
    return map;
}

static struct node *word_invent(struct inventing *inventing, const struct field *field,
                                const struct form *form)
{
    if (form == &reference_form) return reference_invent(inventing, field, pick(inventing, field));
    if (form == &flag_form) return node_flag(inventing->arena, chance_of(inventing->chance, 50));
    const struct node *stood = pick(inventing, field);
    if (stood && field->cardinality == SEVERAL && stood->shape == LIST) stood = stood->first;
    return stood ? field_adapt(inventing, field, stood) : NULL;
}

static struct node *value_invent(struct inventing *inventing, const struct field *field,
                                 const struct form *form, bool keyed)
{
    if (form->choices) {
        int count = 0;
        while (form->choices[count]) count++;
        const struct form *choice = form->choices[chance_below(inventing->chance, count)];
        const struct node *stood = pick(inventing, choice);
        if (!stood) return NULL;
        bool whole = !choice->fields || chance_of(inventing->chance, AS_IT_STOOD_PERCENT);
        struct node *map = node_map(inventing->arena),
                    *value = whole ? value_adapt(inventing, choice, stood, false)
                                   : fields_invent(inventing, choice, false);
        return value ? node_add(map, choice->key, value), map : NULL;
    }
    const struct node *stood = pick(inventing, form);
    if (form->fields && stood && chance_of(inventing->chance, AS_IT_STOOD_PERCENT))
        return value_adapt(inventing, form, stood, keyed);
    if (form->fields && (!form->word || chance_of(inventing->chance, 50)))
        return fields_invent(inventing, form, keyed);
    return word_invent(inventing, field, form);
}

/* Names first, so that what comes before may refer to what comes behind. */
static struct node *things_invent(struct arena *arena, struct chance *chance)
{
    struct node *things = node_map(arena);
    int count = 0;
    for (const struct field *f = service_form.fields; f->key; f++) {
        if (f->cardinality != BY_NAME || !own_row(f->form) || !text_same(f->form->named, "(key)")) continue;
        struct node *names = node_add(things, f->key, node_list(arena));
        for (int i = chance_below(chance, MOST_THINGS + 1); i > 0; i--)
            node_add(names, NULL,
                     node_format(arena, "%c%s%d", 'a' + count % 26, i % 2 ? "Thing" : "-thing", count)),
                count++;
    }
    return things;
}

struct node *invent(struct arena *arena, const struct stock *stock, struct chance *chance)
{
    struct inventing inventing = { .arena = arena, .stock = stock, .chance = chance };
    inventing.things = things_invent(arena, chance);
    struct node *service = node_map(arena);
    for (const struct field *f = service_form.fields; f->key; f++) {
        const struct node *names = node_find(inventing.things, f->key);
        if (*f->key == '(' || (!names && !f->required && !chance_of(chance, 15))) continue;
        struct node *section = names ? node_map(arena) : field_invent(&inventing, f);
        for (const struct node *n = names ? names->first : NULL; n; n = n->next) {
            struct node *value = value_invent(&inventing, f, f->form, true);
            if (value) node_add(section, n->text, value);
        }
        if (section && (section->count || section->shape == SCALAR)) node_add(service, f->key, section);
    }
    return service;
}
