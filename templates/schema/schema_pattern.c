#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/index.h"
#include "templates/schema/schema_lookup.h"
#include <pcre2.h>
#include <string.h>

/* Patterns are compiled on first use: all of them would be 1.3 MB and 9 ms. */
struct pattern {
    pcre2_code *code;   /* NULL: PCRE2 does not take it */
    struct index *fits; /* what it was found to match: many functions have the same variables */
};

struct patterns {
    pcre2_match_data *data;
    pcre2_match_context *limits;
};

static void patterns_free(void *with)
{
    struct patterns *patterns = with;
    pcre2_match_data_free(patterns->data);
    pcre2_match_context_free(patterns->limits);
}

static void code_free(void *code) { pcre2_code_free(code); }

static struct patterns *patterns_new(struct arena *arena)
{
    enum { STEPS = 1000000, KIBIBYTES = 20000 };
    struct patterns *patterns = arena_take(arena, sizeof *patterns);
    patterns->data = pcre2_match_data_create(1, NULL);
    patterns->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(patterns->limits, STEPS);
    pcre2_set_heap_limit(patterns->limits, KIBIBYTES);
    arena_defer(arena, patterns_free, patterns);
    return patterns;
}

static struct pattern *pattern_new(struct arena *arena, const char *text)
{
    int error;
    size_t offset;
    struct pattern *pattern = arena_take(arena, sizeof *pattern);
    /* The schemas are written for Java and ECMAScript: \uXXXX. */
    pattern->code =
        pcre2_compile((PCRE2_SPTR)text, strlen(text), PCRE2_UTF | PCRE2_ALT_BSUX, &error, &offset, NULL);
    pattern->fits = index_new(arena);
    if (pattern->code) arena_defer(arena, code_free, pattern->code);
    return pattern;
}

static struct pattern *pattern_find(struct schemas *schemas, const char *text)
{
    if (!schemas->matcher) {
        schemas->matcher = patterns_new(schemas->arena);
        schemas->patterns = index_new(schemas->arena);
    }
    struct pattern *pattern = index_find(schemas->patterns, text);
    return pattern ? pattern : index_add(schemas->patterns, text, pattern_new(schemas->arena, text));
}

bool schema_compiles(struct schemas *schemas, const char *pattern)
{
    return pattern_find(schemas, pattern)->code;
}

bool schema_matches(struct schemas *schemas, const char *text, const char *subject)
{
    enum { LONGEST_KEPT = 100 };
    struct pattern *pattern = pattern_find(schemas, text);
    if (!pattern->code || index_find(pattern->fits, subject)) return true;
    size_t size = strlen(subject);
    int result = pcre2_match(pattern->code, (PCRE2_SPTR)subject, size, 0, 0, schemas->matcher->data,
                             schemas->matcher->limits);
    if (result == PCRE2_ERROR_NOMATCH) return false;
    if (size <= LONGEST_KEPT) index_add(pattern->fits, arena_copy(schemas->arena, subject, size), pattern);
    return true;
}
