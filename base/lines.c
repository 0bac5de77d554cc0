#include "base/lines.h"
#include "base/text.h"

struct lines {
    const char *end;
    const char **starts;
    int count;
    int line, column; /* of the last call, at `at` */
    const char *at;
};

/* What follows the next line break; NULL: there is none. All breaks begin with one of few bytes. */
static const char *after_any_break(const char *at, const char *end)
{
    for (; at < end; at++) {
        if ((unsigned char)*at > '\r' && (unsigned char)*at < 0xC2) continue;
        size_t more = text_break(at, end);
        if (more) return at + more;
    }
    return NULL;
}

/* The same, where a line feed is the only break. */
static const char *after_line_feed(const char *at, const char *end)
{
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    return feed ? feed + 1 : NULL;
}

/* Most files are ASCII, and their breaks are line feeds alone. */
static bool has_line_feeds_only(const char *text, size_t size)
{
    return text_points(text, size) == (int)size && !memchr(text, '\r', size);
}

struct lines *lines_new(struct arena *arena, const char *text, size_t size)
{
    struct lines *lines = arena_take(arena, sizeof *lines);
    const char *end = text + size;
    if (size >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) text += 3; /* a byte order mark is in no column */
    *lines = (struct lines){ .end = end };
    bool simple = size && has_line_feeds_only(text, (size_t)(end - text));
    int room = 0;
    for (const char *at = text; at; at = simple ? after_line_feed(at, end) : after_any_break(at, end)) {
        if (lines->count == room) {
            const char **more = arena_take(arena, (size_t)(room = room * 2 + 64) * sizeof *more);
            if (lines->count) memcpy(more, lines->starts, (size_t)lines->count * sizeof *more);
            lines->starts = more;
        }
        lines->starts[lines->count++] = at;
    }
    return lines;
}

const char *lines_at(const struct lines *lines, int line)
{
    return line < 1 || line > lines->count || lines->starts[line - 1] == lines->end ? NULL
                                                                                    : lines->starts[line - 1];
}

const char *lines_start(const struct lines *lines, int line) { return lines->starts[line - 1]; }

const char *lines_end(const struct lines *lines, int line)
{
    enum { LONGEST_BREAK = 3 };
    if (line >= lines->count) return lines->end;
    const char *next = lines->starts[line];
    size_t size = LONGEST_BREAK;
    while (size > (size_t)(next - lines->starts[line - 1]) || text_break(next - size, next) != size) size--;
    return next - size;
}

int lines_line(const struct lines *lines, const char *at)
{
    int low = 0, high = lines->count;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        *(lines->starts[middle] <= at ? &low : &high) = middle;
    }
    return low + 1;
}

const char *lines_column(struct lines *lines, int line, int column)
{
    const char *at = lines_at(lines, line);
    int now = 1;
    if (!at) return lines->end;
    if (lines->line == line && lines->column <= column) at = lines->at, now = lines->column;
    for (; now < column && at < lines->end; now++) {
        at++;
        while (at < lines->end && ((unsigned char)*at & 0xC0) == 0x80) at++;
    }
    lines->line = line, lines->column = now, lines->at = at;
    return at;
}
