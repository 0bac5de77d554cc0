#include "base/text.h"
#include "templates/code/requirements.h"
#include <ctype.h>
#include <strings.h>

static const char *blanks(const char *at) { return at + strspn(at, " \t"); }

const char *requirement_name(struct arena *arena, const char *name, size_t size)
{
    char *spelled = arena_take(arena, size + 1), *to = spelled;
    for (size_t i = 0; i < size; i++) {
        bool joint = strchr("-_.", name[i]);
        if (joint && to > spelled && to[-1] == '-') continue;
        *to++ = joint ? '-' : (char)tolower((unsigned char)name[i]);
    }
    return spelled;
}

/* Letters and digits, with . _ and - between them; 0: no name. */
static size_t name_size(const char *at)
{
    size_t size = 0;
    while (isalnum((unsigned char)at[size]) || (size && at[size] && strchr("-_.", at[size]))) size++;
    while (size && !isalnum((unsigned char)at[size - 1])) size--;
    return size;
}

/* `[a, b]` at *at, or nothing; false: it is not closed, or holds something else. */
static bool extras_parse(struct arena *arena, const char **at, const char **extras)
{
    *extras = "";
    if (**at != '[') return true;
    struct buffer *names = buffer_new(arena);
    const char *from = blanks(*at + 1);
    for (bool more = *from != ']'; more; more = *from == ',', from = more ? blanks(from + 1) : from) {
        size_t size = name_size(from);
        if (!size) return false;
        if (names->size) buffer_byte(names, ',');
        buffer_text(names, requirement_name(arena, from, size));
        from = blanks(from + size);
    }
    if (*from != ']') return false;
    *extras = names->text;
    *at = blanks(from + 1);
    return true;
}

/* The size of a clause's operator; 0: none. */
static size_t relation_size(const char *at)
{
    static const char *const relations[] = { "===", "==", "~=", "!=", "<=", ">=", "<", ">" };
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (text_starts(at, relations[i])) return strlen(relations[i]);
    return 0;
}

/* Clauses of an operator and a version, parted by commas; behind them where they end, or NULL. */
static const char *clauses_parse(struct arena *arena, const char *at, struct buffer *into)
{
    static const char versions[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.*+!-_";
    for (bool more = true; more;) {
        size_t relation = relation_size(at);
        bool exactly = relation == 3; /* its version ends only with a blank, and so it stands alone */
        const char *begin = at;
        buffer_add(into, at, relation);
        at = blanks(at + relation);
        size_t version = strspn(at, versions);
        if (!relation || !requirement_version(arena_copy(arena, at, version), begin)) return NULL;
        buffer_add(into, at, version);
        at = blanks(at + version);
        more = *at == ',';
        if (exactly && (more || into->size != relation + version || *at == ')')) return NULL;
        if (more) buffer_byte(into, ',');
        at = more ? blanks(at + 1) : at;
    }
    return at;
}

/* A version specifier, which metadata once put into brackets; NULL: it is none. */
static const char *specifier_parse(struct arena *arena, const char *text)
{
    bool bracket = *text == '(';
    const char *at = bracket ? blanks(text + 1) : text;
    struct buffer *specifier = buffer_new(arena);
    if (!*at) return bracket ? NULL : "";
    at = clauses_parse(arena, at, specifier);
    if (at && bracket) at = *at == ')' ? blanks(at + 1) : NULL;
    return at && !*at ? specifier->text : NULL;
}

/* What pip would take for an archive in the current folder: `a==1.0+b.zip`. */
static bool is_archive(struct arena *arena, const char *text, size_t size)
{
    static const char *const endings[] = { ".zip", ".whl",  ".tar", ".gz",  ".bz2", ".xz",
                                           ".lz",  ".lzma", ".tgz", ".tbz", ".txz", ".tlz" };
    while (size && strchr(" \t", text[size - 1])) size--;
    if (size && text[size - 1] == ']')
        while (size && text[size - 1] != '[') size--;
    while (size && strchr(" \t[", text[size - 1])) size--;
    const char *name = arena_copy(arena, text, size);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (size >= ending && !strcasecmp(name + size - ending, endings[i])) return true;
    }
    return false;
}

bool requirement_parse(struct arena *arena, const char *text, struct requirement *into)
{
    const char *at = blanks(text);
    size_t size = name_size(at), head = strcspn(text, ";");
    *into = (struct requirement){ 0 };
    if (!size || is_archive(arena, text, head)) return false;
    into->name = requirement_name(arena, at, size);
    at = blanks(at + size);
    if (!extras_parse(arena, &at, &into->extras) || at > text + head) return false;
    into->specifier = specifier_parse(arena, arena_copy(arena, at, (size_t)(text + head - at)));
    const char *marker = text[head] ? blanks(text + head + 1) : "";
    if (*marker) into->marker = marker;
    return into->specifier;
}

bool requirement_pinned(const struct requirement *requirement)
{
    for (const char *at = requirement->specifier; *at; at += strcspn(at, ","), at += *at == ',') {
        size_t size = strcspn(at, ",");
        if (text_starts(at, "==") && at[size - 1] != '*') return true;
    }
    return false;
}

void requirement_print(struct buffer *into, const struct requirement *requirement)
{
    buffer_text(into, requirement->name);
    if (*requirement->extras) buffer_print(into, "[%s]", requirement->extras);
    buffer_text(into, requirement->specifier);
    if (requirement->marker) buffer_print(into, " ; %s", requirement->marker);
    if (requirement->hashes) buffer_text(into, requirement->hashes);
    buffer_byte(into, '\n');
}
