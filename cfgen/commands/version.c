#include "cfgen/command.h"

static enum exit_code run(struct run *run)
{
    fprintf(run->out, "cfgen %s\n", CFGEN_VERSION);
    return EXIT_DONE;
}

const struct command version_command = {
    .name = "version",
    .about = "Print the version",
    .detail = "Prints the program's name and version on one line.",
    .examples =
        (const struct example[]){
            { "cfgen version", "Print the version" },
            { 0 },
        },
    .run = run,
};
