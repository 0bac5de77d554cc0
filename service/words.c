#include "service/words.h"
#include <ctype.h>
#include <stdint.h>
#include <string.h>

struct slice slice_trim(struct slice slice)
{
    while (slice.size && isspace((unsigned char)*slice.at)) slice.at++, slice.size--;
    while (slice.size && isspace((unsigned char)slice.at[slice.size - 1])) slice.size--;
    return slice;
}

struct slice slice_from(struct slice slice, const char *at)
{
    return (struct slice){ at, (size_t)(slice.at + slice.size - at) };
}

bool slice_opens(struct slice slice) { return slice.size > 1 && slice.at[0] == '$' && slice.at[1] == '{'; }

size_t slice_variable(struct slice slice)
{
    int depth = 0;
    for (size_t i = 0; i < slice.size; i++) {
        if (slice_opens(slice_from(slice, slice.at + i)))
            depth++, i++;
        else if (slice.at[i] == '}' && --depth == 0)
            return i + 1;
    }
    return 0;
}

/* One pass with the variables that are open: looked for one by one, each that is never closed would be looked
 * for to the end of the text. */
size_t *slice_variables(struct arena *arena, struct slice slice)
{
    size_t *sizes = arena_take(arena, (slice.size + 1) * sizeof *sizes);
    size_t open = SIZE_MAX; /* the innermost that is open; what is outside of it stands at its place until it
                               is closed */
    for (size_t i = 0; i < slice.size; i++) {
        if (slice_opens(slice_from(slice, slice.at + i))) {
            sizes[i] = open;
            open = i++;
        } else if (slice.at[i] == '}' && open != SIZE_MAX) {
            size_t outer = sizes[open];
            sizes[open] = i + 1 - open;
            open = outer;
        }
    }
    while (open != SIZE_MAX) {
        size_t outer = sizes[open];
        sizes[open] = 0;
        open = outer;
    }
    return sizes;
}

struct slice slice_head(struct slice slice)
{
    for (size_t i = 0; i < slice.size; i++) {
        size_t inner = slice_opens(slice_from(slice, slice.at + i))
                           ? slice_variable(slice_from(slice, slice.at + i))
                           : 0;
        if (slice.at[i] == ',') return (struct slice){ slice.at, i };
        if (inner) i += inner - 1;
    }
    return slice;
}

struct words words_new(struct arena *arena)
{
    return (struct words){ .plain = buffer_new(arena), .sub = buffer_new(arena) };
}

/* In Fn::Sub's notation ${ must be written ${!. */
void words_literal(struct words *words, struct slice text)
{
    buffer_add(words->plain, text.at, text.size);
    for (size_t i = 0; i < text.size; i++) {
        bool opened = text.at[i] == '{' && words->sub->size && words->sub->text[words->sub->size - 1] == '$';
        buffer_byte(words->sub, text.at[i]);
        if (opened) buffer_byte(words->sub, '!');
    }
}

void words_text(struct words *words, const char *text)
{
    words_literal(words, (struct slice){ text, strlen(text) });
}

void words_sub(struct words *words, const char *text)
{
    buffer_text(words->sub, text);
    words->needs_sub = true;
}

void words_origin(struct words *words, enum origin origin)
{
    if (origin > words->origin) words->origin = origin;
}
