#include "templates/evaluate/evaluate.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/evaluate/conditions.h"
#include "templates/evaluate/function.h"
#include "templates/evaluate/loop.h"
#include "templates/evaluate/names.h"

static const struct node *function_ref(struct evaluation *evaluation, const struct node *call)
{
    if (call->first->shape != SCALAR) return function_partial(evaluation, call);
    if (evaluation_no_value(call)) return NULL;
    const struct node *value = name_value(evaluation, call->first->text);
    return value ? value : call;
}

/* What only AWS knows stands here with its arguments. */
static const struct {
    const char *name;
    evaluator *evaluator;
} functions[] = {
    { "Ref", function_ref },
    { "Fn::Base64", function_base64 },
    { "Fn::Cidr", function_cidr },
    { "Fn::FindInMap", function_find_in_map },
    { "Fn::If", function_if },
    { "Fn::Join", function_join },
    { "Fn::Length", function_length },
    { "Fn::Select", function_select },
    { "Fn::Split", function_split },
    { "Fn::Sub", function_sub },
    { "Fn::ToJsonString", function_json },
};

static evaluator *evaluator_named(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (text_same(functions[i].name, name)) return functions[i].evaluator;
    return function_partial;
}

/* A value that a change causes stands where the change does, and all others where they are written. */
static const struct node *call_evaluate(struct evaluation *evaluation, const struct node *call)
{
    struct place outer = evaluation->cause;
    evaluation->cause = (struct place){ 0 };
    const struct node *value = evaluator_named(call->first->key)(evaluation, call);
    struct place own = evaluation->cause;
    if (!outer.line) outer = own;
    evaluation->cause = outer;
    if (!value || value == call) return value;
    struct node *made = evaluation_share(evaluation, value);
    evaluation_charge(evaluation, sizeof *made, call);
    if (own.line || !made->place.line) made->place = own.line ? own : call->place;
    made->key_place = call->key_place;
    if (call->origin > made->origin) made->origin = call->origin;
    return made;
}

static struct node *begun(struct evaluation *evaluation, const struct node *container,
                          const struct node *until)
{
    struct node *made = container->shape == MAP ? node_map(evaluation->arena) : node_list(evaluation->arena);
    made->place = container->place, made->key_place = container->key_place;
    made->origin = container->origin, made->key = container->key;
    for (const struct node *n = container->first; n != until; n = n->next)
        node_add(made, n->key, evaluation_share(evaluation, n));
    return made;
}

static void taken(struct evaluation *evaluation, struct node *into, const struct node *written,
                  const struct node *value)
{
    struct node *made = evaluation_share(evaluation, value);
    evaluation_charge(evaluation, sizeof *made, written);
    made->key_place = written->key_place;
    node_add(into, written->key, made);
}

/* Copied only where a member comes to something else. */
static const struct node *members_evaluate(struct evaluation *evaluation, const struct node *container,
                                           evaluator *member)
{
    if (container->shape == MAP) container = loop_expand(evaluation, container);
    struct node *made = NULL;
    for (const struct node *n = container->first; n; n = n->next) {
        const struct node *value = member(evaluation, n);
        if (!made && value != n) made = begun(evaluation, container, n);
        if (made && value) taken(evaluation, made, n, value);
    }
    return made ? made : container;
}

const struct node *evaluate(struct evaluation *evaluation, const struct node *value)
{
    if (value->shape == SCALAR || evaluation->exceeded) return value;
    bool loop = value->first && value->first->key && text_starts(value->first->key, "Fn::ForEach::");
    return is_intrinsic(value) && !loop ? call_evaluate(evaluation, value)
                                        : members_evaluate(evaluation, value, evaluate);
}

const struct node *evaluate_whole(struct evaluation *evaluation, const struct node *value)
{
    bool whole = evaluation->whole;
    evaluation->whole = true;
    const struct node *made = evaluate(evaluation, value);
    evaluation->whole = whole;
    return made;
}

const char *evaluate_text(struct evaluation *evaluation, const struct node *value)
{
    const struct node *made = evaluate_whole(evaluation, value);
    return made && !evaluate_is_open(made) ? function_text(made) : NULL;
}

/* Values of SSM and of secrets stand in texts, too.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
bool evaluate_is_open(const struct node *value)
{
    if (value->shape == SCALAR) return strstr(value->text, "{{resolve:");
    if (is_intrinsic(value)) return true;
    for (const struct node *n = value->first; n; n = n->next)
        if (evaluate_is_open(n)) return true;
    return false;
}

/* A resource or output that exists or may exist; NULL: it does not. */
static const struct node *member_evaluate(struct evaluation *evaluation, const struct node *member)
{
    const char *name = member->shape == MAP ? node_word(member, "Condition") : NULL;
    evaluation->cause = (struct place){ 0 };
    const struct decision *decision = name ? decision_find(evaluation, name) : NULL;
    if (decision && decision->truth == IS_FALSE) return NULL;
    const struct node *value = evaluate(evaluation, member);
    if (!decision) return value;
    struct node *made = begun(evaluation, value, NULL);
    if (decision->truth == IS_TRUE) node_remove(made, "Condition");
    if (!decision->differs) return made;
    made->place = decision->cause;
    if (decision->truth == IS_UNKNOWN && decision->rest)
        node_set(made, "Condition", evaluation_share(evaluation, decision->rest));
    return made;
}

const struct node *evaluate_section(struct evaluation *evaluation, const char *section)
{
    const struct node *all = node_find(evaluation->template, section);
    return all && all->shape == MAP ? members_evaluate(evaluation, all, member_evaluate) : all;
}
