#include "aws/pairs.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

struct pairs *pairs_new(struct arena *arena)
{
    struct pairs *pairs = arena_take(arena, sizeof *pairs);
    pairs->arena = arena;
    return pairs;
}

void pairs_add(struct pairs *pairs, const char *name, const char *value)
{
    struct pair *pair = arena_take(pairs->arena, sizeof *pair);
    *pair = (struct pair){ NULL, name, value };
    *(pairs->last ? &pairs->last->next : &pairs->first) = pair;
    pairs->last = pair;
}

void pairs_format(struct pairs *pairs, const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pairs_add(pairs, name, arena_vtext(pairs->arena, format, arguments));
    va_end(arguments);
}

const char *pairs_find(const struct pairs *pairs, const char *name)
{
    for (const struct pair *pair = pairs ? pairs->first : NULL; pair; pair = pair->next)
        if (!strcasecmp(pair->name, name)) return pair->value;
    return NULL;
}

void uri_encode(struct buffer *out, const char *text, bool keep_slashes)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        bool plain = (isascii(*at) && isalnum(*at)) || strchr("-._~", *at) || (keep_slashes && *at == '/');
        if (plain)
            buffer_byte(out, (char)*at);
        else
            buffer_print(out, "%%%02X", *at);
    }
}

void uri_query(struct buffer *out, const struct pairs *pairs)
{
    for (const struct pair *pair = pairs ? pairs->first : NULL; pair; pair = pair->next) {
        if (pair != pairs->first) buffer_byte(out, '&');
        uri_encode(out, pair->name, false);
        if (!pair->value) continue;
        buffer_byte(out, '=');
        uri_encode(out, pair->value, false);
    }
}
