#include "templates/workflows/failures.h"
#include "base/text.h"
#include "templates/workflows/machine.h"
#include <stdlib.h>
#include <string.h>

static const struct field retry_fields[] = {
    { FIELD(step_retry, attempts), .required = true, .about = "Number of retries." },
    { FIELD(step_retry, every), .about = "Delay before the first retry.", .default_value = "2s" },
    { FIELD(step_retry, backoff), .about = "Factor by which each delay grows.", .default_value = "2" },
    { FIELD(step_retry, most), .about = "Longest delay.", .default_text = "no limit" },
    { FIELD(step_retry, errors), .about = "Error names, such as States.Timeout.",
      .default_text = "all errors" },
    { 0 },
};
const struct form step_retry_form = { .what = "a number, or {attempts, every, backoff, most, errors}",
                                      .brief = "attempts",
                                      .size = sizeof(struct step_retry),
                                      .fields = retry_fields };

static const struct field catch_fields[] = {
    { FIELD(step_catch, next), .required = true, .about = "Step that runs next." },
    { FIELD(step_catch, errors), .about = "Error names, such as States.Timeout.",
      .default_text = "all errors" },
    { 0 },
};
const struct form step_catch_form = {
    .what = "a step's name", .brief = "next", .size = sizeof(struct step_catch), .fields = catch_fields
};

static struct node *errors_of(struct arena *arena, const struct text *errors)
{
    struct node *list = node_list(arena);
    for (; errors && errors->from; errors++) node_add(list, NULL, node_copy(arena, errors->from));
    if (!list->first) node_add(list, NULL, node_text(arena, "States.ALL"));
    return list;
}

static struct node *retrier(struct node *list, struct node *errors, long seconds, long attempts,
                            const char *backoff)
{
    struct arena *arena = list->arena;
    struct node *one = node_add(list, NULL, node_map(arena));
    node_add(one, "ErrorEquals", errors);
    node_add(one, "IntervalSeconds", node_number(arena, seconds));
    node_add(one, "MaxAttempts", node_number(arena, attempts));
    node_add(one, "BackoffRate", node_plain(arena, backoff));
    node_add(one, "JitterStrategy", node_text(arena, "FULL"));
    return one;
}

static const char *backoff_of(struct machine *machine, const struct step_retry *retry)
{
    char *end;
    if (!retry->backoff.value) return "2";
    double rate = strtod(retry->backoff.value, &end);
    if (!*end && rate >= 1) return retry->backoff.value;
    diag_add(machine->template->diags, FINDING(out_of_range), node_place(retry->backoff.from), NULL,
             "backoff must be a number of at least 1");
    return "2";
}

/* What is Lambda's own trouble passes; AWS advises every caller to try again. */
static void retry_lambda(struct node *list)
{
    static const char *const errors[] = { "Lambda.ServiceException", "Lambda.AWSLambdaException",
                                          "Lambda.SdkClientException", "Lambda.TooManyRequestsException" };
    struct node *names = node_list(list->arena);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        node_add(names, NULL, node_text(list->arena, errors[i]));
    retrier(list, names, 1, 3, "2");
}

/* What stands for all errors must be the last. */
static void retries_write(struct machine *machine, const struct step *step, struct node *list, bool all)
{
    for (const struct step_retry *r = step->retry; r && r->from; r++) {
        if (!r->attempts.from || !r->attempts.value || all == (r->errors && r->errors->from)) continue;
        struct node *one =
            retrier(list, errors_of(list->arena, r->errors), r->every.from ? r->every.value : 2,
                    r->attempts.value, backoff_of(machine, r));
        if (r->most.from) node_add(one, "MaxDelaySeconds", node_number(list->arena, r->most.value));
    }
}

void failures_write(struct machine *machine, const struct step *step, struct node *state, bool function)
{
    struct arena *arena = machine->template->arena;
    struct node *retry = node_list(arena), *catch = node_list(arena);
    bool off = step->retry && step->retry->from && step->retry->attempts.from && !step->retry->attempts.value;
    retries_write(machine, step, retry, false);
    if (function && !off) retry_lambda(retry);
    retries_write(machine, step, retry, true);
    for (int all = 0; all < 2; all++)
        for (const struct step_catch *c = step->catch; c && c->from; c++) {
            if (!c->next.value || all == (c->errors && c->errors->from)) continue;
            struct node *one = node_add(catch, NULL, node_map(arena));
            node_add(one, "ErrorEquals", errors_of(arena, c->errors));
            node_add(one, "Next", node_copy(arena, c->next.from));
            node_add(one, "Output",
                     node_text(arena, "{% $merge([$states.input, {'error': $states.errorOutput}]) %}"));
        }
    if (retry->first) node_add(state, "Retry", retry);
    if (catch->first) node_add(state, "Catch", catch);
}
