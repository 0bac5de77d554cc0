#include "base/sha256.h"
#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>

void sha256(const void *bytes, size_t size, uint8_t digest[SHA256_SIZE])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, size, bytes);
    sha256_digest(&context, SHA256_SIZE, digest);
}

void sha256_hmac(const void *key, size_t key_size, const void *bytes, size_t size,
                 uint8_t digest[SHA256_SIZE])
{
    struct hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, key_size, key);
    hmac_sha256_update(&context, size, bytes);
    hmac_sha256_digest(&context, SHA256_SIZE, digest);
}

const char *hex(struct arena *arena, const uint8_t *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char *text = arena_take(arena, 2 * size + 1);
    for (size_t i = 0; i < size; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    return text;
}

const char *sha256_hex(struct arena *arena, const void *bytes, size_t size)
{
    uint8_t digest[SHA256_SIZE];
    sha256(bytes, size, digest);
    return hex(arena, digest, sizeof digest);
}

const char *base64(struct arena *arena, const uint8_t *bytes, size_t size)
{
    char *text = arena_take(arena, BASE64_ENCODE_RAW_LENGTH(size) + 1);
    base64_encode_raw(text, size, bytes);
    return text;
}
