#include "templates/code/requirement_options.h"
#include "base/text.h"

enum takes { NOTHING, URL };

static const struct {
    const char *name;
    enum takes takes;
} options[] = {
    { "-i", URL },
    { "--index-url", URL },
    { "--extra-index-url", URL },
    { "--no-index", NOTHING },
    { "--pre", NOTHING },
    { "--prefer-binary", NOTHING },
    { "--require-hashes", NOTHING },
};

/* HASH:DIGITS, https://pip.pypa.io/en/stable/topics/secure-installs/ */
static bool hash_is_valid(const char *value)
{
    static const struct {
        const char *name;
        size_t digits;
    } hashes[] = { { "sha256:", 64 }, { "sha384:", 96 }, { "sha512:", 128 } };
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        if (!text_starts(value, hashes[i].name)) continue;
        const char *digits = value + strlen(hashes[i].name);
        size_t size = strspn(digits, "0123456789abcdefABCDEF");
        return size == hashes[i].digits && !digits[size];
    }
    return false;
}

/* https, or http to this machine, as pip itself trusts it. */
static enum option_state url_state(const char *value)
{
    static const char *const local[] = { "localhost", "127.0.0.1", "[::1]" };
    static const char rest[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?=&%+,@!()*";
    bool safe = text_starts(value, "https://");
    if (!safe && !text_starts(value, "http://")) return OPTION_INVALID;
    const char *host = value + strlen(safe ? "https://" : "http://");
    size_t size = strcspn(host, "/?"), name = strcspn(host, *host == '[' ? "]" : ":/?");
    if (*host == '[' && host[name]) name++;
    if (memchr(host, '@', size)) return OPTION_PRIVATE;
    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        safe |= strlen(local[i]) == name && !memcmp(host, local[i], name);
    size_t letters = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]");
    return safe && size && letters == size && strspn(host + size, rest) == strlen(host + size)
               ? OPTION_VALID
               : OPTION_INVALID;
}

static const char *word_take(struct arena *arena, const char **at, const char *end)
{
    size_t size = strcspn(*at, end);
    const char *word = arena_copy(arena, *at, size);
    *at += size;
    return word;
}

/* After an option's name: its value; NULL: there is none. */
static const char *value_take(struct arena *arena, const char **at, const char *name)
{
    bool equals = **at == '=' && text_starts(name, "--");
    if (!equals && **at && !strchr(" \t", **at)) return NULL;
    *at += equals ? 1 : strspn(*at, " \t");
    const char *value = word_take(arena, at, " \t");
    return *value && *value != '-' ? value : NULL;
}

enum option_state option_parse(struct arena *arena, const char **at, bool hash,
                               struct requirement_option *into)
{
    enum option_state state = OPTION_INVALID;
    into->name = word_take(arena, at, " \t=");
    if (hash && !strcmp(into->name, "--hash")) {
        into->value = value_take(arena, at, into->name);
        state = into->value && hash_is_valid(into->value) ? OPTION_VALID : OPTION_INVALID;
    }
    for (size_t i = 0; !hash && i < sizeof options / sizeof *options; i++) {
        if (strcmp(options[i].name, into->name) != 0) continue;
        if (options[i].takes == NOTHING) {
            state = **at == '=' ? OPTION_INVALID : OPTION_VALID;
            continue;
        }
        into->value = value_take(arena, at, into->name);
        state = into->value ? url_state(into->value) : OPTION_INVALID;
    }
    *at += strspn(*at, " \t");
    return state;
}
