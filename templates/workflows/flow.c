#include "templates/workflows/flow.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include "templates/workflows/expression.h"
#include "templates/workflows/failures.h"
#include "templates/workflows/machine.h"
#include "templates/workflows/step.h"
#include "templates/workflows/task.h"
#include <string.h>

static const struct field choice_fields[] = {
    { KEYED("if", step_choice, condition), .required = true,
      .about = "JSONata expression, such as $.score >= 10 and $.done." },
    { FIELD(step_choice, next), .required = true, .about = "Step that runs next." },
    { 0 },
};
const struct form step_choice_form = { .what = "{if: $.score >= 10, next: STEP}",
                                       .size = sizeof(struct step_choice),
                                       .fields = choice_fields };

static const struct field branch_fields[] = {
    { FIELD(step_branch, run), .refers = "functions workflows containers", .elsewhere = true,
      .about = "Function or workflow." },
    { NAMED(step_branch, steps, step), .about = "Steps, in order." },
    { 0 },
};
const struct form step_branch_form = { .what = "use a function, or {steps}",
                                       .brief = "run",
                                       .size = sizeof(struct step_branch),
                                       .fields = branch_fields };

/* A machine of one step that runs what is named. */
static void alone_write(struct machine *machine, const struct reference *run, const struct step *like,
                        struct node *definition)
{
    struct arena *arena = machine->template->arena;
    const char *name = run->value && !text_starts(run->value, "arn:") ? run->value : "run";
    struct step step = { .from = run->from, .name = { run->from, name }, .run = *run };
    if (like) step.retry = like->retry, step.timeout = like->timeout, step.heartbeat = like->heartbeat;
    node_add(definition, "StartAt", node_text(arena, name));
    struct node *states = node_add(definition, "States", node_map(arena));
    struct node *state = node_add(states, name, node_map(arena));
    task_write(machine, &step, state);
    node_add(state, "End", node_flag(arena, true));
}

enum { INLINE_MOST = 40, DISTRIBUTED_MOST = 10000 };

static bool is_distributed(const struct step *step)
{
    return step->distributed.value || step->reader.from || step->tolerate.from;
}

static void processor_write(struct machine *machine, const struct step *step, struct node *processor)
{
    struct arena *arena = machine->template->arena;
    struct node *config = node_add(processor, "ProcessorConfig", node_map(arena));
    node_add(config, "Mode", node_text(arena, is_distributed(step) ? "DISTRIBUTED" : "INLINE"));
    if (is_distributed(step)) node_add(config, "ExecutionType", node_text(arena, "STANDARD"));
    if (step->map.from)
        alone_write(machine, &step->map, step, processor);
    else if (step->steps)
        steps_write(machine, step->steps, processor);
}

void map_write(struct machine *machine, const struct step *step, struct node *state)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    bool distributed = is_distributed(step);
    long most = distributed ? DISTRIBUTED_MOST : INLINE_MOST;
    node_add(state, "Type", node_text(arena, "Map"));
    if (step->reader.from)
        node_add(state, "ItemReader", expressions(arena, step->reader.from));
    else
        node_add(state, "Items",
                 node_text(arena, expression(arena, step->over.value ? step->over.value : "$")));
    if (step->concurrency.from && (step->concurrency.value < 1 || step->concurrency.value > most))
        diag_add(template->diags, FINDING(map_wide), node_place(step->concurrency.from),
                 distributed ? NULL : "set distributed: true for up to 10000",
                 "concurrency of %s must be between 1 and %ld", distributed ? "a distributed map" : "a map",
                 most);
    if (step->concurrency.from)
        node_add(state, "MaxConcurrency", node_number(arena, step->concurrency.value));
    if (step->input.from) node_add(state, "ItemSelector", expressions(arena, step->input.from));
    if (step->tolerate.from)
        node_add(state, "ToleratedFailurePercentage", node_number(arena, step->tolerate.value));
    if (!step->map.from && !(step->steps && step->steps->from))
        diag_add(template->diags, FINDING(step_unclear), node_place(step->from),
                 "add map: FUNCTION, or steps", "map step '%s' has neither `map` nor `steps`",
                 step->name.value);
    processor_write(machine, step, node_add(state, "ItemProcessor", node_map(arena)));
    machine->distributed = machine->distributed || distributed;
    result_write(machine, step, "$states.result", state);
    struct step whole = *step;
    whole.retry = NULL; /* each item is tried again, not all of them */
    failures_write(machine, &whole, state, false);
}

void parallel_write(struct machine *machine, const struct step *step, struct node *state)
{
    struct arena *arena = machine->template->arena;
    node_add(state, "Type", node_text(arena, "Parallel"));
    struct node *branches = node_add(state, "Branches", node_list(arena));
    for (const struct step_branch *b = step->parallel; b->from; b++) {
        struct node *branch = node_add(branches, NULL, node_map(arena));
        if (b->run.from)
            alone_write(machine, &b->run, NULL, branch);
        else if (b->steps)
            steps_write(machine, b->steps, branch);
        else
            diag_add(machine->template->diags, FINDING(step_unclear), node_place(b->from),
                     "use a function, or {steps}", "a branch of '%s' has no function and no `steps`",
                     step->name.value);
    }
    result_write(machine, step, "$states.result", state);
    failures_write(machine, step, state, false);
}

void choice_write(struct machine *machine, const struct step *step, struct node *state)
{
    struct arena *arena = machine->template->arena;
    node_add(state, "Type", node_text(arena, "Choice"));
    struct node *choices = node_add(state, "Choices", node_list(arena));
    for (const struct step_choice *c = step->choice; c->from; c++) {
        if (!c->condition.value || !c->next.value) continue;
        struct node *choice = node_add(choices, NULL, node_map(arena));
        node_add(choice, "Condition", node_text(arena, expression(arena, c->condition.value)));
        node_add(choice, "Next", node_text(arena, c->next.value));
    }
    if (step->otherwise.value) node_add(state, "Default", node_text(arena, step->otherwise.value));
}

/* 5m, or until a moment that an expression gives; a number of seconds may come from one too. */
void wait_write(struct machine *machine, const struct step *step, struct node *state)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    const char *wait = step->wait.value;
    struct seconds seconds = { 0 };
    node_add(state, "Type", node_text(arena, "Wait"));
    if (text_starts(wait, "until "))
        node_add(state, "Timestamp",
                 node_text(arena, wait[6] == '$' ? expression(arena, wait + 6) : wait + 6));
    else if (*wait == '$' || text_starts(wait, "{%"))
        node_add(state, "Seconds", node_text(arena, expression(arena, wait)));
    else if (seconds_form.word(&seconds, step->wait.from))
        node_add(state, "Seconds", node_number(arena, seconds.value));
    else
        diag_add(template->diags, FINDING(out_of_range), node_place(step->wait.from),
                 "5m, $.seconds, or until $.moment", "wait must be a duration or an expression (got '%s')",
                 wait);
}
