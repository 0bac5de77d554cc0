#include "cfgen/shells.h"

static const struct argument arguments[] = {
    { "SHELL", .choices = shell_names, .about = "The shell." },
    { 0 },
};

static enum exit_code run(struct run *run)
{
    shells_print(run->out, run->arena, run->commands, run->arguments[0]);
    return EXIT_DONE;
}

const struct command completion_command = {
    .name = "completion",
    .arguments = arguments,
    .about = "Print a shell completion script",
    .detail = "Prints a script that completes commands, options and their values. Installing cfgen also "
              "installs these scripts.",
    .examples =
        (const struct example[]){
            { "source <(cfgen completion bash)", "Turn completion on in the current bash" },
            { "cfgen completion zsh >~/.zfunc/_cfgen", "Install it for zsh, if ~/.zfunc is in fpath" },
            { "cfgen completion fish >~/.config/fish/completions/cfgen.fish", "Install it for fish" },
            { 0 },
        },
    .run = run,
};
