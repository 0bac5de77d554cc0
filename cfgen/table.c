#include "cfgen/table.h"
#include "cfgen/render.h"
#include "cfgen/terminal.h"
#include <string.h>

const struct option common_options[] = {
    { OPTION(common, help), .letter = 'h', .about = "Show help for the command." },
    { OPTION(common, untrusted),
      .about = "Review an untrusted repository: read and compare only commits, replace ${env:NAME} with a "
               "placeholder, and use neither the network nor code of the repository." },
    { OPTION(common, findings), .value = "FORM", .choices = render_forms,
      .about = "Format of findings; json prints one object per line. Default: text." },
    { OPTION(common, color), .value = "WHEN", .choices = terminal_choices,
      .about = "When to use color; auto uses color on a terminal unless NO_COLOR is set. Default: auto." },
    { 0 },
};

const struct command *command_find(const struct command *const *commands, const char *name)
{
    for (; *commands; commands++)
        if (!strcmp((*commands)->name, name)) return *commands;
    return NULL;
}

const char *option_word(struct arena *arena, const struct option *option)
{
    char *word = arena_text(arena, "--%s", option->name);
    for (char *at = word; *at; at++)
        if (*at == '_') *at = '-';
    return word;
}

static size_t option_count(const struct option *rows)
{
    size_t count = 0;
    for (const struct option *o = rows; o && o->name; o++) count += o->rows ? option_count(o->rows) : 1;
    return count;
}

static struct option *option_flatten(struct option *into, const struct option *rows, size_t offset)
{
    for (const struct option *o = rows; o && o->name; o++) {
        if (o->rows) {
            into = option_flatten(into, o->rows, offset + o->offset);
            continue;
        }
        *into = *o;
        into++->offset += offset;
    }
    return into;
}

const struct option *option_list(struct arena *arena, const struct option *rows)
{
    struct option *list = arena_take(arena, (option_count(rows) + 1) * sizeof *list);
    option_flatten(list, rows, 0);
    return list;
}
