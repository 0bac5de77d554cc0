#include "base/glob.h"
#include <string.h>

struct span {
    const char *at, *end;
};

/* Where to go on when a star has to take one byte more. */
struct retry {
    const char *pattern, *text;
};

static bool is_double(struct span pattern)
{
    return pattern.end - pattern.at >= 2 && pattern.at[0] == '*' && pattern.at[1] == '*';
}

/* Whether the first and the last byte fit: most patterns and texts differ there. */
static bool may_match(struct span pattern, struct span text)
{
    if (pattern.at == pattern.end || text.at == text.end) return true;
    char first = *pattern.at, last = pattern.end[-1];
    return (first == *text.at || first == '*' || first == '?') &&
           (last == text.end[-1] || last == '*' || last == '?');
}

/* With the last star of each kind alone to return to, hostile patterns take no exponential time. */
static bool matches(struct span pattern, struct span text)
{
    struct retry one = { 0 }, many = { 0 };
    for (;;) {
        if (is_double(pattern)) {
            pattern.at += 2;
            if (pattern.at < pattern.end && *pattern.at == '/') pattern.at++;
            many = (struct retry){ pattern.at, text.at };
            one = (struct retry){ 0 };
        } else if (pattern.at < pattern.end && *pattern.at == '*') {
            one = (struct retry){ ++pattern.at, text.at };
        } else if (pattern.at < pattern.end && text.at < text.end &&
                   (*pattern.at == *text.at || (*pattern.at == '?' && *text.at != '/'))) {
            pattern.at++, text.at++;
        } else if (pattern.at == pattern.end && text.at == text.end) {
            return true;
        } else if (one.pattern && one.text < text.end && *one.text != '/') {
            pattern.at = one.pattern, text.at = ++one.text;
        } else if (many.pattern && many.text < text.end) {
            pattern.at = many.pattern, text.at = ++many.text;
            one = (struct retry){ 0 };
        } else {
            return false;
        }
    }
}

bool glob_covers(const char *pattern, const char *path)
{
    while (*pattern == '/' || (pattern[0] == '.' && pattern[1] == '/')) pattern += 1 + (*pattern == '.');
    struct span whole = { pattern, pattern + strlen(pattern) };
    while (whole.end > whole.at && whole.end[-1] == '/') whole.end--;
    if (whole.at == whole.end) return false;
    bool anywhere = !memchr(whole.at, '/', (size_t)(whole.end - whole.at));
    for (const char *name = path; *name;) {
        const char *end = name + strcspn(name, "/");
        struct span text = { anywhere ? name : path, end };
        if (may_match(whole, text) && matches(whole, text)) return true;
        name = end + (*end == '/');
    }
    return false;
}
