#include "stacks/diff/compare.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "stacks/diff/canonical_scalar.h"
#include "stacks/diff/canonical_set.h"
#include "templates/core/policy_read.h"
#include "templates/schema/schema_kind.h"
#include <string.h>

/* A step of the path that people read: a key with a dot or a bracket in it stands in brackets. */
static const char *step(const struct comparison *comparison, const char *path, const char *key)
{
    bool plain = *key && !strpbrk(key, ".[]\" ");
    if (!plain) return arena_text(comparison->arena, "%s[\"%s\"]", path, key);
    return *path ? arena_join(comparison->arena, path, arena_join(comparison->arena, ".", key)) : key;
}

static const char *property_step(const struct comparison *comparison, const char *property, const char *key)
{
    if (!property || comparison->in_text) return property;
    return *property ? arena_join(comparison->arena, property, arena_join(comparison->arena, ".", key)) : key;
}

void compare_append(struct changed *into, struct difference *row)
{
    if (into->last)
        into->last->next = row;
    else
        into->first = row;
    into->last = row;
}

struct difference *compare_add(const struct comparison *comparison, const char *path, const char *property,
                               const struct node *before, const struct node *after)
{
    struct difference *row = arena_take(comparison->arena, sizeof *row);
    *row = (struct difference){ .path = path,
                                .property = property,
                                .action = !before  ? ACTION_ADD
                                          : !after ? ACTION_REMOVE
                                                   : ACTION_MODIFY,
                                .impact = IMPACT_BEHAVIOUR,
                                .before = before,
                                .after = after,
                                .cause = after ? after->place : before->place };
    compare_append(comparison->into, row);
    return row;
}

static void compare_maps(const struct comparison *comparison, const char *path, const char *property,
                         const struct node *before, const struct node *after)
{
    for (const struct node *n = before->first; n; n = n->next)
        compare(comparison, step(comparison, path, n->key), property_step(comparison, property, n->key), n,
                node_find(after, n->key));
    for (const struct node *n = after->first; n; n = n->next)
        if (!node_find(before, n->key))
            compare(comparison, step(comparison, path, n->key), property_step(comparison, property, n->key),
                    NULL, n);
}

static const char *text_of(struct arena *arena, const struct node *value)
{
    struct buffer *text = buffer_new(arena);
    json_print(text, value, JSON_CANONICAL);
    return text->text;
}

/* What an item is known by; NULL: it has no such key, or no plain value of it. */
static const char *name_of(struct arena *arena, const struct node *item, const char *key)
{
    const struct node *name = node_find(item, key);
    if (!name) return NULL;
    return name->shape == SCALAR ? name->text : text_of(arena, name);
}

static struct index *names_of(struct arena *arena, const struct node *list, const char *key)
{
    struct index *names = index_new(arena);
    for (const struct node *n = list->first; n; n = n->next) {
        const char *name = n->shape == MAP && !is_intrinsic(n) ? name_of(arena, n, key) : NULL;
        if (!name || index_find(names, name)) return NULL;
        index_add(names, name, (void *)(size_t)n);
    }
    return names;
}

static const char *const naming[] = { "Key",           "Id",         "Name",
                                      "AttributeName", "IndexName",  "Sid",
                                      "PolicyName",    "Region",     "ParameterKey",
                                      "ContainerName", "DeviceName", "HttpMethod",
                                      "PathPattern",   "name",       "id" };

/* Whether the items of both lists that have the same names stand in the same order. */
static bool order_same(struct arena *arena, const char *key, const struct node *before,
                       const struct node *after, const struct index *old, const struct index *now)
{
    const struct node *a = before->first, *b = after->first;
    while (a && b) {
        const char *left = name_of(arena, a, key), *right = name_of(arena, b, key);
        if (!index_find(now, left)) {
            a = a->next;
        } else if (!index_find(old, right)) {
            b = b->next;
        } else {
            if (strcmp(left, right) != 0) return false;
            a = a->next, b = b->next;
        }
    }
    return true;
}

/* Items that have names of their own are compared by them. */
static bool compare_named(const struct comparison *comparison, const char *path, const char *property,
                          const struct node *before, const struct node *after, bool set)
{
    struct arena *arena = comparison->arena;
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++) {
        const char *key = naming[i];
        struct index *old = names_of(arena, before, key), *now = old ? names_of(arena, after, key) : NULL;
        if (!now) continue;
        const char *below = property_step(comparison, property, "*");
        if (!set && !order_same(arena, key, before, after, old, now))
            compare_add(comparison, path, property, before, after)->why = "the order changes";
        for (const struct node *n = before->first; n; n = n->next) {
            const char *name = name_of(arena, n, key);
            compare(comparison, arena_text(arena, "%s[%s]", path, name), below, n, index_find(now, name));
        }
        for (const struct node *n = after->first; n; n = n->next) {
            const char *name = name_of(arena, n, key);
            if (!index_find(old, name))
                compare(comparison, arena_text(arena, "%s[%s]", path, name), below, NULL, n);
        }
        return true;
    }
    return false;
}

/* The items of a list that the other has not. */
static int items_beside(struct arena *arena, const struct node *list, const struct node *other,
                        const struct node **items)
{
    struct index *there = index_new(arena);
    for (const struct node *n = other->first; n; n = n->next)
        index_add(there, text_of(arena, n), (void *)(size_t)n);
    int count = 0;
    for (const struct node *n = list->first; n; n = n->next)
        if (!index_find(there, text_of(arena, n))) items[count++] = n;
    return count;
}

/* Without names, what only one list has was added or removed; one against one has changed. */
static void compare_sets(const struct comparison *comparison, const char *path, const char *property,
                         const struct node *before, const struct node *after)
{
    struct arena *arena = comparison->arena;
    const struct node **gone = arena_take(arena, ((size_t)before->count + 1) * sizeof *gone);
    const struct node **new = arena_take(arena, ((size_t)after->count + 1) * sizeof *new);
    int gone_count = items_beside(arena, before, after, gone),
        new_count = items_beside(arena, after, before, new);
    const char *below = property_step(comparison, property, "*");
    if (gone_count == 1 && new_count == 1 && gone[0]->shape != SCALAR) {
        compare(comparison, arena_join(arena, path, "[]"), below, gone[0], new[0]);
        return;
    }
    for (int i = 0; i < gone_count; i++)
        compare_add(comparison, arena_join(arena, path, "[]"), below, gone[i], NULL);
    for (int i = 0; i < new_count; i++)
        compare_add(comparison, arena_join(arena, path, "[]"), below, NULL, new[i]);
}

static bool only_order(struct arena *arena, const struct node *before, const struct node *after)
{
    const struct node **items = arena_take(arena, ((size_t)before->count + 1) * sizeof *items);
    return before->count == after->count && !items_beside(arena, before, after, items) &&
           !items_beside(arena, after, before, items);
}

/* In an ordered list, what stands between the equal beginning and the equal end. */
static void compare_ordered(const struct comparison *comparison, const char *path, const char *property,
                            const struct node *before, const struct node *after)
{
    if (only_order(comparison->arena, before, after)) {
        compare_add(comparison, path, property, before, after)->why = "the order changes";
        return;
    }
    const struct node *a = before->first, *b = after->first;
    int place = 0;
    for (; a && b && node_same(a, b); a = a->next, b = b->next) place++;
    int left = before->count - place, right = after->count - place, tail = 0;
    const struct node **ends = arena_take(comparison->arena, (size_t)(left + right + 1) * sizeof *ends);
    int count = 0;
    for (const struct node *n = a; n; n = n->next) ends[count++] = n;
    for (const struct node *n = b; n; n = n->next) ends[count++] = n;
    while (tail < left && tail < right && node_same(ends[left - 1 - tail], ends[left + right - 1 - tail]))
        tail++;
    const char *below = property_step(comparison, property, "*");
    for (int i = 0; i < left - tail || i < right - tail; i++)
        compare(comparison, arena_text(comparison->arena, "%s[%d]", path, place + i), below,
                i < left - tail ? ends[i] : NULL, i < right - tail ? ends[left + i] : NULL);
}

static void compare_lists(const struct comparison *comparison, const char *path, const char *property,
                          const struct node *before, const struct node *after)
{
    bool set = !comparison->in_text && canonical_is_set(comparison->schemas, comparison->type, property);
    if (compare_named(comparison, path, property, before, after, set)) return;
    if (set)
        compare_sets(comparison, path, property, before, after);
    else
        compare_ordered(comparison, path, property, before, after);
}

static bool place_same(struct place a, struct place b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

/* What is gone has no place any more: what it was in does, and that is where people look. */
static void removals_place(const struct comparison *comparison, const struct difference *last,
                           const struct node *container)
{
    if (!container->place.file) return;
    for (struct difference *row = last ? last->next : comparison->into->first; row; row = row->next)
        if (!row->after && place_same(row->cause, row->before->place)) row->cause = container->place;
}

static bool is_text(const struct comparison *comparison, const char *property)
{
    return property && schema_kinds(comparison->schemas, comparison->type, property) == KIND_TEXT;
}

static void compare_within(const struct comparison *comparison, const char *path, const char *property,
                           const struct node *before, const struct node *after)
{
    const struct difference *last = comparison->into->last;
    struct comparison within = *comparison;
    within.in_text = (comparison->in_text || is_text(comparison, property)) && !policy_is_document(before);
    if (before->shape == MAP)
        compare_maps(&within, path, property, before, after);
    else
        compare_lists(&within, path, property, before, after);
    removals_place(&within, last, after);
}

/* AWS may take both types here, so only it knows whether that is another value. */
static void type_row(const struct comparison *comparison, const char *path, const char *property,
                     const struct node *before, const struct node *after)
{
    struct difference *row = compare_add(comparison, path, property, before, after);
    row->impact = IMPACT_COSMETIC;
    row->reason = REASON_TYPE;
    row->why =
        after->quoted ? "the same value, now written as text" : "the same value, no longer written as text";
}

void compare(const struct comparison *comparison, const char *path, const char *property,
             const struct node *before, const struct node *after)
{
    bool alike = before && after && before->shape == after->shape;
    if (alike && node_same(before, after)) return;
    bool single = alike && before->shape == SCALAR;
    bool in_type = single && !comparison->in_text && canonical_differs_in_type(before, after);
    if (in_type && !property) return; /* CloudFormation reads both alike */
    if (in_type)
        type_row(comparison, path, property, before, after);
    else if (alike && !single && !is_intrinsic(before) && !is_intrinsic(after))
        compare_within(comparison, path, property, before, after);
    else
        compare_add(comparison, path, property, before, after);
}

void compare_depends(const struct comparison *comparison, const struct node *before, const struct node *after)
{
    const struct node *none = node_list(comparison->arena);
    compare_sets(comparison, "DependsOn", NULL, before ? before : none, after ? after : none);
}
