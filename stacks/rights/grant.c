#include "stacks/rights/grant.h"
#include "base/buffer.h"
#include "base/text.h"
#include "stacks/rights/network.h"
#include "templates/core/policy_read.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

struct pattern pattern_one(struct arena *arena, const char *text)
{
    const char **items = arena_take(arena, sizeof *items);
    *items = text;
    return (struct pattern){ .text = text, .items = items, .count = 1 };
}

/* IAM does not tell letters of actions apart by their case. */
static void key_add(struct buffer *key, const char *text, bool small)
{
    size_t start = key->size;
    buffer_text(key, text);
    for (size_t at = start; small && at < key->size; at++)
        key->text[at] = (char)tolower((unsigned char)key->text[at]);
    buffer_byte(key, '\1');
}

const char *grant_plain_key(struct arena *arena, const struct grant *grant)
{
    struct buffer *key = buffer_new(arena);
    key_add(key, grant->deny ? "Deny" : "Allow", false);
    key_add(key, grant->principal.text, false);
    key_add(key, grant->action.text, true);
    key_add(key, grant->resource.text, false);
    return key->text;
}

const char *grant_key(struct arena *arena, const struct grant *grant)
{
    struct buffer *key = buffer_new(arena);
    if (!grant->conditions) return grant->plain_key;
    buffer_text(key, grant->plain_key);
    for (const struct atom *a = grant->conditions; a; a = a->next) {
        key_add(key, a->operator, true);
        key_add(key, a->key, true);
        for (int i = 0; i < a->count; i++) key_add(key, a->values[i], false);
    }
    return key->text;
}

static bool fits(const char *pattern, const char *text, bool small)
{
    return small ? policy_covers_action(pattern, text) : policy_covers(pattern, text);
}

static bool any_fits(const struct pattern *patterns, const char *text, bool small)
{
    for (int i = 0; i < patterns->count; i++)
        if (fits(patterns->items[i], text, small)) return true;
    return false;
}

/* Whether two patterns are about nothing in common, as far as that is plain. */
static bool is_apart(const struct pattern *excluded, const struct pattern *one, bool small)
{
    if (strpbrk(one->text, "*?")) return false;
    return !any_fits(excluded, one->text, small);
}

static bool pattern_covers(const struct pattern *by, const struct pattern *what, bool small)
{
    if (!by->negated && !what->negated) return fits(by->text, what->text, small);
    if (!by->negated) return !strcmp(by->text, "*");
    if (!what->negated) return is_apart(by, what, small);
    for (int i = 0; i < by->count; i++)
        if (!any_fits(what, by->items[i], small)) return false;
    return true;
}

/* All of an account includes each identity of it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
static bool principal_covers(const struct pattern *by, const struct pattern *what)
{
    if (pattern_covers(by, what, false)) return true;
    size_t size = strlen(by->text);
    return !by->negated && !what->negated && text_starts(by->text, "arn:") && text_ends(by->text, ":root") &&
           !strncmp(by->text, what->text, size - strlen("root"));
}

static bool values_within(const struct atom *some, const struct atom *all)
{
    for (int i = 0; i < some->count; i++) {
        int at = 0;
        while (at < all->count && strcmp(some->values[i], all->values[at]) != 0) at++;
        if (at == all->count) return false;
    }
    return true;
}

/* Fewer values allow less, except where they are excluded. */
static bool atom_covers(const struct atom *by, const struct atom *what)
{
    bool negated = strstr(by->operator, "Not");
    return !strcasecmp(by->operator, what->operator) && !strcasecmp(by->key, what->key) &&
           (negated ? values_within(by, what) : values_within(what, by));
}

static bool conditions_cover(const struct atom *by, const struct atom *what)
{
    for (; by; by = by->next) {
        const struct atom *w = what;
        while (w && !atom_covers(by, w)) w = w->next;
        if (!w) return false;
    }
    return true;
}

bool grant_covers(const struct grant *by, const struct grant *what)
{
    if (!conditions_cover(by->conditions, what->conditions)) return false;
    if (by->ports && what->ports) return network_covers(by, what);
    return principal_covers(&by->principal, &what->principal) &&
           pattern_covers(&by->action, &what->action, true) &&
           pattern_covers(&by->resource, &what->resource, false);
}

static bool is_wide(const struct pattern *pattern)
{
    return pattern->negated || strpbrk(pattern->text, "*?") || text_ends(pattern->text, ":root");
}

bool grant_is_wide(const struct grant *grant)
{
    return grant->ports || is_wide(&grant->principal) || is_wide(&grant->action) || is_wide(&grant->resource);
}
