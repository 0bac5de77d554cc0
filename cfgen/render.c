#include "cfgen/render.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
#include "cfgen/sarif.h"
#include <string.h>

enum form { TEXT, JSON, SARIF, GITHUB };
const char *const render_forms[] = { "text", "json", "sarif", "github", NULL };

static const char *const severities[] = { [ERROR] = "error", [WARNING] = "warning", [NOTE] = "note" };

struct render {
    struct arena *arena;
    FILE *out;
    enum form form;
    bool color;
    int columns;
    int counts[3];                          /* by severity, also of what is not shown */
    int cut;                                /* how many of them are not shown */
    struct line_cursor cursor, note_cursor; /* at the last finding, and at the last note */
    struct sarif *sarif;
};

struct render *render_new(struct arena *arena, FILE *out, const char *form, bool color, int columns)
{
    struct render *render = arena_take(arena, sizeof *render);
    *render = (struct render){ .arena = arena, .out = out, .color = color, .columns = columns };
    for (int i = 0; form && render_forms[i]; i++)
        if (!strcmp(render_forms[i], form)) render->form = (enum form)i;
    if (render->form == SARIF) render->sarif = sarif_new(arena);
    return render;
}

/* Text for people. */

enum paint { PLAIN, BOLD, FAINT, RED, YELLOW, CYAN };

static const char *paint(const struct render *render, enum paint paint)
{
    static const char *const codes[] = { "\033[0m",    "\033[1m",    "\033[2m",
                                         "\033[1;31m", "\033[1;33m", "\033[1;36m" };
    return render->color ? codes[paint] : "";
}

static enum paint paint_of(enum severity severity)
{
    return severity == ERROR ? RED : severity == WARNING ? YELLOW : CYAN;
}

/* At the start of a line GitHub would take a name such as `::add-mask::x` for a command. */
static const char *start_of_line(const char *file)
{
    return text_starts(file + strspn(file, " "), "::") ? "./" : "";
}

static void print_place(struct render *render, struct place place)
{
    if (!place.file) return;
    fprintf(render->out, "%s%s%s:", paint(render, BOLD), start_of_line(place.file),
            excerpt_clean(render->arena, place.file));
    if (place.line) fprintf(render->out, "%d:%d:", place.line, place.column);
    fprintf(render->out, "%s ", paint(render, PLAIN));
}

static bool go_to_line(struct render *render, const struct diags *diags, struct line_cursor *cursor,
                       struct place place)
{
    if (!place.file || !place.line) return false;
    bool same = cursor->source && !strcmp(cursor->source->file, place.file);
    const struct source *source = same ? cursor->source : diag_source_of(diags, place.file);
    return source && line_find(render->arena, diags, cursor, source, place.line);
}

static void print_excerpt(struct render *render, const struct diags *diags, struct line_cursor *cursor,
                          struct place place, enum paint color)
{
    enum { USUAL = 120, NARROWEST = 20, GUTTER = 9 };
    if (!go_to_line(render, diags, cursor, place) || cursor->secret) return;
    int columns = (render->columns ? render->columns : USUAL) - GUTTER;
    struct excerpt excerpt =
        excerpt_find(render->arena, cursor, place, columns < NARROWEST ? NARROWEST : columns);
    fprintf(render->out, "%s%5d |%s %s\n", paint(render, FAINT), place.line, paint(render, PLAIN),
            excerpt.text);
    fprintf(render->out, "%s      |%s %*s%s", paint(render, FAINT), paint(render, PLAIN), excerpt.start, "",
            paint(render, color));
    for (int i = 0; i < excerpt.width; i++) fputc('^', render->out);
    fprintf(render->out, "%s\n", paint(render, PLAIN));
}

static void print_text(struct render *render, const struct diags *diags, const struct diag *diag)
{
    enum paint color = paint_of(diag->severity);
    print_place(render, diag->place);
    fprintf(render->out, "%s%s[%s]:%s %s%s%s\n", paint(render, color), severities[diag->severity],
            diag->finding->code, paint(render, PLAIN), paint(render, BOLD),
            excerpt_clean(render->arena, diag->text), paint(render, PLAIN));
    print_excerpt(render, diags, &render->cursor, diag->place, color);
    if (diag->hint)
        fprintf(render->out, "  %shint:%s %s\n", paint(render, CYAN), paint(render, PLAIN),
                excerpt_clean(render->arena, diag->hint));
    for (const struct note *n = diag->notes; n; n = n->next) {
        fputs("  ", render->out);
        print_place(render, n->place);
        fprintf(render->out, "%snote:%s %s\n", paint(render, CYAN), paint(render, PLAIN),
                excerpt_clean(render->arena, n->text));
        print_excerpt(render, diags, &render->note_cursor, n->place, CYAN);
    }
}

static void print_summary(struct render *render)
{
    const char *between = "";
    for (int i = 0; i < 3; i++) {
        if (!render->counts[i]) continue;
        fprintf(render->out, "%s%d %s%s", between, render->counts[i], severities[i],
                render->counts[i] == 1 ? "" : "s");
        between = ", ";
    }
    if (*between) fputc('\n', render->out);
}

/* JSON: https://jsonlines.org, one cfgen.finding/1 a line. */

static struct node *text_node(struct render *render, const char *text)
{
    return text ? node_text(render->arena, excerpt_clean(render->arena, text))
                : node_plain(render->arena, "null");
}

static void add_place(struct render *render, struct node *to, struct place place)
{
    const struct {
        const char *key;
        int value;
    } numbers[] = { { "line", place.line }, { "column", place.column }, { "length", place.length } };
    node_add(to, "file", text_node(render, place.file));
    for (int i = 0; i < 3; i++)
        node_add(to, numbers[i].key,
                 place.line ? node_number(render->arena, numbers[i].value)
                            : node_plain(render->arena, "null"));
}

static void print_json(struct render *render, const struct diag *diag)
{
    struct node *object = node_map(render->arena);
    node_add(object, "schema", text_node(render, "cfgen.finding/1"));
    node_add(object, "code", text_node(render, diag->finding->code));
    node_add(object, "severity", text_node(render, severities[diag->severity]));
    add_place(render, object, diag->place);
    node_add(object, "message", text_node(render, diag->text));
    node_add(object, "hint", text_node(render, diag->hint));
    struct node *notes = node_add(object, "notes", node_list(render->arena));
    for (const struct note *n = diag->notes; n; n = n->next) {
        struct node *note = node_add(notes, NULL, node_map(render->arena));
        add_place(render, note, n->place);
        node_add(note, "message", text_node(render, n->text));
    }
    struct buffer *line = buffer_new(render->arena);
    json_print(line, object, JSON_COMPACT);
    fprintf(render->out, "%s\n", line->text);
}

/* GitHub: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */

static void print_escaped(struct render *render, const char *text, const char *also)
{
    for (; *text; text++)
        if (strchr("%\r\n", *text) || strchr(also, *text))
            fprintf(render->out, "%%%02X", (unsigned char)*text);
        else
            fputc(*text, render->out);
}

static void print_github(struct render *render, const struct diag *diag)
{
    static const char *const commands[] = { [ERROR] = "error", [WARNING] = "warning", [NOTE] = "notice" };
    const struct place *place = &diag->place;
    fprintf(render->out, "::%s title=%s", commands[diag->severity], diag->finding->code);
    if (place->file) {
        fputs(",file=", render->out);
        print_escaped(render, excerpt_clean(render->arena, place->file), ":,");
    }
    if (place->line)
        fprintf(render->out, ",line=%d,col=%d,endColumn=%d", place->line, place->column,
                place->column + place->length);
    fputs("::", render->out);
    print_escaped(render, excerpt_clean(render->arena, diag->text), "");
    if (diag->hint) {
        fputs("%0Ahint: ", render->out);
        print_escaped(render, excerpt_clean(render->arena, diag->hint), "");
    }
    fputc('\n', render->out);
}

static void print(struct render *render, const struct diags *diags, const struct diag *diag)
{
    switch (render->form) {
    case TEXT:
        print_text(render, diags, diag);
        break;
    case JSON:
        print_json(render, diag);
        break;
    case SARIF:
        sarif_add(render->sarif, diag);
        break;
    case GITHUB:
        print_github(render, diag);
        break;
    }
}

void render_findings(struct render *render, struct diags *diags)
{
    enum { MOST = 1000 }; /* of each severity: warnings must not keep errors from being shown */
    diags_sort(diags);
    diags_mask(diags);
    for (struct diag *d = diags->first; d; d = d->next)
        if (render->counts[d->severity]++ < MOST)
            print(render, diags, d);
        else
            render->cut++;
    diags->first = diags->last = NULL;
}

static void print_cut(struct render *render)
{
    const struct finding *finding = FINDING(findings_cut);
    const struct diag diag = { .finding = finding,
                               .severity = finding->severity,
                               .text = arena_text(render->arena, "%d more finding%s not shown", render->cut,
                                                  render->cut == 1 ? " is" : "s are") };
    print(render, NULL, &diag);
}

void render_end(struct render *render)
{
    if (render->cut) print_cut(render);
    if (render->form == TEXT) print_summary(render);
    if (render->form == SARIF) sarif_print(render->sarif, render->out);
}
