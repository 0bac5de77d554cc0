/* What a file is, by the end of its name. */
#ifndef LIFECYCLE_CONTENT_TYPE_H
#define LIFECYCLE_CONTENT_TYPE_H

const char *content_type(const char *name);
#endif
