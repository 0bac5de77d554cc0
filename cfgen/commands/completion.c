#include "cfgen/shells.h"

static const struct argument arguments[] = {
    { "SHELL", .choices = shell_names, .about = "the shell to write for" },
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
    .about = "Write the completions for a shell",
    .detail = "Prints a script that completes commands, options and their values. An installed cfgen comes "
              "with it.",
    .examples =
        (const struct example[]){
            { "source <(cfgen completion bash)", "in this bash, from now on" },
            { "cfgen completion zsh >~/.zfunc/_cfgen", "for zsh, when ~/.zfunc is in fpath" },
            { "cfgen completion fish >~/.config/fish/completions/cfgen.fish", "for fish" },
            { 0 },
        },
    .run = run,
};
