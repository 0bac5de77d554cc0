#include "templates/code/requirements.h"
#include "base/text.h"
#include "templates/code/requirement_options.h"
#include <ctype.h>
#include <strings.h>

struct piece { /* of a line that backslashes continue */
    struct piece *before;
    size_t offset;    /* in the joined text */
    const char *line; /* the line of the file, and from where on it counts */
    size_t from;
    int number;
};

struct reading {
    struct diags *diags;
    const char *file;
    struct requirements *into;
    struct requirement **end;
    struct requirement_option **options_end;
    struct buffer *line; /* pieces joined */
    struct piece *pieces;
};

/* Where a part of the joined line stands, as far as it is on one line of the file. */
static struct place place_of(const struct reading *reading, size_t offset, size_t size)
{
    const struct piece *piece = reading->pieces;
    size_t end = reading->line->size;
    for (; piece->before && piece->offset > offset; piece = piece->before) end = piece->offset;
    if (size > end - offset) size = end - offset;
    size_t within = piece->from + offset - piece->offset;
    int length = text_points(piece->line + within, size);
    return (struct place){ reading->file, piece->number, text_points(piece->line, within) + 1,
                           length ? length : 1 };
}

static void reject(const struct reading *reading, struct place place, const char *hint, const char *why)
{
    diag_add(reading->diags, FINDING(requirement_unsupported), place, hint, "%s", why);
}

/* A part of a line for a message, which need not show all of it. */
static const char *shown(struct arena *arena, const char *text)
{
    enum { MOST = 120 };
    size_t size = strlen(text);
    return size <= MOST ? text : arena_text(arena, "%.*s…", MOST, text); /* it is ASCII */
}

static void option_reject(const struct reading *reading, const char *from, enum option_state state,
                          const struct requirement_option *option, bool hash)
{
    struct place place = place_of(reading, (size_t)(from - reading->line->text), strlen(from));
    if (state == OPTION_PRIVATE)
        diag_add(reading->diags, FINDING(requirement_credentials), place,
                 "run: pip config set global.index-url URL", "the URL of %s contains credentials",
                 option->name);
    else
        reject(reading, place,
               hash ? "only --hash=sha256:… can follow a requirement" : "add its requirements to this file",
               arena_text(reading->diags->arena, "'%s' in requirements is not supported",
                          shown(reading->diags->arena, from)));
}

/* From `offset` on the line holds options: hashes of a requirement, or of the file where `hashes` is NULL.
 * False after a finding. */
static bool options_add(struct reading *reading, size_t offset, struct buffer *hashes)
{
    const char *text = reading->line->text;
    for (const char *at = text + offset, *from = at; *at; from = at) {
        struct requirement_option *option = arena_take(reading->diags->arena, sizeof *option);
        enum option_state state = option_parse(reading->diags->arena, &at, hashes, option);
        if (state != OPTION_VALID) {
            option_reject(reading, from, state, option, hashes);
            return false;
        }
        if (hashes) {
            buffer_print(hashes, " --hash=%s", option->value);
            continue;
        }
        option->same_line = from != text + offset;
        *reading->options_end = option;
        reading->options_end = &option->next;
    }
    return true;
}

static void requirement_add(struct reading *reading, size_t start, size_t size, size_t options)
{
    struct arena *arena = reading->diags->arena;
    struct requirement *requirement = arena_take(arena, sizeof *requirement);
    const char *text = arena_copy(arena, reading->line->text + start, size);
    struct place place = place_of(reading, start, size);
    bool good = requirement_parse(arena, text, requirement);
    if (good && requirement->marker)
        good = (requirement->marker = requirement_marker(arena, requirement->marker)) != NULL;
    if (!good) {
        reject(reading, place, "write name==version, with optional extras and marker",
               arena_text(arena, "cannot package '%s'", shown(arena, text)));
        return;
    }
    struct buffer *hashes = options ? buffer_new(arena) : NULL;
    if (hashes && !options_add(reading, options, hashes)) return;
    if (hashes) requirement->hashes = hashes->text;
    requirement->place = place;
    if (!requirement_pinned(requirement))
        diag_add(reading->diags, FINDING(requirement_unpinned), place,
                 arena_text(arena, "write %s==VERSION", shown(arena, requirement->name)),
                 "'%s' is not pinned to a version", shown(arena, requirement->name));
    *reading->end = requirement;
    reading->end = &requirement->next;
}

/* What is neither part of a requirement nor of an option; where it is, or the size. */
static size_t invalid_find(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((text[i] < ' ' && text[i] != '\t') || text[i] > '~' || text[i] == '\\' || text[i] == '$')
            return i;
    return size;
}

static bool invalid_report(const struct reading *reading, size_t start, size_t end)
{
    const char *text = reading->line->text;
    size_t invalid = start + invalid_find(text + start, end - start);
    if (invalid == end) return false;
    struct place place = place_of(reading, invalid, 1);
    if (text_starts(text + invalid, "${"))
        diag_add(reading->diags, FINDING(requirement_credentials), place,
                 "move it to your own pip configuration", "requirements contain an environment variable");
    else if (text[invalid] == '\\')
        reject(reading, place, "use it at the end of a line only", "a backslash inside a line");
    else
        reject(reading, place, "use characters other than ASCII in comments only",
               "a character that is not allowed in requirements");
    return true;
}

/* The end of what is before a comment,
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/#comments */
static size_t comment_find(const struct buffer *line)
{
    for (size_t i = 0; i < line->size; i++)
        if (line->text[i] == '#' && (!i || strchr(" \t", line->text[i - 1]))) return i;
    return line->size;
}

/* pip takes as options what follows the first word that begins with a dash after a space. */
static void line_add(struct reading *reading)
{
    char *text = reading->line->text;
    size_t end = comment_find(reading->line), start = strspn(text, " \t");
    while (end > start && strchr(" \t", text[end - 1])) end--;
    if (start >= end || invalid_report(reading, start, end)) return;
    text[end] = 0;
    reading->line->size = end;
    if (text[start] == '-') {
        options_add(reading, start, NULL);
        return;
    }
    const char *dash = strstr(text + start, " -");
    size_t options = dash ? (size_t)(dash - text) + 1 : 0, size = (options ? options : end) - start;
    while (size && strchr(" \t", text[start + size - 1])) size--;
    requirement_add(reading, start, size, options);
}

static void piece_add(struct reading *reading, const char *line, size_t size, int number)
{
    struct piece *piece = arena_take(reading->diags->arena, sizeof *piece);
    *piece = (struct piece){ reading->pieces, reading->line->size, line, 0, number };
    reading->pieces = piece;
    buffer_add(reading->line, line, size);
}

/* A backslash at the end continues a line, also one that ends with a comment; a line that is only a comment
 * ends what is continued. */
static void lines_read(struct reading *reading, const char *text)
{
    int number = 1;
    for (const char *at = text; *at; number++) {
        size_t size = strcspn(at, "\n"), next = size + (at[size] == '\n');
        if (size && at[size - 1] == '\r') size--;
        bool comment = at[strspn(at, " \t")] == '#', more = size && at[size - 1] == '\\' && !comment;
        if (comment && reading->pieces) buffer_byte(reading->line, ' ');
        piece_add(reading, at, size - more, number);
        at += next;
        if (more && *at) continue;
        line_add(reading);
        reading->line->size = 0;
        reading->line->text[0] = 0;
        reading->pieces = NULL;
    }
}

/* Python ends a line also at these, and at a carriage return alone; a NUL would end the text for us. */
static size_t break_find(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= ' ' && byte != 0x7F && byte != 0xC2 && byte != 0xE2) continue;
        if (byte == '\n' || byte == '\t' || (byte == '\r' && i + 1 < size && text[i + 1] == '\n')) continue;
        if (byte < ' ' || byte == 0x7F || text_starts(text + i, "\xC2\x85") ||
            text_starts(text + i, "\xE2\x80\xA8") || text_starts(text + i, "\xE2\x80\xA9"))
            return i;
    }
    return size;
}

/* Whether after `coding` another encoding than UTF-8 is named. */
static bool is_foreign(const char *at)
{
    if (*at != ':' && *at != '=') return false;
    at += 1 + strspn(at + 1, " \t\r");
    size_t size = strcspn(at, " \t\r\n;,");
    return (size != 5 || strncasecmp(at, "utf-8", 5) != 0) && (size != 4 || strncasecmp(at, "utf8", 4) != 0);
}

/* `# coding: NAME` in one of the first two lines, as Python has it; NULL: UTF-8.
 * https://peps.python.org/pep-0263/ */
static const char *coding_find(const char *text)
{
    static const char word[] = "coding";
    for (int i = 0; i < 2; i++) {
        const char *end = text + strcspn(text, "\n");
        for (const char *at = text; *text == '#' && at < end; at++)
            if (text_starts(at, word) && is_foreign(at + strlen(word))) return at;
        text = end + (*end == '\n');
    }
    return NULL;
}

static struct place place_in(const char *file, const char *text, size_t offset)
{
    int line = 1;
    size_t start = 0;
    for (size_t i = 0; i < offset; i++)
        if (text[i] == '\n') line++, start = i + 1;
    return (struct place){ file, line, text_points(text + start, offset - start) + 1, 1 };
}

/* False after a finding: nothing of the text can be trusted to be read alike by pip. */
static bool text_is_valid(const struct reading *reading, const char *text, size_t size)
{
    size_t bad = text_bad_utf8(text, size), invalid = break_find(text, bad);
    const char *coding = coding_find(text);
    if (invalid < bad)
        reject(reading, place_in(reading->file, text, invalid), "end lines with a line feed",
               "a character that pip reads as the end of a line");
    else if (bad < size)
        reject(reading, place_in(reading->file, text, bad), "save the file as UTF-8",
               "the requirements are not UTF-8 text");
    else if (coding)
        reject(reading, place_in(reading->file, text, (size_t)(coding - text)), "save the file as UTF-8",
               "the requirements are not encoded in UTF-8");
    return invalid == size && !coding;
}

struct requirements *requirements_read(struct diags *diags, const char *file, const char *text, size_t size)
{
    struct requirements *into = arena_take(diags->arena, sizeof *into);
    struct reading reading = { .diags = diags,
                               .file = file,
                               .into = into,
                               .end = &into->first,
                               .options_end = &into->options,
                               .line = buffer_new(diags->arena) };
    size_t mark = text_starts(text, "\xEF\xBB\xBF") ? 3 : 0;
    if (text_is_valid(&reading, text + mark, size - mark)) lines_read(&reading, text + mark);
    return into;
}

void requirements_print(struct buffer *into, const struct requirements *requirements)
{
    for (const struct requirement_option *o = requirements->options; o; o = o->next)
        buffer_print(into, "%s%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "",
                     o->next && o->next->same_line ? " " : "\n");
    for (const struct requirement *r = requirements->first; r; r = r->next) requirement_print(into, r);
}
