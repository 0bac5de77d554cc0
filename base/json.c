#include "base/json.h"
#include <cjson/cJSON.h>
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *number_text(struct arena *arena, double number)
{
    const char *text = arena_text(arena, "%.15g", number);
    return strtod(text, NULL) == number ? text : arena_text(arena, "%.17g", number);
}

static bool is_whole(const char *number) { return !strpbrk(number, ".eE"); }

const char *json_number(struct arena *arena, const char *text)
{
    return is_whole(text) ? text : number_text(arena, strtod(text, NULL));
}

bool json_numbers_same(const char *a, const char *b)
{
    if (is_whole(a) && is_whole(b)) return !strcmp(a, b); /* they may have more digits than a double */
    return strtod(a, NULL) == strtod(b, NULL);
}

static struct node *convert(struct arena *arena, const cJSON *item)
{
    if (cJSON_IsArray(item) || cJSON_IsObject(item)) {
        struct node *node = cJSON_IsArray(item) ? node_list(arena) : node_map(arena);
        for (const cJSON *child = item->child; child; child = child->next) {
            const char *key =
                cJSON_IsObject(item) ? arena_copy(arena, child->string, strlen(child->string)) : NULL;
            node_add(node, key, convert(arena, child));
        }
        return node;
    }
    if (cJSON_IsString(item))
        return node_text(arena, arena_copy(arena, item->valuestring, strlen(item->valuestring)));
    if (cJSON_IsBool(item)) return node_flag(arena, cJSON_IsTrue(item));
    if (!cJSON_IsNumber(item)) return node_plain(arena, "null");
    return node_plain(arena, number_text(arena, item->valuedouble));
}

struct node *json_read(struct arena *arena, const char *text, size_t size)
{
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithLengthOpts(text, size + 1, &end, true);
    struct node *node = json ? convert(arena, json) : NULL;
    cJSON_Delete(json);
    return node;
}

/* RFC 8259, section 6. */
static bool is_number(const char *at)
{
    at += *at == '-';
    if (!isdigit((unsigned char)*at)) return false;
    if (*at == '0' && isdigit((unsigned char)at[1])) return false;
    while (isdigit((unsigned char)*at)) at++;
    if (*at == '.') {
        if (!isdigit((unsigned char)*++at)) return false;
        while (isdigit((unsigned char)*at)) at++;
    }
    if (*at == 'e' || *at == 'E') {
        at += 1 + (at[1] == '+' || at[1] == '-');
        if (!isdigit((unsigned char)*at)) return false;
        while (isdigit((unsigned char)*at)) at++;
    }
    return !*at;
}

enum json_word json_word(const struct node *scalar)
{
    static const struct {
        const char *text;
        enum json_word word;
    } words[] = {
        { "true", JSON_TRUE }, { "false", JSON_FALSE }, { "null", JSON_NULL }, { "~", JSON_NULL },
        { "yes", JSON_TRUE },  { "no", JSON_FALSE },    { "on", JSON_TRUE },   { "off", JSON_FALSE }
    };
    if (scalar->quoted) return JSON_TEXT;
    if (!*scalar->text) return JSON_NULL;
    if (is_number(scalar->text)) return JSON_NUMBER;
    if (!strchr("tTfFnNyYoO~", *scalar->text)) return JSON_TEXT;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcasecmp(scalar->text, words[i].text)) return words[i].word;
    return JSON_TEXT;
}

/* Bytes up to one that JSON escapes, or the end; strcspn() is far slower on short texts, and comparing each
 * byte takes more than looking it up. */
static size_t plain_size(const char *text)
{
    static const bool is_escaped[UCHAR_MAX + 1] = { 1, 1, 1, 1, 1, 1, 1, 1, 1,         1,         1, 1,
                                                    1, 1, 1, 1, 1, 1, 1, 1, 1,         1,         1, 1,
                                                    1, 1, 1, 1, 1, 1, 1, 1, ['"'] = 1, ['\\'] = 1 };
    size_t size = 0;
    while (!is_escaped[(unsigned char)text[size]]) size++;
    return size;
}

void json_text(struct buffer *out, const char *text)
{
    buffer_byte(out, '"');
    for (const char *at = text; *at;) {
        size_t plain = plain_size(at);
        buffer_add(out, at, plain);
        at += plain;
        if (!*at) break;
        if (*at == '"' || *at == '\\')
            buffer_print(out, "\\%c", *at);
        else if (*at == '\n')
            buffer_add(out, "\\n", 2);
        else if (*at == '\t')
            buffer_add(out, "\\t", 2);
        else
            buffer_print(out, "\\u%04x", (unsigned)*at);
        at++;
    }
    buffer_byte(out, '"');
}

static int by_key(const void *left, const void *right)
{
    return strcmp((*(const struct node *const *)left)->key, (*(const struct node *const *)right)->key);
}

static const struct node **children(const struct node *node, bool sorted)
{
    const struct node **all = malloc(((size_t)node->count + 1) * sizeof *all);
    if (!all) abort();
    int count = 0;
    for (const struct node *n = node->first; n; n = n->next) all[count++] = n;
    if (sorted) qsort(all, (size_t)count, sizeof *all, by_key);
    return all;
}

static void print(struct buffer *out, const struct node *node, enum json_style style, size_t depth)
{
    if (node->shape == SCALAR) {
        static const char *const words[] = {
            [JSON_TRUE] = "true", [JSON_FALSE] = "false", [JSON_NULL] = "null"
        };
        enum json_word word = json_word(node);
        if (word == JSON_TEXT)
            json_text(out, node->text);
        else
            buffer_text(out, word == JSON_NUMBER ? node->text : words[word]);
        return;
    }
    bool map = node->shape == MAP;
    bool sorted = style == JSON_CANONICAL && map;
    const struct node **all = sorted ? children(node, true) : NULL;
    buffer_byte(out, map ? '{' : '[');
    const struct node *n = node->first;
    for (int i = 0; i < node->count; i++, n = n->next) {
        const struct node *child = sorted ? all[i] : n;
        if (i) buffer_byte(out, ',');
        if (style == JSON_LINES) {
            buffer_byte(out, '\n');
            buffer_fill(out, ' ', 2 * depth + 2);
        }
        if (map) {
            json_text(out, child->key);
            buffer_add(out, ": ", style == JSON_LINES ? 2 : 1);
        }
        print(out, child, style, depth + 1);
    }
    if (style == JSON_LINES && node->count) {
        buffer_byte(out, '\n');
        buffer_fill(out, ' ', 2 * depth);
    }
    buffer_byte(out, map ? '}' : ']');
    free(all);
}

void json_print(struct buffer *out, const struct node *node, enum json_style style)
{
    print(out, node, style, 0);
}

static inline size_t scalar_size(const struct node *scalar)
{
    enum json_word word = scalar->quoted ? JSON_TEXT : json_word(scalar);
    if (word == JSON_FALSE || word == JSON_TRUE || word == JSON_NULL) return word == JSON_FALSE ? 5 : 4;
    return strlen(scalar->text) + (word == JSON_TEXT ? 2 : 0);
}

size_t json_size(const struct node *node)
{
    if (node->shape == SCALAR) return scalar_size(node);
    size_t size = 2 + (node->count ? (size_t)node->count - 1 : 0);
    for (const struct node *n = node->first; n; n = n->next)
        size += (n->shape == SCALAR ? scalar_size(n) : json_size(n)) + (n->key ? strlen(n->key) + 3 : 0);
    return size;
}
