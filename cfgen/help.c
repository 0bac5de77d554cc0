#include "cfgen/help.h"
#include "base/text.h"
#include "cfgen/table.h"
#include "cfgen/usage.h"
#include <string.h>

enum { WIDTH = 80, ABOUT_COLUMN = 28 };

void help_wrap(FILE *out, const char *text, int indent, int column)
{
    while (*text) {
        size_t size = strcspn(text, " \n");
        int width = text_points(text, size);
        if (column > indent && column + 1 + width > WIDTH) {
            fputc('\n', out);
            column = 0;
        }
        if (size) {
            int blanks = column < indent ? indent - column : column > indent;
            column += fprintf(out, "%*s%.*s", blanks, "", (int)size, text) - (int)size + width;
        }
        text += size;
        if (text_starts(text, "\n")) {
            fputc('\n', out);
            column = 0;
        }
        text += *text != '\0';
    }
    fputc('\n', out);
}

static void print_row(FILE *out, const char *term, const char *about, const char *const *choices)
{
    enum { FEW = 8 };
    int column = fprintf(out, "  %s", term);
    if (column > ABOUT_COLUMN - 2) {
        fputc('\n', out);
        column = 0;
    }
    size_t count = 0;
    while (choices && choices[count]) count++;
    if (!count || count > FEW) {
        help_wrap(out, about, ABOUT_COLUMN, column);
        return;
    }
    char text[512];
    size_t size = (size_t)snprintf(text, sizeof text, "%s One of: ", about);
    for (size_t i = 0; i < count && size < sizeof text; i++) {
        const char *between = i ? ", " : "";
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%s%s", between, choices[i],
                                 i + 1 < count ? "" : ".");
    }
    help_wrap(out, text, ABOUT_COLUMN, column);
}

static void print_options(FILE *out, struct arena *arena, const char *title, const struct option *rows)
{
    const struct option *o = option_list(arena, rows);
    if (o->name) fprintf(out, "\n%s:\n", title);
    for (; o->name; o++) {
        const char *letter = o->letter ? arena_text(arena, "-%c, ", o->letter) : "    ";
        const char *word = option_word(arena, o);
        print_row(out,
                  arena_text(arena, "%s%s%s%s", letter, word, o->value ? " " : "", o->value ? o->value : ""),
                  o->type == OPTION_TEXTS ? arena_text(arena, "%s May be repeated.", o->about) : o->about,
                  o->choices);
    }
}

void help_print(FILE *out, struct arena *arena, const struct command *command)
{
    usage_print(out, command);
    fprintf(out, "\n%s.\n\n", command->about);
    help_wrap(out, command->detail, 0, 0);
    if (command->arguments) fputs("\nArguments:\n", out);
    for (const struct argument *a = command->arguments; a && a->name; a++)
        print_row(out, a->name, a->about, a->choices);
    print_options(out, arena, "Options", command->options);
    print_options(out, arena, "Options of every command", common_options);
    if (command->examples) fputs("\nExamples:\n", out);
    for (const struct example *e = command->examples; e && e->line; e++) {
        fprintf(out, "  $ %s\n", e->line);
        help_wrap(out, e->about, 6, 0);
    }
}

void help_overview(FILE *out, struct arena *arena, const struct command *const *commands)
{
    fputs("usage: cfgen COMMAND [OPTION...] [ARGUMENT...]\n\n", out);
    help_wrap(out,
              "Generates CloudFormation from a short description of a serverless service, and deploys it.", 0,
              0);
    fputs("\nCommands:\n", out);
    for (int i = 0; commands[i]; i++) print_row(out, commands[i]->name, commands[i]->about, NULL);
    fputs("\nExit codes:\n", out);
    for (const struct exit_about *e = exit_about; e->about; e++)
        print_row(out, arena_text(arena, "%d", (int)e->code), e->about, NULL);
    fputs("\nRun `cfgen help COMMAND` for details of a command.\n", out);
}
