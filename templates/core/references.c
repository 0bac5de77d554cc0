#include "templates/core/references.h"
#include "base/text.h"
#include <string.h>

static void refer(const struct referring *referring, const char *id, const char *attribute,
                  const struct node *at)
{
    if (!text_starts(id, "AWS::")) referring->call(referring->with, id, attribute, at);
}

static void refer_dotted(struct arena *arena, const struct referring *referring, const char *name,
                         const struct node *at)
{
    const char *dot = strchr(name, '.');
    if (dot)
        refer(referring, arena_copy(arena, name, (size_t)(dot - name)), dot + 1, at);
    else
        refer(referring, name, NULL, at);
}

/* Where parts of a text stand in its line, which are asked for in their order. */
struct line {
    const struct node *text;
    bool known;    /* somebody wrote it, in one line */
    size_t offset; /* bytes, up to which columns have been counted */
    int column;
};

/* What stands around the text may be a short-form tag or quotes. */
static struct line line_of(const struct node *text)
{
    static const int tag = sizeof "!Sub " - 1;
    struct line line = { .text = text };
    int around = text->place.length - text_points(text->text, strlen(text->text));
    line.known = text->place.line && around >= 0 && !strchr(text->text, '\n');
    line.column = text->place.column + (around >= tag ? tag + (around - tag) / 2 : around / 2);
    return line;
}

static struct node part_of(struct line *line, size_t offset, size_t size)
{
    struct node part = *line->text;
    if (!line->known) return part;
    line->column += text_points(line->text->text + line->offset, offset - line->offset);
    line->offset = offset;
    part.place.column = line->column;
    part.place.length = text_points(line->text->text + offset, size);
    return part;
}

/* Not by strstr(), which under the address sanitizer goes to the end of the text each time. */
static const char *next_variable(const char *at)
{
    while ((at = strchr(at, '$')) && at[1] != '{') at++;
    return at;
}

/* ${Name}, ${Name.Attribute}; not ${!Literal}, and not what the Fn::Sub brings itself. Of one that has
 * another within, which is no name, only what stands before that: the text is gone through once, whatever is
 * in it. */
static void sub_each(struct arena *arena, const struct node *text, const struct node *own,
                     const struct referring *referring)
{
    struct line line = line_of(text);
    const char *stop = text->text;
    for (const char *at = next_variable(stop), *next; at; at = next) {
        next = next_variable(at + 2);
        if (at[2] == '!' || !strncmp(at + 2, "AWS::", 5)) continue;
        if (stop < at + 2) stop = strpbrk(at + 2, ":}");
        if (!stop) return;
        if (*stop == ':') continue; /* ours, and said already */
        const char *end = next && next < stop ? next + 2 : stop;
        char *name = arena_copy(arena, at + 2, (size_t)(end - at - 2)), *dot = strchr(name, '.');
        if (own && node_find(own, name)) continue;
        if (dot) *dot++ = 0;
        struct node part = part_of(&line, (size_t)(at - text->text), (size_t)(end + 1 - at));
        refer(referring, name, dot, &part);
    }
}

static bool function_each(struct arena *arena, const struct node *argument, const struct referring *referring)
{
    bool scalar = argument->shape == SCALAR, list = argument->shape == LIST;
    const struct node *first = list ? argument->first : NULL;
    bool word = first && first->shape == SCALAR;
    if (text_same(argument->key, "Ref") && scalar) {
        refer(referring, argument->text, NULL, argument);
        return true;
    }
    if (text_same(argument->key, "Fn::GetAtt")) {
        if (scalar) refer_dotted(arena, referring, argument->text, argument);
        if (word)
            refer(referring, first->text,
                  first->next && first->next->shape == SCALAR ? first->next->text : "", argument);
        return scalar;
    }
    if (!text_same(argument->key, "Fn::Sub")) return false;
    if (scalar) sub_each(arena, argument, NULL, referring);
    if (word) sub_each(arena, first, first->next, referring);
    return scalar;
}

void references_each(struct arena *arena, const struct node *node, const struct referring *referring)
{
    for (const struct node *n = node->first; n; n = n->next) {
        bool function = node->shape == MAP && node->count == 1 && (n->key[0] == 'R' || n->key[0] == 'F');
        if (function && function_each(arena, n, referring)) continue;
        if (n->shape != SCALAR) references_each(arena, n, referring);
    }
}

static void take_first(void *with, const char *id, const char *attribute, const struct node *at)
{
    const char **first = with;
    (void)attribute, (void)at;
    if (!*first) *first = id;
}

const char *reference_first(struct arena *arena, const struct node *value)
{
    const char *id = NULL;
    if (value && value->shape != SCALAR)
        references_each(arena, value, &(struct referring){ take_first, &id });
    return id;
}
