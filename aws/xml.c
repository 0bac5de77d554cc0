#include "aws/xml.h"
#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64, LARGEST_NAME = 256 };

struct element {
    struct node *node; /* a map until its end shows what it is */
    const char *name;
    struct buffer *text;
};

struct reader {
    struct arena *arena;
    XML_Parser parser;
    struct element open[DEEPEST];
    size_t depth;
    struct node *root;
    const char *reason;
};

static void stop(struct reader *reader, const char *reason)
{
    if (!reader->reason) reader->reason = reason;
    XML_StopParser(reader->parser, XML_FALSE);
}

static void start_element(void *with, const char *name, const char **attributes)
{
    (void)attributes;
    struct reader *reader = with;
    if (reader->depth == DEEPEST || strlen(name) > LARGEST_NAME) {
        stop(reader, "nested too deep");
        return;
    }
    struct element *element = &reader->open[reader->depth++];
    *element =
        (struct element){ node_map(reader->arena), arena_copy(reader->arena, name, strlen(name)), NULL };
}

static bool all_members(const struct node *map)
{
    for (const struct node *n = map->first; n; n = n->next)
        if (strcmp(n->key, "member") != 0) return false;
    return map->count > 0;
}

static struct node *finished(struct reader *reader, struct element *element)
{
    struct node *map = element->node;
    if (!map->count) return node_text(reader->arena, element->text ? element->text->text : "");
    if (!all_members(map)) return map;
    struct node *list = node_list(reader->arena);
    for (struct node *n = map->first, *next; n; n = next) {
        next = n->next;
        node_add(list, NULL, n);
    }
    return list;
}

static void end_element(void *with, const char *name)
{
    (void)name;
    struct reader *reader = with;
    if (reader->reason) return; /* of <a/>, expat tells the end even after a stop at its start */
    struct element *element = &reader->open[--reader->depth];
    struct node *node = finished(reader, element);
    if (reader->depth)
        node_add(reader->open[reader->depth - 1].node, element->name, node);
    else
        (reader->root = node)->key = element->name;
}

static void add_text(void *with, const char *text, int size)
{
    struct reader *reader = with;
    if (reader->reason) return;
    struct element *element = &reader->open[reader->depth - 1];
    if (element->node->count) return; /* blanks between elements */
    if (!element->text) element->text = buffer_new(reader->arena);
    buffer_add(element->text, text, (size_t)size);
}

static void start_doctype(void *with, const char *name, const char *system, const char *public, int internal)
{
    (void)system, (void)public, (void)internal;
    struct reader *reader = with;
    bool page = !strcmp(name, "html") || !strcmp(name, "HTML");
    stop(reader, page ? "HTML page" : "document type declaration, which AWS never sends");
}

struct node *xml_read(struct arena *arena, const char *text, size_t size, const char **reason)
{
    struct reader *reader = arena_take(arena, sizeof *reader);
    reader->arena = arena;
    XML_Parser parser = reader->parser = XML_ParserCreate("UTF-8");
    if (!parser) abort();
    XML_SetUserData(parser, reader);
    XML_SetElementHandler(parser, start_element, end_element);
    XML_SetCharacterDataHandler(parser, add_text);
    XML_SetStartDoctypeDeclHandler(parser, start_doctype);
    bool read = XML_Parse(parser, text, (int)size, XML_TRUE) == XML_STATUS_OK;
    const char *why = reader->reason ? reader->reason : XML_ErrorString(XML_GetErrorCode(parser));
    if (!read) {
        *reason = arena_text(arena, "line %lu: %s", XML_GetCurrentLineNumber(parser), why);
        reader->root = NULL;
    }
    XML_ParserFree(parser);
    return reader->root;
}

void xml_text(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            buffer_text(out, "&amp;");
        else if (*text == '<')
            buffer_text(out, "&lt;");
        else if (*text == '>')
            buffer_text(out, "&gt;");
        else if (*text == '\r')
            buffer_text(out, "&#13;");
        else
            buffer_byte(out, *text);
    }
}
