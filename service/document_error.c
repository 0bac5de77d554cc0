#include "service/document_error.h"
#include "base/buffer.h"
#include "base/text.h"
#include <string.h>

struct line {
    const char *at;
    size_t size;
};

static struct line line_of(const struct diags *diags, const struct document_text *text, int number)
{
    const struct lines *lines = diag_source_of(diags, text->file)->lines;
    const char *at = lines_at(lines, number);
    if (!at) return (struct line){ text->at + text->size, 0 };
    return (struct line){ at, (size_t)(lines_end(lines, number) - at) };
}

/* The byte at a column, which counts code points from 1. */
static size_t byte_at(struct line line, int column)
{
    size_t at = 0;
    for (int points = 1; at < line.size && points < column; points++) {
        at++;
        while (at < line.size && ((unsigned char)line.at[at] & 0xC0) == 0x80) at++;
    }
    return at;
}

static struct place place_of(const struct diags *diags, const struct document_text *text, size_t offset)
{
    const struct lines *lines = diag_source_of(diags, text->file)->lines;
    const char *at = text->at + offset;
    int line = lines_line(lines, at);
    const char *start = lines_start(lines, line);
    return (struct place){ text->file, line, text_points(start, (size_t)(at - start)) + 1, 1 };
}

/* https://yaml.org/spec/1.2.2/#51-character-set */
static bool is_control(char c)
{
    unsigned char byte = (unsigned char)c;
    return (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

static size_t invalid_control(const struct document_text *text)
{
    size_t at = 0;
    int count = 0; /* first how many there are: that loop has one way through, so that it is vectorized */
    for (size_t i = 0; i < text->size; i++) count += is_control(text->at[i]);
    if (!count) return text->size;
    while (!is_control(text->at[at])) at++;
    return at;
}

bool document_check_encoding(struct diags *diags, const struct document_text *text)
{
    bool utf16 = text->size >= 2 && (!memcmp(text->at, "\xFF\xFE", 2) || !memcmp(text->at, "\xFE\xFF", 2));
    size_t bad = text_bad_utf8(text->at, text->size);
    if (bad < text->size) {
        const char *what = utf16 ? "this is UTF-16, not UTF-8" : "byte 0x%02X is not UTF-8";
        diag_add(diags, FINDING(encoding), place_of(diags, text, bad), "save the file as UTF-8", what,
                 (unsigned char)text->at[bad]);
        return false;
    }
    bad = invalid_control(text);
    if (bad == text->size) return true;
    diag_add(diags, FINDING(encoding), place_of(diags, text, bad), NULL, "control character 0x%02X",
             (unsigned char)text->at[bad]);
    return false;
}

/* How far a value reaches that begins at byte `start`, its brackets taken as text. */
static size_t meant_size(struct line line, size_t start)
{
    const char *at = line.at + start;
    size_t size = 0;
    for (int depth = 0; start + size < line.size; size++) {
        char c = at[size];
        depth += c == '{' || c == '[' || c == '(';
        if ((c == '}' || c == ']' || c == ')') && --depth < 0) break;
        if (c == ',' && depth == 0) break;
        if (c == '#' && size && at[size - 1] == ' ') break;
    }
    while (size && at[size - 1] == ' ') size--;
    return size;
}

static void quote(struct buffer *fixed, const char *at, size_t size)
{
    buffer_byte(fixed, '\'');
    for (size_t i = 0; i < size; i++) {
        if (at[i] == '\'') buffer_byte(fixed, '\'');
        buffer_byte(fixed, at[i]);
    }
    buffer_byte(fixed, '\'');
}

/* Whether what begins here, inside brackets, is a plain value that has brackets of its own. */
static bool needs_quotes(struct line line, size_t start, size_t *size)
{
    char c = start < line.size ? line.at[start] : '\0';
    if (!c || strchr("{}[],'\"# !&*", c)) return false;
    *size = meant_size(line, start);
    const char *colon = memchr(line.at + start, ':', *size);
    bool key = colon && colon + 1 < line.at + line.size && colon[1] == ' ';
    bool braces = memchr(line.at + start, '{', *size) || memchr(line.at + start, '?', *size);
    return strchr("@%`", c) || (braces && !key);
}

static bool value_begins(struct line line, size_t at)
{
    if (at && line.at[at - 1] == '[') return true;
    return at >= 2 && line.at[at - 1] == ' ' && strchr(":,", line.at[at - 2]);
}

/* The whole line as it should be: what comes after the value may want quotes too. */
static const char *quoted_line(struct arena *arena, struct line line, size_t start, size_t size)
{
    struct buffer *fixed = buffer_new(arena);
    size_t indent = strspn(line.at, " "), more = 0;
    if (indent > start) indent = start;
    buffer_add(fixed, line.at + indent, start - indent);
    quote(fixed, line.at + start, size);
    char within = 0; /* which quotes one is in */
    for (size_t i = start + size; i < line.size; i++) {
        if (!within && value_begins(line, i) && needs_quotes(line, i, &more)) {
            quote(fixed, line.at + i, more);
            i += more - 1;
            continue;
        }
        if (strchr("'\"", line.at[i]) && (!within || within == line.at[i])) within = within ? 0 : line.at[i];
        buffer_byte(fixed, line.at[i]);
    }
    return arena_text(arena, "write: %s", fixed->text);
}

/* In `a: b: c` the value is `b: c`. */
static bool is_second_colon(struct line line, size_t start, size_t end)
{
    while (start && line.at[start - 1] == ' ') start--;
    return start && line.at[start - 1] == ':' && end + 1 < line.size && line.at[end] == ':';
}

bool document_unquoted(struct diags *diags, const struct document_text *text, struct place value, int at_line)
{
    if (value.line != at_line) return false;
    struct line line = line_of(diags, text, value.line);
    size_t start = byte_at(line, value.column), end = byte_at(line, value.column + value.length);
    bool second = is_second_colon(line, start, end);
    if (!second && end + 1 < line.size && line.at[end] == ':' && line.at[end + 1] == ' ') { /* it is a key */
        start = end + 1 + strspn(line.at + end + 1, " ");
        value.column +=
            text_points(line.at + byte_at(line, value.column), start - byte_at(line, value.column));
    }
    size_t size = meant_size(line, start);
    bool special = false;
    for (size_t i = start; i < start + size; i++) special |= strchr("{}[]?:*&!|>@%`", line.at[i]) != NULL;
    if (!special) return false;
    value.length = text_points(line.at + start, size);
    diag_add(diags, FINDING(unquoted_flow), value, quoted_line(diags->arena, line, start, size),
             "inside { } and [ ] this value needs quotes");
    return true;
}

static bool tab_at(struct diags *diags, struct line line, struct place place)
{
    size_t indent = strspn(line.at, " "), at = byte_at(line, place.column);
    bool indenting = indent < line.size && line.at[indent] == '\t';
    if (!indenting && (at >= line.size || line.at[at] != '\t')) return false;
    if (indenting) place.column = (int)indent + 1;
    diag_add(diags, FINDING(tab), place, "use spaces",
             indenting ? "a tab in the indentation" : "a tab where YAML expects spaces");
    return true;
}

/* libyaml's words, and what they mean to who wrote the file. */
static const struct complaint {
    const char *problem, *text, *hint;
    bool began; /* the mistake is where the construct began, not where it was noticed */
} complaints[] = {
    { "could not find expected ':'", "a colon is missing", "KEY: VALUE, or - VALUE for an entry of a list",
      true },
    { "mapping values are not allowed", "a second colon in a value", "put the value in quotes", false },
    { "cannot start any token", "a value cannot begin with this character", "put the value in quotes",
      false },
    { "found unexpected end of stream", "this quote is never closed", NULL, true },
    { "did not find expected alphabetic or numeric character", "a value cannot begin with this character",
      "put the value in quotes", true },
    { "block sequence entries are not allowed", "a list cannot begin on the line of its key",
      "start the list on the next line", false },
    { "did not find expected key", "the indentation differs from the lines around it", NULL, false },
    { "did not find expected '-' indicator", "a list entry must begin with a dash here", NULL, false },
    { NULL, NULL, NULL, false },
};
static const struct complaint after_quote = { NULL, "the quote before this ends the text",
                                              "double a quote inside quotes, or use the other kind of quotes",
                                              false };

static const struct complaint *complaint_find(const char *problem, const struct diags *diags,
                                              const struct document_text *text, struct place place)
{
    struct line line = line_of(diags, text, place.line);
    size_t at = byte_at(line, place.column);
    bool key = strstr(problem, "did not find expected key") != NULL;
    if (key && at && strchr("'\"", line.at[at - 1])) return &after_quote;
    bool indents = strspn(line.at, " ") == at;
    const struct complaint *c = complaints;
    while (c->problem && !strstr(problem, c->problem)) c++;
    return c->problem && (!key || indents) ? c : NULL;
}

static void syntax_error(struct diags *diags, const struct document_text *text, const yaml_parser_t *yaml,
                         struct place place)
{
    const char *problem = yaml->problem ? yaml->problem : "this is not YAML";
    struct place began = { text->file, (int)yaml->context_mark.line + 1, (int)yaml->context_mark.column + 1,
                           1 };
    const struct complaint *c = complaint_find(problem, diags, text, place);
    if (c && c->began && yaml->context) place = began;
    struct diag *diag =
        diag_add(diags, FINDING(syntax), place, c ? c->hint : NULL, "%s", c ? c->text : problem);
    bool elsewhere = yaml->context && (began.line != place.line || began.column != place.column);
    if (elsewhere && !c) diag_note(diags, diag, began, "%s that began here", yaml->context);
}

void document_error(struct diags *diags, const struct document_text *text, const yaml_parser_t *yaml,
                    bool flow, struct place value)
{
    if (yaml->error == YAML_READER_ERROR) {
        size_t offset = yaml->problem_offset < text->size ? yaml->problem_offset : text->size;
        diag_add(diags, FINDING(encoding), place_of(diags, text, offset), NULL, "%s", yaml->problem);
        return;
    }
    struct place place = { text->file, (int)yaml->problem_mark.line + 1, (int)yaml->problem_mark.column + 1,
                           1 };
    if (tab_at(diags, line_of(diags, text, place.line), place)) return;
    /* *, & and what else begins no text: there it stands, and not behind the value before it. */
    bool alias = yaml->context && (strstr(yaml->context, "an alias") || strstr(yaml->context, "an anchor"));
    struct place began = { text->file, (int)yaml->context_mark.line + 1, (int)yaml->context_mark.column + 1,
                           0 };
    if (flow && alias && document_unquoted(diags, text, began, place.line)) return;
    if (flow && yaml->problem && strstr(yaml->problem, "cannot start any token") &&
        document_unquoted(diags, text, place, place.line))
        return;
    if (flow && document_unquoted(diags, text, value, place.line)) return;
    syntax_error(diags, text, yaml, place);
}

bool document_bare_key(struct diags *diags, const struct document_text *text, struct place key,
                       struct place value)
{
    struct line line = line_of(diags, text, key.line);
    size_t end = byte_at(line, key.column + key.length), colon = end;
    while (colon < line.size && line.at[colon] == ' ') colon++;
    if (colon < line.size && line.at[colon] == ':') return false;
    if (value.line != key.line || value.column >= key.column) {
        diag_add(diags, FINDING(unquoted_flow), key, "a key inside { } is followed by a colon and a value",
                 "this key has no value");
        return true;
    }
    size_t start = byte_at(line, value.column);
    value.length = text_points(line.at + start, end - start);
    diag_add(diags, FINDING(unquoted_flow), value, quoted_line(diags->arena, line, start, end - start),
             "inside { } the comma ends this value: it needs quotes");
    return true;
}
