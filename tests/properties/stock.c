#include "tests/properties/stock.h"
#include "service/intrinsic.h"
#include "service/long_form.h"
#include <string.h>

struct stock {
    struct arena *arena;
    struct index *rows;
    struct values **all;
    int count, room;
};

static void value_read(struct stock *, const struct form *, const struct node *, bool keyed);

static const char *name_of(struct arena *arena, const void *row) { return arena_text(arena, "%p", row); }

struct stock *stock_new(struct arena *arena)
{
    struct stock *stock = arena_take(arena, sizeof *stock);
    *stock = (struct stock){ .arena = arena, .rows = index_new(arena) };
    return stock;
}

/* Grown by doubling; what was there is left to the arena. */
static void *grown(struct arena *arena, void *items, int count, int *room)
{
    if (count < *room) return items;
    *room = *room ? 2 * *room : 4;
    void *more = arena_take(arena, (size_t)*room * sizeof(void *));
    if (count) memcpy(more, items, (size_t)count * sizeof(void *));
    return more;
}

static void add(struct stock *stock, const void *row, const struct node *node)
{
    struct values *values = index_find(stock->rows, name_of(stock->arena, row));
    if (!values) {
        values = arena_take(stock->arena, sizeof *values);
        values->row = row;
        index_add(stock->rows, name_of(stock->arena, row), values);
        stock->all = grown(stock->arena, stock->all, stock->count, &stock->room);
        stock->all[stock->count++] = values;
    }
    values->nodes = grown(stock->arena, values->nodes, values->count, &values->room);
    values->nodes[values->count++] = node;
}

static void field_read(struct stock *stock, const struct field *field, const struct node *node)
{
    if (is_null(node)) return;
    add(stock, field, node);
    bool several = field->cardinality != ONE && node->shape != SCALAR && !is_intrinsic(node);
    bool keyed = several && field->cardinality == BY_NAME && node->shape == MAP;
    if (!keyed && !(several && node->shape == LIST)) {
        value_read(stock, field->form, node, false);
        return;
    }
    for (const struct node *n = node->first; n; n = n->next) {
        if (field->form->fields || field->form->choices) add(stock, field->form, n);
        value_read(stock, field->form, n, keyed);
    }
}

static void value_read(struct stock *stock, const struct form *form, const struct node *node, bool keyed)
{
    if (is_intrinsic(node)) return;
    if (form->choices && node->shape == MAP && node->count == 1)
        for (const struct form *const *choice = form->choices; *choice; choice++) {
            if (strcmp((*choice)->key, node->first->key)) continue;
            add(stock, *choice, node->first);
            value_read(stock, *choice, node->first, false);
        }
    const struct node *map = form->fields ? long_form(form, node, keyed, stock->arena) : NULL;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        const struct field *field = field_find(form->fields, n->key);
        if (field) field_read(stock, field, n);
    }
}

void stock_read(struct stock *stock, const struct form *form, const struct node *document)
{
    value_read(stock, form, document, false);
}

const struct values *stock_find(const struct stock *stock, const void *row)
{
    return index_find(stock->rows, name_of(stock->arena, row));
}

int stock_rows(const struct stock *stock) { return stock->count; }

const struct values *stock_next(const struct stock *stock, const struct values *after)
{
    for (int i = 0; after && i < stock->count; i++)
        if (stock->all[i] == after) return i + 1 < stock->count ? stock->all[i + 1] : NULL;
    return after || !stock->count ? NULL : stock->all[0];
}
