#include "base/arena.h"
#include <stdalign.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct block {
    struct block *next;
    size_t used, size;
    bool mapped;
    alignas(max_align_t) char bytes[];
};

struct deferred {
    struct deferred *next;
    void (*call)(void *);
    void *with;
};

struct arena {
    struct block *blocks; /* the first is the one with room */
    struct deferred *deferred;
    size_t next_size;
};

static void *must(void *memory)
{
    if (memory) return memory;
    fputs("cfgen: out of memory\n", stderr);
    abort();
}

struct arena *arena_new(void)
{
    struct arena *arena = must(calloc(1, sizeof *arena));
    arena->next_size = FIRST_BLOCK;
    return arena;
}

static struct block *block_new(struct arena *arena, size_t size)
{
    /* The kernel's pages are zero already. Who has taken much will take more: then they come all at once. */
    void *pages = mmap(NULL, sizeof(struct block) + size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | (size >= LARGEST_BLOCK ? MAP_POPULATE : 0), -1, 0);
    struct block *block = must(pages == MAP_FAILED ? NULL : pages);
    block->size = size;
    block->mapped = true;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

static size_t rounded(size_t size) { return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1); }

/* Under the address sanitizer each allocation is a block of its own, so that it sees every overrun. */
#if defined(__SANITIZE_ADDRESS__)
#define OWN_BLOCK(size) ((size) > 0)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OWN_BLOCK(size) ((size) > 0)
#endif
#endif
#ifndef OWN_BLOCK
#define OWN_BLOCK(size) ((size) > FIRST_BLOCK / 4)
#endif

/* Apart from arena_take(), so that what is taken most often saves no registers for it. */
__attribute__((noinline)) static void *take_slowly(struct arena *arena, size_t size)
{
    struct block *block = arena->blocks;
    if (OWN_BLOCK(size)) {
        struct block *alone = must(calloc(1, sizeof *alone + size));
        alone->size = alone->used = size;
        /* Behind the first, which may still have room. */
        struct block **into = block ? &block->next : &arena->blocks;
        alone->next = *into;
        *into = alone;
        return alone->bytes;
    }
    block = block_new(arena, arena->next_size);
    if (arena->next_size < LARGEST_BLOCK) arena->next_size *= 2;
    block->used = rounded(size);
    return block->bytes;
}

void *arena_take(struct arena *arena, size_t size)
{
    struct block *block = arena->blocks;
    if (OWN_BLOCK(size) || !block || block->size - block->used < rounded(size))
        return take_slowly(arena, size);
    char *taken = block->bytes + block->used;
    block->used += rounded(size);
    return taken;
}

void arena_defer(struct arena *arena, void (*call)(void *), void *with)
{
    struct deferred *deferred = arena_take(arena, sizeof *deferred);
    *deferred = (struct deferred){ arena->deferred, call, with };
    arena->deferred = deferred;
}

static void child_free(void *child) { arena_free(child); }

void arena_adopt(struct arena *arena, struct arena *child) { arena_defer(arena, child_free, child); }

char *arena_copy(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = arena_take(arena, size + 1);
    if (size) memcpy(copy, bytes, size);
    return copy;
}

char *arena_join(struct arena *arena, const char *first, const char *second)
{
    size_t size = strlen(first), more = strlen(second);
    char *joined = arena_take(arena, size + more + 1);
    memcpy(joined, first, size);
    memcpy(joined + size, second, more);
    return joined;
}

char *arena_vtext(struct arena *arena, const char *format, va_list arguments)
{
    char small[256];
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(small, sizeof small, format, arguments);
    char *text = arena_take(arena, (size_t)size + 1);
    if ((size_t)size < sizeof small)
        memcpy(text, small, (size_t)size + 1);
    else
        vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return text;
}

char *arena_text(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vtext(arena, format, arguments);
    va_end(arguments);
    return text;
}

void arena_free(struct arena *arena)
{
    for (struct deferred *d = arena->deferred; d; d = d->next) d->call(d->with);
    for (struct block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        if (block->mapped)
            munmap(block, sizeof *block + block->size);
        else
            free(block);
    }
    free(arena);
}
