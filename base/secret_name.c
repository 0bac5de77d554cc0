/* Credentials by the names under which they are kept. */
#include "base/buffer.h"
#include "base/secret.h"
#include "base/text.h"
#include <ctype.h>
#include <strings.h>

/* Endings of names, in small letters without _ and -. */
static const struct ending {
    const char *word;
    size_t size;
    bool any_value; /* a value need not look like a credential; SECRET: prod/db and TOKEN: id do not */
    bool alone;     /* only as a word of its own: DB_PASS, and not bypass */
} endings[] = {
#define ENDING(word, any_value, alone)                                                                       \
    {                                                                                                        \
        word, sizeof word - 1, any_value, alone                                                              \
    }
    ENDING("password", true, false),
    ENDING("passwd", true, false),
    ENDING("passphrase", true, false),
    ENDING("passcode", true, false),
    ENDING("pwd", true, true),
    ENDING("pass", true, true),
    ENDING("passwords", true, false),
    ENDING("secret", false, false),
    ENDING("secrets", false, false),
    ENDING("secretstring", true, false),
    ENDING("token", false, false),
    ENDING("apikey", false, false),
    ENDING("privatekey", false, false),
    ENDING("secretkey", false, false),
    ENDING("accesskey", false, false),
    ENDING("signingkey", false, false),
    ENDING("encryptionkey", false, false),
    ENDING("credential", false, false),
    ENDING("credentials", false, false),
    ENDING("connectionstring", false, false),
#undef ENDING
};

/* Where the ending begins in the name; false: it does not end so. */
static bool ends_with(const char *name, size_t size, const struct ending *ending, size_t *start)
{
    size_t left = ending->size;
    while (size && left) {
        char c = name[--size];
        if (c == '_' || c == '-') continue;
        if ((c | 0x20) != ending->word[--left]) return false;
    }
    *start = size;
    return !left;
}

static bool is_separator(char c) { return c == '_' || c == '-' || c == '.'; }

/* Without what tells variants apart: PASSWORD2, DB_PASSWORD_PROD, TOKEN_V2. */
static size_t without_variant(const char *name, size_t size)
{
#define VARIANT(word)                                                                                        \
    {                                                                                                        \
        word, sizeof word - 1                                                                                \
    }
    static const struct variant {
        const char *word;
        size_t size;
    } variants[] = { VARIANT("prod"),    VARIANT("production"),  VARIANT("staging"), VARIANT("stage"),
                     VARIANT("dev"),     VARIANT("development"), VARIANT("test"),    VARIANT("live"),
                     VARIANT("sandbox"), VARIANT("old"),         VARIANT("new"),     VARIANT("current"),
                     VARIANT("next"),    VARIANT("previous"),    VARIANT("primary"), VARIANT("backup"),
                     VARIANT("base64"),  VARIANT("b64"),         VARIANT("pem"),     VARIANT("json"),
                     VARIANT("v") };
#undef VARIANT
    for (bool found = true; found;) {
        found = false;
        while (size && isdigit((unsigned char)name[size - 1])) size--;
        while (size && is_separator(name[size - 1])) size--;
        for (size_t i = 0; i < sizeof variants / sizeof *variants && !found; i++) {
            const struct variant *variant = &variants[i];
            found = size > variant->size && is_separator(name[size - variant->size - 1]) &&
                    !strncasecmp(name + size - variant->size, variant->word, variant->size);
            if (found) size -= variant->size;
        }
    }
    return size;
}

static const struct ending *ending_of(const char *name, size_t size)
{
    size_t at;
    size = without_variant(name, size);
    for (size_t i = 0; i < sizeof endings / sizeof *endings && size; i++) {
        if ((name[size - 1] | 0x20) != endings[i].word[endings[i].size - 1]) continue; /* most do not */
        if (!ends_with(name, size, &endings[i], &at)) continue;
        bool alone = !at || !isalpha((unsigned char)name[at - 1]) ||
                     (isupper((unsigned char)name[at]) && islower((unsigned char)name[at - 1]));
        if (alone || !endings[i].alone) return &endings[i];
    }
    return NULL;
}

bool secret_name(const char *name, size_t size) { return ending_of(name, size); }

/* What stands for a credential, or is a choice, in small letters. */
static bool is_placeholder(const char *value, size_t size)
{
    static const char *const words[] = {
        "access",  "access_token", "authorization", "bearer",     "changeme", "change-me",     "change_me",
        "dummy",   "disabled",     "enabled",       "example",    "fake",     "false",         "header",
        "id",      "id_token",     "jwt",           "no",         "none",     "null",          "off",
        "on",      "optional",     "placeholder",   "redacted",   "refresh",  "refresh_token", "required",
        "replace", "replaceme",    "replace-me",    "replace_me", "true",     "undefined",     "unset",
        "yes",
    };
    bool same = true;
    for (size_t i = 1; i < size && same; i++) same = value[i] == value[0];
    for (size_t i = 0; i < sizeof words / sizeof *words && !same; i++)
        same = strlen(words[i]) == size && !strncasecmp(value, words[i], size);
    return same || strchr("<*[%(", *value);
}

static bool is_reference(const char *value, size_t size)
{
    static const char *const begin[] = { "{{resolve:", "arn:", "http://", "https://", "/", "./", "../" };
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++)
        if (size >= strlen(begin[i]) && !memcmp(value, begin[i], strlen(begin[i]))) return true;
    return memmem(value, size, "${", 2) || memmem(value, size, "$(", 2);
}

/* A number is a limit or a time; words in small letters with / between are the name of a secret; blanks stand
 * in sentences. */
static bool is_opaque(const char *value, size_t size)
{
    enum { SHORTEST = 6 };
    bool number = true, path = true, blank = false, slash = false;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)value[i];
        number = number && (isdigit(c) || c == '.');
        path = path && !isupper(c);
        blank = blank || isspace(c);
        slash = slash || c == '/';
    }
    return size >= SHORTEST && !number && !blank && !(path && slash);
}

bool secret_literal(const char *name, size_t name_size, const char *value, size_t size)
{
    enum { SHORTEST = 3 };
    if (size > 2 && *value == '\'' &&
        value[size - 1] == '\'') { /* a static value of API Gateway's mappings */
        value++;
        size -= 2;
    }
    const struct ending *ending = ending_of(name, name_size);
    if (!ending || size < SHORTEST || is_reference(value, size) || is_placeholder(value, size)) return false;
    return ending->any_value || is_opaque(value, size);
}

/* Where the value of `name: value` ends. */
static const char *value_end(const char *at, const char *end)
{
    char quote = *at == '"' || *at == '\'' ? *at : 0;
    for (const char *next = at + 1; next < end; next++) {
        if (*next == '\n' || *next == '\r') return next;
        if (quote ? *next == quote && next[-1] != '\\' : strchr(",;}&", *next) != NULL) return next;
    }
    return end;
}

static void hide(char *masked, size_t start, size_t size)
{
    for (size_t i = start; i < start + size; i++) masked[i] = '*';
}

/* `name: value`, `"name": "value"`, `name=value` around the colon or = at `at`. Where the value of a secret
 * name ends, hidden or not, since no other value begins within; `at` where the name is no secret's. */
static const char *hide_named(char *masked, bool *any, const char *text, const char *at, const char *end)
{
    const char *name = at;
    while (name > text && strchr("\"' ", name[-1])) name--;
    const char *name_end = name;
    while (name > text && (isalnum((unsigned char)name[-1]) || name[-1] == '_' || name[-1] == '-')) name--;
    const char *value = at + 1;
    while (value < end && *value == ' ') value++;
    if (name - text > 1 && name[-1] == '{' && name[-2] == '$') return at; /* a variable: ${secret:…} */
    if (value == end || strchr("{[", *value) || !secret_name(name, (size_t)(name_end - name))) return at;
    const char *last = value_end(value, end), *stop = last;
    if (*value == '"' || *value == '\'') value++;
    while (last > value && last[-1] == ' ') last--;
    if (last <= value || !secret_literal(name, (size_t)(name_end - name), value, (size_t)(last - value)))
        return stop;
    hide(masked, (size_t)(value - text), (size_t)(last - value));
    *any = true;
    return stop;
}

/* One '*' for each code point, so that columns stay where they are. */
static const char *without_tails(struct arena *arena, const char *text, const char *masked, size_t *size)
{
    struct buffer *out = buffer_new(arena);
    for (size_t i = 0; i < *size; i++) {
        bool tail = ((unsigned char)text[i] & 0xC0) == 0x80;
        if (!tail || masked[i] == text[i]) buffer_byte(out, masked[i]);
    }
    *size = out->size;
    return out->text;
}

const char *secret_mask(struct arena *arena, const char *text, size_t *whole, bool names)
{
    struct secret_match match;
    size_t size = *whole;
    char *masked = arena_copy(arena, text, size);
    bool any = false;
    for (size_t from = 0; from < size && secret_find(text, size, from, &match);
         from = match.start + match.size) {
        hide(masked, match.start, match.size);
        any = true;
    }
    for (const char *at = text, *end = text + size; names && at < end; at++) {
        if (*at == ':' || *at == '=') at = hide_named(masked, &any, text, at, end);
        if (at == end) break;
    }
    return any ? without_tails(arena, text, masked, whole) : masked;
}
