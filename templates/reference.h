/* The reference of the language, in Markdown: every key, what each verb of access allows, and the variables.
 */
#ifndef TEMPLATES_REFERENCE_H
#define TEMPLATES_REFERENCE_H
#include "base/buffer.h"

struct page {
    struct page *next;
    const char *name; /* service, functions, tables, …, access, variables */
    struct buffer *text;
};

/* A description with most of the language in it: templates/example.yml, with a NUL behind. */
extern const char reference_example[], reference_example_end[];

struct page *reference_pages(struct arena *);
struct node *reference_schema(struct arena *); /* the language as a JSON Schema, for editors */
#endif
