#include "cfgen/help.h"
#include "cfgen/manual.h"
#include "cfgen/markdown.h"
#include "cfgen/table.h"
#include <string.h>

struct help {
    const char *format;
};

static const char *const formats[] = { "text", "man", "markdown", NULL };

static const struct option options[] = {
    { OPTION(help, format), .value = "FORM", .choices = formats,
      .about = "Output format; man prints a manual page, markdown a reference page. Default: text." },
    { 0 },
};

static const char *const topics[] = {
#define COMMAND(name) #name,
#include "cfgen/commands.def"
#undef COMMAND
    NULL,
};

static const struct argument arguments[] = {
    { "TOPIC", .optional = true, .choices = topics,
      .about = "The command. Default: an overview of all commands." },
    { 0 },
};

static enum exit_code run(struct run *run)
{
    const struct help *help = run->options;
    const struct command *command = run->arguments[0] ? command_find(run->commands, run->arguments[0]) : NULL;
    bool man = help->format && !strcmp(help->format, "man");
    bool markdown = help->format && !strcmp(help->format, "markdown");
    if (command)
        (man ? manual_print : markdown ? markdown_command : help_print)(run->out, run->arena, command);
    else
        (man        ? manual_overview
         : markdown ? markdown_commands
                    : help_overview)(run->out, run->arena, run->commands);
    return EXIT_DONE;
}

const struct command help_command = {
    .name = "help",
    .arguments = arguments,
    .about = "Show help for a command",
    .detail = "Without a command, lists all commands and exit codes. `cfgen COMMAND --help` prints the same "
              "text as `cfgen help COMMAND`.",
    .options = options,
    .size = sizeof(struct help),
    .examples =
        (const struct example[]){
            { "cfgen help", "List the commands" },
            { "cfgen help version", "Show help for one command" },
            { "cfgen help --format man | man -l -", "Show the manual page" },
            { 0 },
        },
    .run = run,
};
