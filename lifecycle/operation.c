#include "lifecycle/operation.h"

void operation_say(struct operation *operation, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    operation->progress->say(operation->progress->with, arena_vtext(operation->arena, format, arguments));
    va_end(arguments);
}

void operation_say_result(struct operation *operation, const char *result)
{
    const struct surroundings *surroundings = operation->surroundings;
    long long seconds = (long long)(surroundings->now(surroundings->with) - operation->started) / 1000;
    operation_say(operation, "%s %s (%s, %lld s)", operation->stack->name, result, operation->aws->region,
                  seconds);
}

enum outcome operation_failed(struct operation *operation)
{
    if (aws_stopped(operation->aws)) return OUTCOME_STOPPED;
    aws_report(operation->aws, (struct place){ 0 });
    return OUTCOME_AWS;
}

bool operation_stopped(struct operation *operation)
{
    operation->aws->signal = operation->surroundings->wait(operation->surroundings->with, 0);
    if (operation->aws->signal) operation_say(operation, "stopped; nothing was changed");
    return operation->aws->signal;
}

enum outcome operation_wait(struct operation *operation, const char *what)
{
    struct aws *aws = operation->aws;
    const struct surroundings *surroundings = operation->surroundings;
    if (surroundings->now(surroundings->with) >= operation->deadline) {
        diag_add(operation->diags, FINDING(timeout), (struct place){ 0 }, "use --timeout to wait longer",
                 "timed out: %s", what);
        return OUTCOME_TIMEOUT;
    }
    aws->signal = surroundings->wait(surroundings->with, aws->poll_milliseconds);
    return aws->signal ? OUTCOME_STOPPED : OUTCOME_DONE;
}

struct place operation_place(const struct operation *operation, const char *id, const char *property)
{
    const struct node *resource =
        id ? node_find(node_find(operation->stack->template, "Resources"), id) : NULL;
    const struct node *named = property ? node_find(node_find(resource, "Properties"), property) : NULL;
    if (named && named->place.file) return named->place;
    return resource ? resource->place : (struct place){ 0 };
}
