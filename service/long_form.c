#include "service/long_form.h"
#include "base/text.h"
#include "service/intrinsic.h"

const struct field *field_find(const struct field *fields, const char *key)
{
    for (; fields->key; fields++)
        if (text_same(fields->key, key)) return fields;
    return NULL;
}

/* A node of its own; the children are shared. */
static struct node *copy_alone(struct arena *arena, const struct node *node)
{
    struct node *copy = arena_take(arena, sizeof *copy);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

static void add_copy(struct node *map, const char *key, const struct node *node, struct place key_place)
{
    node_add(map, key, copy_alone(map->arena, node))->key_place = key_place;
}

const struct node *long_form(const struct form *form, const struct node *node, bool keyed,
                             struct arena *arena)
{
    bool map = node->shape == MAP && !is_intrinsic(node);
    bool name = keyed && form->named;
    if (map && !name) return node;
    bool empty = is_null(node);
    const struct node *spelled =
        form->spell && node->shape == SCALAR && !empty ? form->spell(arena, node) : NULL;
    const struct field *brief = form->brief ? field_find(form->fields, form->brief) : NULL;
    bool fits = brief && (node->shape != LIST || brief->cardinality != ONE);
    if (!map && !empty && !spelled && !fits) return NULL;
    struct node *full = node_map(arena);
    full->key = node->key;
    full->place = node->place;
    full->key_place = node->key_place;
    if (name && (*form->named == '(' || !node_find(node, form->named))) {
        struct node *own = node_text(arena, node->key);
        own->place = node->key_place;
        node_add(full, form->named, own)->key_place = node->key_place;
    }
    if (map) spelled = node;
    for (const struct node *n = spelled ? spelled->first : NULL; n; n = n->next)
        add_copy(full, n->key, n, n->key_place);
    if (!spelled && !empty) add_copy(full, form->brief, node, node->place);
    return full;
}

static const struct node *merge(const struct form *form, enum cardinality cardinality,
                                const struct node *base, const struct node *over, struct diags *diags)
{
    bool maps = base && over && base->shape == MAP && over->shape == MAP;
    bool raw = form == &any_form && cardinality == ONE && maps && !is_intrinsic(base) && !is_intrinsic(over);
    bool by_name = cardinality == BY_NAME && maps;
    if (!base || !over || !form || (!form->fields && !raw) || (cardinality != ONE && !by_name))
        return over ? over : base;
    const struct node *written = over;
    if (!by_name && !raw) {
        base = long_form(form, base, false, diags->arena);
        over = long_form(form, over, false, diags->arena);
    }
    if (!base || !over) return written;
    struct node *both = node_map(diags->arena);
    both->key = over->key;
    both->place = over->place;
    both->key_place = base->key_place;
    for (int turn = 0; turn < 2; turn++)
        for (const struct node *n = (turn ? over : base)->first; n; n = n->next) {
            if (turn && node_find(base, n->key)) continue;
            const struct field *field = by_name || raw ? NULL : field_find(form->fields, n->key);
            const struct node *other = turn ? NULL : node_find(over, n->key);
            if (other && is_null(other)) continue;
            const struct node *merged = merge(by_name || raw ? form
                                              : field        ? field->form
                                                             : NULL,
                                              field ? field->cardinality : ONE, n, other, diags);
            add_copy(both, n->key, merged, merged->key_place);
        }
    return both;
}

const struct node *form_merge(const struct form *form, const struct node *base, const struct node *over,
                              struct diags *diags)
{
    return merge(form, ONE, base, over, diags);
}
