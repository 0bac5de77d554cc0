/* The forms of single words: text, numbers, switches, durations, sizes. */
#include "base/json.h"
#include "service/field.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct unit {
    const char *suffix;
    long factor;
};

/* A whole number and a unit; the first unit is that of a bare number. A fraction passes when the unit makes
 * it whole. */
static bool quantity(const char *text, const struct unit *units, long *value)
{
    char *end;
    if (!isdigit((unsigned char)text[strspn(text, "+-")])) return false;
    errno = 0;
    double number = strtod(text, &end);
    if (end == text || errno) return false;
    while (*end == ' ') end++;
    for (const struct unit *unit = units; unit->suffix; unit++) {
        if (strcasecmp(end, unit->suffix) && (*end || unit != units)) continue;
        double product = number * (double)unit->factor;
        if (product < -1e15 || product > 1e15) return false;
        *value = (long)product;
        return (double)*value == product;
    }
    return false;
}

static bool text_word(void *into, const struct node *node)
{
    ((struct text *)into)->value = node->text;
    return true;
}

static bool reference_word(void *into, const struct node *node)
{
    ((struct reference *)into)->value = node->text;
    return true;
}

static bool integer_word(void *into, const struct node *node)
{
    static const struct unit units[] = { { "", 1 }, { 0 } };
    return quantity(node->text, units, &((struct integer *)into)->value);
}

static bool seconds_word(void *into, const struct node *node)
{
    static const struct unit units[] = { { "s", 1 },    { "sec", 1 },   { "m", 60 }, { "min", 60 },
                                         { "h", 3600 }, { "d", 86400 }, { 0 } };
    return quantity(node->text, units, &((struct seconds *)into)->value);
}

static bool days_word(void *into, const struct node *node)
{
    static const struct unit units[] = { { "d", 1 }, { "w", 7 }, { "y", 365 }, { 0 } };
    return quantity(node->text, units, &((struct days *)into)->value);
}

static bool megabytes_word(void *into, const struct node *node)
{
    static const struct unit units[] = { { "MB", 1 }, { "M", 1 }, { "GB", 1024 }, { "G", 1024 }, { 0 } };
    return quantity(node->text, units, &((struct megabytes *)into)->value);
}

static bool kilobytes_word(void *into, const struct node *node)
{
    static const struct unit units[] = { { "KB", 1 }, { "K", 1 }, { "MB", 1024 }, { "M", 1024 }, { 0 } };
    return quantity(node->text, units, &((struct kilobytes *)into)->value);
}

static bool percent_word(void *into, const struct node *node)
{
    static const struct unit units[] = { { "%", 1 }, { 0 } };
    return quantity(node->text, units, &((struct percent *)into)->value);
}

static bool flag_word(void *into, const struct node *node)
{
    enum json_word word = json_word(node);
    ((struct flag *)into)->value = word == JSON_TRUE;
    return word == JSON_TRUE || word == JSON_FALSE;
}

static struct node *text_write(struct arena *arena, const void *value)
{
    return node_text(arena, ((const struct text *)value)->value);
}

static struct node *flag_write(struct arena *arena, const void *value)
{
    return node_flag(arena, ((const struct flag *)value)->value);
}

/* All quantities begin alike. */
static struct node *number_write(struct arena *arena, const void *value)
{
    return node_number(arena, ((const struct integer *)value)->value);
}

static struct node *bytes_write(struct arena *arena, const void *value)
{
    return node_number(arena, 1024 * ((const struct kilobytes *)value)->value);
}

#define WORD(name, writer, sentence)                                                                         \
    const struct form name##_form = {                                                                        \
        .what = sentence, .size = sizeof(struct name), .word = name##_word, .write = writer                  \
    }
WORD(text, text_write, "text");
WORD(integer, number_write, "a whole number");
WORD(flag, flag_write, "true or false");
WORD(seconds, number_write, "a duration such as 30s or 5m");
WORD(days, number_write, "a number of days such as 14d");
WORD(megabytes, number_write, "a size such as 512MB or 1GB");
WORD(kilobytes, bytes_write, "a size such as 256KB or 1MB");
WORD(percent, number_write, "a percentage such as 70%");
WORD(reference, text_write, "a name");
const struct form any_form = { .what = "any value", .size = sizeof(struct any) };
