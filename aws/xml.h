/* AWS's XML into nodes. An element with only text is a scalar, one whose children are all called `member` is
 * a list, any other a map; a name that repeats (S3's flat lists) stands in the map as often. Attributes are
 * dropped, a doctype is refused. */
#ifndef AWS_XML_H
#define AWS_XML_H
#include "base/buffer.h"
#include "base/node.h"

/* The root element, its name as key; NULL: not such a document, and `reason` says why. */
struct node *xml_read(struct arena *, const char *text, size_t size, const char **reason);
void xml_text(struct buffer *, const char *text); /* escaped for an element's content */
#endif
