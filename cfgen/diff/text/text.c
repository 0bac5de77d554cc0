/* For terminals: what is worst first, one resource a paragraph, symbol and word beside every colour. */
#include "cfgen/diff/text/text.h"
#include "base/index.h"
#include "base/text.h"
#include "cfgen/diff/text/cost.h"
#include "cfgen/diff/words/show.h"
#include "cfgen/diff/words/words.h"
#include "stacks/rights/right.h"

enum paint { PLAIN, BOLD, FAINT, RED, YELLOW, GREEN, CYAN, MAGENTA };

struct sheet {
    struct buffer *text;
    const struct showing *showing;
    const struct index *followers; /* of the stack that is written: struct follower */
    int keys; /* columns of the paths of the resource that is written, so that values stand below each other
               */
};

static const char *paint(const struct sheet *sheet, enum paint color)
{
    static const char *const codes[] = { "\033[0m",  "\033[1m",  "\033[2m",  "\033[31m",
                                         "\033[33m", "\033[32m", "\033[36m", "\033[35m" };
    return sheet->showing->color ? codes[color] : "";
}

static enum paint impact_paint(enum impact impact)
{
    static const enum paint paints[] = { RED, RED, YELLOW, YELLOW, CYAN, CYAN, FAINT };
    return paints[impact];
}

static enum paint change_paint(const struct changed *changed)
{
    static const enum paint paints[] = { GREEN, YELLOW, RED, CYAN };
    return changed->replacement == REPLACED ? MAGENTA : paints[changed->action];
}

static void say(struct sheet *sheet, enum paint color, const char *text)
{
    buffer_print(sheet->text, "%s%s%s", paint(sheet, color), text, paint(sheet, PLAIN));
}

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

static const char *cut(struct arena *arena, const char *text, int columns)
{
    size_t size = strlen(text);
    if (columns <= 0 || text_points(text, size) <= columns) return text;
    size_t keep = 0;
    for (int points = 0; keep < size; keep++)
        if ((text[keep] & 0xc0) != 0x80 && points++ == columns - 1) break;
    return arena_text(arena, "%.*s…", (int)keep, text);
}

/* Where lines may be of any length a value still ends somewhere, unless all of it is wanted. */
static int room(const struct sheet *sheet, int columns)
{
    enum { MOST = 400 };
    return sheet->showing->columns ? columns : sheet->showing->all ? 0 : MOST;
}

static bool is_text(const char *value) { return *value == '"' || text_starts(value, "{\"Fn::Sub\":"); }

/* Long texts of which most stays: false where they are not. */
static bool say_words(struct sheet *sheet, const char *before, const char *after)
{
    enum { LONG = 60 };
    struct word_marks marks = { paint(sheet, RED), paint(sheet, GREEN), paint(sheet, PLAIN) };
    if (!is_text(before) || !is_text(after) || strlen(before) < LONG || strlen(after) < LONG) return false;
    const char *marked = words_marked(sheet->showing->arena, before, after, &marks);
    if (marked) buffer_print(sheet->text, "\n        %s", marked);
    return marked;
}

/* Behind a key of so many columns. */
static void say_values(struct sheet *sheet, const struct difference *row, int key)
{
    struct arena *arena = sheet->showing->arena;
    int columns = sheet->showing->columns, pad = key < sheet->keys ? sheet->keys - key : 0;
    int used = 10 + key + pad;
    const char *before = row->before ? show_value(arena, row->before) : NULL;
    const char *after = row->after ? show_value(arena, row->after) : NULL;
    if (before && after && !strcmp(before, after)) return; /* it stays, and what it refers to does not */
    if (before && after && say_words(sheet, before, after)) return;
    if (before && after) shorten(arena, &before, &after);
    int need = (before ? text_points(before, strlen(before)) : 0) +
               (after ? text_points(after, strlen(after)) : 0) + 3;
    if (before && after && columns && used + need > columns) {
        buffer_print(sheet->text, "\n        %s- %s%s\n        %s+ %s%s", paint(sheet, RED),
                     cut(arena, before, columns - 10), paint(sheet, PLAIN), paint(sheet, GREEN),
                     cut(arena, after, columns - 10), paint(sheet, PLAIN));
        return;
    }
    buffer_print(sheet->text, "  %*s", pad, "");
    if (before && !after) buffer_text(sheet->text, "was ");
    if (before) say(sheet, RED, cut(arena, before, after ? room(sheet, 0) : room(sheet, columns - used - 4)));
    if (before && after) buffer_text(sheet->text, " → ");
    if (after) say(sheet, GREEN, cut(arena, after, before ? room(sheet, 0) : room(sheet, columns - used)));
}

/* :56, where it is another line than the resource's; "" where nothing more is known. */
static const char *row_place(struct arena *arena, const struct changed *changed, const struct difference *row)
{
    struct place whole = show_cause(changed), own = row->cause;
    if (!own.file || !whole.file || own.line == whole.line) return "";
    return strcmp(own.file, whole.file) ? show_place(arena, own) : arena_text(arena, ":%d", own.line);
}

/* Path and line; what comes of the row stands behind them. */
static const char *row_key(struct arena *arena, const struct changed *changed, const struct difference *row)
{
    const char *path = show_path(row), *place = row_place(arena, changed, row);
    return *place ? arena_text(arena, "%s  %s", path, place) : path;
}

static const char *row_mark(const struct difference *row)
{
    static const char *const marks[] = { "", "  (may replace)", "  (replaces)" };
    return row->refused ? "" : marks[row->replacement];
}

static int key_columns(const char *key, const struct difference *row)
{
    return text_points(key, strlen(key)) + (int)strlen(row_mark(row));
}

/* One that is very long does not push the values of all others to the right. */
static int keys_columns(struct arena *arena, const struct changed *changed)
{
    enum { MOST = 48 };
    int most = 0;
    for (const struct difference *row = changed->first; row; row = row->next) {
        bool stays = row->before && row->after && node_same(row->before, row->after);
        int columns = *row->path && !stays ? key_columns(row_key(arena, changed, row), row) : 0;
        if (columns <= MOST && columns > most) most = columns;
    }
    return most;
}

static void say_row(struct sheet *sheet, const struct changed *changed, const struct difference *row)
{
    static const char *const signs[] = { "+", "~", "-", "↓" };
    bool whole = !*row->path;
    if (whole && !row->why && !row->remedy && !sheet->showing->all) return;
    if (!whole) {
        const char *key = row_key(sheet->showing->arena, changed, row);
        int columns = key_columns(key, row);
        buffer_print(sheet->text, "      %s %s", signs[row->action], key);
        if (row->replacement != UPDATED) say(sheet, MAGENTA, row_mark(row));
        say_values(sheet, row, columns);
        buffer_byte(sheet->text, '\n');
    } else if (sheet->showing->all) {
        const struct node *value = row->after ? row->after : row->before;
        buffer_print(sheet->text, "      %s\n", show_value(sheet->showing->arena, value));
    }
    if (row->why)
        buffer_print(sheet->text, "        %s%s%s%s\n", paint(sheet, impact_paint(row->impact)),
                     row->possible && row->impact != changed->impact ? "possibly: " : "", row->why,
                     paint(sheet, PLAIN));
    if (row->remedy) buffer_print(sheet->text, "        %s\n", row->remedy);
}

/* Archives are named by what is in them: that tells more than their names. */
static bool is_key(const struct changed *changed, const struct difference *row)
{
    return (changed->code || changed->code_of) && text_ends(row->path, ".S3Key");
}

static void say_code(struct sheet *sheet, const struct changed *changed)
{
    static const char *const signs[] = { "+", "~", "-", "↓" };
    enum { SHOWN = 12 };
    int count = 0;
    if (changed->code_of) {
        buffer_print(sheet->text, "      same code as %s\n", changed->code_of);
        return;
    }
    for (const struct code_change *c = changed->code; c; c = c->next, count++) {
        if (count >= SHOWN && !sheet->showing->all) continue;
        const char *values = show_code(sheet->showing->arena, c);
        buffer_print(sheet->text, "      %s %s%s  ", signs[c->action], c->package ? "package " : "", c->path);
        say(sheet, c->action == ACTION_REMOVE ? RED : GREEN, values);
        buffer_byte(sheet->text, '\n');
    }
    if (count > SHOWN && !sheet->showing->all)
        buffer_print(sheet->text, "      and %d more code changes\n", count - SHOWN);
}

static void say_names(struct sheet *sheet, const char *title, const char *const *names)
{
    enum { SHOWN = 6 };
    int count = 0;
    while (names && names[count]) count++;
    if (!count) return;
    buffer_print(sheet->text, "      %s ", title);
    for (int i = 0; i < count && (i < SHOWN || sheet->showing->all); i++)
        buffer_print(sheet->text, "%s%s", i ? ", " : "", names[i]);
    if (count > SHOWN && !sheet->showing->all) buffer_print(sheet->text, " and %d more", count - SHOWN);
    buffer_byte(sheet->text, '\n');
}

struct follower {
    struct follower *next, *last; /* last: of the first one */
    const struct changed *changed;
};

/* By the id of what they follow from. */
static struct index *followers_of(struct arena *arena, const struct diff *diff)
{
    struct index *all = index_new(arena);
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (!c->under) continue;
        struct follower *made = arena_take(arena, sizeof *made);
        struct follower *first = index_find(all, c->under);
        *made = (struct follower){ .changed = c };
        if (first) first->last->next = made;
        ((struct follower *)index_add(all, c->under, made))->last = made;
    }
    return all;
}

/* What only follows from this one. */
static void say_followers(struct sheet *sheet, const struct changed *owner)
{
    const char *names[8];
    int count = 0;
    for (const struct follower *f = index_find(sheet->followers, owner->id); f; f = f->next) {
        bool listed = owner->dependents && f->changed->action == ACTION_MODIFY; /* among those that use it */
        if (!listed && count++ < 7) names[count - 1] = f->changed->id;
    }
    if (!count || sheet->showing->all) return;
    names[count < 7 ? count : 7] = NULL;
    buffer_print(sheet->text, "      %s", paint(sheet, FAINT));
    buffer_text(sheet->text, "also updated because of this:");
    for (int i = 0; names[i]; i++) buffer_print(sheet->text, "%s %s", i ? "," : "", names[i]);
    if (count > 7) buffer_print(sheet->text, " and %d more", count - 7);
    buffer_print(sheet->text, "%s\n", paint(sheet, PLAIN));
}

static void say_changed(struct sheet *sheet, const struct changed *changed)
{
    struct arena *arena = sheet->showing->arena;
    bool resource = !strcmp(changed->section, "Resources");
    const char *word = show_word(changed), *place = show_place(arena, show_cause(changed));
    buffer_print(sheet->text, "  %s%s %s%s", paint(sheet, change_paint(changed)), show_symbol(changed),
                 changed->id, paint(sheet, PLAIN));
    buffer_print(sheet->text, "  %s", resource ? changed->type : changed->section);
    if (changed->physical) buffer_print(sheet->text, "  %s", changed->physical);
    if (*word)
        buffer_print(sheet->text, "  %s%s%s", paint(sheet, change_paint(changed)), word, paint(sheet, PLAIN));
    if (changed->possible && changed->impact <= IMPACT_SECURITY) buffer_text(sheet->text, "  possible");
    if (changed->regions)
        buffer_print(sheet->text, "  in %s", show_regions(sheet->showing->arena, changed->regions));
    if (*place) buffer_print(sheet->text, "  %s%s%s", paint(sheet, FAINT), place, paint(sheet, PLAIN));
    buffer_byte(sheet->text, '\n');
    sheet->keys = keys_columns(arena, changed);
    for (const struct difference *row = changed->first; row; row = row->next)
        if (!is_key(changed, row)) say_row(sheet, changed, row);
    say_code(sheet, changed);
    if (changed->fate != FATE_NONE) buffer_print(sheet->text, "      data: %s\n", fate_words[changed->fate]);
    say_names(sheet, "used by", changed->dependents);
    if (!sheet->showing->all) say_names(sheet, "same change in", changed->alike);
    say_followers(sheet, changed);
}

static void say_permits(struct sheet *sheet, const struct diff *diff)
{
    struct arena *arena = sheet->showing->arena;
    if (!diff->permits) return;
    buffer_print(sheet->text, "\n%sPERMISSIONS%s\n", paint(sheet, BOLD), paint(sheet, PLAIN));
    for (const struct right *r = rights_of(arena, diff->permits); r; r = r->next) {
        const struct permit *p = r->permit;
        say(sheet, r->broader ? YELLOW : r->sign == '-' ? RED : GREEN, arena_text(arena, "  %c ", r->sign));
        buffer_text(sheet->text, right_sentence(arena, r));
        if (p->regions) buffer_print(sheet->text, "  in %s", show_regions(arena, p->regions));
        buffer_byte(sheet->text, '\n');
    }
}

static void say_steps(struct sheet *sheet, const struct step *first)
{
    if (!first) return;
    buffer_print(sheet->text, "\n%sDEPLOYMENTS NEEDED%s\n", paint(sheet, BOLD), paint(sheet, PLAIN));
    int last = 0;
    for (const struct step *s = first; s; s = s->next) {
        if (s->deployment != last) buffer_print(sheet->text, "  deployment %d\n", s->deployment);
        last = s->deployment;
        buffer_print(sheet->text, "      %s: %s\n", s->id, s->what);
    }
}

/* Never among the changes: the next deployment does not know of it. */
static void say_drift(struct sheet *sheet, const struct diff *diff)
{
    if (!diff->drift_read) return;
    buffer_print(sheet->text, "\n%sDRIFT%s\n", paint(sheet, BOLD), paint(sheet, PLAIN));
    for (const struct changed *c = diff->drifts; c; c = c->next) {
        buffer_print(sheet->text, "  %s %s%s%s  %s", c->action == ACTION_REMOVE ? "-" : "~",
                     paint(sheet, BOLD), c->id, paint(sheet, PLAIN), c->type);
        if (c->physical) buffer_print(sheet->text, "  %s", c->physical);
        if (c->action == ACTION_REMOVE) say(sheet, RED, "  deleted");
        buffer_byte(sheet->text, '\n');
        sheet->keys = keys_columns(sheet->showing->arena, c);
        for (const struct difference *row = c->first; row; row = row->next) say_row(sheet, c, row);
    }
    if (!diff->drifts) buffer_text(sheet->text, "  no drift in the resources that AWS checks\n");
    if (diff->drift_blind) buffer_text(sheet->text, "  AWS does not check the routes of an API\n");
}

static bool is_folded(const struct changed *changed) { return changed->under || changed->alike_of; }

/* Of a region where all is as in an earlier one, what is left follows from that. */
static bool is_silent(const struct sheet *sheet, const struct diff *diff)
{
    for (const struct changed *c = diff->first; c; c = c->next)
        if (sheet->showing->all || !is_folded(c)) return false;
    return !diff->permits && !diff->steps && !diff->drift_read;
}

static void say_diff(struct sheet *sheet, const struct diff *diff)
{
    sheet->followers = followers_of(sheet->showing->arena, diff);
    buffer_print(sheet->text, "%s%s", paint(sheet, BOLD), diff->stack ? diff->stack : diff->after);
    if (diff->region) buffer_print(sheet->text, " in %s", diff->region);
    buffer_print(sheet->text, "%s  %s%s → %s, by %s%s\n", paint(sheet, PLAIN), paint(sheet, FAINT),
                 diff->before, diff->after, show_method(sheet->showing->arena, diff), paint(sheet, PLAIN));
    for (int impact = 0; impact < IMPACT_COUNT; impact++) {
        bool titled = false;
        for (const struct changed *c = diff->first; c; c = c->next) {
            if ((int)c->impact != impact || (is_folded(c) && !sheet->showing->all)) continue;
            if (!titled) {
                char *title = arena_text(sheet->showing->arena, "%s", show_titles[impact]);
                for (char *at = title; *at; at++)
                    if (*at >= 'a' && *at <= 'z') *at = (char)(*at - 'a' + 'A');
                buffer_byte(sheet->text, '\n');
                say(sheet, impact_paint(c->impact), title);
                buffer_byte(sheet->text, '\n');
            }
            titled = true;
            say_changed(sheet, c);
        }
    }
    say_permits(sheet, diff);
    say_steps(sheet, diff->steps);
    say_drift(sheet, diff);
}

void show_text(struct buffer *text, const struct showing *showing, const struct report *report)
{
    const struct diff *first = report->first;
    struct sheet sheet = { .text = text, .showing = showing };
    const char *counts = show_counts(showing->arena, first);
    bool any = diff_worst(first) != IMPACT_COUNT;
    buffer_print(text, "%s\n", counts);
    for (const struct diff *d = first; d; d = d->next) {
        if (is_silent(&sheet, d)) continue;
        buffer_byte(text, '\n');
        say_diff(&sheet, d);
    }
    if (report->costs) {
        buffer_print(text, "\n%sMONTHLY COST%s\n", paint(&sheet, BOLD), paint(&sheet, PLAIN));
        show_cost_text(text, showing->arena, report);
    }
    if (any) buffer_print(text, "\n%s\n", counts);
}
