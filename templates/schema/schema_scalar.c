/* Single values: their kind, choices, patterns and ranges. CloudFormation turns text into numbers and back.
 */
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "templates/schema/schema_check.h"
#include "templates/schema/schema_words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* How much a value fails a rule by: a constant mostly says which of several forms is meant. */
enum { WRONG_CHOICE = 1, WRONG_CONSTANT = 10, WRONG_KIND = 100 };

/* {{resolve:…}} is replaced by AWS. */
static bool is_dynamic(const struct node *value)
{
    return value->shape == SCALAR && strstr(value->text, "{{resolve:");
}

/* The checked value itself as a user writes it, all else as it stands in the template. */
static const struct form *form_of(const struct checking *checking, const struct trail *trail)
{
    return trail->above ? NULL : checking->form;
}

static const char *shown(struct checking *checking, const struct node *value, const struct trail *trail)
{
    const struct form *form = form_of(checking, trail);
    return form && form->units ? schema_number_words(checking->diags->arena, value->text, form)
                               : check_shown(checking, value->text);
}

static bool read_number(const struct node *value, double *number)
{
    const struct node plain = { .shape = SCALAR, .text = value->text };
    if (value->shape != SCALAR || json_word(&plain) != JSON_NUMBER) return false;
    *number = strtod(value->text, NULL);
    return true;
}

static bool is_flag(const struct node *value)
{
    enum json_word word = json_word(value);
    return word == JSON_TRUE || word == JSON_FALSE || !strcasecmp(value->text, "true") ||
           !strcasecmp(value->text, "false");
}

static const struct kind {
    const char *type, *article;
} kinds[] = { { "array", "a list" },    { "boolean", "true or false" }, { "integer", "a whole number" },
              { "number", "a number" }, { "object", "a mapping" },      { "string", "text" } };

static bool is_of(const struct node *value, const char *type)
{
    double number;
    if (!strcmp(type, "object")) return value->shape == MAP;
    if (!strcmp(type, "array")) return value->shape == LIST;
    if (value->shape != SCALAR) return false;
    if (json_word(value) == JSON_NULL) return !strcmp(type, "null");
    if (!strcmp(type, "string") || is_dynamic(value)) return true;
    if (!strcmp(type, "boolean")) return is_flag(value);
    if (!read_number(value, &number)) return false;
    return !strcmp(type, "number") || (!strcmp(type, "integer") && number == floor(number));
}

static void kinds_print(struct buffer *out, const struct node *types)
{
    const struct node *type = types->shape == LIST ? types->first : types;
    for (; type; type = types->shape == LIST ? type->next : NULL) {
        if (out->size) buffer_text(out, " or ");
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (!strcmp(kinds[i].type, type->text)) buffer_text(out, kinds[i].article);
    }
}

bool check_type(struct checking *checking, const struct node *rule, const struct node *value,
                const struct trail *trail)
{
    const struct node *types = node_find(rule, "type");
    if (!types) return true;
    if (types->shape == SCALAR && is_of(value, types->text)) return true;
    for (const struct node *n = types->shape == LIST ? types->first : NULL; n; n = n->next)
        if (is_of(value, n->text)) return true;
    if (!check_fails(checking, WRONG_KIND)) return false;
    struct buffer *wanted = buffer_new(checking->diags->arena);
    kinds_print(wanted, types);
    bool scalar = value->shape == SCALAR, null = scalar && json_word(value) == JSON_NULL;
    const char *found = null                   ? "empty"
                        : scalar               ? check_shown(checking, value->text)
                        : value->shape == LIST ? "a list"
                                               : "a mapping";
    diag_add(checking->diags, FINDING(wrong_shape), check_place(value), NULL, "%s must be %s (got %s)",
             check_name(checking, trail), wanted->text, found);
    return false;
}

static bool is_same(const struct node *choice, const struct node *value, bool any_case)
{
    double a, b;
    if (choice->shape != SCALAR || value->shape != SCALAR) return node_same(choice, value);
    if (text_same(choice->text, value->text)) return true;
    if (any_case || (!choice->quoted && is_flag(choice))) return !strcasecmp(choice->text, value->text);
    return !choice->quoted && read_number(choice, &a) && read_number(value, &b) && a == b;
}

/* All choices, or of a long list those that begin like the value. */
static const char *choices(struct checking *checking, const struct node *list, const char *word,
                           const struct form *form)
{
    enum { LONGEST = 120, ALIKE = 3 };
    struct buffer *out = buffer_new(checking->diags->arena);
    size_t size = 0;
    int alike = 0, shown_count = 0;
    for (const struct node *n = list->first; n; n = n->next) {
        if (n->shape != SCALAR) continue;
        alike += !strncasecmp(n->text, word, ALIKE);
        size += strlen(n->text) + 2;
    }
    bool only_alike = size > LONGEST && alike;
    for (const struct node *n = list->first; n && out->size < LONGEST; n = n->next) {
        if (n->shape != SCALAR || (only_alike && strncasecmp(n->text, word, ALIKE) != 0)) continue;
        buffer_print(out, "%s%s", shown_count++ ? ", " : "",
                     *n->text ? schema_number_words(checking->diags->arena, n->text, form) : "''");
    }
    if (shown_count < list->count) buffer_print(out, " and %d more", list->count - shown_count);
    return out->text;
}

/* The choice that is probably meant; of numbers, those on both sides. */
static const char *meant(struct checking *checking, const struct node *list, const struct node *value,
                         const struct form *form)
{
    struct arena *arena = checking->diags->arena;
    struct nearest nearest = { .word = value->text };
    const struct node *above = NULL, *below = NULL;
    double wanted, number, low = -HUGE_VAL, high = HUGE_VAL;
    bool numbers = read_number(value, &wanted);
    for (const struct node *n = list->first; n; n = n->next) {
        if (n->shape != SCALAR) continue;
        if (!numbers || !read_number(n, &number))
            nearest_try(&nearest, n->text);
        else if (number > wanted && number < high)
            above = n, high = number;
        else if (number < wanted && number > low)
            below = n, low = number;
    }
    if (above && below)
        return arena_text(arena, "the nearest are %s and %s", schema_number_words(arena, below->text, form),
                          schema_number_words(arena, above->text, form));
    if (above || below)
        return arena_text(arena, "the nearest is %s",
                          schema_number_words(arena, (above ? above : below)->text, form));
    return diag_meant(arena, nearest.name);
}

void check_enum(struct checking *checking, const struct node *rule, const struct node *says,
                const struct node *value, const struct trail *trail)
{
    (void)rule;
    bool any_case = !strcmp(says->key, "enumCaseInsensitive");
    if (value->shape != SCALAR || is_dynamic(value)) return;
    for (const struct node *n = says->first; n; n = n->next)
        if (is_same(n, value, any_case)) return;
    if (!check_fails(checking, WRONG_CHOICE)) return;
    const struct form *form = form_of(checking, trail);
    diag_add(checking->diags, FINDING(out_of_range), check_place(value), meant(checking, says, value, form),
             "%s must be one of %s (got %s)", check_name(checking, trail),
             choices(checking, says, value->text, form), shown(checking, value, trail));
}

void check_const(struct checking *checking, const struct node *rule, const struct node *says,
                 const struct node *value, const struct trail *trail)
{
    (void)rule;
    if (is_same(says, value, false) || is_dynamic(value)) return;
    if (!check_fails(checking, WRONG_CONSTANT)) return;
    diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL, "%s must be %s",
             check_name(checking, trail),
             says->shape == SCALAR ? check_shown(checking, says->text) : "the value that AWS requires");
}

void check_pattern(struct checking *checking, const struct node *rule, const struct node *says,
                   const struct node *value, const struct trail *trail)
{
    (void)rule;
    if (value->shape != SCALAR || is_dynamic(value)) return;
    if (schema_matches(checking->schemas, says->text, value->text) || !check_fails(checking, WRONG_CHOICE))
        return;
    const char *words = schema_pattern_words(checking->diags->arena, says->text);
    diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL, "%s must be %s (got %s)",
             check_name(checking, trail), words ? words : "in the format that AWS requires",
             check_shown(checking, value->text));
}

/* “between 1 and 5”, “at least 1”, “at most 5”, “exactly 5” */
static const char *bounds(struct checking *checking, const char *least, const char *most)
{
    struct arena *arena = checking->diags->arena;
    if (!most) return arena_text(arena, "at least %s", least);
    if (!least) return arena_text(arena, "at most %s", most);
    return strcmp(least, most) != 0 ? arena_text(arena, "between %s and %s", least, most)
                                    : arena_text(arena, "exactly %s", least);
}

void check_range(struct checking *checking, const struct node *rule, const struct node *says,
                 const struct node *value, const struct trail *trail)
{
    double number, limit;
    if (!read_number(value, &number) || !read_number(says, &limit)) return;
    bool most = text_ends(says->key, "aximum"), exclusive = text_starts(says->key, "exclusive");
    bool right = exclusive && number == limit ? false : most ? number <= limit : number >= limit;
    if (right || !check_fails(checking, WRONG_CHOICE)) return;
    const struct form *form = form_of(checking, trail);
    struct arena *arena = checking->diags->arena;
    const char *name = check_name(checking, trail);
    if (exclusive)
        diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL, "%s must be %s than %s",
                 name, most ? "less" : "more", says->text);
    else
        diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL, "%s must be %s (got %s)",
                 name,
                 bounds(checking, schema_number_words(arena, node_word(rule, "minimum"), form),
                        schema_number_words(arena, node_word(rule, "maximum"), form)),
                 shown(checking, value, trail));
}

void check_multiple(struct checking *checking, const struct node *rule, const struct node *says,
                    const struct node *value, const struct trail *trail)
{
    (void)rule;
    double number, unit;
    if (!read_number(value, &number) || !read_number(says, &unit) || unit == 0) return;
    double parts = number / unit;
    if (fabs(parts - round(parts)) < 1e-9 || !check_fails(checking, WRONG_CHOICE)) return;
    diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL, "%s must be a multiple of %s",
             check_name(checking, trail), says->text);
}

void check_count(struct checking *checking, const struct node *rule, const struct node *says,
                 const struct node *value, const struct trail *trail, int count)
{
    static const struct {
        const char *what, *least, *most, *one, *more;
    } rows[] = { { "Length", "minLength", "maxLength", "character", "characters" },
                 { "Items", "minItems", "maxItems", "item", "items" },
                 { "Properties", "minProperties", "maxProperties", "key", "keys" } };
    int limit = atoi(says->text);
    if (text_starts(says->key, "max") ? count <= limit : count >= limit) return;
    if (!check_fails(checking, WRONG_CHOICE)) return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!text_ends(says->key, rows[i].what)) continue;
        const char *least = node_word(rule, rows[i].least), *most = node_word(rule, rows[i].most);
        bool one = !strcmp(most ? most : least, "1");
        diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL,
                 "%s must have %s %s (has %d)", check_name(checking, trail), bounds(checking, least, most),
                 one ? rows[i].one : rows[i].more, count);
    }
}

void check_length(struct checking *checking, const struct node *rule, const struct node *says,
                  const struct node *value, const struct trail *trail)
{
    if (value->shape != SCALAR || is_dynamic(value)) return;
    check_count(checking, rule, says, value, trail, text_points(value->text, strlen(value->text)));
}
