#include "cfgen/command.h"

static enum exit_code run(struct run *run)
{
    fprintf(run->out, "cfgen %s\n", CFGEN_VERSION);
    return EXIT_DONE;
}

const struct command version_command = {
    .name = "version",
    .about = "Show which version this is",
    .detail = "Prints the program's name and version on one line.",
    .examples =
        (const struct example[]){
            { "cfgen version", "the version" },
            { 0 },
        },
    .run = run,
};
