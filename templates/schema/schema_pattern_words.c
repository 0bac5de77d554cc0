/* Regular expressions in words. Nearly all of AWS's are a row of character classes, or some such rows of
 * which one must fit; what is more than that has no words. */
#include "base/buffer.h"
#include "base/text.h"
#include "service/words.h"
#include "templates/schema/schema_words.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 4, OPEN_END = -1 };

struct class
{
    bool is_negated, characters[128]; /* ASCII; other letters go with the letters */
};

struct part {
    struct class class;
    long least, most; /* most: OPEN_END has none */
};

struct parts {
    struct part list[MOST_PARTS];
    int count;
    const char *before, *after; /* literal text around the classes, or NULL */
};

static void class_add(struct class *class, int from, int to)
{
    for (int c = from; c <= to && c < 128; c++) class->characters[c] = true;
}

/* `\w` and its like, from behind the backslash. NULL: unknown. */
static const char *escape_read(struct class *class, const char *at)
{
    if (text_starts(at, "p{L}")) class_add(class, 'a', 'z'), class_add(class, 'A', 'Z');
    if (text_starts(at, "p{N}")) class_add(class, '0', '9');
    if (text_starts(at, "p{Z}")) class_add(class, ' ', ' ');
    if (text_starts(at, "p{L}") || text_starts(at, "p{N}") || text_starts(at, "p{Z}")) return at + 4;
    if (*at == 'w') class_add(class, 'a', 'z'), class_add(class, 'A', 'Z'), class_add(class, '_', '_');
    if (*at == 'w' || *at == 'd') class_add(class, '0', '9');
    if (*at == 's') class_add(class, ' ', ' ');
    if (strchr("wds", *at)) return at + 1;
    if (isalnum((unsigned char)*at) || !*at) return NULL;
    class_add(class, (unsigned char)*at, (unsigned char)*at);
    return at + 1;
}

/* From behind `[` to behind `]`. */
static const char *class_read(struct class *class, const char *at)
{
    *class = (struct class){ .is_negated = *at == '^' };
    at += class->is_negated;
    for (bool first = true; at && *at && (*at != ']' || first); first = false) {
        if (*at == '\\') {
            at = escape_read(class, at + 1);
        } else if (at[1] == '-' && at[2] && at[2] != ']' && at[2] != '\\' && at[2] >= at[0]) {
            class_add(class, (unsigned char)at[0], (unsigned char)at[2]);
            at += 3;
        } else if ((unsigned char)*at < 128) {
            class_add(class, *at, *at);
            at++;
        } else {
            return NULL;
        }
    }
    return at && *at ? at + 1 : NULL;
}

static const char *count_read(struct part *part, const char *at)
{
    char *end;
    part->least = strchr("*?", *at) && *at ? 0 : 1;
    part->most = strchr("*+", *at) && *at ? OPEN_END : 1;
    if (*at != '{') return at + (*at && strchr("*+?", *at) ? 1 : 0);
    part->least = part->most = strtol(at + 1, &end, 10);
    if (*end == ',') part->most = end[1] == '}' ? (end++, OPEN_END) : strtol(end + 1, &end, 10);
    return *end == '}' ? end + 1 : NULL;
}

static bool is_literal(const char *at)
{
    return isalnum((unsigned char)*at) || strchr("/_-:,", *at) ||
           (*at == '\\' && ispunct((unsigned char)at[1]));
}

/* Literal text, before the first class or after the last. NULL: it stands between classes. */
static const char *literal_read(struct parts *parts, struct arena *arena, const char *at, const char *end)
{
    struct buffer *text = buffer_new(arena);
    if (parts->before || parts->after) return NULL;
    for (; at < end && is_literal(at); at++) {
        at += *at == '\\';
        buffer_byte(text, *at);
    }
    *(parts->count ? &parts->after : &parts->before) = text->text;
    return at;
}

/* The end of a group that may be missing, or of one class that may stand often. NULL: it says more. */
static const char *group_end(struct parts *parts, const char *at)
{
    struct part group, *last = parts->count ? &parts->list[parts->count - 1] : NULL;
    at = count_read(&group, at + 1);
    bool often = group.most == OPEN_END, once = group.most == 1;
    if (!at || (!once && !often) || (often && parts->count != 1)) return NULL;
    if (!group.least && !last) return NULL;
    if (last && !group.least) last->least = 0;
    if (often) last->most = OPEN_END;
    return at;
}

static const char *part_read(struct parts *parts, const char *at)
{
    struct part *part = &parts->list[parts->count++];
    if (*at == '[') {
        at = class_read(&part->class, at + 1);
    } else {
        part->class = (struct class){ 0 };
        at = *at == '\\' ? escape_read(&part->class, at + 1) : NULL;
    }
    return at ? count_read(part, at) : NULL;
}

/* A row of classes, up to `end`. Groups say no more than that their classes follow each other, and that they
 * may be missing. */
static bool parts_read(struct parts *parts, struct arena *arena, const char *at, const char *end)
{
    *parts = (struct parts){ .count = 0 };
    while (at && at < end) {
        if (text_starts(at, "\\Z"))
            at += 2;
        else if (text_starts(at, "(?:"))
            at += 3;
        else if (text_starts(at, "(?"))
            return false;
        else if (*at == '^' || *at == '$' || *at == '(')
            at++;
        else if (*at == ')')
            at = group_end(parts, at);
        else if (is_literal(at))
            at = literal_read(parts, arena, at, end);
        else
            at = parts->after || parts->count == MOST_PARTS ? NULL : part_read(parts, at);
    }
    return at && parts->count;
}

static bool has_range(const struct class *class, int from, int to)
{
    while (from <= to && class->characters[from]) from++;
    return from > to;
}

/* `letters, digits and -` */
static const char *class_words(struct arena *arena, const struct class *class, const char *and)
{
    struct class rest = *class;
    const char *words[128];
    int count = 0;
    bool lower = has_range(class, 'a', 'z'), upper = has_range(class, 'A', 'Z');
    if (lower || upper)
        words[count++] = lower && upper ? "letters" : lower ? "lower-case letters" : "capital letters";
    if (has_range(class, '0', '9')) words[count++] = "digits";
    for (int c = 0; c < 128; c++) {
        if ((lower && islower(c)) || (upper && isupper(c)) || (isdigit(c) && has_range(class, '0', '9')))
            rest.characters[c] = false;
        if (rest.characters[c])
            words[count++] = c == ' ' ? "spaces" : c == ',' ? "','" : arena_text(arena, "%c", c);
    }
    struct buffer *out = buffer_new(arena);
    for (int i = 0; i < count; i++)
        buffer_print(out, "%s%s", !i ? "" : i == count - 1 ? and : ", ", words[i]);
    return out->text;
}

static bool class_same(const struct class *a, const struct class *b)
{
    return !memcmp(a->characters, b->characters, sizeof a->characters);
}

static bool has_controls(const struct class *class)
{
    for (int c = 0; c < 32; c++)
        if (class->characters[c]) return true;
    return class->characters[127];
}

/* All characters of all parts in one class, and how many there may be. */
static struct part parts_sum(const struct parts *parts)
{
    struct part sum = { .most = 0 };
    for (const struct part *part = parts->list; part < parts->list + parts->count; part++) {
        for (int c = 0; c < 128; c++) sum.class.characters[c] |= part->class.characters[c];
        sum.class.is_negated |= part->class.is_negated;
        sum.least += part->least;
        sum.most = part->most == OPEN_END || sum.most == OPEN_END ? OPEN_END : sum.most + part->most;
    }
    return sum;
}

/* What it may begin and end with, where that is less than it may have. False: it says more. */
static bool ends_print(struct buffer *out, struct arena *arena, const struct parts *parts,
                       const struct class *all)
{
    const struct part *first = parts->list, *last = first + parts->count - 1;
    bool at_first = !class_same(&first->class, all),
         at_last = last != first && !class_same(&last->class, all);
    if (parts->count > 3 || (at_first && (first->least != 1 || first->most != 1))) return false;
    if (at_last && last->most != 1) return false;
    if (!at_first && !at_last) return true;
    const struct class *end = at_first ? &first->class : &last->class;
    if (at_first && at_last && !class_same(&first->class, &last->class)) return false;
    buffer_print(out, ", with %s %s", class_words(arena, end, " or "),
                 at_first && at_last ? "first and last"
                 : at_first          ? "first"
                                     : "last");
    return true;
}

/* The characters that it may have at all, and where less of them. */
static const char *parts_words(struct arena *arena, const struct parts *parts)
{
    struct buffer *out = buffer_new(arena);
    struct part sum = parts_sum(parts);
    bool open = sum.most == OPEN_END;
    if (has_controls(&sum.class) || (sum.class.is_negated && parts->count > 1)) return NULL;
    if (sum.class.is_negated && sum.most == 1) return NULL; /* only about the first character */
    if (sum.class.is_negated)
        return arena_text(arena, "text without %s", class_words(arena, &sum.class, " or "));
    if (parts->before) buffer_print(out, "%s and then ", parts->before);
    if (!open)
        buffer_print(
            out, "%s ",
            range_text(arena, arena_text(arena, "%ld", sum.least), arena_text(arena, "%ld", sum.most)));
    buffer_print(out, "%s%s", class_words(arena, &sum.class, open ? " and " : " or "), open ? " only" : "");
    if (!ends_print(out, arena, parts, &sum.class)) return NULL;
    if (parts->after) buffer_print(out, " and then %s", parts->after);
    return out->text;
}

/* The end of an alternative: the next `|` outside of classes and groups. */
static const char *alternative_end(const char *at)
{
    for (int depth = 0; *at && (*at != '|' || depth); at++) {
        if (*at == '\\' && at[1]) {
            at++;
        } else if (*at == '[') {
            at++;
            while (*at && (*at != ']' || at[-1] == '[')) at += *at == '\\' && at[1] ? 2 : 1;
            if (!*at) break;
        } else {
            depth += (*at == '(') - (*at == ')');
        }
    }
    return at;
}

/* One group around all of it: what is in it, else the pattern. */
static struct slice without_group(const char *pattern)
{
    const char *at = pattern + (*pattern == '^');
    size_t size = strlen(at);
    if (size && at[size - 1] == '$') size--;
    if (*at != '(' || at[1] == '?' || at[size - 1] != ')') return (struct slice){ pattern, strlen(pattern) };
    int depth = 0;
    for (size_t i = 0; i < size; i++) {
        depth += (at[i] == '(') - (at[i] == ')');
        if (!depth && i + 1 < size) return (struct slice){ pattern, strlen(pattern) };
    }
    return (struct slice){ at + 1, size - 2 };
}

/* From the bracket that opens a group to behind the one that closes it. */
static const char *group_close(const char *at)
{
    int depth = 0;
    do {
        depth += (*at == '(') - (*at == ')');
    } while (*at++ && depth);
    return at;
}

static const char *alternative_words(struct arena *arena, const char *at, const char *end)
{
    struct parts parts;
    const char *plain = at + strspn(at, "^("), *after = at + (*at == '^');
    if (plain == end || *plain == ')') return ""; /* nothing at all */
    if (*after == '(') after = group_close(after);
    if (text_starts(plain, "arn:")) return *after == '?' ? NULL : "an ARN";
    return parts_read(&parts, arena, at, end) ? parts_words(arena, &parts) : NULL;
}

const char *schema_pattern_words(struct arena *arena, const char *pattern)
{
    struct slice inner = without_group(pattern);
    const char *copy = arena_copy(arena, inner.at, inner.size), *last = NULL;
    struct buffer *out = buffer_new(arena);
    for (const char *at = copy; *at;) {
        const char *end = alternative_end(at), *words = alternative_words(arena, at, end);
        if (!words) return NULL;
        if (*words && (!last || strcmp(words, last) != 0))
            buffer_print(out, "%s%s", out->size ? ", or " : "", words);
        last = words;
        at = end + (*end == '|');
    }
    return out->size ? out->text : NULL;
}
