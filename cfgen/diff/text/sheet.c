#include "cfgen/diff/text/sheet.h"
#include "base/text.h"
#include <limits.h>

const char *sheet_paint(const struct sheet *sheet, enum paint color)
{
    static const char *const codes[] = { "\033[0m",  "\033[1m",  "\033[2m",  "\033[31m",
                                         "\033[33m", "\033[32m", "\033[36m", "\033[35m" };
    return sheet->showing->color ? codes[color] : "";
}

int sheet_left(const struct sheet *sheet)
{
    return sheet->showing->columns ? sheet->showing->columns - sheet->used : INT_MAX;
}

static void write_in(struct sheet *sheet, enum paint color, const char *text, size_t size)
{
    if (color != PLAIN) buffer_text(sheet->text, sheet_paint(sheet, color));
    buffer_add(sheet->text, text, size);
    if (color != PLAIN) buffer_text(sheet->text, sheet_paint(sheet, PLAIN));
    sheet->used += text_points(text, size);
    sheet->is_blank = false;
}

static void go_on(struct sheet *sheet)
{
    buffer_print(sheet->text, "\n%*s", sheet->indent, "");
    sheet->used = sheet->indent;
    sheet->is_blank = true;
}

void sheet_line(struct sheet *sheet, int indent, enum paint color, const char *start)
{
    sheet->indent = indent;
    sheet->used = 0;
    write_in(sheet, color, start, strlen(start));
    sheet->is_blank = true;
}

/* The bytes of the first so many code points. */
static size_t bytes_of(const char *text, int points)
{
    size_t size = 0;
    for (; text[size]; size++)
        if ((text[size] & 0xc0) != 0x80 && points-- == 0) break;
    return size;
}

/* How much of it fits, with the dot or slash behind which it is broken; 0: there is none. */
static size_t break_of(const char *text, int points)
{
    size_t size = bytes_of(text, points);
    while (size && !strchr("./,:", text[size - 1])) size--;
    return size;
}

static void part_elided(struct sheet *sheet, enum paint color, const char *text)
{
    int all = text_points(text, strlen(text)), room = sheet_left(sheet) - 1, head = room / 2;
    size_t from = bytes_of(text, all - (room - head));
    write_in(sheet, color,
             arena_text(sheet->showing->arena, "%.*s…%s", (int)bytes_of(text, head), text, text + from),
             bytes_of(text, head) + strlen("…") + strlen(text + from));
}

static bool fits(const struct sheet *sheet, int gap, const char *text)
{
    int left = sheet_left(sheet);
    return left == INT_MAX || text_points(text, strlen(text)) + (sheet->is_blank ? 0 : gap) <= left;
}

void sheet_part(struct sheet *sheet, int gap, enum paint color, const char *text)
{
    enum { LEAST = 20 /* columns, below which nothing is broken */ };
    if (!*text) return;
    if (!fits(sheet, gap, text) && !sheet->is_blank) go_on(sheet);
    if (!sheet->is_blank) buffer_fill(sheet->text, ' ', (size_t)gap), sheet->used += gap;
    while (!fits(sheet, 0, text) && sheet_left(sheet) >= LEAST) {
        size_t size = break_of(text, sheet_left(sheet));
        if (!size) {
            part_elided(sheet, color, text);
            return;
        }
        write_in(sheet, color, text, size);
        text += size;
        go_on(sheet);
    }
    write_in(sheet, color, text, strlen(text));
}

void sheet_words(struct sheet *sheet, int gap, enum paint color, const char *text)
{
    for (; *text; gap = 1) {
        size_t size = strcspn(text, " ");
        sheet_part(sheet, gap, color, arena_copy(sheet->showing->arena, text, size));
        text += size + strspn(text + size, " ");
    }
}

void sheet_end(struct sheet *sheet)
{
    buffer_byte(sheet->text, '\n');
    sheet->used = 0;
}
