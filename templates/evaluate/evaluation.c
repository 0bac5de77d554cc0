#include "templates/evaluate/evaluation.h"
#include "templates/evaluate/function.h"
#include "templates/evaluate/loop.h"

/* A template has at most 1 MB,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, so that what is
 * many times more is no template that deploys. */
enum { MOST_BYTES = 32 * 1024 * 1024 };

struct evaluation *evaluation_new(struct arena *arena, const struct node *template, const struct known *known)
{
    struct evaluation *evaluation = arena_take(arena, sizeof *evaluation);
    *evaluation = (struct evaluation){ .arena = arena,
                                       .template = template,
                                       .known = *known,
                                       .parameters = index_new(arena),
                                       .decisions = index_new(arena),
                                       .whole = true,
                                       .left = MOST_BYTES };
    evaluation->after = evaluation;
    const struct node *conditions = node_find(template, "Conditions");
    evaluation->conditions = conditions ? loop_expand(evaluation, conditions) : NULL;
    return evaluation;
}

void evaluation_pair(struct evaluation *before, struct evaluation *after)
{
    before->other = after, after->other = before;
    before->after = after->after = after;
    before->whole = after->whole = false;
}

bool evaluation_charge(struct evaluation *evaluation, size_t bytes, const struct node *at)
{
    if (evaluation->exceeded) return false;
    if (bytes > evaluation->left) {
        evaluation->exceeded = at;
        return false;
    }
    evaluation->left -= bytes;
    return true;
}

void evaluation_cause_add(struct evaluation *evaluation, struct place place, const char *text)
{
    struct evaluation *after = evaluation->after;
    struct cause *cause = arena_take(after->arena, sizeof *cause);
    *cause = (struct cause){ after->causes, place, text };
    after->causes = cause;
}

struct node *evaluation_share(struct evaluation *evaluation, const struct node *node)
{
    struct node *made = arena_take(evaluation->arena, sizeof *made);
    *made = *node;
    made->next = NULL;
    return made;
}

struct node *evaluation_call(struct evaluation *evaluation, const char *function, const struct node *argument,
                             const struct node *like)
{
    struct node *call = node_map(evaluation->arena);
    struct place key_place = argument->key_place;
    node_add(call, function, evaluation_share(evaluation, argument))->key_place = key_place;
    call->place = like->place;
    call->key_place = like->key_place;
    call->origin = like->origin;
    return call;
}

const struct node *evaluation_no_value(const struct node *value)
{
    const char *name = value->shape == MAP && value->count == 1 ? node_word(value, "Ref") : NULL;
    return name && !strcmp(name, "AWS::NoValue") ? value : NULL;
}

bool evaluation_same(const struct node *a, const struct node *b)
{
    if (a->shape != b->shape || a->count != b->count) return false;
    if (a->shape == SCALAR) return !strcmp(function_text(a), function_text(b));
    const struct node *other = b->first;
    for (const struct node *n = a->first; n; n = n->next) {
        if (a->shape == MAP) other = node_find(b, n->key);
        if (!other || !evaluation_same(n, other)) return false;
        if (a->shape == LIST) other = other->next;
    }
    return true;
}

bool evaluation_depends_on_aws(const struct evaluation *evaluation) { return evaluation->depends_on_aws; }

const struct node *evaluation_exceeded(const struct evaluation *evaluation) { return evaluation->exceeded; }

const struct cause *evaluation_causes(const struct evaluation *evaluation)
{
    return evaluation->after->causes;
}
