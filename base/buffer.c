#include "base/buffer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void buffer_free(void *buffer) { free(((struct buffer *)buffer)->text); }

void buffer_grow(struct buffer *buffer, size_t more)
{
    if (buffer->room - buffer->size > more) return;
    size_t room = buffer->room * 2;
    if (room < buffer->size + more + 1) room = buffer->size + more + 1;
    char *text = realloc(buffer->text, room);
    if (!text) {
        fputs("cfgen: out of memory\n", stderr);
        abort();
    }
    buffer->text = text;
    buffer->room = room;
}

struct buffer *buffer_new(struct arena *arena)
{
    struct buffer *buffer = arena_take(arena, sizeof *buffer);
    buffer_grow(buffer, 255);
    buffer->text[0] = 0;
    arena_defer(arena, buffer_free, buffer);
    return buffer;
}

void buffer_text(struct buffer *buffer, const char *text) { buffer_add(buffer, text, strlen(text)); }

void buffer_fill(struct buffer *buffer, char byte, size_t count)
{
    buffer_grow(buffer, count);
    memset(buffer->text + buffer->size, byte, count);
    buffer->size += count;
    buffer->text[buffer->size] = 0;
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    buffer_grow(buffer, (size_t)size);
    vsnprintf(buffer->text + buffer->size, (size_t)size + 1, format, again);
    buffer->size += (size_t)size;
    va_end(again);
    va_end(arguments);
}
