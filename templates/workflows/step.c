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
      .about =
          "A function, which gets the input and whose answer is the next step's input; a workflow, until "
          "it ends; or a container, likewise, whose EVENT is the input, which goes on as it is." },
    { FIELD(step, map), .refers = "functions workflows containers", .elsewhere = true,
      .about = "A function, workflow or container for each of what over names; or steps." },
    { FIELD(step, over), .about = "What a map goes over, such as $.wards; the input unless told." },
    { NAMED(step, steps, step), .about = "What a map does with each, in order." },
    { FIELD(step, concurrency),
      .about = "How many of a map run at once, up to 40, or 10000 where it is distributed; as many as can "
               "unless told." },
    { FIELD(step, distributed),
      .about = "A map whose items are executions of their own: for thousands, or for what a reader reads." },
    { FIELD(step, reader),
      .about = "ItemReader of a distributed map: objects of a bucket, lines of a file." },
    { FIELD(step, tolerate), .about = "The part of a distributed map's items that may fail." },
    { NESTED(step, parallel, step_branch),
      .about = "Functions, or {steps}, side by side: the answers as a list." },
    { NESTED(step, choice, step_choice), .about = "Where to go on: [{if: $.score >= 10, next: STEP}]." },
    { KEYED("else", step, otherwise), .about = "The step that follows where no choice fits." },
    { FIELD(step, wait), .about = "A pause: 5m, $.seconds, or until $.moment." },
    { FIELD(step, call), .about = "An API of AWS, such as dynamodb:putItem or bedrock:invokeModel." },
    { FIELD(step, target), .refers = "functions tables queues topics streams secrets buses buckets workflows",
      .elsewhere = true, .about = "What the call is about: its name is filled in, and the right is given." },
    { FIELD(step, with), .about = "What the API is asked; texts that begin with $ are expressions." },
    { FIELD(step, pass), .about = "Values in place of the input." },
    { FIELD(step, succeed), .about = "true: the workflow ends here, well." },
    { FIELD(step, fail), .about = "The workflow fails here, for this reason." },
    { FIELD(step, error), .about = "The name of the error of fail; the step's unless told." },
    { FIELD(step, input), .about = "What it gets in place of the input; of a map, for each item." },
    { FIELD(step, result),
      .about = "$.NAME: the answer becomes this part of the input; off: the input stays." },
    { FIELD(step, output), .about = "What the next step gets, as an expression or values of them." },
    { NESTED(step, retry, step_retry), .about = "Tried again when it fails; of a map, each item." },
    { NESTED(step, catch, step_catch), .about = "The step that follows when it fails, with $.error." },
    { FIELD(step, timeout), .about = "How long it may take." },
    { FIELD(step, heartbeat), .about = "How long it may be silent." },
    { FIELD(step, next), .about = "The step that follows; the one written after it unless told." },
    { FIELD(step, end), .about = "true: nothing follows." },
    { FIELD(step, description), .about = "What it is for." },
    { 0 },
};
const struct form step_form = { .what = "a function's name, or a step such as {run: publish, retry: 3}",
                                .named = "(name)",
                                .brief = "run",
                                .size = sizeof(struct step),
                                .fields = fields };

static bool is_map(const struct step *s) { return s->map.from || s->over.from || s->reader.from; }

/* The keys that say what a step does, of which it has one. */
static int deeds(const struct step *s)
{
    return !!s->run.from + is_map(s) + !!s->parallel + !!s->choice + !!s->wait.from + !!s->call.from +
           !!s->pass.from + (s->succeed.from && s->succeed.value) + !!s->fail.from;
}

static void ending_write(struct machine *machine, const struct step *s, struct node *state)
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
        ending_write(machine, s, state);
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
        if (deeds(s) != 1) {
            diag_add(template->diags, FINDING(step_unclear), node_place(s->from),
                     "one of run, map, parallel, choice, wait, call, pass, succeed, fail", "'%s' says %s",
                     s->name.value, deeds(s) ? "several things to do" : "nothing to do");
            continue;
        }
        struct node *state = node_add(states, s->name.value, node_map(arena));
        state->place = node_place(s->from);
        step_write(machine, s, state);
    }
    step_check_all(machine, first);
}
