#include "base/text.h"
#include "templates/code/requirements.h"
#include <ctype.h>

/* Read from left to right and printed word by word. */
struct reading {
    const char *at;
    struct buffer *text;
    int depth;
};

static const char *const variables[] = {
    "python_version",
    "python_full_version",
    "implementation_name",
    "implementation_version",
    "os_name",
    "os.name",
    "sys_platform",
    "sys.platform",
    "platform_system",
    "platform_release",
    "platform_machine",
    "platform.machine",
    "platform_version",
    "platform.version",
    "python_implementation",
    "platform_python_implementation",
    "extra",
    "platform.python_implementation",
};

static const char *const relations[] = { "===", "==", "~=", "!=", "<=", ">=", "<", ">", "not in", "in" };

static void word_add(struct reading *reading, const char *word, size_t size)
{
    if (reading->text->size && reading->text->text[reading->text->size - 1] != '(')
        buffer_byte(reading->text, ' ');
    buffer_add(reading->text, word, size);
}

static bool is_letter(char byte) { return isalnum((unsigned char)byte) || byte == '_' || byte == '.'; }

/* One of the words, whole, and behind it. */
static bool take(struct reading *reading, const char *const *words, size_t count)
{
    reading->at += strspn(reading->at, " \t");
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(words[i]);
        if (!text_starts(reading->at, words[i])) continue;
        if (is_letter(words[i][size - 1]) && is_letter(reading->at[size])) continue;
        word_add(reading, words[i], size);
        reading->at += size;
        return true;
    }
    return false;
}

static bool quoted(struct reading *reading)
{
    reading->at += strspn(reading->at, " \t");
    char quote = *reading->at;
    if (quote != '"' && quote != '\'') return false;
    size_t size = strcspn(reading->at + 1, "\"'\\$#;\t");
    if (reading->at[size + 1] != quote) return false;
    word_add(reading, reading->at, size + 2);
    reading->at += size + 2;
    return true;
}

static bool variable(struct reading *reading)
{
    return take(reading, variables, sizeof variables / sizeof *variables);
}

/* Of the two that are compared one is a variable and the other a text. */
static bool comparison(struct reading *reading)
{
    bool first = variable(reading);
    if (!first && !quoted(reading)) return false;
    if (!take(reading, relations, sizeof relations / sizeof *relations)) return false;
    return first ? quoted(reading) : variable(reading);
}

static bool expression(struct reading *);

static bool bracketed(struct reading *reading)
{
    enum { DEEPEST = 32 };
    reading->at += strspn(reading->at, " \t");
    if (*reading->at != '(') return comparison(reading);
    if (reading->depth == DEEPEST) return false;
    reading->depth++;
    word_add(reading, reading->at++, 1);
    if (!expression(reading)) return false;
    reading->at += strspn(reading->at, " \t");
    if (*reading->at != ')') return false;
    buffer_byte(reading->text, *reading->at++);
    reading->depth--;
    return true;
}

static bool expression(struct reading *reading)
{
    static const char *const both[] = { "and", "or" };
    do
        if (!bracketed(reading)) return false;
    while (take(reading, both, 2));
    return true;
}

const char *requirement_marker(struct arena *arena, const char *text)
{
    struct reading reading = { .at = text, .text = buffer_new(arena) };
    if (!expression(&reading)) return NULL;
    reading.at += strspn(reading.at, " \t");
    return *reading.at ? NULL : reading.text->text;
}
