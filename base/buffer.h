/* Text that grows. Its bytes are always followed by a NUL; they move as it grows and live as long as the
 * arena. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H
#include "base/arena.h"
#include <string.h>

struct buffer {
    char *text;
    size_t size, room;
};

struct buffer *buffer_new(struct arena *);
void buffer_grow(struct buffer *, size_t more); /* makes room for `more` bytes and the NUL behind them */
void buffer_text(struct buffer *, const char *text);
void buffer_fill(struct buffer *, char byte, size_t count);
void buffer_print(struct buffer *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Inline, because printing a template is mostly this. */
static inline void buffer_add(struct buffer *buffer, const char *bytes, size_t size)
{
    if (buffer->room - buffer->size <= size) buffer_grow(buffer, size);
    if (size) memcpy(buffer->text + buffer->size, bytes, size);
    buffer->size += size;
    buffer->text[buffer->size] = 0;
}

static inline void buffer_byte(struct buffer *buffer, char byte) { buffer_add(buffer, &byte, 1); }
#endif
