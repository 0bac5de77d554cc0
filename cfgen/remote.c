#include "cfgen/remote.h"
#include "base/buffer.h"
#include "base/module.h"
#include "base/text.h"
#include "cfgen/progress.h"
#include "cfgen/signals.h"
#include "cfgen/table.h"
#include "cfgen/usage.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>

const struct option remote_options[] = {
    { OPTION(remote, profile), .value = "NAME",
      .about = "Profile in the AWS config files, for credentials and region." },
    { OPTION(remote, endpoint_url), .value = "URL",
      .about = "Send requests to this address instead of AWS, for emulators." },
    { OPTION(remote, network_timeout), .value = "TIME",
      .about = "Maximum time that a request may wait without data. The whole request may take three times as "
               "long; an upload gets one more second per 64 KB. Default: 60s." },
    { 0 },
};

int64_t remote_milliseconds(const char *text)
{
    static const struct {
        const char *suffix;
        int64_t milliseconds;
    } units[] = { { "", 1000 }, { "ms", 1 }, { "s", 1000 }, { "m", 60000 }, { "h", 3600000 } };
    char *end;
    long number = strtol(text, &end, 10);
    if (end == text || number <= 0 || number > 1000000) return -1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strcmp(end, units[i].suffix)) return number * units[i].milliseconds;
    return -1;
}

/* A time that was given; `fallback` without one. 0 after telling a misuse. */
static int64_t time_of(struct run *run, const char *option, const char *text, int64_t fallback)
{
    int64_t milliseconds = text ? remote_milliseconds(text) : fallback;
    if (milliseconds > 0) return milliseconds;
    return usage_wrong(run, NULL, "%s must be a time such as 90s, 10m or 2h (got '%s')", option, text);
}

static const char *word_of(struct arena *arena, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,";
    return *text && text[strspn(text, plain)] == '\0' ? text : text_quoted(arena, text);
}

/* The words of this command line that say which stack is meant. */
static const char *same(const struct run *run)
{
    static const char *const names[] = { "stage", "region", "profile", "endpoint_url", NULL };
    struct buffer *out = buffer_new(run->arena);
    const struct option *options = option_list(run->arena, run->command->options);
    for (const char *const *name = names; *name; name++)
        for (const struct option *o = options; o->name; o++) {
            const char *value = strcmp(o->name, *name) != 0
                                    ? NULL
                                    : *(const char *const *)((const char *)run->options + o->offset);
            if (value) buffer_print(out, " %s %s", option_word(run->arena, o), word_of(run->arena, value));
        }
    if (run->arguments[0]) buffer_print(out, " %s", word_of(run->arena, run->arguments[0]));
    return out->text;
}

enum { MINUTE = 60000, DAY = 24 * 60 * MINUTE };

static struct aws *session(struct run *run, const struct surroundings *surroundings,
                           const struct remote *remote, const struct stack *stack, int64_t idle)
{
    struct aws_options options = { stack->region, remote->profile, remote->endpoint_url,
                                   (int)(idle < DAY ? idle : DAY) };
    const struct transport *transport = module_find("transport", "transport_curl");
    return aws_new(run->arena, surroundings, run->diags, transport, &options);
}

/* The one way to the network, which nothing of a stranger's may take. */
static bool is_allowed(struct run *run, enum exit_code *code)
{
    if (!run->common->untrusted) return true;
    *code = EXIT_FINDINGS;
    diag_add(run->diags, FINDING(untrusted_side), (struct place){ 0 }, "use --against rev:main",
             "--untrusted does not use the network, so it cannot compare with the deployed stack");
    return false;
}

struct operation *remote_operation(struct run *run, const struct remote *remote, const struct stack *stack,
                                   const char *timeout, enum exit_code *code)
{
    int64_t idle = time_of(run, "--network-timeout", remote->network_timeout, MINUTE);
    int64_t whole = time_of(run, "--timeout", timeout, 60 * MINUTE);
    *code = idle && whole ? EXIT_DONE : EXIT_USAGE;
    if (*code || !is_allowed(run, code)) return NULL;
    struct surroundings *surroundings = arena_take(run->arena, sizeof *surroundings);
    *surroundings = signals_catch(run->arena, run->surroundings);
    struct aws *aws = session(run, surroundings, remote, stack, idle);
    if (!aws) return NULL;
    struct operation *operation = arena_take(run->arena, sizeof *operation);
    *operation = (struct operation){ .arena = run->arena,
                                     .surroundings = surroundings,
                                     .diags = run->diags,
                                     .aws = aws,
                                     .progress = run->progress ? run->progress : progress_new(run, NULL),
                                     .stack = stack,
                                     .same = same(run),
                                     .deadline = surroundings->now(surroundings->with) + whole };
    return operation;
}

struct operation *remote_sibling(struct run *run, const struct remote *remote, const struct operation *other,
                                 const struct stack *stack, enum exit_code *code)
{
    int64_t idle = time_of(run, "--network-timeout", remote->network_timeout, MINUTE);
    struct operation *operation = arena_take(run->arena, sizeof *operation);
    *code = EXIT_FINDINGS;
    *operation = *other;
    operation->stack = stack;
    operation->same = same(run);
    if (!stack->region || !other->stack->region || strcmp(stack->region, other->stack->region) != 0)
        operation->aws = session(run, other->surroundings, remote, stack, idle);
    return operation->aws ? operation : NULL;
}

enum exit_code remote_exit(const struct operation *operation, enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_DONE:
    case OUTCOME_UNCHANGED:
        return EXIT_DONE;
    case OUTCOME_FINDINGS:
        return EXIT_FINDINGS;
    case OUTCOME_APPROVAL:
        return EXIT_APPROVAL;
    case OUTCOME_ROLLED_BACK:
        return EXIT_ROLLED_BACK;
    case OUTCOME_STUCK:
        return EXIT_STUCK;
    case OUTCOME_AWS:
        return EXIT_AWS;
    case OUTCOME_TIMEOUT:
        return EXIT_TIMEOUT;
    default:
        return operation->aws->signal == SIGTERM ? EXIT_TERMINATED : EXIT_INTERRUPTED;
    }
}
