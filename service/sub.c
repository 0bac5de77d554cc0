#include "service/sub.h"
#include "base/buffer.h"
#include "base/json.h"
#include <string.h>

/* References that stand for numbers and such, {"Seconds": ${wait}}, as functions. */
static const char *called(struct arena *arena, const char *text)
{
    struct buffer *out = buffer_new(arena);
    bool within = false;
    for (const char *at = text; *at; at++) {
        const char *end = !within && at[0] == '$' && at[1] == '{' ? strchr(at, '}') : NULL;
        if (end) {
            buffer_print(out, "{\"Fn::Sub\":\"%.*s\"}", (int)(end + 1 - at), at);
            at = end;
            continue;
        }
        if (*at == '"') within = !within;
        buffer_byte(out, *at);
        if (within && *at == '\\' && at[1]) buffer_byte(out, *++at);
    }
    return out->text;
}

static const char blanks[] = " \t\r\n";

static bool is_json_text(const char *text)
{
    text += strspn(text, blanks);
    return *text == '{' || *text == '[';
}

static bool is_json(const struct node *read) { return read && read->shape != SCALAR && read->count; }

const struct node *sub_text(const struct node *value, const struct node **variables)
{
    const struct node *given = value->shape == MAP && value->count == 1 ? value->first : NULL;
    *variables = NULL;
    if (!given || strcmp(given->key, "Fn::Sub") != 0) return NULL;
    if (given->shape == SCALAR) return given;
    if (given->shape != LIST || given->count != 2 || given->first->shape != SCALAR) return NULL;
    *variables = given->last;
    return given->first;
}

struct node *sub_json(struct arena *arena, const struct node *value)
{
    const struct node *variables, *text = sub_text(value, &variables);
    if (!text || !is_json_text(text->text)) return NULL;
    const char *json = called(arena, text->text + strspn(text->text, blanks));
    struct node *read = json_read(arena, json, strlen(json));
    return is_json(read) ? read : NULL;
}
