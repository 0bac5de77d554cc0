#include "cfgen/diff/text/change.h"
#include "base/index.h"
#include "base/text.h"
#include "cfgen/diff/text/values.h"
#include "cfgen/diff/words/show.h"

enum paint text_impact_paint(enum impact impact)
{
    static const enum paint paints[] = { RED, RED, YELLOW, YELLOW, CYAN, CYAN, FAINT };
    return paints[impact];
}

static enum paint change_paint(const struct changed *changed)
{
    static const enum paint paints[] = { GREEN, YELLOW, RED, CYAN };
    return changed->replacement == REPLACED ? MAGENTA : paints[changed->action];
}

/* :56, where it is another line than the resource's; "" where nothing more is known. */
static const char *row_place(struct arena *arena, const struct changed *changed, const struct difference *row)
{
    struct place whole = show_cause(changed), own = row->cause;
    if (!own.file || !whole.file || own.line == whole.line) return "";
    return strcmp(own.file, whole.file) ? show_place(arena, own) : arena_text(arena, ":%d", own.line);
}

/* The description's key, where it is another than the resource's, then AWS's path. */
static void row_path(struct sheet *sheet, const struct changed *changed, const struct difference *row)
{
    struct arena *arena = sheet->showing->arena;
    const char *place = row_place(arena, changed, row), *whole = show_key(changed);
    bool leads = row->key && (!whole || strcmp(row->key, whole) != 0);
    if (leads) sheet_words(sheet, 0, PLAIN, row->key);
    if (leads && *place) sheet_words(sheet, 1, FAINT, arena_join(arena, "· ", place));
    if (!leads || !text_ends(row->key, show_path(row))) /* as of a resource that is written out */
        sheet_part(sheet, leads ? 2 : 0, leads ? FAINT : PLAIN, show_path(row));
    if (!leads && *place) sheet_part(sheet, 2, FAINT, place);
}

/* The row before it says what follows in the same words. */
static bool is_said(const struct changed *changed, const struct difference *row)
{
    const struct difference *last = NULL;
    for (const struct difference *r = changed->first; r && r != row; r = r->next) last = r;
    return last && last->why && !strcmp(last->why, row->why);
}

/* What follows from the row, and what to do instead. */
static void follows_print(struct sheet *sheet, const struct changed *changed, const struct difference *row)
{
    enum paint color = text_impact_paint(row->impact);
    if (row->why && !is_said(changed, row)) {
        sheet_line(sheet, 8, PLAIN, "        ");
        if (row->possible && row->impact != changed->impact) sheet_part(sheet, 0, color, "possibly:");
        sheet_words(sheet, 1, color, row->why);
        sheet_end(sheet);
    }
    if (!row->remedy) return;
    sheet_line(sheet, 8, PLAIN, "        ");
    sheet_words(sheet, 0, PLAIN, row->remedy);
    sheet_end(sheet);
}

void text_row(struct sheet *sheet, const struct changed *changed, const struct difference *row)
{
    static const char *const signs[] = { "      + ", "      ~ ", "      - ", "      ↓ " };
    static const char *const marks[] = { "", "(may replace)", "(replaces)" };
    bool whole = !*row->path;
    if (!whole) {
        sheet_line(sheet, 8, PLAIN, signs[row->action]);
        row_path(sheet, changed, row);
        sheet_words(sheet, 2, MAGENTA, marks[row->replacement]);
        text_values(sheet, row);
        sheet_end(sheet);
    } else if (sheet->showing->all) {
        sheet_line(sheet, 8, PLAIN, "      ");
        sheet_part(sheet, 0, PLAIN, show_value(sheet->showing->arena, row->after ? row->after : row->before));
        sheet_end(sheet);
    }
    follows_print(sheet, changed, row);
}

/* Archives are named by what is in them: that tells more than their names. */
static bool is_key(const struct changed *changed, const struct difference *row)
{
    return (changed->code || changed->code_of) && text_ends(row->path, ".S3Key");
}

static void line_of(struct sheet *sheet, enum paint color, const char *text)
{
    sheet_line(sheet, 8, PLAIN, "      ");
    sheet_words(sheet, 0, color, text);
    sheet_end(sheet);
}

static void code_print(struct sheet *sheet, const struct changed *changed)
{
    static const char *const signs[] = { "      + ", "      ~ ", "      - ", "      ↓ " };
    enum { SHOWN = 12 };
    struct arena *arena = sheet->showing->arena;
    int count = 0;
    if (changed->code_of) {
        line_of(sheet, PLAIN, arena_join(arena, "same code as ", changed->code_of));
        return;
    }
    for (const struct code_change *c = changed->code; c; c = c->next, count++) {
        if (count >= SHOWN && !sheet->showing->all) continue;
        sheet_line(sheet, 8, PLAIN, signs[c->action]);
        if (c->package) sheet_part(sheet, 0, PLAIN, "package");
        sheet_part(sheet, 1, PLAIN, c->path);
        sheet_words(sheet, 2, c->action == ACTION_REMOVE ? RED : GREEN, show_code(arena, c));
        sheet_end(sheet);
    }
    if (count > SHOWN && !sheet->showing->all)
        line_of(sheet, PLAIN, arena_text(arena, "and %d more code changes", count - SHOWN));
}

static void names_print(struct sheet *sheet, const char *title, enum paint color, const char *const *names)
{
    enum { SHOWN = 6 };
    struct buffer *text = buffer_new(sheet->showing->arena);
    int count = 0;
    while (names && names[count]) count++;
    if (!count) return;
    buffer_text(text, title);
    for (int i = 0; i < count && (i < SHOWN || sheet->showing->all); i++)
        buffer_print(text, "%s %s", i ? "," : "", names[i]);
    if (count > SHOWN && !sheet->showing->all) buffer_print(text, " and %d more", count - SHOWN);
    line_of(sheet, color, text->text);
}

struct follower {
    struct follower *next, *last; /* last: of the first one */
    const struct changed *changed;
    int count; /* of all, in the first one */
};

struct index *text_followers(struct arena *arena, const struct diff *diff)
{
    struct index *all = index_new(arena);
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (!c->under) continue;
        struct follower *made = arena_take(arena, sizeof *made);
        struct follower *first = index_find(all, c->under);
        *made = (struct follower){ .changed = c };
        if (first) first->last->next = made;
        first = index_add(all, c->under, made);
        first->last = made;
        first->count++;
    }
    return all;
}

/* What only follows from this one, but for what is listed among those that use it. */
static void followers_print(struct sheet *sheet, const struct changed *owner, const struct index *followers)
{
    const struct follower *first = index_find(followers, owner->id);
    if (!first || sheet->showing->all) return;
    const char **names = arena_take(sheet->showing->arena, ((size_t)first->count + 1) * sizeof *names);
    int count = 0;
    for (const struct follower *f = first; f; f = f->next)
        if (!owner->dependents || f->changed->action != ACTION_MODIFY) names[count++] = f->changed->id;
    names[count] = NULL;
    names_print(sheet, "also updated because of this:", FAINT, names);
}

/* The description's key leads, and what CloudFormation calls it stands beside it; in a template that leads.
 */
static void head_print(struct sheet *sheet, const struct changed *changed, const char *where)
{
    struct arena *arena = sheet->showing->arena;
    enum paint color = change_paint(changed);
    const char *key = show_key(changed), *place = show_place(arena, show_cause(changed));
    const char *type = strcmp(changed->section, "Resources") ? changed->section : changed->type;
    const char *own = arena_text(arena, "%s  %s", changed->id, type);
    sheet_line(sheet, 4, color, arena_text(arena, "  %s ", show_symbol(changed)));
    if (key) {
        sheet_words(sheet, 0, color, key);
        sheet_words(sheet, 1, FAINT, arena_join(arena, "· ", place));
    } else {
        sheet_part(sheet, 0, color, changed->id);
        sheet_part(sheet, 2, PLAIN, type);
        if (changed->physical) sheet_part(sheet, 2, PLAIN, changed->physical);
    }
    sheet_words(sheet, 2, color, show_word(changed));
    if (changed->possible && changed->impact <= IMPACT_SECURITY) sheet_part(sheet, 2, PLAIN, "possible");
    sheet_words(sheet, 2, PLAIN, where);
    if (key) sheet_part(sheet, 2, FAINT, own);
    if (key && changed->physical) sheet_part(sheet, 2, FAINT, changed->physical);
    if (!key) sheet_part(sheet, 2, FAINT, place);
    sheet_end(sheet);
}

void text_changed(struct sheet *sheet, const struct changed *changed, const char *where,
                  const struct index *followers)
{
    bool is_told = false; /* what becomes of its data */
    head_print(sheet, changed, where);
    for (const struct difference *row = changed->first; row; row = row->next) {
        if (!is_key(changed, row)) text_row(sheet, changed, row);
        is_told = is_told || row->reason == REASON_DATA;
    }
    code_print(sheet, changed);
    if (changed->fate != FATE_NONE && !is_told)
        line_of(sheet, PLAIN, arena_join(sheet->showing->arena, "data: ", fate_words[changed->fate]));
    names_print(sheet, "used by", PLAIN, changed->dependents);
    if (!sheet->showing->all) names_print(sheet, "same change in", PLAIN, changed->alike);
    followers_print(sheet, changed, followers);
}
