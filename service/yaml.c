#include "service/yaml.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* https://yaml.org/type/bool.html and null.html */
static bool is_yaml_word(const char *text)
{
    static const char *const words[] = { "y", "n", "yes", "no", "on", "off", "true", "false", "null" };
    if (!strchr("yYnNoOtTfF", *text) || strlen(text) > 5) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcasecmp(text, words[i])) return true;
    return false;
}

/* What a character may do in a text without quotes. */
enum { NOWHERE, NOT_EVERYWHERE /* it depends on what stands beside it */, NOT_FIRST, ANYWHERE };
static unsigned char role(unsigned char c)
{
    static const char not_first[] = "-?,[]{}&*!|>'\"%@`=<~.+0123456789 ";
    if (c < ' ' || c >= 0x7F) return NOWHERE;
    return c == ':' || c == '#' ? NOT_EVERYWHERE : strchr(not_first, c) ? NOT_FIRST : ANYWHERE;
}

/* Whether a text may stand without quotes and still be read as that text. */
static bool is_plain(const char *text)
{
    static unsigned char roles[256]; /* NUL is NOWHERE */
    if (!roles['a'])
        for (int c = 1; c < 256; c++) roles[c] = role((unsigned char)c);
    if (roles[(unsigned char)*text] != ANYWHERE) return false;
    const char *at = text;
    for (;; at++) {
        while (roles[(unsigned char)*at] >= NOT_FIRST) at++;
        if (!*at) break;
        if (roles[(unsigned char)*at] == NOWHERE) return false;
        if (*at == ':' ? !at[1] || at[1] == ' ' : at[-1] == ' ') return false;
    }
    return at[-1] != ' ' && !is_yaml_word(text);
}

static void print_text(struct buffer *out, const char *text)
{
    if (is_plain(text))
        buffer_text(out, text);
    else
        json_text(out, text); /* a JSON string is a YAML double-quoted one */
}

/* Whether a text of several lines may stand as they are, below a `|`. */
static bool is_block(const char *text)
{
    const char *line = strchr(text, '\n');
    if (!line || *text == ' ' || *text == '\n') return false;
    for (const char *at = text; *at; at++)
        if ((*at < ' ' || *at > '~') && *at != '\n') return false; /* there are other line breaks */
    size_t size = strlen(text);
    return text[size - 1] != '\n' || text[size - 2] != '\n';
}

static void print_block(struct buffer *out, const char *text, size_t indent)
{
    buffer_text(out, text_ends(text, "\n") ? "|" : "|-");
    for (const char *end; *text; text = *end ? end + 1 : end) {
        end = text + strcspn(text, "\n");
        buffer_byte(out, '\n');
        if (end != text) buffer_fill(out, ' ', indent);
        buffer_add(out, text, (size_t)(end - text));
    }
}

static void print_scalar(struct buffer *out, const struct node *node, size_t indent)
{
    if (node->quoted && is_block(node->text))
        print_block(out, node->text, indent);
    else if (node->quoted)
        print_text(out, node->text);
    else if (!*node->text)
        buffer_text(out, "null");
    else if (json_word(node) == JSON_TEXT && !isdigit((unsigned char)*node->text))
        print_text(out, node->text);
    else
        buffer_text(out, node->text);
}

/* `!GetAtt A.b`, `!Ref X`, `!Sub text`: only functions of one word, since short forms cannot stand in each
 * other. */
static bool print_short(struct buffer *out, const struct node *node, size_t indent)
{
    if (!is_intrinsic(node)) return false;
    const struct node *argument = node->first;
    const char *name = text_starts(argument->key, "Fn::") ? argument->key + 4 : argument->key;
    if (argument->shape == SCALAR) {
        buffer_byte(out, '!');
        buffer_text(out, name);
        buffer_byte(out, ' ');
        print_scalar(out, argument, indent);
        return true;
    }
    bool attribute = !strcmp(name, "GetAtt") && argument->shape == LIST && argument->count == 2 &&
                     argument->first->shape == SCALAR && argument->last->shape == SCALAR &&
                     is_plain(argument->first->text) && is_plain(argument->last->text);
    if (!attribute) return false;
    buffer_text(out, "!GetAtt ");
    buffer_text(out, argument->first->text);
    buffer_byte(out, '.');
    buffer_text(out, argument->last->text);
    return true;
}

static void print_children(struct buffer *out, const struct node *node, size_t indent, bool beside);

/* What follows `key:` or a dash, with the line's end. A dash has the first child of its value beside it. */
static void print_value(struct buffer *out, const struct node *node, size_t indent, bool dash)
{
    bool below = node->shape != SCALAR && node->count && !dash;
    size_t before = out->size;
    buffer_byte(out, ' ');
    if (node->shape == SCALAR)
        print_scalar(out, node, indent);
    else if (!node->count)
        buffer_text(out, node->shape == MAP ? "{}" : "[]");
    else if (!print_short(out, node, indent)) {
        if (below) {
            out->size = before;
            buffer_byte(out, '\n');
        }
        print_children(out, node, indent, dash);
        return;
    }
    buffer_byte(out, '\n');
}

static void print_children(struct buffer *out, const struct node *node, size_t indent, bool beside)
{
    for (const struct node *n = node->first; n; n = n->next, beside = false) {
        if (!beside) buffer_fill(out, ' ', indent);
        if (node->shape == MAP) {
            print_text(out, n->key);
            buffer_byte(out, ':');
            print_value(out, n, indent + 2, false);
        } else {
            buffer_byte(out, '-');
            print_value(out, n, indent + 2, true);
        }
    }
}

void yaml_print(struct buffer *out, const struct node *node)
{
    if (node->count)
        print_children(out, node, 0, false);
    else
        buffer_text(out, node->shape == MAP ? "{}\n" : "[]\n");
}
