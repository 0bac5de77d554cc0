/* The reference of the language, in Markdown: every key, and what each verb of access allows. */
#ifndef TEMPLATES_REFERENCE_H
#define TEMPLATES_REFERENCE_H
#include "base/buffer.h"

void reference_print(struct buffer *, struct arena *);
#endif
