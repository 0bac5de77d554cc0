#include "templates/alarms/limit.h"
#include "base/json.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool limit_word(void *into, const struct node *node)
{
    static const struct {
        const char *suffix;
        double factor;
        int unit;
    } units[] = { { "", 1, LIMIT_NUMBER },      { "%", 1, LIMIT_PERCENT },  { "ms", 0.001, LIMIT_SECONDS },
                  { "s", 1, LIMIT_SECONDS },    { "m", 60, LIMIT_SECONDS }, { "h", 3600, LIMIT_SECONDS },
                  { "d", 86400, LIMIT_SECONDS } };
    struct limit *limit = into;
    enum json_word word = json_word(node);
    limit->unit = word == JSON_TRUE ? LIMIT_ON : LIMIT_OFF;
    if (word == JSON_TRUE || word == JSON_FALSE) return true;
    char *end;
    if (!isdigit((unsigned char)*node->text) || strpbrk(node->text, "xX")) return false;
    double number = strtod(node->text, &end);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(end, units[i].suffix)) continue;
        limit->value = number * units[i].factor;
        limit->unit = units[i].unit;
        return isfinite(number) && number <= 1e12;
    }
    return false;
}

const struct form limit_form = { .what = "a limit such as 1%, 5 or 2s, or off",
                                 .size = sizeof(struct limit),
                                 .word = limit_word };
