#include "base/text.h"
#include "templates/code/requirements.h"
#include <ctype.h>
#include <strings.h>

static const char digits[] = "0123456789";

/* `.post1`, `rc2`, `-dev`: a word of the list, with what may be around it; behind it, or `at` where it is not
 * there. The longer of two words that begin alike is first. */
static const char *part(const char *at, const char *const *words)
{
    const char *word = at + (*at && strchr("-_.", *at));
    for (; *words; words++) {
        size_t size = strlen(*words);
        if (strncasecmp(word, *words, size) != 0) continue;
        const char *number = word + size + (word[size] && strchr("-_.", word[size]));
        if (isdigit((unsigned char)*number)) return number + strspn(number, digits);
        return word + size;
    }
    return at;
}

static const char *release(const char *at)
{
    at += strspn(at, digits);
    while (*at == '.' && isdigit((unsigned char)at[1])) at += 1 + strspn(at + 1, digits);
    return at;
}

static const char *local(const char *at)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (*at != '+' || !isalnum((unsigned char)at[1])) return at;
    do at += 1 + strspn(at + 1, letters);
    while (*at && strchr("-_.", *at) && isalnum((unsigned char)at[1]));
    return at;
}

bool requirement_version(const char *version, const char *relation)
{
    static const char *const before[] = { "alpha", "a", "beta", "b", "preview", "pre", "c", "rc", NULL };
    static const char *const after[] = { "post", "rev", "r", NULL }, *const dev[] = { "dev", NULL };
    bool equal = *relation == '!' || !strncmp(relation, "==", 2);
    const char *at = version + (tolower((unsigned char)*version) == 'v'), *start = at;
    if (at[strspn(at, digits)] == '!' && isdigit((unsigned char)*at))
        at += strspn(at, digits) + 1, start = at;
    if (!isdigit((unsigned char)*at)) return false;
    at = release(at);
    if (equal && strncmp(relation, "===", 3) != 0 && !strcmp(at, ".*")) return true;
    if (*relation == '~' && !memchr(start, '.', (size_t)(at - start))) return false;
    at = part(at, before);
    at = *at == '-' && isdigit((unsigned char)at[1]) ? at + 1 + strspn(at + 1, digits) : part(at, after);
    at = part(at, dev);
    if (equal) at = local(at);
    return !*at;
}
