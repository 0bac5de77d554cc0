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
    .about = "Validate the description",
    .detail = "Reads the description, generates its template without writing it, and prints all findings: "
              "invalid YAML, unknown keys, values that AWS does not allow, unknown references, missing "
              "files. The command does not use the network.",
    .options = options,
    .size = sizeof(struct options),
    .findings_are_result = true,
    .examples =
        (const struct example[]){
            { "cfgen validate", "Validate service.yml in the current folder" },
            { "cfgen validate --stage prod examples/civicforge",
              "Validate another stage of the service in a folder" },
            { "cfgen validate --findings sarif", "Print SARIF for other tools" },
            { 0 },
        },
    .run = run,
};
