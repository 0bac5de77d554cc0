/* What unit tests share: cmocka with the standard headers that it needs, and an arena for each test. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H
#include "base/arena.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* After those. */
#include <cmocka.h>

static struct arena *arena;

static inline int set_up_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static inline int tear_down_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* A test, after `set_up`, which begins with set_up_arena(). */
#define TEST_AFTER(set_up, name) cmocka_unit_test_setup_teardown(name, set_up, tear_down_arena)
#define TEST(name)               TEST_AFTER(set_up_arena, name)
#endif
