/* Memory. One arena per command run owns everything that run makes: text, trees and, through
 * arena_defer(), foreign handles. Nothing is freed alone, what arena_take() gives is zeroed, and out of
 * memory ends the program. A long poll uses an arena of its own per turn. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *); /* runs the deferred calls, newest first */
void *arena_take(struct arena *, size_t size);
void arena_defer(struct arena *, void (*call)(void *), void *with);
void arena_adopt(struct arena *, struct arena *child);            /* which then lives as long */
char *arena_copy(struct arena *, const char *bytes, size_t size); /* with a NUL behind */
char *arena_join(struct arena *, const char *first, const char *second);
char *arena_text(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vtext(struct arena *, const char *format, va_list) __attribute__((format(printf, 2, 0)));
#endif
