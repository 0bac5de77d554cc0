/* Text that grows. Its bytes are always followed by a NUL; they move as it grows and live as long as the
 * arena. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H
#include "base/arena.h"

struct buffer {
    char *text;
    size_t size, room;
};

struct buffer *buffer_new(struct arena *);
void buffer_add(struct buffer *, const char *bytes, size_t size);
void buffer_text(struct buffer *, const char *text);
void buffer_byte(struct buffer *, char byte);
void buffer_fill(struct buffer *, char byte, size_t count);
void buffer_print(struct buffer *, const char *format, ...) __attribute__((format(printf, 2, 3)));
#endif
