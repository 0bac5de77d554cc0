#include "cfgen/diff/text/values.h"
#include "base/text.h"
#include "cfgen/diff/words/show.h"
#include "cfgen/diff/words/words.h"
#include <limits.h>
#include <string.h>

/* Both ends that are the same are cut, so that what differs in a long text stands on the line. */
static void shorten(struct arena *arena, const char **before, const char **after)
{
    enum { LONG = 60, CONTEXT = 16 };
    const char *a = *before, *b = *after;
    size_t left = strlen(a), right = strlen(b), head = 0, tail = 0;
    if (left < LONG && right < LONG) return;
    while (head < left && head < right && a[head] == b[head]) head++;
    while (tail < left - head && tail < right - head && a[left - 1 - tail] == b[right - 1 - tail]) tail++;
    size_t start = head > CONTEXT ? head - CONTEXT : 0, end = tail > CONTEXT ? tail - CONTEXT : 0;
    while (start && (a[start] & 0xc0) == 0x80) start--; /* not within a character */
    while (end && (a[left - end] & 0xc0) == 0x80) end--;
    if (!start && !end) return;
    *before =
        arena_text(arena, "%s%.*s%s", start ? "…" : "", (int)(left - end - start), a + start, end ? "…" : "");
    *after = arena_text(arena, "%s%.*s%s", start ? "…" : "", (int)(right - end - start), b + start,
                        end ? "…" : "");
}

/* Behind a word, where it has several. */
static const char *cut(struct arena *arena, const char *text, int columns)
{
    size_t size = strlen(text), keep = 0;
    if (text_points(text, size) <= columns) return text;
    for (int points = 0; keep < size; keep++)
        if ((text[keep] & 0xc0) != 0x80 && points++ == columns - 1) break;
    size_t end = keep;
    while (end && !strchr(",:/ .", text[end - 1])) end--;
    return arena_text(arena, "%.*s…", (int)(end > keep / 2 ? end : keep), text);
}

/* Where lines may be of any length a value still ends somewhere, unless all of it is wanted. */
static int room(const struct sheet *sheet)
{
    enum { MOST = 400 };
    int left = sheet_left(sheet);
    return left != INT_MAX ? left : sheet->showing->all ? INT_MAX : MOST;
}

static bool is_text(const char *value) { return *value == '"' || text_starts(value, "{\"Fn::Sub\":"); }

static void line_below(struct sheet *sheet, enum paint color, const char *start)
{
    sheet_end(sheet);
    sheet_line(sheet, 10, color, start);
}

/* Long texts of which most stays: false where they are not. */
static bool words_print(struct sheet *sheet, const char *before, const char *after)
{
    enum { LONG = 60 };
    struct word_marks marks = { sheet_paint(sheet, RED), sheet_paint(sheet, GREEN),
                                sheet_paint(sheet, PLAIN) };
    if (!is_text(before) || !is_text(after) || strlen(before) < LONG || strlen(after) < LONG) return false;
    if (!strchr(before, ' ') || !strchr(after, ' ')) return false;
    const char *marked = words_marked(sheet->showing->arena, before, after, &marks);
    if (!marked) return false;
    line_below(sheet, PLAIN, "        ");
    sheet_words(sheet, 0, PLAIN, marked);
    return true;
}

static int points(const char *text) { return text ? text_points(text, strlen(text)) : 0; }

static void value_print(struct sheet *sheet, int gap, enum paint color, const char *value)
{
    sheet_part(sheet, gap, color, cut(sheet->showing->arena, value, room(sheet) - gap));
}

static void both_print(struct sheet *sheet, const char *before, const char *after)
{
    if (sheet_left(sheet) >= points(before) + points(after) + 5) {
        sheet_part(sheet, 2, RED, before);
        sheet_part(sheet, 1, PLAIN, "→");
        sheet_part(sheet, 1, GREEN, after);
        return;
    }
    line_below(sheet, RED, "        - ");
    value_print(sheet, 0, RED, before);
    line_below(sheet, GREEN, "        + ");
    value_print(sheet, 0, GREEN, after);
}

void text_values(struct sheet *sheet, const struct difference *row)
{
    struct arena *arena = sheet->showing->arena;
    const char *before = row->before ? show_value(arena, row->before) : NULL;
    const char *after = row->after ? show_value(arena, row->after) : NULL;
    if (before && after && !strcmp(before, after)) return; /* it stays, and what it refers to does not */
    if (before && after && words_print(sheet, before, after)) return;
    if (before && after) {
        shorten(arena, &before, &after);
        both_print(sheet, before, after);
        return;
    }
    int gap = 2;
    if (sheet_left(sheet) < points(before) + points(after) + (before ? 6 : 2))
        gap = 0, line_below(sheet, PLAIN, "        ");
    if (before) sheet_part(sheet, gap, PLAIN, "was"), gap = 1;
    value_print(sheet, gap, before ? RED : GREEN, before ? before : after);
}
