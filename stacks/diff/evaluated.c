#include "stacks/diff/evaluated.h"
#include "stacks/diff/canonical.h"
#include "stacks/diff/certain.h"
#include "stacks/diff/compare.h"
#include <string.h>

struct evaluated evaluated_new(struct arena *arena, struct schemas *schemas, const struct diff_sides *sides)
{
    struct evaluated evaluated = { .arena = arena,
                                   .schemas = schemas,
                                   .before =
                                       evaluation_new(arena, sides->before.template, &sides->before.known),
                                   .after =
                                       evaluation_new(arena, sides->after.template, &sides->after.known) };
    evaluation_pair(evaluated.before, evaluated.after);
    return evaluated;
}

static const struct node *whole_of(const struct evaluated *evaluated, struct evaluation *evaluation,
                                   const struct changed *changed, const struct difference *row,
                                   const struct node *value)
{
    const struct node *whole = value ? evaluate_whole(evaluation, value) : NULL;
    if (!whole || whole == value) return whole;
    const char *type = row->property ? changed->type : NULL;
    return canonical_value(evaluated->arena, evaluated->schemas, type, row->property, whole);
}

static bool is_same(const struct evaluated *evaluated, const struct changed *changed,
                    const struct difference *row, const struct node *before, const struct node *after)
{
    if (!before || !after) return before == after;
    struct changed scratch = { .section = changed->section, .id = changed->id, .type = changed->type };
    const struct comparison comparison = {
        .arena = evaluated->arena, .schemas = evaluated->schemas, .type = changed->type, .into = &scratch
    };
    compare(&comparison, row->path, row->property, before, after);
    return !scratch.first;
}

/* Whether AWS may find that both are the same, or that it is not there at all. */
static bool is_unknown(const struct evaluated *evaluated, const struct difference *row,
                       const struct node *before, const struct node *after)
{
    const struct node *one = after ? after : before;
    if (!*row->path) return node_find(one, "Condition");
    if (!strcmp(row->path, "Condition")) return true;
    if (before && after) return !certain_differ(evaluated, before, after);
    return one && node_find(one, "Fn::If");
}

void evaluated_settle(const struct evaluated *evaluated, struct changed *changed)
{
    struct difference **link = &changed->first, *last = NULL;
    for (struct difference *row = changed->first; row; row = row->next) {
        const struct node *before = whole_of(evaluated, evaluated->before, changed, row, row->before);
        const struct node *after = whole_of(evaluated, evaluated->after, changed, row, row->after);
        bool other = before != row->before || after != row->after;
        if (other && is_same(evaluated, changed, row, before, after)) continue;
        row->unknown = is_unknown(evaluated, row, before, after);
        *link = last = row;
        link = &row->next;
    }
    *link = NULL;
    changed->last = last;
}

static const struct cause *cause_at(const struct cause *cause, struct place place)
{
    while (cause && (cause->place.file != place.file || cause->place.line != place.line ||
                     cause->place.column != place.column))
        cause = cause->next;
    return cause;
}

void evaluated_explain(const struct evaluated *evaluated, struct changed *changed)
{
    const struct cause *causes = evaluation_causes(evaluated->after);
    bool evaluates = !strcmp(changed->section, "Resources") || !strcmp(changed->section, "Outputs");
    for (struct difference *row = causes && evaluates ? changed->first : NULL; row; row = row->next) {
        const struct cause *cause = cause_at(causes, row->cause);
        if (cause)
            row->why = row->why ? arena_text(evaluated->arena, "%s; %s", row->why, cause->text) : cause->text;
    }
}
