#include "lifecycle/package/python.h"
#include "base/text.h"
#include "templates/code/requirements.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct python python_of(const char *runtime, const char *architecture)
{
    struct python python = { .runtime = runtime,
                             .architecture = architecture,
                             .version = runtime + strlen("python") };
    const char *dot = strchr(python.version, '.');
    python.minor = dot ? (int)strtol(dot + 1, NULL, 10) : 0;
    python.machine = !strcmp(architecture, "arm64") ? "aarch64" : "x86_64";
    /* Amazon Linux 2023 from Python 3.12 on, Amazon Linux 2 before:
     * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
    python.glibc = python.minor >= 12 ? 34 : 26;
    return python;
}

struct reading { /* of a marker, from left to right */
    const struct python *python;
    struct arena *arena;
    const char *at, *extras;
    int depth;
    bool failed;
};

struct word {
    const char *text;
    bool version, extra; /* compared as versions; the name of an extra */
};

static void skip(struct reading *reading) { reading->at += strspn(reading->at, " \t\r\n"); }

static bool taken(struct reading *reading, const char *word)
{
    skip(reading);
    size_t size = strlen(word);
    if (strncmp(reading->at, word, size) != 0) return false;
    bool letters = isalpha((unsigned char)*word);
    if (letters && (isalnum((unsigned char)reading->at[size]) || reading->at[size] == '_')) return false;
    reading->at += size;
    return true;
}

static struct word variable(struct reading *reading, const char *name)
{
    const struct python *python = reading->python;
    const char *full = arena_text(reading->arena, "%s.0", python->version);
    const struct {
        const char *name;
        struct word word;
    } variables[] = {
        { "python_version", { python->version, true, false } },
        { "python_full_version", { full, true, false } },
        { "implementation_version", { full, true, false } },
        { "os_name", { "posix", false, false } },
        { "os.name", { "posix", false, false } },
        { "sys_platform", { "linux", false, false } },
        { "sys.platform", { "linux", false, false } },
        { "platform_system", { "Linux", false, false } },
        { "platform_machine", { python->machine, false, false } },
        { "platform.machine", { python->machine, false, false } },
        { "implementation_name", { "cpython", false, false } },
        { "platform_python_implementation", { "CPython", false, false } },
        { "platform.python_implementation", { "CPython", false, false } },
        { "python_implementation", { "CPython", false, false } },
        { "platform_release", { "", false, false } },
        { "platform_version", { "", false, false } },
        { "platform.version", { "", false, false } },
        { "extra", { reading->extras, false, true } },
    };
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        if (!strcmp(variables[i].name, name)) return variables[i].word;
    reading->failed = true;
    return (struct word){ "", false, false };
}

static struct word word_read(struct reading *reading)
{
    skip(reading);
    char quote = *reading->at;
    if (quote == '"' || quote == '\'') {
        const char *end = strchr(reading->at + 1, quote);
        if (!end) return reading->failed = true, (struct word){ "", false, false };
        const char *text = arena_copy(reading->arena, reading->at + 1, (size_t)(end - reading->at - 1));
        reading->at = end + 1;
        return (struct word){ text, false, false };
    }
    size_t size = strspn(reading->at, "abcdefghijklmnopqrstuvwxyz_.");
    const char *name = arena_copy(reading->arena, reading->at, size);
    reading->at += size;
    return variable(reading, name);
}

/* The numbers of two versions; a shorter one is filled up with zeros. */
static int version_compare(const char *a, const char *b)
{
    for (;;) {
        char *end_a, *end_b;
        long x = strtol(a, &end_a, 10), y = strtol(b, &end_b, 10);
        if (x != y) return x < y ? -1 : 1;
        if (*end_a != '.' && *end_b != '.') return 0;
        a = *end_a == '.' ? end_a + 1 : "";
        b = *end_b == '.' ? end_b + 1 : "";
    }
}

/* 3.13 is 3.*, and ~=3.9 is 3.9 or a later 3. */
static bool version_begins(struct arena *arena, const char *version, const char *with)
{
    const char *point = strrchr(with, '.');
    if (!point) return false;
    const char *prefix = arena_text(arena, "%.*s.", (int)(point - with), with);
    return text_starts(arena_text(arena, "%s.", version), prefix);
}

static bool versions_related(struct arena *arena, const char *a, const char *relation, const char *b)
{
    int order = version_compare(a, b);
    bool prefix = text_ends(b, ".*"), equal = prefix ? version_begins(arena, a, b) : !order;
    if (!strcmp(relation, "==") || !strcmp(relation, "===")) return equal;
    if (!strcmp(relation, "!=")) return !equal;
    if (!strcmp(relation, "~=")) return order >= 0 && version_begins(arena, a, b);
    if (!strcmp(relation, "<=")) return order <= 0;
    if (!strcmp(relation, ">=")) return order >= 0;
    return *relation == '<' ? order < 0 : order > 0;
}

static bool words_related(const char *a, const char *relation, const char *b)
{
    int order = strcmp(a, b);
    if (!strcmp(relation, "==") || !strcmp(relation, "===")) return !order;
    if (!strcmp(relation, "!=")) return order;
    if (!strcmp(relation, "<=")) return order <= 0;
    if (!strcmp(relation, ">=")) return order >= 0;
    return *relation == '<' ? order < 0 : *relation == '>' && order > 0;
}

static bool extra_listed(struct arena *arena, const char *extras, const char *extra)
{
    const char *name = requirement_name(arena, extra, strlen(extra));
    return strstr(arena_text(arena, ",%s,", extras), arena_text(arena, ",%s,", name));
}

static bool comparison(struct reading *reading)
{
    static const char *const relations[] = { "===", "==", "!=", "<=", ">=", "~=", "<", ">", "not", "in" };
    struct word left = word_read(reading);
    size_t i = 0, count = sizeof relations / sizeof *relations;
    while (i < count && !taken(reading, relations[i])) i++;
    if (i == count) return reading->failed = true, true;
    const char *relation = relations[i];
    bool inside = !strcmp(relation, "in"), outside = !strcmp(relation, "not") && taken(reading, "in");
    struct word right = word_read(reading);
    if (left.extra || right.extra) {
        bool listed = extra_listed(reading->arena, reading->extras, left.extra ? right.text : left.text);
        return strcmp(relation, "!=") ? listed : !listed;
    }
    if (inside || outside) return !strstr(right.text, left.text) == outside;
    return left.version || right.version ? versions_related(reading->arena, left.text, relation, right.text)
                                         : words_related(left.text, relation, right.text);
}

static bool either(struct reading *);

static bool one(struct reading *reading)
{
    enum { DEEPEST = 32 };
    if (!taken(reading, "(")) return comparison(reading);
    if (++reading->depth > DEEPEST) return reading->failed = true;
    bool value = either(reading);
    reading->depth--;
    if (!taken(reading, ")")) reading->failed = true;
    return value;
}

static bool both(struct reading *reading)
{
    bool value = one(reading);
    while (!reading->failed && taken(reading, "and")) value &= one(reading);
    return value;
}

static bool either(struct reading *reading)
{
    bool value = both(reading);
    while (!reading->failed && taken(reading, "or")) value |= both(reading);
    return value;
}

bool python_marker(const struct python *python, struct arena *arena, const char *marker, const char *extras)
{
    if (!marker) return true;
    struct reading reading = { .python = python, .arena = arena, .at = marker, .extras = extras };
    bool value = either(&reading);
    skip(&reading);
    return value || reading.failed || *reading.at; /* what we cannot read may be needed */
}
