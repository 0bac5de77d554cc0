#include "cfgen/diff/markdown/attention.h"
#include "base/index.h"
#include "base/text.h"
#include "cfgen/diff/markdown/value.h"
#include "cfgen/diff/words/show.h"
#include "cfgen/markdown_text.h"
#include "stacks/rights/right.h"

/* What a policy lets somebody do now tells more than its statements. */
static const char *broadened(struct arena *arena, const struct right *first, const char *id)
{
    const struct right *shown = NULL;
    int more = 0;
    for (const struct right *r = first; r && !strcmp(r->permit->id, id); r = r->next) {
        if (!r->broader) continue;
        if (shown) more++;
        if (!shown) shown = r;
    }
    if (!shown) return NULL;
    return arena_text(arena, "%s%s", markdown_cell(arena, right_sentence(arena, shown)),
                      more ? arena_text(arena, " and %d more", more) : "");
}

/* Why a row needs attention: what follows, or else what it was and is. */
static const char *reason(struct arena *arena, const struct changed *c, const struct difference *row,
                          const struct right *rights)
{
    enum { LONGEST = 60 };
    struct buffer *text = buffer_new(arena);
    const char *broader = c->impact == IMPACT_SECURITY && c->action != ACTION_REMOVE && !row->why
                              ? broadened(arena, rights, c->id)
                              : NULL;
    bool values = *row->path && !row->why;
    if (broader) return broader;
    if (*row->path && row->reason != REASON_ACCESS)
        buffer_print(text, "%s ", markdown_code(arena, show_path(row)));
    if (row->why) buffer_print(text, "%s ", markdown_cell(arena, row->why));
    if (row->remedy) buffer_print(text, "<br>%s ", markdown_cell(arena, row->remedy));
    if (values && row->before)
        buffer_text(text, markdown_code(arena, markdown_value(arena, row->before, LONGEST)));
    if (values) buffer_text(text, !row->after ? " removed " : row->before ? " → " : "");
    if (values && row->after)
        buffer_print(text, "%s ", markdown_code(arena, markdown_value(arena, row->after, LONGEST)));
    bool shown = row->reason == REASON_DATA || row->refused;
    if (c->fate != FATE_NONE && !shown) buffer_print(text, "(data: %s) ", fate_words[c->fate]);
    if (!*row->path && c->dependents && *c->dependents) {
        int more = 0;
        while (c->dependents[more + 1]) more++;
        buffer_print(text, "used by %s", markdown_code(arena, *c->dependents));
        if (more) buffer_print(text, " and %d more", more);
    }
    while (text->size && text->text[text->size - 1] == ' ') text->text[--text->size] = 0;
    return text->text;
}

struct line { /* of the table */
    struct line *next;
    const char *title, *symbol, *word, *reason, *place;
    struct buffer *ids;
    int count;
};

static void line_name(struct line *line, struct arena *arena, const struct diff *first,
                      const struct diff *diff, const struct changed *c)
{
    enum { NAMED = 10 };
    if (line->count++ >= NAMED) return;
    const char *key = show_key(c), *where = show_where(arena, first, diff, c->regions);
    buffer_print(line->ids, "%s%s", line->count > 1 ? ", " : "", markdown_code(arena, key ? key : c->id));
    if (key) buffer_print(line->ids, " (%s)", markdown_code(arena, c->id));
    if (*where) buffer_print(line->ids, " %s", markdown_cell(arena, where));
}

struct table {
    struct comment *comment;
    struct index *known;  /* lines by what they say */
    struct index *rights; /* the first of each resource, by right_key() */
    struct line *first, **end;
};

static const char *right_key(const struct table *table, const struct diff *diff, const char *id)
{
    return arena_text(table->comment->arena, "%s\1%s\1%s", diff->stack, diff->region ? diff->region : "", id);
}

static void rights_add(struct table *table, const struct diff *diff)
{
    const struct right *first = rights_of(table->comment->arena, diff->permits);
    for (const struct right *r = first; r; r = r->next)
        index_add(table->rights, right_key(table, diff, r->permit->id), (void *)r);
}

static void line_add(struct table *table, const struct diff *diff, const struct changed *c)
{
    struct arena *arena = table->comment->arena;
    const struct right *rights = index_find(table->rights, right_key(table, diff, c->id));
    const struct difference *row = c->first;
    while (row->next && row->impact != c->impact) row = row->next;
    struct line made = { .title = show_titles[c->impact],
                         .symbol = show_symbol(c),
                         .word = *show_word(c) ? show_word(c)
                                 : c->possible ? "possible"
                                               : "",
                         .reason = reason(arena, c, row, rights),
                         .place = show_place(arena, row->cause.file ? row->cause : c->cause),
                         .ids = buffer_new(arena) };
    const char *key =
        arena_text(arena, "%d\1%s\1%s\1%s", (int)c->impact, made.symbol, made.word, made.reason);
    struct line *line = table->comment->left.brief ? index_find(table->known, key) : NULL;
    if (!line) {
        line = arena_take(arena, sizeof *line);
        *line = made;
        if (table->comment->left.brief) index_add(table->known, key, line);
        *table->end = line;
        table->end = &line->next;
    }
    line_name(line, arena, table->comment->report->first, diff, c);
}

static void line_print(struct comment *comment, const struct line *line)
{
    enum { NAMED = 10 };
    buffer_print(comment->out, "| **%s** | %s %s", line->title, line->symbol, line->ids->text);
    if (line->count > NAMED) buffer_print(comment->out, " and %d more", line->count - NAMED);
    buffer_print(comment->out, "%s%s | %s | %s |\n", *line->word ? " " : "", line->word, line->reason,
                 markdown_cell(comment->arena, line->place));
}

void markdown_attention(struct comment *comment)
{
    const struct diff *first = comment->report->first;
    struct table table = { .comment = comment,
                           .known = index_new(comment->arena),
                           .rights = index_new(comment->arena) };
    int left = 0;
    table.end = &table.first;
    for (const struct diff *d = first; d; d = d->next) rights_add(&table, d);
    for (int impact = 0; impact <= IMPACT_SECURITY; impact++)
        for (const struct diff *d = first; d; d = d->next)
            for (const struct changed *c = d->first; c; c = c->next)
                if ((int)c->impact == impact && !c->under) line_add(&table, d, c);
    if (!table.first) return;
    buffer_text(comment->out, "| needs attention | | why | |\n|---|---|---|---|\n");
    for (const struct line *line = table.first; line; line = line->next) {
        if (comment->left.attention-- > 0)
            line_print(comment, line);
        else
            left += line->count;
    }
    buffer_byte(comment->out, '\n');
    if (left)
        buffer_print(comment->out,
                     "**%d more resources need attention: `cfgen diff --short` lists all.**\n\n", left);
}
