#include "tests/properties/keys.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "service/long_form.h"
#include "templates/catalog.h"
#include "templates/code/content.h"
#include "tests/properties/made.h"
#include <stdio.h>
#include <string.h>

struct key { /* one row, whatever it stands in */
    struct key *next;
    const struct field *field;
    const char *path;
    int tried, active;
};

struct keys {
    struct arena *arena;
    struct key *first;
};

struct trying {
    struct keys *keys;
    struct node *document;
    const struct pile *pile;
    const char *before; /* what the whole service makes */
};

struct keys *keys_new(struct arena *arena)
{
    struct keys *keys = arena_take(arena, sizeof *keys);
    keys->arena = arena;
    return keys;
}

/* All that a description says: its templates, and its findings without their places. */
static const char *outcome(struct arena *arena, const struct node *document, const struct pile *given)
{
    struct pile pile = *given;
    struct diags *diags = diags_new(arena);
    pile.arena = arena;
    pile.description = made_printed(arena, document, false);
    struct buffer *text = buffer_new(arena);
    for (struct template *t = made_generate(arena, diags, &pile); t; t = t->next) {
        json_print(text, t->root, JSON_CANONICAL);
        if (content_first(t)) buffer_text(text, "content");
    }
    for (const struct diag *d = diags->first; d; d = d->next) buffer_print(text, "%s\n", d->text);
    return text->text;
}

static struct key *key_find(struct keys *keys, const struct field *field, const char *path)
{
    struct key *key = keys->first;
    while (key && key->field != field) key = key->next;
    if (key) return key;
    key = arena_take(keys->arena, sizeof *key);
    *key = (struct key){ keys->first, field, arena_copy(keys->arena, path, strlen(path)), 0, 0 };
    return keys->first = key;
}

/* `at`: the link that leads to it. */
static void key_try(struct trying *trying, struct key *key, struct node *map, struct node **at)
{
    enum { ENOUGH = 3 };
    if (key->active >= ENOUGH) return;
    struct arena *turn = arena_new();
    struct node *node = *at;
    struct index *index = map->index;
    *at = node->next;
    map->count--;
    map->index = NULL;
    key->tried++;
    key->active += strcmp(outcome(turn, trying->document, trying->pile), trying->before) != 0;
    *at = node;
    map->count++;
    map->index = index;
    arena_free(turn);
}

static void value_try(struct trying *, const struct form *, struct node *, const char *path);

static void field_try(struct trying *trying, const struct field *field, struct node *node, const char *path)
{
    bool several = field->cardinality != ONE && node->shape != SCALAR && !is_intrinsic(node);
    bool all = several && (node->shape == LIST || field->cardinality == BY_NAME);
    if (!all) value_try(trying, field->form, node, path);
    for (struct node *n = all ? node->first : NULL; n; n = n->next) value_try(trying, field->form, n, path);
}

static void value_try(struct trying *trying, const struct form *form, struct node *node, const char *path)
{
    if (node->shape != MAP || is_intrinsic(node)) return;
    for (const struct form *const *choice = form->choices; choice && *choice; choice++)
        if (node->count == 1 && !strcmp((*choice)->key, node->first->key))
            value_try(trying, *choice, node->first,
                      arena_text(trying->keys->arena, "%s.%s", path, (*choice)->key));
    if (!form->fields) return;
    for (struct node **at = &node->first; *at; at = &(*at)->next) {
        const struct field *field = field_find(form->fields, (*at)->key);
        if (!field || *field->key == '(') continue;
        const char *below = arena_text(trying->keys->arena, "%s.%s", path, field->key);
        key_try(trying, key_find(trying->keys, field, below), node, at);
        field_try(trying, field, *at, below);
    }
}

void keys_try(struct keys *keys, struct node *document, const struct pile *pile)
{
    struct arena *turn = arena_new();
    struct trying trying = { keys, document, pile, outcome(turn, document, pile) };
    value_try(&trying, &service_form, document, "");
    arena_free(turn);
}

int keys_idle(const struct keys *keys)
{
    int idle = 0;
    for (const struct key *key = keys->first; key; key = key->next) {
        if (key->active) continue;
        printf("%s did nothing, %d times\n", key->path + 1, key->tried);
        idle++;
    }
    return idle;
}

struct seeking {
    struct arena *arena;
    const struct stock *stock;
    struct index *seen; /* forms, which may hold each other */
    int unwritten;
};

static void form_seek(struct seeking *seeking, const struct form *form, const char *path)
{
    const char *name = arena_text(seeking->arena, "%p", (const void *)form);
    if (index_find(seeking->seen, name)) return;
    index_add(seeking->seen, name, seeking);
    for (const struct form *const *choice = form->choices; choice && *choice; choice++)
        form_seek(seeking, *choice, arena_text(seeking->arena, "%s.%s", path, (*choice)->key));
    for (const struct field *f = form->fields; f && f->key; f++) {
        if (*f->key == '(') continue;
        const char *below = arena_text(seeking->arena, "%s.%s", path, f->key);
        if (!stock_find(seeking->stock, f)) {
            printf("no source writes %s\n", below + 1);
            seeking->unwritten++;
        }
        form_seek(seeking, f->form, below);
    }
}

int keys_unwritten(struct arena *arena, const struct stock *stock)
{
    struct seeking seeking = { arena, stock, index_new(arena), 0 };
    form_seek(&seeking, &service_form, "");
    return seeking.unwritten;
}
