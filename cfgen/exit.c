#include "cfgen/exit.h"
#include <stddef.h>

const struct exit_about exit_about[] = {
#define CODE(number, name, about) { EXIT_##name, about },
    EXIT_CODES(CODE)
#undef CODE
        { 0, NULL },
};
