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

void line_open(struct line_cursor *cursor, const char *file, const char *text, size_t size)
{
    size_t mark = size >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
    *cursor = (struct line_cursor){ file, text + mark, text + size, text + mark, 1 };
}

bool line_find(struct line_cursor *cursor, int line)
{
    if (line < cursor->line) {
        cursor->at = cursor->text;
        cursor->line = 1;
    }
    const char *at = cursor->at;
    while (cursor->line < line && at < cursor->end) {
        size_t size = text_break(at, cursor->end);
        at += size ? size : 1;
        if (!size) continue;
        cursor->at = at;
        cursor->line++;
    }
    return cursor->line == line && cursor->at < cursor->end;
}

static int point_width(uint32_t code, int column)
{
    if (code == '\t') return TAB - column % TAB;
    if (is_unsafe(code)) return 1;
    int width = wcwidth((wchar_t)code);
    return width < 0 ? 1 : width;
}

struct span {
    int start, end, total; /* columns of what is marked, and of the whole line */
};

static struct span measure(const struct line_cursor *line, struct place place)
{
    struct span span = { -1, -1, 0 };
    int point = 1;
    for (const char *at = line->at; at < line->end && !text_break(at, line->end); point++) {
        if (point == place.column) span.start = span.total;
        if (point == place.column + place.length) span.end = span.total;
        struct point next = point_at(at, line->end);
        span.total += point_width(next.code, span.total);
        at += next.size;
    }
    if (span.start < 0) span.start = span.total + (place.column > point ? place.column - point : 0);
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
    int right = left + columns < total ? left + columns - 1 : total, column = 0;
    if (left) buffer_text(out, "…");
    for (const char *at = line->at; at < line->end && column < right && !text_break(at, line->end);) {
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

struct line_cursor line_mask(struct arena *arena, const struct line_cursor *line, const struct hidden *hidden)
{
    const char *end = line->at;
    while (end < line->end && !text_break(end, line->end)) end++;
    size_t size = (size_t)(end - line->at);
    const char *text = secret_mask(arena, line->at, &size, true);
    if (hidden) text = hide(arena, text, &size, hidden);
    return (struct line_cursor){ line->file, text, text + size, text, line->line };
}

struct excerpt excerpt_find(struct arena *arena, const struct line_cursor *line, struct place place,
                            int columns)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* for wcwidth() */
    struct span span = measure(line, place);
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
