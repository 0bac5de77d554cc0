/* The forms of single words: text, numbers, switches, durations, sizes. */
#include "base/json.h"
#include "service/field.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A unit of a quantity. The first of a list is that of a bare number; an alias is read and never printed. */
struct unit {
    const char *suffix;
    long factor;
    bool is_alias;
};

/* A whole number and a unit. A fraction passes when the unit makes it whole. */
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

static const struct unit integer_units[] = { { "", 1, false }, { 0 } };

static bool integer_word(void *into, const struct node *node)
{
    return quantity(node->text, integer_units, &((struct integer *)into)->value);
}

static const struct unit seconds_units[] = { { "s", 1, false },
                                             { "sec", 1, true },
                                             { "m", 60, false },
                                             { "min", 60, true },
                                             { "h", 3600, false },
                                             { "d", 86400, false },
                                             { 0 } };

static bool seconds_word(void *into, const struct node *node)
{
    return quantity(node->text, seconds_units, &((struct seconds *)into)->value);
}

static const struct unit days_units[] = { { "d", 1, false }, { "w", 7, true }, { "y", 365, true }, { 0 } };

static bool days_word(void *into, const struct node *node)
{
    return quantity(node->text, days_units, &((struct days *)into)->value);
}

static const struct unit megabytes_units[] = {
    { "MB", 1, false }, { "M", 1, true }, { "GB", 1024, false }, { "G", 1024, true }, { 0 }
};

static bool megabytes_word(void *into, const struct node *node)
{
    return quantity(node->text, megabytes_units, &((struct megabytes *)into)->value);
}

static const struct unit kilobytes_units[] = {
    { "KB", 1, false }, { "K", 1, true }, { "MB", 1024, false }, { "M", 1024, true }, { 0 }
};

static bool kilobytes_word(void *into, const struct node *node)
{
    return quantity(node->text, kilobytes_units, &((struct kilobytes *)into)->value);
}

static const struct unit percent_units[] = { { "%", 1, false }, { 0 } };

static bool percent_word(void *into, const struct node *node)
{
    return quantity(node->text, percent_units, &((struct percent *)into)->value);
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
    return node_number(arena, kilobytes_form.scale * ((const struct kilobytes *)value)->value);
}

const char *quantity_text(struct arena *arena, const struct form *form, long value)
{
    const struct unit *best = form->units;
    for (const struct unit *unit = best; value && unit->suffix; unit++)
        if (!unit->is_alias && value % unit->factor == 0 && unit->factor > best->factor) best = unit;
    return arena_text(arena, "%ld%s", value / best->factor, best->suffix);
}

#define WORD(name, writer, sentence)                                                                         \
    const struct form name##_form = {                                                                        \
        .what = sentence, .size = sizeof(struct name), .word = name##_word, .write = writer                  \
    }
#define QUANTITY(name, sentence, writer, factor)                                                             \
    const struct form name##_form = { .what = sentence,                                                      \
                                      .size = sizeof(struct name),                                           \
                                      .word = name##_word,                                                   \
                                      .write = writer,                                                       \
                                      .units = name##_units,                                                 \
                                      .scale = factor }
WORD(text, text_write, "a string");
QUANTITY(integer, "a whole number", number_write, 1);
WORD(flag, flag_write, "true or false");
QUANTITY(seconds, "a duration such as 30s or 5m", number_write, 1);
QUANTITY(days, "a number of days such as 14d", number_write, 1);
QUANTITY(megabytes, "a size such as 512MB or 1GB", number_write, 1);
QUANTITY(kilobytes, "a size such as 256KB or 1MB", bytes_write, 1024);
QUANTITY(percent, "a percentage such as 70%", number_write, 1);
WORD(reference, text_write, "a name");
const struct form any_form = { .what = "any value", .size = sizeof(struct any) };
