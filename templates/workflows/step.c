#include "templates/workflows/step.h"
#include "base/text.h"
#include "templates/workflows/check.h"
#include "templates/workflows/expression.h"
#include "templates/workflows/failures.h"
#include "templates/workflows/flow.h"
#include "templates/workflows/machine.h"
#include "templates/workflows/task.h"
#include <string.h>

static const struct field fields[] = {
    { KEYED("(name)", step, name) },
    { FIELD(step, run), .refers = "functions workflows containers", .elsewhere = true,
      .about = "Function, workflow or container. A function's result, or the result of a finished workflow, "
               "is the input of the next step. A container reads the input as EVENT, and its input is passed "
               "on unchanged." },
    { FIELD(step, map), .refers = "functions workflows containers", .elsewhere = true,
      .about = "Function, workflow or container that runs for each item of `over`. Or use `steps`." },
    { FIELD(step, over), .about = "Items of a map, such as $.wards.", .default_text = "the input" },
    { NAMED(step, steps, step), .about = "Steps that run for each item of a map, in order." },
    { FIELD(step, concurrency),
      .about = "Largest number of concurrent items of a map: up to 40, or 10000 for a distributed map.",
      .default_text = "no limit" },
    { FIELD(step, distributed),
      .about = "Run the items of a map as child executions, for thousands of items or with `reader`.",
      .default_value = "false" },
    { FIELD(step, reader),
      .about = "ItemReader of a distributed map: objects of a bucket, or lines of a file." },
    { FIELD(step, tolerate), .about = "Share of the items of a distributed map that may fail.",
      .default_value = "0%" },
    { NESTED(step, parallel, step_branch),
      .about = "Functions, or {steps}, that run in parallel. Their results form a list." },
    { NESTED(step, choice, step_choice),
      .about = "Choice of the next step: [{if: $.score >= 10, next: STEP}]." },
    { KEYED("else", step, otherwise), .about = "Step that runs next if no choice applies." },
    { FIELD(step, wait), .about = "Pause: 5m, $.seconds, or until $.moment." },
    { FIELD(step, call), .about = "AWS API action, such as dynamodb:putItem or bedrock:invokeModel." },
    { FIELD(step, target), .refers = "functions tables queues topics streams secrets buses buckets workflows",
      .elsewhere = true,
      .about = "Item that the call is about. Its name is filled in and the permission is granted." },
    { FIELD(step, with), .about = "Parameters of the API action. Texts that begin with $ are expressions." },
    { FIELD(step, pass), .about = "Values that replace the input." },
    { FIELD(step, succeed), .about = "End the workflow successfully.", .default_value = "false" },
    { FIELD(step, fail), .about = "End the workflow as failed, for this reason." },
    { FIELD(step, error), .about = "Error name of `fail`.", .default_text = "the name of the step" },
    { FIELD(step, input), .about = "Input instead of the step's input; in a map, for each item." },
    { FIELD(step, result),
      .about = "$.NAME: add the result to the input under this name. off: keep the input unchanged.",
      .default_text = "the result replaces the input" },
    { FIELD(step, output),
      .about = "Input of the next step, as an expression or as values with expressions." },
    { NESTED(step, retry, step_retry), .about = "Retries after a failure; in a map, for each item." },
    { NESTED(step, catch, step_catch),
      .about = "Step that runs after a failure, with the error in $.error." },
    { FIELD(step, timeout), .about = "Longest duration of the step." },
    { FIELD(step, heartbeat), .about = "Longest time between two heartbeats." },
    { FIELD(step, next), .about = "Step that runs next.", .default_text = "the following step" },
    { FIELD(step, end), .about = "End the workflow after this step.", .default_value = "false" },
    { FIELD(step, description), .about = "Description of the step." },
    { 0 },
};
const struct form step_form = { .what = "a function's name, or a step such as {run: publish, retry: 3}",
                                .named = "(name)",
                                .brief = "run",
                                .size = sizeof(struct step),
                                .fields = fields };

static bool is_map(const struct step *s) { return s->map.from || s->over.from || s->reader.from; }

/* The keys that say what a step does, of which it has one. */
static int action_count(const struct step *s)
{
    return !!s->run.from + is_map(s) + !!s->parallel + !!s->choice + !!s->wait.from + !!s->call.from +
           !!s->pass.from + (s->succeed.from && s->succeed.value) + !!s->fail.from;
}

static void terminal_write(struct machine *machine, const struct step *s, struct node *state)
{
    struct arena *arena = machine->template->arena;
    if (!s->fail.from) {
        node_add(state, "Type", node_text(arena, "Succeed"));
        return;
    }
    node_add(state, "Type", node_text(arena, "Fail"));
    node_add(state, "Error", node_text(arena, s->error.value ? s->error.value : s->name.value));
    node_add(state, "Cause",
             node_text(arena, *s->fail.value == '$' ? expression(arena, s->fail.value) : s->fail.value));
}

static void pass_write(struct machine *machine, const struct step *s, struct node *state)
{
    struct arena *arena = machine->template->arena;
    node_add(state, "Type", node_text(arena, "Pass"));
    node_add(state, "Output", expressions(arena, s->pass.from));
}

/* It leads to no other by itself. */
static bool is_last(const struct step *s)
{
    return s->choice || s->fail.from || (s->succeed.from && s->succeed.value);
}

static void step_write(struct machine *machine, const struct step *s, struct node *state)
{
    struct arena *arena = machine->template->arena;
    if (s->description.value) node_add(state, "Comment", node_text(arena, s->description.value));
    if (is_map(s))
        map_write(machine, s, state);
    else if (s->parallel)
        parallel_write(machine, s, state);
    else if (s->choice)
        choice_write(machine, s, state);
    else if (s->wait.value)
        wait_write(machine, s, state);
    else if (s->run.from || s->call.value)
        task_write(machine, s, state);
    else if (s->pass.from)
        pass_write(machine, s, state);
    else
        terminal_write(machine, s, state);
    if (is_last(s)) return;
    const struct step *after = s[1].from ? s + 1 : NULL;
    const char *next = s->next.value ? s->next.value : after ? after->name.value : NULL;
    if (next && !(s->end.from && s->end.value))
        node_add(state, "Next", node_text(arena, next));
    else
        node_add(state, "End", node_flag(arena, true));
}

void steps_write(struct machine *machine, const struct step *first, struct node *definition)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    if (!first || !first->from) return;
    node_add(definition, "StartAt", node_text(arena, first->name.value));
    struct node *states = node_add(definition, "States", node_map(arena));
    for (const struct step *s = first; s->from; s++) {
        if (action_count(s) != 1) {
            diag_add(template->diags, FINDING(step_unclear), node_place(s->from),
                     "write one of run, map, parallel, choice, wait, call, pass, succeed, fail",
                     "step '%s' has %s", s->name.value, action_count(s) ? "several actions" : "no action");
            continue;
        }
        struct node *state = node_add(states, s->name.value, node_map(arena));
        state->place = node_place(s->from);
        step_write(machine, s, state);
    }
    step_check_all(machine, first);
}
