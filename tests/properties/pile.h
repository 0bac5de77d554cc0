/* Surroundings for a description that comes from many: a file is where the first of the folders has it. */
#ifndef TESTS_PROPERTIES_PILE_H
#define TESTS_PROPERTIES_PILE_H
#include "base/surroundings.h"

#define DESCRIPTION_FILE "service.yml"

struct pile {
    struct arena *arena;
    const char **folders;     /* ends with NULL */
    struct bytes description; /* at NULL: the first folder's own */
};

struct surroundings pile_surroundings(struct pile *);
#endif
