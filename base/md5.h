/* MD5 (RFC 1321), by nettle: what S3 tells of an object, never for security. */
#ifndef BASE_MD5_H
#define BASE_MD5_H
#include "base/arena.h"

const char *md5_hex(struct arena *, const void *bytes, size_t size); /* 32 characters */
#endif
