#include "cfgen/usage.h"
#include "base/buffer.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
#include "cfgen/table.h"
#include <stdalign.h>
#include <string.h>

struct reader {
    struct run *run;
    const struct option *options; /* the command's, then the common ones */
    char *into;                   /* the structs that they fill, one behind the other */
    char **words;                 /* what is still to read */
};

void usage_print(FILE *out, const struct command *command)
{
    fprintf(out, "usage: cfgen %s [OPTION...]", command->name);
    for (const struct argument *a = command->arguments; a && a->name; a++)
        fprintf(out, a->optional ? " [%s]" : " %s", a->name);
    fputc('\n', out);
}

bool usage_wrong(struct run *run, const char *meant, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vtext(run->arena, format, arguments);
    va_end(arguments);
    fprintf(run->err, "cfgen %s: %s", run->command->name, excerpt_clean(run->arena, text));
    if (meant) fprintf(run->err, ", did you mean '%s'?", meant);
    fputc('\n', run->err);
    usage_print(run->err, run->command);
    fprintf(run->err, "run `cfgen help %s` for details\n", run->command->name);
    return false;
}

static const struct option *option_find(struct reader *reader, const char *word, size_t size)
{
    for (const struct option *o = reader->options; o->name; o++) {
        const char *name = option_word(reader->run->arena, o);
        if (strlen(name) == size && !strncmp(name, word, size)) return o;
    }
    return NULL;
}

static const struct option *letter_find(struct reader *reader, char letter)
{
    for (const struct option *o = reader->options; o->name; o++)
        if (letter && o->letter == letter) return o;
    return NULL;
}

static bool unknown_option(struct reader *reader, const char *word)
{
    struct nearest nearest = { .word = word };
    for (const struct option *o = reader->options; o->name; o++)
        nearest_try(&nearest, option_word(reader->run->arena, o));
    return usage_wrong(reader->run, nearest.name, "unknown option '%s'", word);
}

static bool chosen(struct reader *reader, const char *what, const char *const *choices, const char *value)
{
    struct nearest nearest = { .word = value };
    size_t count = 0;
    for (; choices && choices[count]; count++) {
        if (!strcmp(choices[count], value)) return true;
        nearest_try(&nearest, choices[count]);
    }
    if (!choices) return true;
    enum { FEW = 8 }; /* more are not a sentence: help lists them */
    if (count > FEW) return usage_wrong(reader->run, nearest.name, "%s: unknown value '%s'", what, value);
    struct buffer *list = buffer_new(reader->run->arena);
    for (size_t i = 0; i < count; i++)
        buffer_print(list, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", choices[i]);
    return usage_wrong(reader->run, nearest.name, "%s must be %s (got '%s')", what, list->text, value);
}

static const char **list_add(struct arena *arena, const char **list, const char *value)
{
    size_t count = 0;
    while (list[count]) count++;
    const char **longer = arena_take(arena, (count + 2) * sizeof *longer);
    memcpy(longer, list, count * sizeof *longer);
    longer[count] = value;
    return longer;
}

static bool option_set(struct reader *reader, const struct option *option, const char *value)
{
    void *member = reader->into + option->offset;
    if (!chosen(reader, option_word(reader->run->arena, option), option->choices, value)) return false;
    if (option->type == OPTION_TEXT)
        *(const char **)member = value;
    else
        *(const char ***)member = list_add(reader->run->arena, *(const char ***)member, value);
    return true;
}

/* `attached` is the value in the option's own word, or NULL. */
static bool option_read(struct reader *reader, const struct option *option, const char *attached)
{
    const char *name = option_word(reader->run->arena, option);
    if (option->type == OPTION_FLAG) {
        if (attached) return usage_wrong(reader->run, NULL, "option %s takes no value", name);
        *(bool *)(void *)(reader->into + option->offset) = true;
        return true;
    }
    const char *value = attached ? attached : *reader->words;
    if (!value) return usage_wrong(reader->run, NULL, "option %s requires a value: %s", name, option->value);
    if (!attached) reader->words++;
    return option_set(reader, option, value);
}

static bool word_read(struct reader *reader, const char *word)
{
    if (word[1] != '-') {
        const struct option *option = letter_find(reader, word[1]);
        if (!option) return unknown_option(reader, word);
        return option_read(reader, option, word[2] ? word + 2 + (word[2] == '=') : NULL);
    }
    size_t size = strcspn(word, "=");
    const struct option *option = option_find(reader, word, size);
    if (!option) return unknown_option(reader, arena_copy(reader->run->arena, word, size));
    return option_read(reader, option, word[size] ? word + size + 1 : NULL);
}

static bool arguments_check(struct reader *reader)
{
    const char **given = reader->run->arguments;
    for (const struct argument *a = reader->run->command->arguments; a && a->name; a++) {
        if (!*given && a->optional) return true;
        if (!*given) return usage_wrong(reader->run, NULL, "missing argument %s: %s", a->name, a->about);
        if (!chosen(reader, a->name, a->choices, *given++)) return false;
    }
    return *given ? usage_wrong(reader->run, NULL, "unexpected argument '%s'", *given) : true;
}

static size_t aligned(size_t size) { return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1); }

/* One table and one block of memory for the command's options and the common ones. */
static void reader_prepare(struct reader *reader)
{
    struct run *run = reader->run;
    size_t common = aligned(run->command->size);
    struct option both[] = {
        { .name = "own", .rows = run->command->options ? run->command->options : &(struct option){ 0 } },
        { .name = "common", .rows = common_options, .offset = common },
        { 0 },
    };
    reader->options = option_list(run->arena, both);
    reader->into = arena_take(run->arena, common + sizeof *run->common);
    run->options = reader->into;
    run->common = (const struct common *)(void *)(reader->into + common);
    const char **none = arena_take(run->arena, sizeof *none);
    for (const struct option *o = reader->options; o->name; o++)
        if (o->type == OPTION_TEXTS) *(const char ***)(void *)(reader->into + o->offset) = none;
    run->arguments = none;
}

/* Help is wanted most by whom the rest of the line is wrong for. */
static bool asks_for_help(char **words)
{
    for (; *words && strcmp(*words, "--"); words++)
        if (!strcmp(*words, "--help") || !strcmp(*words, "-h")) return true;
    return false;
}

bool usage_read(struct run *run, char **words)
{
    struct reader reader = { .run = run, .words = words };
    reader_prepare(&reader);
    if (asks_for_help(words)) {
        ((struct common *)(void *)(reader.into + aligned(run->command->size)))->help = true;
        return true;
    }
    bool only_arguments = false;
    while (*reader.words) {
        const char *word = *reader.words++;
        if (only_arguments || word[0] != '-' || !word[1])
            run->arguments = list_add(run->arena, run->arguments, word);
        else if (!strcmp(word, "--"))
            only_arguments = true;
        else if (!word_read(&reader, word))
            return false;
    }
    return arguments_check(&reader);
}
