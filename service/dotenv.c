#include "service/dotenv.h"
#include "base/buffer.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

struct dotenv {
    struct arena *arena;
    const char *at;
    int line;
};

static const char blanks[] = " \t";

static bool is_name(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!isalnum((unsigned char)text[i]) && text[i] != '_' && text[i] != '.') return false;
    return size && !isdigit((unsigned char)*text);
}

/* A quoted value may go over several lines; NULL when its quote is never closed. */
static const char *quoted(struct dotenv *d)
{
    char quote = *d->at;
    int line = d->line;
    struct buffer *value = buffer_new(d->arena);
    for (const char *at = d->at + 1; *at; at++) {
        if (*at == quote) {
            d->at = at + 1 + strcspn(at + 1, "\n");
            return arena_copy(d->arena, value->text, value->size);
        }
        bool escape = quote == '"' && *at == '\\' && at[1];
        if (escape) at++;
        d->line += *at == '\n';
        buffer_byte(value, escape && *at == 'n' ? '\n' : *at);
    }
    d->line = line;
    return NULL;
}

/* To the end of the line, or a comment after a blank. */
static const char *plain(struct dotenv *d)
{
    size_t line = strcspn(d->at, "\r\n"), size = 0;
    while (size < line && !(d->at[size] == '#' && (!size || isblank((unsigned char)d->at[size - 1])))) size++;
    while (size && isblank((unsigned char)d->at[size - 1])) size--;
    const char *value = arena_copy(d->arena, d->at, size);
    d->at += line;
    return value;
}

/* False: the line is no NAME=value. */
static bool pair_read(struct dotenv *d, struct node *into)
{
    if (text_starts(d->at, "export ")) d->at += sizeof "export";
    d->at += strspn(d->at, blanks);
    size_t size = strcspn(d->at, "= \t\r\n");
    const char *name = arena_copy(d->arena, d->at, size);
    d->at += size;
    d->at += strspn(d->at, blanks);
    if (*d->at != '=' || !is_name(name, size)) return false;
    d->at++;
    d->at += strspn(d->at, blanks);
    const char *value = *d->at == '"' || *d->at == '\'' ? quoted(d) : plain(d);
    if (value && !node_find(into, name)) node_add(into, name, node_text(d->arena, value));
    return value;
}

void dotenv_read(struct node *into, struct diags *diags, const char *file, const char *text)
{
    struct dotenv d = { into->arena, text, 1 };
    if (text_starts(d.at, "\xEF\xBB\xBF")) d.at += 3;
    for (; *d.at; d.at += *d.at == '\n', d.line++) {
        struct place place = { file, d.line, 1, 1 };
        d.at += strspn(d.at, blanks);
        if (!strchr("#\r\n", *d.at) && !pair_read(&d, into))
            diag_add(diags, FINDING(dotenv_line), place, "NAME=value",
                     "this line is not a variable and is ignored");
        d.at += strcspn(d.at, "\n");
    }
}
