/* SHA-256 (FIPS 180-4) and HMAC (RFC 2104), by nettle. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H
#include "base/arena.h"
#include <stdint.h>

enum { SHA256_SIZE = 32 };

void sha256(const void *bytes, size_t size, uint8_t digest[SHA256_SIZE]);
void sha256_hmac(const void *key, size_t key_size, const void *bytes, size_t size,
                 uint8_t digest[SHA256_SIZE]);
const char *sha256_hex(struct arena *, const void *bytes,
                       size_t size);                                /* of the bytes' digest, 64 characters */
const char *hex(struct arena *, const uint8_t *bytes, size_t size); /* lower case */
const char *base64(struct arena *, const uint8_t *bytes, size_t size);
#endif
