#include "base/text.h"
#include "base/buffer.h"
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_word(char c) { return isalnum((unsigned char)c); }

char *text_pascal(struct arena *arena, const char *name)
{
    char *pascal = arena_take(arena, strlen(name) + 1), *to = pascal;
    bool start = true;
    for (; *name; name++) {
        if (is_word(*name)) *to++ = start ? (char)toupper((unsigned char)*name) : *name;
        start = !is_word(*name);
    }
    return pascal;
}

char *text_constant(struct arena *arena, const char *name)
{
    char *constant = arena_take(arena, 2 * strlen(name) + 1), *to = constant;
    for (const char *at = name; *at; at++) {
        bool hump =
            at > name && isupper((unsigned char)*at) && !isupper((unsigned char)at[-1]) && is_word(at[-1]);
        if (hump) *to++ = '_';
        *to++ = is_word(*at) ? (char)toupper((unsigned char)*at) : '_';
    }
    return constant;
}

static int least(int a, int b) { return a < b ? a : b; }

/* Optimal string alignment: insertions, deletions, replacements and swaps of neighbours; case costs nothing.
 */
static int distance(const char *a, const char *b)
{
    enum { LONGEST = 64 };
    int rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *now = rows[2];
    size_t size_a = strlen(a), size_b = strlen(b);
    if (size_a > LONGEST || size_b > LONGEST) return LONGEST;
    for (size_t j = 0; j <= size_b; j++) last[j] = before[j] = (int)j;
    for (size_t i = 1; i <= size_a; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= size_b; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (x != y));
            bool swapped = i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                           y == tolower((unsigned char)a[i - 2]);
            if (swapped) now[j] = least(now[j], before[j - 2] + 1);
        }
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[size_b];
}

bool nearest_try(struct nearest *nearest, const char *name)
{
    /* As many findings as there are names, or a very long one, must not take quadratic time; all types of AWS
     * are tried. */
    enum { SHORTENED = 3, MOST_TRIES = 2000, LONGEST = 200 };
    if (nearest->tries++ >= MOST_TRIES) return false;
    size_t size = strnlen(nearest->word, LONGEST + 1);
    if (size > LONGEST) return false;
    if (size >= SHORTENED && text_starts(name, nearest->word)) { /* env for environment */
        bool longer = nearest->name && strlen(name) >= strlen(nearest->name);
        if (nearest->name && nearest->distance <= 1 && longer) return true;
        nearest->name = name;
        nearest->distance = 1;
        return true;
    }
    int allowed = size < 5 ? 1 : (int)(size + 1) / 3;
    /* Each character too many or too few costs one. */
    if (abs((int)strlen(name) - (int)size) > allowed) return true;
    int found = distance(nearest->word, name);
    if (found > allowed || found >= (int)strlen(name)) return true;
    if (nearest->name && found >= nearest->distance) return true;
    nearest->name = name;
    nearest->distance = found;
    return true;
}

bool text_starts(const char *text, const char *with)
{
    while (*with && *text == *with) text++, with++;
    return !*with;
}

bool text_ends(const char *text, const char *with)
{
    size_t size = strlen(text), end = strlen(with);
    return size >= end && !strcmp(text + size - end, with);
}

bool text_has_word(const char *words, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = words; size && (at = strstr(at, word)); at += size)
        if ((at == words || at[-1] == ' ') && (!at[size] || at[size] == ' ')) return true;
    return false;
}

const char *text_replace(struct arena *arena, const char *text, const char *old, const char *with)
{
    const char *at = strstr(text, old);
    if (!at) return text;
    struct buffer *out = buffer_new(arena);
    for (; at; text = at + strlen(old), at = strstr(text, old)) {
        buffer_add(out, text, (size_t)(at - text));
        buffer_text(out, with);
    }
    buffer_text(out, text);
    return out->text;
}

/* How many bytes are ASCII for certain: as far as whole steps of eight are. */
static size_t ascii_size(const char *bytes, size_t size)
{
    uint64_t eight;
    size_t i = 0;
    for (; size - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        if (eight & 0x8080808080808080U) break;
    }
    return i;
}

size_t text_bad_utf8(const char *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes;
    for (size_t i = 0; i < size;) {
        i += ascii_size(bytes + i, size - i);
        if (i == size) break;
        unsigned char lead = at[i];
        size_t more = lead < 0x80                   ? 0
                      : lead >= 0xC2 && lead < 0xE0 ? 1
                      : lead >= 0xE0 && lead < 0xF0 ? 2
                      : lead >= 0xF0 && lead < 0xF5 ? 3
                                                    : 4;
        if (more == 4 || more >= size - i) return i;
        uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
        for (size_t k = 1; k <= more; k++) {
            if ((at[i + k] & 0xC0) != 0x80) return i;
            point = point << 6 | (at[i + k] & 0x3F);
        }
        bool overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
        if (overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return i;
        i += more + 1;
    }
    return size;
}

size_t text_break(const char *at, const char *end)
{
    if (*at == '\n') return 1;
    if (*at == '\r') return end - at > 1 && at[1] == '\n' ? 2 : 1;
    if (end - at >= 2 && !memcmp(at, "\xC2\x85", 2)) return 2;
    if (end - at >= 3 && (!memcmp(at, "\xE2\x80\xA8", 3) || !memcmp(at, "\xE2\x80\xA9", 3))) return 3;
    return 0;
}

int text_points(const char *text, size_t size)
{
    size_t ascii = ascii_size(text, size);
    int points = (int)ascii;
    for (size_t i = ascii; i < size; i++) points += ((unsigned char)text[i] & 0xC0) != 0x80;
    return points;
}

const char *text_size(struct arena *arena, unsigned long long bytes)
{
    static const char *const units[] = { "KB", "MB", "GB" };
    if (bytes < 1024) return arena_text(arena, "%llu B", bytes);
    double size = (double)bytes / 1024;
    size_t unit = 0;
    for (; unit < 2 && size >= 999.5; unit++) size /= 1024;
    return arena_text(arena, size < 9.95 ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

const char *text_quoted(struct arena *arena, const char *text)
{
    struct buffer *out = buffer_new(arena);
    buffer_byte(out, '\'');
    for (; *text; text++) buffer_text(out, *text == '\'' ? "'\\''" : (char[]){ *text, 0 });
    buffer_byte(out, '\'');
    return out->text;
}

const char *text_of_file(struct arena *arena, const char *content, size_t size)
{
    if (memchr(content, 0, size) || text_bad_utf8(content, size) < size) return NULL;
    bool ends = size && content[size - 1] == '\n';
    if (ends) size--;
    if (ends && size && content[size - 1] == '\r') size--;
    return arena_copy(arena, content, size);
}
