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

struct page *reference_pages(struct arena *);
#endif
