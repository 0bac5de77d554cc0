#include "cfgen/excerpt.h"
#include "base/buffer.h"
#include "base/secret.h"
#include "base/text.h"
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
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

/* Control characters and what is not seen by itself: format characters (general category Cf), line and
 * paragraph separators, and all that is ignored where a font has no picture of it
 * (Default_Ignorable_Code_Point). https://www.unicode.org/Public/15.0.0/ucd/DerivedCoreProperties.txt */
static bool is_unsafe(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = { { 0x00AD, 0x00AD },   { 0x034F, 0x034F },   { 0x0600, 0x0605 },   { 0x061C, 0x061C },
                   { 0x06DD, 0x06DD },   { 0x070F, 0x070F },   { 0x0890, 0x0891 },   { 0x08E2, 0x08E2 },
                   { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 },   { 0x180B, 0x180F },   { 0x200B, 0x200F },
                   { 0x2028, 0x202E },   { 0x2060, 0x206F },   { 0x3164, 0x3164 },   { 0xFE00, 0xFE0F },
                   { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },   { 0xFFF0, 0xFFFB },   { 0x110BD, 0x110BD },
                   { 0x110CD, 0x110CD }, { 0x13430, 0x1343F }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A },
                   { 0xE0000, 0xE0FFF } };
    if (code < 0xA0) return code < 0x20 || code >= 0x7F;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && ranges[i].first <= code; i++)
        if (code <= ranges[i].last) return true;
    return false;
}

/* What the logs of pipelines act on wherever it is in a line: `##[add-mask]` on GitHub, `##vso[…]` on Azure.
 */
static bool is_command(const char *at, const char *end)
{
    static const char *const starts[] = { "##[", "##vso[" };
    for (size_t i = 0; *at == '#' && i < sizeof starts / sizeof *starts; i++) {
        size_t size = strlen(starts[i]);
        if (size <= (size_t)(end - at) && !memcmp(at, starts[i], size)) return true;
    }
    return false;
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
    while (now.point < point && now.at < line->end) {
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
    while (now.at < line->end && now.column <= span.start + columns) {
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

static void add_point(struct buffer *out, const char *at, const char *end, struct point point, int width)
{
    if (point.code == '\t')
        buffer_fill(out, ' ', (size_t)width);
    else if (is_unsafe(point.code) || point.code == REPLACEMENT || is_command(at, end))
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
    for (const char *at = line->far.at; at < line->end && column < right;) {
        struct point point = point_at(at, line->end);
        int width = point_width(point.code, column);
        bool whole = column > left - (left == 0) && column + width <= right;
        if (whole)
            add_point(out, at, line->end, point, width);
        else if (column + width > left + 1)
            buffer_fill(out, ' ', 1); /* half of a wide one */
        column += width;
        at += point.size;
    }
    if (right < total) buffer_text(out, "…");
    return out->text;
}

static int by_column(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    return (left->column > right->column) - (left->column < right->column);
}

/* One asterisk for each code point of what is hidden. */
static const char *hide(struct arena *arena, const char *text, size_t *bytes, const struct hidden *hidden)
{
    struct buffer *out = buffer_new(arena);
    size_t count = 0, next = 0;
    for (const struct hidden *h = hidden; h; h = h->same_line) count++;
    struct place *places = arena_take(arena, (count + 1) * sizeof *places);
    for (const struct hidden *h = hidden; h; h = h->same_line) places[next++] = h->place;
    qsort(places, count, sizeof *places, by_column);
    next = 0;
    int point = 1, until = 0;
    for (const char *end = text + *bytes; text < end; point++) {
        size_t size = point_at(text, end).size;
        for (; next < count && places[next].column <= point; next++)
            if (places[next].column + places[next].length > until)
                until = places[next].column + places[next].length;
        if (point < until)
            buffer_byte(out, '*');
        else
            buffer_add(out, text, size);
        text += size;
    }
    *bytes = out->size;
    return out->text;
}

/* The line with asterisks for credentials and for what is hidden on it; columns stay. */
static const char *line_masked(struct arena *arena, const struct diags *diags, const struct source *source,
                               int line, size_t *size)
{
    const char *at = lines_at(source->lines, line);
    *size = (size_t)(lines_end(source->lines, line) - at);
    const struct hidden *hidden = diag_hidden(diags, source->file, line);
    const char *text = secret_mask(arena, at, size, true);
    return hidden ? hide(arena, text, size, hidden) : text;
}

bool line_find(struct arena *arena, const struct diags *diags, struct line_cursor *cursor,
               const struct source *source, int line)
{
    if (cursor->source == source && cursor->line == line) return true;
    *cursor = (struct line_cursor){ 0 };
    if (!lines_at(source->lines, line)) return false;
    size_t size;
    const char *text = line_masked(arena, diags, source, line, &size);
    const char *copy = arena_copy(arena, text, size);
    bool secret = diag_mask(diags, arena, copy, (struct place){ 0 }) != copy;
    *cursor = (struct line_cursor){ source, line, secret, text + size, { text, 1, 0 }, { text, 1, 0 } };
    return true;
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

/* The point at `at` spelled out. */
static void add_spelled(struct buffer *out, const char *at, struct point point)
{
    if (point.code == REPLACEMENT)
        buffer_print(out, "\\x%02X", (unsigned char)*at);
    else if (point.code == '\n')
        buffer_text(out, "\\n");
    else if (point.code == '\t')
        buffer_text(out, "\\t");
    else
        buffer_print(out, "<U+%04X>", (unsigned)point.code);
}

const char *excerpt_clean(struct arena *arena, const char *text)
{
    struct buffer *out = NULL;
    size_t whole = strlen(text);
    text = secret_mask(arena, text, &whole, false);
    const char *end = text + whole, *kept = text;
    for (const char *at = text; at < end;) {
        struct point point = point_at(at, end);
        bool bad = point.code == REPLACEMENT && point.size == 1;
        if (!bad && !is_unsafe(point.code) && !is_command(at, end)) {
            at += point.size;
            continue;
        }
        if (!out) out = buffer_new(arena);
        buffer_add(out, kept, (size_t)(at - kept));
        add_spelled(out, at, point);
        kept = at += point.size;
    }
    if (!out) return text;
    buffer_text(out, kept);
    return out->text;
}
