#include "base/md5.h"
#include "base/sha256.h"
#include <nettle/md5.h>

const char *md5_hex(struct arena *arena, const void *bytes, size_t size)
{
    struct md5_ctx context;
    uint8_t digest[MD5_DIGEST_SIZE];
    md5_init(&context);
    md5_update(&context, size, bytes);
    md5_digest(&context, sizeof digest, digest);
    return hex(arena, digest, sizeof digest);
}
