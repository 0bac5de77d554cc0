#include "service/outline.h"
#include "base/buffer.h"
#include "service/intrinsic.h"
#include <string.h>

struct entry {
    int line, column;
    int above;       /* the entry that it is in; -1: the document */
    int item;        /* of a list, from 0 */
    const char *key; /* of a mapping; NULL: an item of a list */
};

struct outline {
    const char *file;
    struct entry *entries; /* by line and column, which is the order of the text */
    int count, room;
    struct arena *arena;
};

static int place_order(const struct entry *entry, int line, int column)
{
    return entry->line != line ? entry->line - line : entry->column - column;
}

/* -1: it was read elsewhere, from a file or at an anchor before this place. */
static int entry_add(struct outline *outline, const struct entry *entry, const char *file)
{
    const struct entry *last = outline->count ? &outline->entries[outline->count - 1] : NULL;
    if (!file || strcmp(file, outline->file) != 0) return -1;
    if (last && place_order(last, entry->line, entry->column) > 0) return -1;
    if (outline->count == outline->room) {
        struct entry *more = arena_take(outline->arena, 2 * (size_t)outline->room * sizeof *more);
        memcpy(more, outline->entries, (size_t)outline->count * sizeof *more);
        outline->entries = more;
        outline->room *= 2;
    }
    outline->entries[outline->count] = *entry;
    return outline->count++;
}

static void below(struct outline *outline, const struct node *value, int above)
{
    int item = 0;
    if (is_intrinsic(value)) return; /* a call is a value, not keys of the user's */
    for (const struct node *n = value->first; n; n = n->next, item++) {
        struct place place = value->shape == MAP ? n->key_place : n->place;
        struct entry entry = { place.line, place.column, above, item, value->shape == MAP ? n->key : NULL };
        int own = entry_add(outline, &entry, place.file);
        if (own >= 0) below(outline, n, own);
    }
}

struct outline *outline_new(struct arena *arena, const struct node *document)
{
    enum { FIRST = 256 };
    struct outline *outline = arena_take(arena, sizeof *outline);
    *outline = (struct outline){ .file = document->place.file ? document->place.file : "",
                                 .entries = arena_take(arena, FIRST * sizeof *outline->entries),
                                 .room = FIRST,
                                 .arena = arena };
    below(outline, document, -1);
    return outline;
}

/* A key with a dot or a bracket in it stands in brackets, as in paths of a template. */
static void path_print(struct buffer *out, const struct outline *outline, int at)
{
    const struct entry *entry = &outline->entries[at];
    if (entry->above >= 0) path_print(out, outline, entry->above);
    if (!entry->key)
        buffer_print(out, "[%d]", entry->item);
    else if (!*entry->key || strpbrk(entry->key, ".[]\" "))
        buffer_print(out, "[\"%s\"]", entry->key);
    else
        buffer_print(out, "%s%s", entry->above >= 0 ? "." : "", entry->key);
}

/* -1: nothing of this document stands there. */
static int entry_at(const struct outline *outline, struct place place)
{
    if (!place.file || !place.line || strcmp(place.file, outline->file) != 0) return -1;
    int from = 0, to = outline->count; /* the last that does not stand behind the place */
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (place_order(&outline->entries[middle], place.line, place.column) <= 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from - 1;
}

const char *outline_key(struct arena *arena, const struct outline *outline, struct place place)
{
    int at = entry_at(outline, place);
    struct buffer *path = buffer_new(arena);
    if (at < 0) return NULL;
    path_print(path, outline, at);
    return path->text;
}

static const struct node *node_like(const struct outline *outline, int at, const struct node *other)
{
    if (at < 0) return other;
    const struct entry *entry = &outline->entries[at];
    const struct node *above = node_like(outline, entry->above, other);
    if (entry->key) return node_find(above, entry->key);
    const struct node *item = above && above->shape == LIST ? above->first : NULL;
    for (int i = 0; item && i < entry->item; i++) item = item->next;
    return item;
}

struct place outline_elsewhere(const struct outline *outline, struct place place, const struct node *other)
{
    int at = entry_at(outline, place);
    return at < 0 ? (struct place){ 0 } : node_key_place(node_like(outline, at, other));
}
