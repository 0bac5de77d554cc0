#include "lifecycle/images.h"
#include "aws/ecr.h"
#include "aws/endpoint.h"
#include "aws/sts.h"
#include "base/process.h"
#include "templates/code/build.h"
#include <string.h>

struct registry {
    struct operation *operation;
    const char *host;
    bool prepared; /* there is a repository, and Docker may send to it */
};

static const char *last_line(struct arena *arena, const char *text)
{
    const char *last = "no output";
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (*line != '\n') last = line;
    return arena_copy(arena, last, strcspn(last, "\n"));
}

/* With Docker's own words, unless a signal ends us. */
static enum outcome failed(struct operation *operation, struct place place, const char *command,
                           const struct process *process)
{
    if (operation_stopped(operation)) return OUTCOME_STOPPED;
    if (process->failure)
        diag_add(operation->diags, FINDING(docker_absent), place, NULL, "docker could not be started: %s",
                 process->failure);
    else
        diag_add(operation->diags, FINDING(docker_failed), place, NULL, "docker %s failed: %s", command,
                 process->ended ? process->ended : last_line(operation->diags->arena, process->errors->text));
    return OUTCOME_FINDINGS;
}

static enum outcome docker(struct registry *registry, struct place place, const char *const *words,
                           const char *input)
{
    static const char *const settings[] = { "BUILDKIT_PROGRESS=plain", "DOCKER_CLI_HINTS=false", NULL };
    struct arena *turn = arena_new();
    /* What Docker itself is told; nothing of it reaches a Dockerfile. */
    static const char *const names[] = { "DOCKER_*",     "BUILDX_*",           "BUILDKIT_*",    "CONTAINER_*",
                                         "CONTAINERS_*", "REGISTRY_AUTH_FILE", "SSH_AUTH_SOCK", NULL };
    struct process process =
        process_run(turn, &(struct launch){ .words = words,
                                            .profile = PROFILE_BUILD,
                                            .settings = settings,
                                            .names = names,
                                            .input = input,
                                            .surroundings = registry->operation->surroundings });
    enum outcome outcome = OUTCOME_DONE;
    if (process.failure || process.status) outcome = failed(registry->operation, place, words[1], &process);
    arena_free(turn);
    return outcome;
}

static enum outcome prepare(struct registry *registry, const struct build *build)
{
    struct operation *operation = registry->operation;
    if (registry->prepared) return OUTCOME_DONE;
    if (!ecr_repository_prepare(operation->aws, operation->arena, build->repository))
        return operation_failed(operation);
    const char *password = ecr_password(operation->aws, operation->arena);
    if (!password) return operation_failed(operation);
    const char *const login[] = { "docker",           "login",        "--username", "AWS",
                                  "--password-stdin", registry->host, NULL };
    enum outcome outcome = docker(registry, build->place, login, password);
    registry->prepared = outcome == OUTCOME_DONE;
    return outcome;
}

static enum outcome image_send(struct registry *registry, const struct build *build)
{
    struct operation *operation = registry->operation;
    const char *uri = arena_text(operation->arena, "%s/%s:%s", registry->host, build->repository, build->tag);
    /* Provenance would make it an index, which Lambda does not take. */
    const char *const make[] = {
        "docker", "build",       "--platform", build->platform, "--provenance=false", "--tag",
        uri,      build->folder, NULL
    };
    const char *const push[] = { "docker", "push", uri, NULL };
    operation_say(operation, "building the image of %s", build->folder);
    enum outcome outcome = docker(registry, build->place, make, NULL);
    if (outcome == OUTCOME_DONE) outcome = prepare(registry, build);
    if (outcome != OUTCOME_DONE) return outcome;
    operation_say(operation, "pushing the image to %s", registry->host);
    return docker(registry, build->place, push, NULL);
}

enum outcome images_send(struct operation *operation)
{
    struct aws *aws = operation->aws;
    struct caller caller;
    if (!operation->stack->builds) return OUTCOME_DONE;
    if (!sts_caller(aws, &caller)) return operation_failed(operation);
    struct registry registry = { .operation = operation,
                                 .host = arena_text(operation->arena, "%s.dkr.ecr.%s.%s", caller.account,
                                                    aws->region, endpoint_partition(aws->region)->suffix) };
    for (const struct build *build = operation->stack->builds; build; build = build->next) {
        bool failed;
        if (ecr_image_find(aws, operation->arena, build->repository, build->tag, &failed)) continue;
        enum outcome outcome = failed ? operation_failed(operation) : image_send(&registry, build);
        if (outcome != OUTCOME_DONE) return outcome;
    }
    return OUTCOME_DONE;
}
