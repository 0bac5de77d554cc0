#include "templates/schema/schema_words.h"
#include "base/buffer.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *schema_number_words(struct arena *arena, const char *number, const struct form *form)
{
    long scale = form && form->scale ? form->scale : 1;
    double value = number ? strtod(number, NULL) / (double)scale : 0;
    if (!number || !form || !form->units || value != floor(value) || fabs(value) > 1e15) return number;
    return quantity_text(arena, form, (long)value);
}

const char *schema_range_words(struct arena *arena, const struct node *rule, const struct form *form)
{
    const char *least = node_word(rule, "minimum"), *most = node_word(rule, "maximum");
    if (least && *least == '-') least = NULL; /* -1 is AWS's word for no limit */
    if (!least && !most) return NULL;
    return range_text(arena, schema_number_words(arena, least, form), schema_number_words(arena, most, form));
}

/* All choices; NULL: they are too many to be read. */
static const char *enum_words(struct arena *arena, const struct node *list, const struct form *form)
{
    enum { LONGEST = 160 };
    struct buffer *out = buffer_new(arena);
    for (const struct node *n = list->first; n; n = n->next) {
        if (n->shape != SCALAR) return NULL;
        buffer_print(out, "%s%s",
                     n == list->first ? ""
                     : n->next        ? ", "
                                      : " or ",
                     schema_number_words(arena, n->text, form));
    }
    return out->size <= LONGEST ? out->text : NULL;
}

static const char *length_words(struct arena *arena, const struct node *rule)
{
    const char *least = node_word(rule, "minLength"), *most = node_word(rule, "maxLength");
    if (!most) return NULL; /* not to be empty goes without saying */
    bool any = !least || !strcmp(least, "0") || !strcmp(least, "1");
    return arena_text(arena, "%s characters", range_text(arena, any ? NULL : least, most));
}

/* `letters, digits and - only; up to 64 characters`. Of an ARN nobody counts the characters. */
static const char *text_words(struct arena *arena, const struct node *rule)
{
    const char *pattern = node_word(rule, "pattern"), *length = length_words(arena, rule);
    const char *words = pattern ? schema_pattern_words(arena, pattern) : NULL;
    bool counted = words && (isdigit((unsigned char)*words) || strstr(words, "an ARN"));
    return words && length && !counted ? arena_text(arena, "%s; %s", words, length) : words ? words : length;
}

static const char *allowed(const struct published *published, struct arena *arena, const char *type,
                           const char *property, const struct form *form)
{
    const struct node *rule = schema_property(published->with, type, property);
    const struct node *item = node_find(rule, "items"), *choices;
    if (item) rule = item;
    if ((choices = node_find(rule, "enum"))) return enum_words(arena, choices, form);
    const char *range = schema_range_words(arena, rule, form);
    return range ? range : text_words(arena, rule);
}

struct published schema_published(struct schemas *schemas) { return (struct published){ allowed, schemas }; }
