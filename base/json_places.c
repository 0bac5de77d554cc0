#include "base/json.h"
#include <ctype.h>
#include <endian.h>
#include <stdint.h>
#include <string.h>

enum { DEEPEST = 1000 };

struct reader {
    struct arena *arena;
    const char *file, *at, *end;
    const char *line_start;
    int line, wide; /* wide: bytes since the line's start that begin no code point */
    int depth;
};

static int column(const struct reader *reader)
{
    return (int)(reader->at - reader->line_start) + 1 - reader->wide;
}

static struct place here(const struct reader *reader)
{
    return (struct place){ reader->file, reader->line, column(reader), 1 };
}

/* Eight bytes at once, where there are so many: templates are mostly indentation and plain words. */
#define EACH(byte) (0x0101010101010101U * (byte))

static bool eight(const struct reader *reader, const char *at, uint64_t *bytes)
{
    if (reader->end - at < (ptrdiff_t)sizeof *bytes) return false;
    memcpy(bytes, at, sizeof *bytes);
    return true;
}

/* The lowest bit that is set is of the first byte that is 0; those above say nothing. */
static uint64_t zeros(uint64_t bytes) { return (bytes - EACH(1)) & ~bytes & EACH(0x80); }

/* Likewise of the first that is a quote, an escape, a control character or above ASCII; 0: all are plain. */
static uint64_t stops(uint64_t bytes)
{
    return zeros(bytes ^ EACH('"')) | zeros(bytes ^ EACH('\\')) |
           ((bytes - EACH(' ')) & ~bytes & EACH(0x80)) | (bytes & EACH(0x80));
}

static void skip(struct reader *reader)
{
    uint64_t bytes;
    for (;; reader->at++) {
        while (*reader->at == ' ' && eight(reader, reader->at, &bytes)) {
            uint64_t other = le64toh(bytes) ^ EACH(' ');
            reader->at += other ? __builtin_ctzll(other) / 8 : (int)sizeof bytes;
        }
        char c = *reader->at;
        if (c == '\n')
            reader->line++, reader->line_start = reader->at + 1, reader->wide = 0;
        else if (c != ' ' && c != '\t' && c != '\r')
            return;
    }
}

static bool take(struct reader *reader, char c)
{
    skip(reader);
    if (*reader->at != c) return false;
    reader->at++;
    return true;
}

/* -1: not four hexadecimal digits. */
static long hex4(const char *at)
{
    long value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        if (!isxdigit((unsigned char)c)) return -1;
        value = value * 16 + (isdigit((unsigned char)c) ? c - '0' : (c | 32) - 'a' + 10);
    }
    return value;
}

static void point_add(struct buffer *out, unsigned long point)
{
    if (point < 0x80) {
        buffer_byte(out, (char)point);
    } else if (point < 0x800) {
        buffer_byte(out, (char)(0xc0 | point >> 6));
        buffer_byte(out, (char)(0x80 | (point & 63)));
    } else if (point < 0x10000) {
        buffer_byte(out, (char)(0xe0 | point >> 12));
        buffer_byte(out, (char)(0x80 | (point >> 6 & 63)));
        buffer_byte(out, (char)(0x80 | (point & 63)));
    } else {
        buffer_byte(out, (char)(0xf0 | point >> 18));
        buffer_byte(out, (char)(0x80 | (point >> 12 & 63)));
        buffer_byte(out, (char)(0x80 | (point >> 6 & 63)));
        buffer_byte(out, (char)(0x80 | (point & 63)));
    }
}

/* RFC 8259, section 7: what follows \u, and the other half of what lies above 16 bits. */
static bool point_read(struct reader *reader, struct buffer *out)
{
    long point = hex4(reader->at), other = -1;
    if (point <= 0 || (point >= 0xdc00 && point < 0xe000)) return false;
    reader->at += 4;
    if (point >= 0xd800 && point < 0xdc00) {
        if (reader->at[0] == '\\' && reader->at[1] == 'u') other = hex4(reader->at + 2);
        if (other < 0xdc00 || other >= 0xe000) return false;
        reader->at += 6;
        point = 0x10000 + ((point - 0xd800) << 10) + (other - 0xdc00);
    }
    point_add(out, (unsigned long)point);
    return true;
}

static bool escape_read(struct reader *reader, struct buffer *out)
{
    static const char signs[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    char c = *reader->at++;
    if (c == 'u') return point_read(reader, out);
    for (const char *sign = signs; *sign; sign += 2)
        if (*sign == c) {
            buffer_byte(out, sign[1]);
            return true;
        }
    return false;
}

/* What stands up to the next quote, escape or control character. */
static size_t plain_size(struct reader *reader)
{
    const char *at = reader->at;
    uint64_t bytes;
    for (uint64_t found = 0; !found && eight(reader, at, &bytes);) {
        found = stops(le64toh(bytes));
        at += found ? __builtin_ctzll(found) / 8 : (int)sizeof bytes;
    }
    for (; (unsigned char)*at >= ' ' && *at != '"' && *at != '\\'; at++) reader->wide += (*at & 0xc0) == 0x80;
    return (size_t)(at - reader->at);
}

/* A text after its opening quote; NULL: it is none. */
static const char *text_read(struct reader *reader)
{
    const char *start = reader->at;
    size_t size = plain_size(reader);
    reader->at += size;
    if (*reader->at == '"') {
        reader->at++;
        return arena_copy(reader->arena, start, size);
    }
    struct buffer *out = buffer_new(reader->arena);
    buffer_add(out, start, size);
    while (*reader->at == '\\') {
        reader->at++;
        if (!escape_read(reader, out)) return NULL;
        start = reader->at;
        size = plain_size(reader);
        buffer_add(out, start, size);
        reader->at += size;
    }
    return *reader->at++ == '"' ? out->text : NULL;
}

static struct node *value_read(struct reader *);

static bool item_read(struct reader *reader, struct node *into)
{
    const char *key = NULL;
    struct place place = { 0 };
    if (into->shape == MAP) {
        skip(reader);
        place = here(reader);
        if (!take(reader, '"') || !(key = text_read(reader))) return false;
        place.length = column(reader) - place.column;
        if (!take(reader, ':')) return false;
    }
    struct node *value = value_read(reader);
    if (!value) return false;
    node_add(into, key, value)->key_place = place;
    return true;
}

static struct node *items_read(struct reader *reader, struct node *into, char end)
{
    if (reader->depth++ == DEEPEST) return NULL;
    bool more = !take(reader, end);
    while (more) {
        if (!item_read(reader, into)) return NULL;
        more = take(reader, ',');
        if (!more && !take(reader, end)) return NULL;
    }
    reader->depth--;
    return into;
}

/* A number, true, false or null. */
static struct node *word_read(struct reader *reader)
{
    size_t size = strcspn(reader->at, " \t\r\n,]}");
    struct node *word = node_plain(reader->arena, arena_copy(reader->arena, reader->at, size));
    bool good = size && (json_word(word) == JSON_NUMBER || !strcmp(word->text, "true") ||
                         !strcmp(word->text, "false") || !strcmp(word->text, "null"));
    reader->at += size;
    return good ? word : NULL;
}

static struct node *value_read(struct reader *reader)
{
    skip(reader);
    struct place place = here(reader);
    struct node *value = NULL;
    if (*reader->at == '"') {
        reader->at++;
        const char *text = text_read(reader);
        value = text ? node_text(reader->arena, text) : NULL;
        place.length = column(reader) - place.column;
    } else if (take(reader, '{')) {
        value = items_read(reader, node_map(reader->arena), '}');
    } else if (take(reader, '[')) {
        value = items_read(reader, node_list(reader->arena), ']');
    } else {
        value = word_read(reader);
        place.length = column(reader) - place.column;
    }
    if (value) value->place = place;
    return value;
}

struct node *json_places(struct arena *arena, const char *file, const char *text, size_t size)
{
    struct reader reader = {
        .arena = arena, .file = file, .at = text, .end = text + size, .line_start = text, .line = 1
    };
    struct node *value = value_read(&reader);
    if (value) skip(&reader);
    return value && reader.at == reader.end ? value : NULL;
}
