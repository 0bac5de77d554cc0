/* What the rows say, for people and editors: the reference in Markdown, and the language as a JSON Schema. */
#ifndef SERVICE_REFERENCE_H
#define SERVICE_REFERENCE_H
#include "base/buffer.h"
#include "service/allowed.h"

/* The table of the form's own keys, and the tables of all that a row holds. False: it holds none. */
void form_document(const struct form *, const struct published *, struct buffer *, struct arena *);
bool form_document_section(const struct field *, const struct node *example, const struct published *,
                           struct buffer *, struct arena *);
struct node *form_schema(const struct form *, const struct published *, struct arena *); /* JSON Schema */
#endif
