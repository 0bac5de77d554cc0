#include "cfgen/load.h"

struct options {
    struct service_options service;
};
static const struct option options[] = { { OPTION_GROUP(options, service, service_options) }, { 0 } };

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    load_stack(run, &given->service, ERROR);
    return EXIT_DONE;
}

const struct command validate_command = {
    .name = "validate",
    .arguments = service_argument,
    .about = "Check a description",
    .detail = "Reads the description and makes its template without writing it, and prints all findings: "
              "text that is not "
              "YAML, keys that do not exist, values that AWS refuses, names that lead nowhere, files that "
              "are not there. "
              "Nothing is asked over the network.",
    .options = options,
    .size = sizeof(struct options),
    .findings_are_result = true,
    .examples =
        (const struct example[]){
            { "cfgen validate", "service.yml in the current folder" },
            { "cfgen validate --stage prod examples/civicforge", "another stage of the service in a folder" },
            { "cfgen validate --findings sarif", "for tools that read SARIF" },
            { 0 },
        },
    .run = run,
};
