#include "base/node.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include <string.h>

/* Maps with more keys than this are searched by index. */
enum { FEW = 12 };

static struct node *node_new(struct arena *arena, enum shape shape)
{
    struct node *node = arena_take(arena, sizeof *node);
    node->shape = shape;
    node->arena = arena;
    return node;
}

struct node *node_map(struct arena *arena) { return node_new(arena, MAP); }

struct node *node_list(struct arena *arena) { return node_new(arena, LIST); }

struct node *node_plain(struct arena *arena, const char *text)
{
    struct node *node = node_new(arena, SCALAR);
    node->text = text;
    return node;
}

struct node *node_text(struct arena *arena, const char *text)
{
    struct node *node = node_plain(arena, text);
    node->quoted = true;
    return node;
}

struct node *node_number(struct arena *arena, long number)
{
    char digits[24], *end = digits + sizeof digits, *at = end;
    unsigned long left = number < 0 ? 0UL - (unsigned long)number : (unsigned long)number;
    do *--at = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0) *--at = '-';
    return node_plain(arena, arena_copy(arena, at, (size_t)(end - at)));
}

struct node *node_flag(struct arena *arena, bool flag) { return node_plain(arena, flag ? "true" : "false"); }

struct node *node_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct node *node = node_text(arena, arena_vtext(arena, format, arguments));
    va_end(arguments);
    return node;
}

struct node *node_add(struct node *parent, const char *key, struct node *child)
{
    child->key = key;
    child->next = NULL;
    *(parent->last ? &parent->last->next : &parent->first) = child;
    parent->last = child;
    parent->count++;
    if (parent->shape != MAP || parent->count <= FEW) return child;
    if (parent->index) {
        index_add(parent->index, key, child);
        return child;
    }
    parent->index = index_new(parent->arena);
    for (struct node *n = parent->first; n; n = n->next) index_add(parent->index, n->key, n);
    return child;
}

static struct node **link_to(struct node *map, const struct node *child)
{
    struct node **link = &map->first;
    while (*link != child) link = &(*link)->next;
    return link;
}

struct node *node_set(struct node *map, const char *key, struct node *child)
{
    struct node *old = node_find(map, key);
    if (!old) return node_add(map, key, child);
    child->key = old->key;
    child->next = old->next;
    *link_to(map, old) = child;
    if (map->last == old) map->last = child;
    if (map->index) index_replace(map->index, key, child);
    return child;
}

void node_remove(struct node *map, const char *key)
{
    struct node *old = node_find(map, key);
    if (!old) return;
    *link_to(map, old) = old->next;
    map->count--;
    map->last = map->first;
    while (map->last && map->last->next) map->last = map->last->next;
    if (map->index) index_replace(map->index, key, NULL);
}

struct node *node_find(const struct node *map, const char *key)
{
    if (!map || map->shape != MAP) return NULL;
    if (map->index) return index_find(map->index, key);
    for (struct node *n = map->first; n; n = n->next)
        if (text_same(n->key, key)) return n;
    return NULL;
}

struct node *node_at(struct node *map, const char *path)
{
    for (;;) {
        size_t size = strcspn(path, ".");
        const char *key = path[size] ? arena_copy(map->arena, path, size) : path;
        struct node *child = node_find(map, key);
        if (!child) child = node_add(map, key, node_map(map->arena));
        if (!path[size]) return child;
        map = child;
        path += size + 1;
    }
}

const char *node_word(const struct node *map, const char *key)
{
    const struct node *child = node_find(map, key);
    return child && child->shape == SCALAR ? child->text : NULL;
}

struct node *node_copy(struct arena *arena, const struct node *node)
{
    if (!node)
        return node_plain(arena, "null"); /* of a required key that is missing, which has been reported */
    struct node *copy = node_new(arena, node->shape);
    copy->quoted = node->quoted;
    copy->text = node->text;
    copy->origin = node->origin;
    copy->place = node->place;
    copy->key_place = node->key_place;
    for (const struct node *n = node->first; n; n = n->next) node_add(copy, n->key, node_copy(arena, n));
    return copy;
}

size_t node_weight(const struct node *node, size_t most)
{
    size_t weight = sizeof *node + (node->shape == SCALAR ? strlen(node->text) : 0);
    for (const struct node *n = node->first; n && weight <= most; n = n->next)
        weight += node_weight(n, most - weight);
    return weight;
}

static bool scalars_same(const struct node *a, const struct node *b)
{
    bool texts = !strcmp(a->text, b->text);
    if (a->quoted == b->quoted && texts) return true;
    enum json_word word = json_word(a);
    if (word != json_word(b)) return false;
    return word == JSON_TEXT ? texts : word != JSON_NUMBER || json_numbers_same(a->text, b->text);
}

bool node_same(const struct node *a, const struct node *b)
{
    if (a->shape != b->shape || a->count != b->count) return false;
    if (a->shape == SCALAR) return scalars_same(a, b);
    const struct node *other = b->first;
    for (const struct node *n = a->first; n; n = n->next) {
        if (a->shape == MAP) other = node_find(b, n->key);
        if (!other || !node_same(n, other)) return false;
        if (a->shape == LIST) other = other->next;
    }
    return true;
}
