/* Chance that is the same for the same seed on every machine (splitmix64). */
#ifndef TESTS_PROPERTIES_CHANCE_H
#define TESTS_PROPERTIES_CHANCE_H
#include <stdbool.h>
#include <stdint.h>

struct chance {
    uint64_t state;
};

static inline int chance_below(struct chance *chance, int limit)
{
    uint64_t mixed = chance->state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return (int)((mixed ^ (mixed >> 31)) % (uint64_t)limit);
}

static inline bool chance_of(struct chance *chance, int percent)
{
    return chance_below(chance, 100) < percent;
}
#endif
