#include "templates/evaluate/conditions.h"

/* A chain of conditions that is longer stays unknown. */
enum { DEEPEST = 100 };

static struct decision decide(struct evaluation *, const struct node *condition);

static struct decision known(bool is) { return (struct decision){ .truth = is ? IS_TRUE : IS_FALSE }; }

static struct decision unknown(const struct node *rest)
{
    return (struct decision){ .truth = IS_UNKNOWN, .rest = rest };
}

static struct decision equals(struct evaluation *evaluation, const struct node *call)
{
    const struct node *sides[2] = { call->first->first, call->first->last }, *shown[2];
    bool open = false, secrets = evaluation->secrets;
    for (int i = 0; i < 2; i++) {
        shown[i] = evaluate_whole(evaluation, sides[i]);
        evaluation->secrets = true;
        sides[i] = evaluate_whole(evaluation, sides[i]);
        evaluation->secrets = secrets;
        if (!shown[i] || !sides[i]) return unknown(call);
        open = open || evaluate_is_open(sides[i]);
    }
    bool same = evaluation_same(sides[0], sides[1]);
    if (same || !open) return known(same);
    struct node *list = node_list(evaluation->arena);
    for (int i = 0; i < 2; i++) node_add(list, NULL, evaluation_share(evaluation, shown[i]));
    return unknown(evaluation_call(evaluation, "Fn::Equals", list, call));
}

/* The first that decides, else what is left of those that are unknown. */
static struct decision several(struct evaluation *evaluation, const struct node *call, enum truth decisive)
{
    struct node *rest = node_list(evaluation->arena);
    bool decided = false;
    for (const struct node *n = call->first->first; n; n = n->next) {
        struct decision one = decide(evaluation, n);
        decided = decided || one.truth == decisive;
        if (one.truth == IS_UNKNOWN) node_add(rest, NULL, evaluation_share(evaluation, one.rest));
    }
    if (decided) return known(decisive == IS_TRUE);
    if (!rest->count) return known(decisive != IS_TRUE);
    if (rest->count == 1) return unknown(rest->first);
    return unknown(evaluation_call(evaluation, call->first->key, rest, call));
}

static struct decision negated(struct evaluation *evaluation, const struct node *call)
{
    struct decision one = decide(evaluation, call->first->first);
    if (one.truth != IS_UNKNOWN) return known(one.truth == IS_FALSE);
    struct node *list = node_list(evaluation->arena);
    node_add(list, NULL, evaluation_share(evaluation, one.rest));
    return unknown(evaluation_call(evaluation, "Fn::Not", list, call));
}

static struct decision decide(struct evaluation *evaluation, const struct node *condition)
{
    const struct node *call = condition->shape == MAP && condition->count == 1 ? condition->first : NULL;
    if (!call) return unknown(condition);
    if (call->shape == SCALAR && !strcmp(call->key, "Condition")) {
        const struct decision *other = decision_find(evaluation, call->text);
        return other && (other->truth != IS_UNKNOWN || other->rest) ? *other : unknown(condition);
    }
    bool list = call->shape == LIST;
    if (list && call->count == 2 && !strcmp(call->key, "Fn::Equals")) return equals(evaluation, condition);
    if (list && !strcmp(call->key, "Fn::And")) return several(evaluation, condition, IS_FALSE);
    if (list && !strcmp(call->key, "Fn::Or")) return several(evaluation, condition, IS_TRUE);
    if (list && call->count == 1 && !strcmp(call->key, "Fn::Not")) return negated(evaluation, condition);
    return unknown(condition);
}

/* By its own template; until it is decided it is unknown, also to those that it refers to. */
static struct decision *own_decision(struct evaluation *evaluation, const char *name)
{
    const struct node *condition = node_find(evaluation->conditions, name);
    struct decision *decision = index_find(evaluation->decisions, name);
    if (decision || !condition) return decision;
    decision = arena_take(evaluation->arena, sizeof *decision);
    *decision = unknown(NULL);
    index_add(evaluation->decisions, condition->key, decision);
    if (evaluation->depth == DEEPEST) return decision;
    struct place outer = evaluation->cause;
    evaluation->cause = (struct place){ 0 };
    evaluation->depth++;
    struct decision made = decide(evaluation, condition);
    evaluation->depth--;
    *decision = made;
    decision->cause = evaluation->cause;
    decision->differs = false;
    evaluation->cause = outer;
    return decision;
}

static bool decision_same(const struct decision *a, const struct decision *b)
{
    if (a->truth != b->truth) return false;
    return a->truth != IS_UNKNOWN || a->rest == b->rest ||
           (a->rest && b->rest && evaluation_same(a->rest, b->rest));
}

static void decision_pair(struct evaluation *evaluation, const char *name, struct decision *decision)
{
    struct decision *theirs = own_decision(evaluation->other, name);
    if (!theirs || decision->differs || decision_same(decision, theirs)) return;
    decision->differs = theirs->differs = true;
    if (decision->cause.line) return;
    const struct evaluation *after = evaluation->after;
    const struct decision *later = evaluation == after ? decision : theirs;
    decision->cause = theirs->cause = node_key_place(node_find(after->conditions, name));
    evaluation_cause_add(evaluation, decision->cause,
                         later->truth == IS_TRUE ? arena_text(after->arena, "condition %s becomes true", name)
                         : later->truth == IS_FALSE
                             ? arena_text(after->arena, "condition %s becomes false", name)
                             : arena_text(after->arena, "condition %s changes", name));
}

const struct decision *decision_find(struct evaluation *evaluation, const char *name)
{
    struct decision *decision = own_decision(evaluation, name);
    if (decision && evaluation->other) decision_pair(evaluation, name, decision);
    if (decision && decision->differs) evaluation->cause = decision->cause;
    return decision;
}

enum truth evaluate_condition(struct evaluation *evaluation, const char *name)
{
    const struct decision *decision = decision_find(evaluation, name);
    return decision ? decision->truth : IS_UNKNOWN;
}
