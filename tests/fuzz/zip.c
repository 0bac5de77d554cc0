/* Whatever the bytes: the reader refuses them, or each entry unpacks within its bounds or is refused; and
 * their end lists files, or tells how much more of it is needed. */
#include "base/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct zip_entries entries;
    const char *wrong = zip_read(arena, (struct bytes){ (const char *)data, size }, &entries);
    for (size_t i = 0; !wrong && i < entries.count; i++) {
        struct arena *turn = arena_new();
        struct bytes bytes;
        if (entries.at[i].size < 1 << 20) zip_unpack(turn, &entries.at[i], &bytes);
        arena_free(turn);
    }
    size_t missing;
    zip_list(arena, (struct bytes){ (const char *)data, size }, &entries, &missing);
    arena_free(arena);
    return 0;
}
