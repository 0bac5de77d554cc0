/* Lists: each item, how many, and which may stand there once. */
#include "base/index.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/schema/schema_check.h"
#include <stdlib.h>
#include <string.h>

static const struct node *items_of(const struct node *value)
{
    return value->shape == LIST ? value->first : NULL;
}

void check_items(struct checking *checking, const struct node *rule, const struct node *says,
                 const struct node *value, const struct trail *trail)
{
    (void)rule;
    for (const struct node *item = items_of(value); item; item = item->next)
        check_value(checking, says, item, trail);
}

void check_prefix_items(struct checking *checking, const struct node *rule, const struct node *says,
                        const struct node *value, const struct trail *trail)
{
    (void)rule;
    const struct node *item = items_of(value);
    for (const struct node *n = says->first; n && item; n = n->next, item = item->next) {
        if (n->shape != MAP) continue;
        check_value(checking, n, item, trail);
    }
}

void check_items_count(struct checking *checking, const struct node *rule, const struct node *says,
                       const struct node *value, const struct trail *trail)
{
    if (value->shape != LIST) return;
    bool least = !strncmp(says->key, "min", 3);
    /* A function may give no item. */
    for (const struct node *item = value->first; item; item = item->next)
        if (is_intrinsic(item)) {
            checking->vague = true;
            if (!least) return;
        }
    check_count(checking, rule, says, value, trail, value->count);
}

/* Items as text, so that equal ones are found in one go. NULL: it lacks one of the keys. */
static const char *identity(struct checking *checking, const struct node *item, const struct node *keys)
{
    struct buffer *text = buffer_new(checking->schemas->arena);
    if (!keys) json_print(text, item, JSON_CANONICAL);
    for (const struct node *key = keys ? keys->first : NULL; key; key = key->next) {
        const struct node *child = node_find(item, key->text);
        if (!child || is_intrinsic(child)) return NULL;
        json_print(text, child, JSON_CANONICAL);
        buffer_byte(text, ' ');
    }
    return text->text;
}

static int check_distinct(struct checking *checking, const struct node *value, const struct node *keys,
                          const char *what, const struct trail *trail)
{
    if (value->shape != LIST || value->count < 2) return value->count;
    struct index *seen = index_new(checking->schemas->arena);
    int distinct = 0;
    for (struct node *item = value->first; item; item = item->next) {
        const char *text = identity(checking, item, keys);
        struct node *first = text ? index_add(seen, text, item) : item;
        distinct += first == item;
        if (first == item || !what || !check_fails(checking, 1)) continue;
        struct diag *diag = diag_add(checking->diags, FINDING(out_of_range), check_place(item), NULL,
                                     "%s contains %s twice", check_name(checking, trail), what);
        if (first->place.file) diag_note(checking->diags, diag, first->place, "first defined here");
    }
    return distinct;
}

void check_unique_items(struct checking *checking, const struct node *rule, const struct node *says,
                        const struct node *value, const struct trail *trail)
{
    (void)rule;
    if (!strcmp(says->text, "true")) check_distinct(checking, value, NULL, "this item", trail);
}

void check_unique_keys(struct checking *checking, const struct node *rule, const struct node *says,
                       const struct node *value, const struct trail *trail)
{
    (void)rule;
    if (says->count) check_distinct(checking, value, says, says->first->text, trail);
}

void check_unique_count(struct checking *checking, const struct node *rule, const struct node *says,
                        const struct node *value, const struct trail *trail)
{
    (void)rule;
    if (value->shape != LIST) return;
    int distinct = check_distinct(checking, value, NULL, NULL, trail);
    if (distinct <= atoi(says->text) || !check_fails(checking, 1)) return;
    diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL,
             "%s must have at most %s different items (has %d)", check_name(checking, trail), says->text,
             distinct);
}
