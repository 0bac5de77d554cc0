#include "cfgen/excerpt.h"
#include "base/buffer.h"
#include "base/text.h"
#include <locale.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

enum { TAB = 4, REPLACEMENT = 0xFFFD };

struct point {
    uint32_t code;
    size_t size;
};

/* A byte that is not UTF-8 counts as one code point. */
static struct point point_at(const char *at, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)at;
    size_t size = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    if (size > (size_t)(end - at) || text_bad_utf8(at, size) != size) return (struct point){ REPLACEMENT, 1 };
    uint32_t code = size == 1 ? bytes[0] : bytes[0] & (0x7FU >> size);
    for (size_t i = 1; i < size; i++) code = code << 6 | (bytes[i] & 0x3FU);
    return (struct point){ code, size };
}

/* Control characters, and those that turn the direction of what follows: a terminal must not see them. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F;
}

bool line_find(struct line_cursor *cursor, const struct source *source, int line)
{
    if (cursor->source == source && cursor->line == line) return true;
    const char *at = lines_at(source->lines, line);
    *cursor = (struct line_cursor){ source, line, source->text + source->size, { at, 1, 0 }, { at, 1, 0 } };
    if (!at) cursor->source = NULL;
    return at;
}

static int point_width(uint32_t code, int column)
{
    if (code == '\t') return TAB - column % TAB;
    if (is_unsafe(code)) return 1;
    int width = wcwidth((wchar_t)code);
    return width < 0 ? 1 : width;
}

struct span {
    int start, end, total; /* columns of what is marked, and of the line as far as it can be shown */
};

/* Positions up to the place are remembered. */
static struct spot start_find(struct line_cursor *line, int point, int columns)
{
    struct spot now = point >= line->near.point ? line->near : line->far;
    if (now.point > point) now = (struct spot){ lines_at(line->source->lines, line->line), 1, 0 };
    if (now.point == 1) line->near = line->far = now;
    while (now.point < point && now.at < line->end && !text_break(now.at, line->end)) {
        struct point next = point_at(now.at, line->end);
        now.column += point_width(next.code, now.column);
        now.at += next.size;
        now.point++;
        if (now.column - line->near.column < columns) continue;
        line->far = line->near;
        line->near = now;
    }
    return now;
}

static struct span measure(struct line_cursor *line, struct place place, int columns)
{
    struct spot now = start_find(line, place.column, columns);
    bool there = now.point >= place.column;
    struct span span = { now.column + (there ? 0 : place.column - now.point), -1, 0 };
    while (now.at < line->end && !text_break(now.at, line->end) && now.column <= span.start + columns) {
        if (now.point == place.column + place.length) span.end = now.column;
        struct point next = point_at(now.at, line->end);
        now.column += point_width(next.code, now.column);
        now.at += next.size;
        now.point++;
    }
    span.total = now.column;
    if (span.end < 0) span.end = span.total;
    if (span.end <= span.start) span.end = span.start + 1;
    return span;
}

static void add_point(struct buffer *out, const char *at, struct point point, int width)
{
    if (point.code == '\t')
        buffer_fill(out, ' ', (size_t)width);
    else if (is_unsafe(point.code) || point.code == REPLACEMENT)
        buffer_text(out, "\xEF\xBF\xBD");
    else
        buffer_add(out, at, point.size);
}

/* The columns from `left` on, with … for what is cut off at either side. */
static const char *cut(struct arena *arena, const struct line_cursor *line, int left, int columns, int total)
{
    struct buffer *out = buffer_new(arena);
    int right = left + columns < total ? left + columns - 1 : total, column = line->far.column;
    if (left) buffer_text(out, "…");
    for (const char *at = line->far.at; at < line->end && column < right && !text_break(at, line->end);) {
        struct point point = point_at(at, line->end);
        int width = point_width(point.code, column);
        bool whole = column > left - (left == 0) && column + width <= right;
        if (whole)
            add_point(out, at, point, width);
        else if (column + width > left + 1)
            buffer_fill(out, ' ', 1); /* half of a wide one */
        column += width;
        at += point.size;
    }
    if (right < total) buffer_text(out, "…");
    return out->text;
}

struct excerpt excerpt_find(struct arena *arena, struct line_cursor *line, struct place place, int columns)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* for wcwidth() */
    struct span span = measure(line, place, columns);
    int left = 0;
    if (span.total > columns) {
        left = span.start - columns / 3;
        if (left > span.total - columns) left = span.total - columns;
        if (left < 0) left = 0;
    }
    int end = span.end < left + columns ? span.end : left + columns;
    struct excerpt excerpt = { cut(arena, line, left, columns, span.total), span.start - left,
                               end - span.start };
    if (excerpt.width < 1) excerpt.width = 1;
    return excerpt;
}

const char *excerpt_clean(struct arena *arena, const char *text)
{
    struct buffer *out = NULL;
    const char *end = text + strlen(text), *kept = text;
    for (const char *at = text; at < end;) {
        struct point point = point_at(at, end);
        bool bad = point.code == REPLACEMENT && point.size == 1;
        if (!bad && !is_unsafe(point.code)) {
            at += point.size;
            continue;
        }
        if (!out) out = buffer_new(arena);
        buffer_add(out, kept, (size_t)(at - kept));
        if (bad)
            buffer_print(out, "\\x%02X", (unsigned char)*at);
        else if (point.code == '\n')
            buffer_text(out, "\\n");
        else if (point.code == '\t')
            buffer_text(out, "\\t");
        else
            buffer_print(out, "\\u%04X", (unsigned)point.code);
        kept = at += point.size;
    }
    if (!out) return text;
    buffer_text(out, kept);
    return out->text;
}
