/* The values that no text may show, and texts without them. */
#include "base/mask.h"
#include "base/buffer.h"
#include "base/index.h"
#include "base/secret.h"
#include <ctype.h>
#include <string.h>

enum { SHORTEST = 4, SHORTEST_PART = 8 };

struct value {
    struct value *next, *alike; /* alike: of the same first bytes */
    const char *text;
    size_t size;
    bool everywhere;
    struct line *first;  /* else only in texts about these lines */
    struct index *lines; /* by their names; NULL: none */
};

struct line {
    struct line *next;
    const char *name;
};

struct masks {
    struct arena *arena;
    struct value *first;
    struct index *heads; /* by their first bytes */
};

struct masks *masks_new(struct arena *arena)
{
    struct masks *masks = arena_take(arena, sizeof *masks);
    *masks = (struct masks){ arena, NULL, index_new(arena) };
    return masks;
}

static struct value *value_find(const struct masks *masks, const char *text, size_t size)
{
    char head[SHORTEST + 1] = { 0 };
    memcpy(head, text, SHORTEST);
    struct value *value = index_find(masks->heads, head);
    while (value && (value->size != size || memcmp(value->text, text, size) != 0)) value = value->alike;
    return value;
}

bool masks_whole(const struct masks *masks, const char *text)
{
    size_t size = strlen(text);
    return size >= SHORTEST_PART && value_find(masks, text, size);
}

static struct value *value_add(struct masks *masks, const char *text, size_t size)
{
    struct arena *arena = masks->arena;
    if (size < SHORTEST) return NULL;
    struct value *value = value_find(masks, text, size);
    if (value) return value;
    const char *head = arena_copy(arena, text, SHORTEST);
    struct value *first = index_find(masks->heads, head);
    value = arena_take(arena, sizeof *value);
    *value = (struct value){ .next = masks->first, .text = arena_copy(arena, text, size), .size = size };
    masks->first = value;
    if (first) {
        value->alike = first->alike;
        first->alike = value;
    } else {
        index_add(masks->heads, head, value);
    }
    return value;
}

static void add_everywhere(struct masks *masks, const char *text, size_t size)
{
    struct value *value = value_add(masks, text, size);
    if (value) value->everywhere = true;
}

void masks_add(struct masks *masks, const char *text)
{
    add_everywhere(masks, text, strlen(text));
    for (const char *at = strchr(text, '\n') ? text : ""; *at; at += strspn(at, "\r\n")) {
        size_t size = strcspn(at, "\r\n");
        if (size >= SHORTEST_PART) add_everywhere(masks, at, size);
        at += size;
    }
}

static const char *line_name(struct arena *arena, const char *file, int line)
{
    return arena_text(arena, "%d %s", line, file);
}

static void line_add(struct arena *arena, struct value *value, const char *name)
{
    if (!value->lines) value->lines = index_new(arena);
    if (index_find(value->lines, name)) return;
    struct line *line = arena_take(arena, sizeof *line);
    *line = (struct line){ value->first, name };
    value->first = line;
    index_add(value->lines, name, line);
}

static void part_add_at(struct masks *masks, const char *text, size_t size, const char *line)
{
    struct value *value = value_add(masks, text, size);
    if (value && line) line_add(masks->arena, value, line);
}

void masks_add_at(struct masks *masks, const char *text, const char *file, int line)
{
    enum { MOST_PARTS = 64 };
    static const char joints[] = " \t\r\n:,;={}[]\"'";
    const char *name = file ? line_name(masks->arena, file, line) : NULL;
    part_add_at(masks, text, strlen(text), name);
    for (int i = 0; i < MOST_PARTS && *(text += strspn(text, joints)); i++) {
        size_t size = strcspn(text, joints);
        part_add_at(masks, text, size, name);
        text += size;
    }
}

void masks_join(struct masks *masks, const struct masks *other)
{
    for (const struct value *v = other->first; v; v = v->next) {
        struct value *value = value_add(masks, v->text, v->size);
        value->everywhere = value->everywhere || v->everywhere;
        for (const struct line *line = v->first; line; line = line->next)
            line_add(masks->arena, value, line->name);
    }
}

/* A text in which is looked for them. */
struct search {
    struct arena *arena;
    const struct masks *masks;
    const char *text;
    size_t size;
    const char *line; /* the key of what it is about; NULL: nothing */
};

static bool is_word_byte(char c) { return isalnum((unsigned char)c) || c == '_'; }

static bool is_hidden(const struct search *search, const struct value *value, const char *at)
{
    if (strncmp(at, value->text, value->size) != 0) return false;
    if (search->line && value->lines && index_find(value->lines, search->line)) return true;
    bool inside = (at > search->text && is_word_byte(at[-1])) || is_word_byte(at[value->size]);
    return value->everywhere && (value->size >= SHORTEST_PART || !inside);
}

/* Where the longest value that begins here ends; `at` itself where none does. */
static const char *value_end(const struct search *search, const char *at)
{
    const char *end = at;
    char head[SHORTEST + 1] = { 0 };
    if (!search->masks || strnlen(at, SHORTEST) < SHORTEST) return end;
    memcpy(head, at, SHORTEST);
    for (const struct value *v = index_find(search->masks->heads, head); v; v = v->alike)
        if (at + v->size > end && is_hidden(search, v, at)) end = at + v->size;
    return end;
}

/* The credential that secret_find() finds next. */
struct next {
    struct secret_match match;
    bool found;
};

static void next_find(const struct search *search, struct next *next, const char *from)
{
    next->found = secret_find(search->text, search->size, (size_t)(from - search->text), &next->match);
}

/* Where what is hidden from here on ends, with all that overlaps it; `at` itself where nothing is. */
static const char *hidden_end(const struct search *search, struct next *next, const char *at)
{
    const char *end = value_end(search, at);
    for (const char *within = at; within <= end && *within; within++) {
        if (next->found && search->text + next->match.start < within) next_find(search, next, within);
        const char *further = within < end ? value_end(search, within) : end;
        if (further > end) end = further;
        bool here =
            next->found && search->text + next->match.start == within && (within < end || within == at);
        if (here && within + next->match.size > end) end = within + next->match.size;
        if (within >= end) break;
    }
    return end;
}

const char *mask_text(struct arena *arena, const struct masks *masks, const char *text, struct place place)
{
    struct search search = { arena, masks, text, strlen(text),
                             place.file && place.line ? line_name(arena, place.file, place.line) : NULL };
    struct next next;
    struct buffer *out = NULL;
    const char *kept = text;
    next_find(&search, &next, text);
    for (const char *at = text; *at;) {
        const char *end = hidden_end(&search, &next, at);
        if (end == at) {
            at++;
            continue;
        }
        if (!out) out = buffer_new(arena);
        buffer_add(out, kept, (size_t)(at - kept));
        buffer_text(out, "***");
        kept = at = end;
    }
    if (out) buffer_text(out, kept);
    return out ? out->text : text;
}
