/* JSON: AWS's replies and schemas into nodes by cJSON, and nodes into JSON. JSON that users wrote is YAML:
 * service/document.h reads it, and templates alone are read here. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include "base/buffer.h"
#include "base/node.h"

enum json_style {
    JSON_LINES,    /* two spaces a level */
    JSON_COMPACT,  /* one line, no blanks */
    JSON_CANONICAL /* compact, keys sorted by their bytes: equal trees give equal bytes */
};

enum json_word { JSON_TEXT, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL };

/* A NUL must stand behind the last byte. NULL: not one JSON value, or too deep. */
struct node *json_read(struct arena *, const char *text, size_t size);
/* The same with places, and in a third of the time: for templates, which are large. It is as strict as RFC
 * 8259. */
struct node *json_places(struct arena *, const char *file, const char *text, size_t size);
void json_print(struct buffer *, const struct node *, enum json_style);
size_t json_size(const struct node *);             /* bytes of its JSON_COMPACT, escapes not counted */
void json_text(struct buffer *, const char *text); /* quoted and escaped */
/* A number as json_read() writes it: 1 for 1.0 and 1e0. Whole numbers keep all their digits. */
const char *json_number(struct arena *, const char *text);
bool json_numbers_same(const char *, const char *);
enum json_word
json_word(const struct node *scalar); /* what it is in JSON: YAML's core schema, and 1.1's yes/no/on/off */
#endif
