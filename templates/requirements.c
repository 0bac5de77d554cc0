#include "templates/requirements.h"
#include "base/buffer.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

static const char *blanks(const char *at) { return at + strspn(at, " \t\r\f\v\n"); }

const char *requirement_name(struct arena *arena, const char *name, size_t size)
{
    char *spelled = arena_take(arena, size + 1), *to = spelled;
    for (size_t i = 0; i < size; i++) {
        bool joint = strchr("-_.", name[i]);
        if (joint && to > spelled && to[-1] == '-') continue;
        *to++ = joint ? '-' : (char)tolower((unsigned char)name[i]);
    }
    return spelled;
}

/* Letters and digits, with . _ and - between them; 0: no name. */
static size_t name_size(const char *at)
{
    size_t size = 0;
    while (isalnum((unsigned char)at[size]) || (size && at[size] && strchr("-_.", at[size]))) size++;
    while (size && !isalnum((unsigned char)at[size - 1])) size--;
    return size;
}

/* `[a, b]` at *at, or nothing; false: it is not closed, or holds something else. */
static bool extras_parse(struct arena *arena, const char **at, const char **extras)
{
    *extras = "";
    if (**at != '[') return true;
    const char *from = blanks(*at + 1);
    while (*from != ']') {
        size_t size = name_size(from);
        if (!size) return false;
        const char *name = requirement_name(arena, from, size);
        *extras = **extras ? arena_text(arena, "%s,%s", *extras, name) : name;
        from = blanks(from + size);
        if (*from == ',')
            from = blanks(from + 1);
        else if (*from != ']')
            return false;
    }
    *at = blanks(from + 1);
    return true;
}

/* A version specifier without its blanks and the brackets that metadata once put around it. */
static const char *specifier_parse(struct arena *arena, const char *at, size_t size)
{
    char *specifier = arena_take(arena, size + 1), *to = specifier;
    for (size_t i = 0; i < size; i++)
        if (!isspace((unsigned char)at[i]) && at[i] != '(' && at[i] != ')') *to++ = at[i];
    return specifier;
}

/* Clauses of an operator and a version, parted by commas. */
static bool specifier_good(const char *at)
{
    static const char versions[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.*+!-_";
    while (*at) {
        size_t relation = strspn(at, "=<>!~"), version = strspn(at + relation, versions);
        if (!relation || relation > 3 || !version) return false;
        at += relation + version;
        if (*at == ',')
            at++;
        else if (*at)
            return false;
    }
    return true;
}

bool requirement_parse(struct arena *arena, const char *text, struct requirement *into)
{
    const char *at = blanks(text);
    size_t size = name_size(at);
    if (!size) return false;
    into->name = requirement_name(arena, at, size);
    at = blanks(at + size);
    if (!extras_parse(arena, &at, &into->extras)) return false;
    size = strcspn(at, ";");
    into->specifier = specifier_parse(arena, at, size);
    into->marker = at[size] ? blanks(at + size + 1) : NULL;
    return specifier_good(into->specifier);
}

bool requirement_pinned(const struct requirement *requirement)
{
    for (const char *at = requirement->specifier; *at; at += strcspn(at, ","), at += *at == ',') {
        size_t size = strcspn(at, ",");
        if (text_starts(at, "==") && at[size - 1] != '*') return true;
    }
    return false;
}

/* Options of the whole file that only say where packages are looked for. */
static bool option_good(const char *line)
{
    static const char *const options[] = {
        "-i",    "--index-url",     "--extra-index-url", "--no-index",
        "--pre", "--prefer-binary", "--require-hashes",  "--trusted-host"
    };
    size_t size = strcspn(line, " \t=");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strlen(options[i]) == size && !memcmp(options[i], line, size)) return true;
    return false;
}

/* The end of what names the requirement: comments and options such as --hash follow. */
static size_t requirement_size(const char *line)
{
    size_t size = strlen(line);
    for (size_t i = 1; i < size; i++) {
        bool blank = isspace((unsigned char)line[i - 1]);
        if (blank && (line[i] == '#' || text_starts(line + i, "--"))) size = i;
    }
    while (size && isspace((unsigned char)line[size - 1])) size--;
    return size;
}

/* One line, those that a backslash continues joined; NULL when nothing came of it. */
static struct requirement *line_read(struct diags *diags, const char *line, struct place place)
{
    size_t size = requirement_size(line);
    place.length = text_points(line, strcspn(line, "\n") < size ? strcspn(line, "\n") : size);
    const char *text = arena_copy(diags->arena, line, size);
    if (*text == '-') {
        if (option_good(text)) return NULL;
        diag_add(diags, FINDING_requirement_unsupported, place, "write what it would bring into this file",
                 "cfgen does not follow '%s' in requirements", text);
        return NULL;
    }
    struct requirement *requirement = arena_take(diags->arena, sizeof *requirement);
    if (!requirement_parse(diags->arena, text, requirement)) {
        diag_add(diags, FINDING_requirement_unsupported, place,
                 "a requirement is name==version, with extras and a marker if need be", "cannot package '%s'",
                 text);
        return NULL;
    }
    requirement->place = place;
    if (!requirement_pinned(requirement))
        diag_add(diags, FINDING_requirement_unpinned, place,
                 arena_text(diags->arena, "write %s==VERSION", requirement->name),
                 "'%s' is not pinned to a version", requirement->name);
    return requirement;
}

struct requirement *requirements_read(struct diags *diags, const char *file, const char *text)
{
    struct requirement *first = NULL, **end = &first;
    struct buffer *line = buffer_new(diags->arena);
    int number = 1, begun = 1, column = 1;
    if (text_starts(text, "\xEF\xBB\xBF")) text += 3;
    for (const char *at = text; *at; number++) {
        size_t size = strcspn(at, "\n");
        const char *start = at + strspn(at, " \t\r");
        bool comment = *start == '#', more = size && at[size - 1] == '\\' && at[size] && !comment;
        if (!line->size) begun = number, column = (int)(start - at) + 1;
        if (!comment && start < at + size - more) {
            buffer_add(line, line->size ? at : start, (size_t)(at + size - (line->size ? at : start)) - more);
            if (more) buffer_byte(line, '\n');
        }
        at += size + (at[size] == '\n');
        if (more && *at) continue;
        struct requirement *found =
            *blanks(line->text) ? line_read(diags, line->text, (struct place){ file, begun, column, 0 })
                                : NULL;
        line->size = 0;
        line->text[0] = 0;
        if (!found) continue;
        *end = found;
        end = &found->next;
    }
    return first;
}
