#include "base/diag.h"
#include "base/buffer.h"
#include "base/index.h"
#include "base/mask.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

struct diags *diags_new(struct arena *arena)
{
    struct diags *diags = arena_take(arena, sizeof *diags);
    diags->arena = arena;
    diags->masks = masks_new(arena);
    diags->seen = index_new(arena);
    diags->hidden_lines = index_new(arena);
    return diags;
}

void diag_source(struct diags *diags, const char *file, const char *text, size_t size)
{
    struct source *source = arena_take(diags->arena, sizeof *source);
    *source = (struct source){ diags->sources, file, text, size, NULL };
    diags->sources = source;
}

static const char *line_key(struct arena *arena, const char *file, int line)
{
    return arena_text(arena, "%d %s", line, file ? file : "");
}

void diag_hide(struct diags *diags, struct place place)
{
    struct hidden *hidden = arena_take(diags->arena, sizeof *hidden);
    const char *line = line_key(diags->arena, place.file, place.line);
    *hidden = (struct hidden){ diags->hidden, index_find(diags->hidden_lines, line), place };
    diags->hidden = hidden;
    index_replace(diags->hidden_lines, line, hidden);
}

const struct hidden *diag_hidden(const struct diags *diags, const char *file, int line)
{
    return diags->hidden ? index_find(diags->hidden_lines, line_key(diags->arena, file, line)) : NULL;
}

void diag_secret(struct diags *diags, const char *value) { masks_add(diags->masks, value); }

void diag_outside(struct diags *diags, const char *value, struct place place, int lines)
{
    enum { MOST_LINES = 100 };
    for (int i = 0; i <= lines && i < MOST_LINES; i++)
        masks_add_at(diags->masks, value, place.file, place.line + i);
}

const char *diag_mask(const struct diags *diags, struct arena *arena, const char *text, struct place place)
{
    return mask_text(arena, diags->masks, text, place);
}

const char *diag_mask_value(const struct diags *diags, struct arena *arena, const char *value)
{
    if (masks_whole(diags->masks, value)) return "***";
    return diag_mask(diags, arena, value, (struct place){ 0 });
}

/* The end of the longest value that begins at a part of a path and ends with one; `at` itself: none does. */
static const char *parts_end(const struct diags *diags, struct arena *arena, const char *at)
{
    enum { MOST_PARTS = 16 };
    const char *found = at, *end = at;
    for (int i = 0; i < MOST_PARTS && *end; i++) {
        end += *end == '/';
        end += strcspn(end, "/");
        if (masks_whole(diags->masks, arena_copy(arena, at, (size_t)(end - at)))) found = end;
    }
    return found;
}

const char *diag_mask_path(const struct diags *diags, struct arena *arena, const char *path)
{
    struct buffer *text = buffer_new(arena);
    bool masked = false;
    for (const char *at = path; *at;) {
        const char *end = parts_end(diags, arena, at);
        if (end > at) {
            buffer_text(text, "***");
            masked = true;
        } else {
            end += strcspn(at, "/");
            buffer_add(text, at, (size_t)(end - at));
        }
        if (*end == '/') buffer_byte(text, *end++);
        at = end;
    }
    return diag_mask(diags, arena, masked ? text->text : path, (struct place){ 0 });
}

/* A file that is quoted is named as it is: renderers look for its lines. Others may have been found by a name
 * from outside. */
static void file_mask(struct diags *diags, struct place *place)
{
    if (place->file && !place->line && !diag_source_of(diags, place->file))
        place->file = diag_mask_path(diags, diags->arena, place->file);
}

void diags_mask(struct diags *diags)
{
    for (struct diag *d = diags->first; d; d = d->next) {
        file_mask(diags, &d->place);
        d->text = diag_mask(diags, diags->arena, d->text, d->place);
        if (d->hint) d->hint = diag_mask(diags, diags->arena, d->hint, d->place);
        for (struct note *n = d->notes; n; n = n->next) {
            file_mask(diags, &n->place);
            n->text = diag_mask(diags, diags->arena, n->text, n->place);
        }
    }
}

/* What is the same finding at the same place. */
static const char *key_of(struct arena *arena, const struct diag *diag)
{
    const struct place *place = &diag->place;
    if (place->line)
        return arena_text(arena, "%s %d %d %s", diag->finding->code, place->line, place->column, place->file);
    return arena_text(arena, "%s %s %s", diag->finding->code, place->file ? place->file : "", diag->text);
}

static struct diag *diag_keep(struct diags *diags, struct diag *diag)
{
    struct diag *kept = index_add(diags->seen, key_of(diags->arena, diag), diag);
    if (kept != diag) return kept;
    diag->next = NULL;
    *(diags->last ? &diags->last->next : &diags->first) = diag;
    diags->last = diag;
    diags->errors += diag->severity == ERROR;
    diags->warnings += diag->severity == WARNING;
    return diag;
}

static const char *place_key(const struct diags *diags, struct place place)
{
    return arena_text(diags->arena, "%d %d %s", place.line, place.column, place.file ? place.file : "");
}

void diag_unknown(struct diags *diags, struct place place)
{
    if (!diags->unknown) diags->unknown = index_new(diags->arena);
    index_add(diags->unknown, place_key(diags, place), diags);
}

bool diag_is_unknown(const struct diags *diags, struct place place)
{
    return diags->unknown && place.line && index_find(diags->unknown, place_key(diags, place));
}

struct diag *diag_add(struct diags *diags, const struct finding *finding, struct place place,
                      const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vtext(diags->arena, format, arguments);
    va_end(arguments);
    if (finding->severity != NOTE && diag_is_unknown(diags, place)) {
        finding = FINDING(value_unknown);
        hint = NULL;
        text = arena_join(diags->arena, "value unknown with --untrusted: ", text);
    }
    struct diag *diag = arena_take(diags->arena, sizeof *diag);
    *diag = (struct diag){
        .finding = finding, .severity = finding->severity, .place = place, .text = text, .hint = hint
    };
    return diag_keep(diags, diag);
}

void diag_about(struct diags *diags, struct diag *diag, const char *path)
{
    struct subject *subject = arena_take(diags->arena, sizeof *subject);
    *subject = (struct subject){ diag->subjects, path };
    diag->subjects = subject;
}

void diag_note(struct diags *diags, struct diag *diag, struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vtext(diags->arena, format, arguments);
    va_end(arguments);
    struct note **end = &diag->notes;
    for (; *end; end = &(*end)->next)
        if ((*end)->place.line == place.line && (*end)->place.column == place.column &&
            !strcmp((*end)->text, text))
            return;
    *end = arena_take(diags->arena, sizeof **end);
    **end = (struct note){ NULL, place, text };
}

struct source *diag_source_of(const struct diags *diags, const char *file)
{
    struct source *source = diags->sources;
    while (source && file && strcmp(source->file, file) != 0) source = source->next;
    if (source && !source->lines) source->lines = lines_new(diags->arena, source->text, source->size);
    return source;
}

struct place diag_part(const struct diags *diags, struct place place, const char *part, int before)
{
    enum { FAR = 16384 }; /* bytes that are searched */
    const struct source *source = diag_source_of(diags, place.file);
    if (!source || !place.line || !*part) return place;
    const char *end = source->text + source->size,
               *at = lines_column(source->lines, place.line, place.column);
    struct place found = { place.file, place.line, place.column, text_points(part, strlen(part)) };
    size_t size = strlen(part);
    if (at == end || *at == '*') return place; /* an alias */
    if (end - at > FAR) end = at + FAR;
    while (at && at < end) {
        const char *stop = lines_end(source->lines, found.line);
        for (; at < stop && at < end; at++) {
            if (size <= (size_t)(end - at) && !memcmp(at, part, size) && !before--) return found;
            found.column += ((unsigned char)*at & 0xC0) != 0x80;
        }
        at = lines_at(source->lines, ++found.line);
        found.column = 1;
    }
    return place;
}

void diag_weaken(struct diags *diags, struct diag *diag, enum severity severity)
{
    diags->errors += (severity == ERROR) - (diag->severity == ERROR);
    diags->warnings += (severity == WARNING) - (diag->severity == WARNING);
    diag->severity = severity;
}

struct diag *diags_take(struct diags *diags, enum severity severity)
{
    struct diag *taken = NULL, **end = &taken, **at = &diags->first;
    diags->last = NULL;
    while (*at) {
        struct diag *diag = *at;
        if (diag->severity == severity) {
            *at = diag->next;
            *end = diag;
            end = &diag->next;
        } else {
            diags->last = diag;
            at = &diag->next;
        }
    }
    *end = NULL;
    diags->errors -= severity == ERROR ? diags->errors : 0;
    diags->warnings -= severity == WARNING ? diags->warnings : 0;
    return taken;
}

void diags_put(struct diags *diags, struct diag *list)
{
    while (list) {
        struct diag *diag = list;
        list = diag->next;
        diag->next = NULL;
        *(diags->last ? &diags->last->next : &diags->first) = diag;
        diags->last = diag;
        diags->errors += diag->severity == ERROR;
        diags->warnings += diag->severity == WARNING;
    }
}

void diags_join(struct diags *diags, struct diags *other)
{
    struct source **end = &other->sources;
    while (*end) end = &(*end)->next;
    *end = diags->sources;
    diags->sources = other->sources;
    for (const struct hidden *h = other->hidden; h; h = h->next) diag_hide(diags, h->place);
    masks_join(diags->masks, other->masks);
    for (struct diag *d = other->first, *next; d; d = next) {
        next = d->next;
        diag_keep(diags, d);
    }
}

struct ranked {
    struct diag *diag;
    int rank; /* the order in which they were found, where all else is equal */
};

static int compare(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    const struct place *x = &a->diag->place, *y = &b->diag->place;
    if (!x->file != !y->file) return x->file ? -1 : 1;
    int order = x->file ? strcmp(x->file, y->file) : 0;
    if (!order) order = (x->line > y->line) - (x->line < y->line);
    if (!order) order = (x->column > y->column) - (x->column < y->column);
    return order ? order : a->rank - b->rank;
}

void diags_sort(struct diags *diags)
{
    int count = 0;
    for (struct diag *d = diags->first; d; d = d->next) count++;
    if (!count) return;
    struct ranked *all = arena_take(diags->arena, (size_t)count * sizeof *all);
    struct diag *diag = diags->first;
    for (int i = 0; i < count; i++, diag = diag->next) all[i] = (struct ranked){ diag, i };
    qsort(all, (size_t)count, sizeof *all, compare);
    for (int i = 0; i < count; i++) all[i].diag->next = i + 1 < count ? all[i + 1].diag : NULL;
    diags->first = all[0].diag;
    diags->last = all[count - 1].diag;
}

const char *diag_meant(struct arena *arena, const char *name)
{
    return name ? arena_text(arena, "did you mean '%s'?", name) : NULL;
}
