#include "templates/workflows/check.h"
#include "base/text.h"
#include "templates/workflows/machine.h"
#include <string.h>

static int find(struct machine *machine, const struct step *first, const struct text *name)
{
    struct nearest nearest = { .word = name->value };
    for (const struct step *s = first; s->from; s++) {
        if (!strcmp(s->name.value, name->value)) return (int)(s - first);
        nearest_try(&nearest, s->name.value);
    }
    diag_add(machine->template->diags, FINDING(unknown_step), node_place(name->from),
             diag_meant(machine->template->arena, nearest.name), "unknown step '%s'", name->value);
    return -1;
}

static void reach(struct machine *machine, const struct step *first, const struct text *name, bool *reached)
{
    int at = name->value ? find(machine, first, name) : -1;
    if (at >= 0) reached[at] = true;
}

static bool is_end(const struct step *s)
{
    bool has_next = s->choice || s->next.value || s[1].from;
    return s->fail.from || s->succeed.value || s->end.value || !has_next;
}

static void follow_step(struct machine *machine, const struct step *first, const struct step *s,
                        bool *reached)
{
    for (const struct step_choice *c = s->choice; c && c->from; c++) reach(machine, first, &c->next, reached);
    for (const struct step_catch *c = s->catch; c && c->from; c++) reach(machine, first, &c->next, reached);
    reach(machine, first, &s->otherwise, reached);
    reach(machine, first, &s->next, reached);
    bool follows = !s->choice && !s->next.value && !is_end(s);
    if (follows) reached[s - first + 1] = true;
}

void step_check_all(struct machine *machine, const struct step *first)
{
    struct template *template = machine->template;
    int count = 0;
    bool end = false;
    for (const struct step *s = first; s->from; s++) count++;
    bool *reached = arena_take(template->arena, ((size_t)count + 1) * sizeof *reached);
    bool *followed = arena_take(template->arena, ((size_t)count + 1) * sizeof *followed);
    reached[0] = true;
    for (int at = 0; at < count; at++) {
        if (!reached[at] || followed[at]) continue;
        followed[at] = true;
        follow_step(machine, first, first + at, reached);
        end = end || is_end(first + at);
        at = -1; /* what was passed may be reached by now */
    }
    for (int at = 0; at < count; at++)
        if (!reached[at])
            diag_add(template->diags, FINDING(step_unreached), node_key_place(first[at].from),
                     "refer to it with next, choice or catch", "the step '%s' is never reached",
                     first[at].name.value);
    if (!end)
        diag_add(template->diags, FINDING(workflow_endless), node_key_place(first->from),
                 "add end: true, succeed or fail to one of its steps",
                 "the branch that starts at '%s' never ends", first->name.value);
}
