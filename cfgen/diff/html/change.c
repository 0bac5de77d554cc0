#include "cfgen/diff/html/change.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/diff/words/show.h"
#include "cfgen/diff/words/words.h"
#include "cfgen/excerpt.h"

/* Lists and maps on lines of their own; nothing in them turns other text around. */
static const char *value_text(const struct page *page, const struct node *value)
{
    struct arena *arena = page->arena;
    struct buffer *lines = buffer_new(arena), *text = buffer_new(arena);
    json_print(lines, value, JSON_LINES);
    for (char *at = lines->text, *end; at; at = end) {
        if ((end = strchr(at, '\n'))) *end++ = 0;
        buffer_print(text, "%s%s", excerpt_clean(arena, at), end ? "\n" : "");
    }
    if (text->size <= page->longest) return text->text;
    size_t keep = page->longest;
    while ((text->text[keep] & 0xc0) == 0x80) keep--; /* not within a character */
    return arena_text(arena, "%.*s… (%zu bytes more)", (int)keep, text->text, text->size - keep);
}

static const char *anchor_of(struct page *page, const char *section, const char *id)
{
    const struct diff *diff = page->diff;
    const char *region = diff->region ? diff->region : "";
    bool resource = !strcmp(section, "Resources");
    return arena_text(page->arena, "%s%s%s/%s%s%s", diff->stack ? diff->stack : "", *region ? "." : "",
                      region, resource ? "" : section, resource ? "" : ".", id);
}

/* One of two texts, with what only it has marked. */
static void marked_write(struct page *page, const char *tag, const struct word_run *first, enum word_kind own)
{
    buffer_print(page->out, "<%s>", tag);
    for (const struct word_run *r = first; r; r = r->next) {
        if (r->kind != WORDS_KEPT && r->kind != own) continue;
        if (r->kind == own) html_raw(page, "<mark>");
        html_escaped(page, arena_copy(page->arena, r->at, (size_t)r->size));
        if (r->kind == own) html_raw(page, "</mark>");
    }
    buffer_print(page->out, "</%s>", tag);
}

static void values(struct page *page, const struct difference *row)
{
    enum { SHORT = 16 /* that one differs from the other is seen without marks */ };
    const char *before = row->before ? value_text(page, row->before) : NULL;
    const char *after = row->after ? value_text(page, row->after) : NULL;
    if (before && after && !strcmp(before, after)) return; /* what it refers to does not stay */
    bool both = page->marks && before && after && strlen(before) > SHORT && strlen(after) > SHORT;
    const struct word_run *runs = both ? words_compare(page->arena, before, after) : NULL;
    html_raw(page, "<div class=\"values\">");
    if (runs) {
        marked_write(page, "del", runs, WORDS_GONE);
        marked_write(page, "ins", runs, WORDS_NEW);
    } else {
        if (before) html_element(page, "del", "", before);
        if (after) html_element(page, "ins", "", after);
    }
    html_raw(page, "</div>");
}

/* The description's key, where it is another than the resource's, then AWS's path. */
static void path_write(struct page *page, const struct changed *changed, const struct difference *row)
{
    const char *own = show_key(changed), *place = show_place(page->arena, row->cause);
    bool leads = row->key && (!own || strcmp(own, row->key) != 0);
    if (leads) html_element(page, "span", "path", arena_text(page->arena, "%s · %s", row->key, place));
    if (leads) html_raw(page, " ");
    html_element(page, "span", leads ? "type" : "path", show_path(row));
}

void html_row(struct page *page, const struct changed *changed, const struct difference *row)
{
    bool whole = !*row->path;
    html_raw(page, "<div class=\"row\">");
    if (!whole) path_write(page, changed, row);
    if (row->replacement != UPDATED && !row->refused && !whole)
        html_element(page, "span", "why",
                     row->replacement == REPLACED ? " replaces the resource" : " may replace the resource");
    if (row->why) {
        html_raw(page, "<p class=\"why\">");
        if (row->possible && row->impact != changed->impact) html_raw(page, "possibly: ");
        html_escaped(page, row->why);
        html_raw(page, "</p>");
    }
    if (row->remedy) html_element(page, "p", "remedy", row->remedy);
    if (whole) html_raw(page, "<details><summary>definition</summary>");
    values(page, row);
    if (whole) html_raw(page, "</details>");
    html_raw(page, "</div>");
}

static void code_write(struct page *page, const struct changed *changed)
{
    static const char *const signs[] = { "+", "~", "−", "↓" };
    if (!changed->code) return;
    html_raw(page, "<div class=\"row\"><span class=\"path\">code</span><ul>");
    for (const struct code_change *c = changed->code; c; c = c->next) {
        html_raw(page, "<li>");
        html_raw(page, signs[c->action]);
        html_raw(page, c->package ? " package " : " ");
        html_element(page, "code", "", c->path);
        html_raw(page, " ");
        html_escaped(page, show_code(page->arena, c));
        html_raw(page, "</li>");
    }
    html_raw(page, "</ul></div>");
}

/* Resources that use it, or follow from it: each leads there where it is a change itself. */
static void names_write(struct page *page, const char *title, const char *const *names)
{
    if (!names || !*names) return;
    buffer_print(page->out, "<p class=\"more\">%s ", title);
    for (const char *const *name = names; *name; name++) {
        const struct changed *there = index_find(page->known, *name);
        if (name != names) html_raw(page, ", ");
        if (there) {
            html_raw(page, "<a href=\"#");
            html_escaped(page, anchor_of(page, there->section, *name));
            html_raw(page, "\">");
        }
        html_escaped(page, *name);
        if (there) html_raw(page, "</a>");
    }
    html_raw(page, "</p>");
}

static void lowered(struct page *page, const char *text)
{
    for (; *text; text++) {
        char c[2] = { *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text, 0 };
        html_escaped(page, c);
    }
    html_raw(page, " ");
}

/* What a reader may look for, in lower case. */
static void words_write(struct page *page, const struct changed *changed)
{
    const char *key = show_key(changed);
    const char *const words[] = { key ? key : "", changed->id, changed->type,
                                  changed->physical ? changed->physical : "", show_word(changed) };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) lowered(page, words[i]);
    for (const struct difference *row = changed->first; row; row = row->next) lowered(page, show_path(row));
}

static void summary_write(struct page *page, const struct changed *changed)
{
    const char *place = show_place(page->arena, show_cause(changed)), *key = show_key(changed);
    html_raw(page, "<summary>");
    html_element(page, "span", "symbol", show_symbol(changed));
    if (key) html_element(page, "span", "id", arena_text(page->arena, "%s · %s", key, place));
    html_element(page, "span", key ? "type" : "id", changed->id);
    html_element(page, "span", "type", *changed->type ? changed->type : changed->section);
    if (changed->physical) html_element(page, "span", "physical", changed->physical);
    if (*show_word(changed))
        html_element(page, "span", arena_text(page->arena, "badge %s", impact_words[changed->impact]),
                     show_word(changed));
    if (changed->possible && changed->impact <= IMPACT_SECURITY)
        html_element(page, "span", "badge", "possible");
    if (changed->regions)
        html_element(page, "span", "type",
                     arena_join(page->arena, "in ", show_regions(page->arena, changed->regions)));
    if (*place && !key) html_element(page, "span", "place", place);
    html_raw(page, "</summary>");
}

static void change_write(struct page *page, const struct changed *changed)
{
    const char *severity = impact_words[changed->impact];
    const char *anchor = anchor_of(page, changed->section, changed->id);
    const char *regions =
        changed->regions     ? text_replace(page->arena, show_regions(page->arena, changed->regions), ",", "")
        : page->diff->region ? page->diff->region
                             : "";
    buffer_print(page->out, "<article class=\"change %s\" data-severity=\"%s\" data-regions=\"%s\" id=\"",
                 severity, severity, regions);
    html_escaped(page, anchor);
    html_raw(page, "\" data-text=\"");
    words_write(page, changed);
    buffer_print(page->out, "\"><details%s>", changed->impact <= IMPACT_SECURITY ? " open" : "");
    summary_write(page, changed);
    html_raw(page, "<div class=\"body\">");
    for (const struct difference *row = changed->first; row; row = row->next)
        if (!changed->code || !text_ends(row->path, ".S3Key")) html_row(page, changed, row);
    code_write(page, changed);
    if (changed->fate != FATE_NONE)
        buffer_print(page->out, "<p class=\"more\">data: <strong>%s</strong></p>", fate_words[changed->fate]);
    names_write(page, "used by", changed->dependents);
    names_write(page, "same change in", changed->alike);
    if (changed->alike_of) names_write(page, "same change as", (const char *[]){ changed->alike_of, NULL });
    if (changed->under) names_write(page, "follows from", (const char *[]){ changed->under, NULL });
    html_raw(page, "<p class=\"more\"><a class=\"anchor\" href=\"#");
    html_escaped(page, anchor);
    html_raw(page, "\" aria-label=\"Link to ");
    html_escaped(page, changed->id);
    html_raw(page, "\">link</a></p></div></details></article>\n");
}

static bool is_folded(const struct changed *changed) { return changed->under || changed->alike_of; }

static void folded_write(struct page *page, enum impact impact)
{
    int count = 0;
    for (const struct changed *c = page->diff->first; c; c = c->next)
        count += c->impact == impact && is_folded(c);
    if (!count) return;
    buffer_print(page->out,
                 "<details class=\"fold\"><summary>%d more that follow%s from these, or have the same "
                 "change</summary>\n",
                 count, count == 1 ? "s" : "");
    for (const struct changed *c = page->diff->first; c; c = c->next)
        if (c->impact == impact && is_folded(c)) change_write(page, c);
    html_raw(page, "</details>\n");
}

void html_changes(struct page *page)
{
    page->known = index_new(page->arena);
    for (const struct changed *c = page->diff->first; c; c = c->next)
        index_add(page->known, c->id, (void *)c);
    for (int impact = 0; impact < IMPACT_COUNT; impact++) {
        bool opened = false;
        for (const struct changed *c = page->diff->first; c; c = c->next) {
            if ((int)c->impact != impact) continue;
            if (!opened)
                buffer_print(page->out, "<div class=\"group %s\"><h3>%s</h3>\n", impact_words[impact],
                             show_titles[impact]);
            opened = true;
            if (!is_folded(c)) change_write(page, c);
        }
        folded_write(page, (enum impact)impact);
        if (opened) html_raw(page, "</div>\n");
    }
}
