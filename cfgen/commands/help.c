#include "cfgen/help.h"

static const struct argument arguments[] = {
    { "COMMAND", .optional = true, .choices = command_names, .about = "the command that help is wanted for" },
    { 0 },
};

static enum exit_code run(struct run *run)
{
    const char *name = run->arguments[0];
    if (name)
        help_print(run->out, run->arena, command_find(name));
    else
        help_overview(run->out, run->arena);
    return EXIT_DONE;
}

const struct command help_command = {
    .name = "help",
    .arguments = arguments,
    .about = "Explain a command, or list the commands",
    .detail =
        "Without a command, lists all of them and the exit codes. `cfgen COMMAND --help` says the same as "
        "`cfgen help COMMAND`.",
    .examples =
        (const struct example[]){
            { "cfgen help", "the commands" },
            { "cfgen help version", "what one of them does and takes" },
            { 0 },
        },
    .run = run,
};
