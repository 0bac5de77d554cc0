#include "templates/evaluate/names.h"
#include "templates/core/parameters.h"

struct parameter_value {
    const struct node *own;   /* of its own template; NULL: unknown */
    const struct node *shown; /* in the place of its name */
    bool differs;             /* from that of the other template */
    struct place cause;
};

/* A list's items, without blanks around them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
static struct node *items_of(struct arena *arena, const struct node *value)
{
    struct node *list = node_list(arena);
    const char *at = value->text;
    for (;;) {
        size_t size = strcspn(at, ","), end = size, start = 0;
        while (start < end && at[start] == ' ') start++;
        while (end > start && at[end - 1] == ' ') end--;
        if (end > start || at[size] || list->count)
            node_add(list, NULL, node_text(arena, arena_copy(arena, at + start, end - start)))->origin =
                value->origin;
        if (!at[size]) break;
        at += size + 1;
    }
    list->origin = value->origin;
    return list;
}

/* The value of an SSM parameter is AWS's; its name says which it is, as in a dynamic reference.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
static struct node *resolved(struct arena *arena, const char *name, bool list)
{
    struct node *text = node_format(arena, "{{resolve:ssm:%s}}", name);
    if (!list) return text;
    struct node *call = node_map(arena), *split = node_add(call, "Fn::Split", node_list(arena));
    node_add(split, NULL, node_text(arena, ","));
    node_add(split, NULL, text);
    return call;
}

static bool is_ssm(const char *type) { return text_starts(type, "AWS::SSM::Parameter::Value<"); }

static struct node *typed(struct arena *arena, const char *type, const struct node *value)
{
    bool list = !strcmp(type, "CommaDelimitedList") || strstr(type, "List<");
    if (is_ssm(type))
        return resolved(arena, value->text, strstr(type, "<List<") || strstr(type, "<CommaDelimitedList>"));
    if (list) return items_of(arena, value);
    struct node *scalar = node_plain(arena, value->text);
    scalar->quoted = strcmp(type, "Number") != 0;
    scalar->origin = value->origin;
    return scalar;
}

static const struct node *declared(const struct evaluation *evaluation, const char *name)
{
    return evaluation ? node_find(node_find(evaluation->template, "Parameters"), name) : NULL;
}

bool evaluate_is_parameter(const struct evaluation *evaluation, const char *name)
{
    return declared(evaluation, name) && !node_find(evaluation->known.imported, name);
}

/* What is given, else the default. */
static const struct node *written(const struct evaluation *evaluation, const char *name)
{
    const struct node *given = node_find(evaluation->known.parameters, name);
    const struct node *value = given ? given : node_find(declared(evaluation, name), "Default");
    return value && value->shape == SCALAR ? value : NULL;
}

static const struct node *own_value(struct evaluation *evaluation, const char *name)
{
    const char *type = node_word(declared(evaluation, name), "Type");
    const struct node *value = written(evaluation, name);
    return type && value ? typed(evaluation->arena, type, value) : NULL;
}

static struct place place_of(const struct evaluation *after, const char *name)
{
    const struct node *parameter = declared(after, name), *given = node_find(after->known.parameters, name);
    const struct node *initial = node_find(parameter, "Default");
    return initial && !given ? initial->place : node_key_place(parameter);
}

/* What takes the place of a secret that is not the same as before. */
static const struct node *stand_in(struct evaluation *evaluation)
{
    return node_text(evaluation->arena, evaluation == evaluation->after ? "(another secret)" : "(secret)");
}

/* Where only one of two templates knows the value, nobody can say whether it changes. */
static void value_pair(struct evaluation *evaluation, const char *name, struct parameter_value *value,
                       bool secret)
{
    struct evaluation *other = evaluation->other;
    if (!declared(other, name)) return;
    const struct node *theirs = own_value(other, name);
    if (!value->own != !theirs) evaluation->depends_on_aws = true;
    if (!value->own || !theirs) value->own = value->shown = NULL;
    if (!value->own || evaluation_same(value->own, theirs)) return;
    value->differs = true;
    value->cause = place_of(evaluation->after, name);
    if (secret) value->shown = stand_in(evaluation);
    if (evaluation != evaluation->after) return;
    const struct node *was = written(other, name), *is = written(evaluation, name);
    bool hidden = secret || was->origin != ORIGIN_WRITTEN || is->origin != ORIGIN_WRITTEN;
    evaluation_cause_add(evaluation, value->cause,
                         hidden ? arena_text(evaluation->arena, "the value of parameter %s changes", name)
                                : arena_text(evaluation->arena, "parameter %s changes from %s to %s", name,
                                             was->text, is->text));
}

static const struct node *parameter_find(struct evaluation *evaluation, const char *name,
                                         const struct node *parameter)
{
    struct parameter_value *value = index_find(evaluation->parameters, name);
    bool secret = parameter_is_secret(parameter);
    if (!value) {
        const char *type = node_word(parameter, "Type");
        value = arena_take(evaluation->arena, sizeof *value);
        value->own = own_value(evaluation, name);
        value->shown = secret ? NULL : value->own;
        if (type && is_ssm(type)) evaluation->depends_on_aws = true;
        if (evaluation->other) value_pair(evaluation, name, value, secret);
        index_add(evaluation->parameters, parameter->key, value);
    }
    if (value->differs) evaluation->cause = value->cause;
    return evaluation->secrets ? value->own : value->shown;
}

/* https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html */
static const char *partition_of(const char *region)
{
    return !region                          ? NULL
           : text_starts(region, "cn-")     ? "aws-cn"
           : text_starts(region, "us-gov-") ? "aws-us-gov"
           : text_starts(region, "us-iso") || text_starts(region, "eu-iso") || text_starts(region, "eusc-")
               ? NULL
               : "aws";
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
static const char *pseudo_of(const struct known *known, const char *name)
{
    const char *partition = partition_of(known->region);
    if (!strcmp(name, "AWS::Region")) return known->region;
    if (!strcmp(name, "AWS::AccountId")) return known->account;
    if (!strcmp(name, "AWS::StackName")) return known->stack;
    if (!partition) return NULL;
    if (!strcmp(name, "AWS::Partition")) return partition;
    if (strcmp(name, "AWS::URLSuffix") != 0) return NULL;
    return strcmp(partition, "aws-cn") ? "amazonaws.com" : "amazonaws.com.cn";
}

/* What is known of one of a pair is so of both: they are one stack. */
static const struct node *pseudo_find(struct evaluation *evaluation, const char *name)
{
    const struct evaluation *other = evaluation->other;
    const char *own = pseudo_of(&evaluation->known, name);
    const char *theirs = other ? pseudo_of(&other->known, name) : NULL;
    bool differs = own && theirs && strcmp(own, theirs) != 0;
    if (!own) own = theirs;
    return own && (evaluation->whole || differs) ? node_text(evaluation->arena, own) : NULL;
}

const struct node *name_value(struct evaluation *evaluation, const char *name)
{
    if (text_starts(name, "AWS::")) return pseudo_find(evaluation, name);
    const struct node *parameter = declared(evaluation, name);
    return parameter ? parameter_find(evaluation, name, parameter) : NULL;
}

const struct node *name_mapped(struct evaluation *evaluation, const char *mapping, const char *first,
                               const char *second)
{
    const struct node *own = node_find(node_find(evaluation->template, "Mappings"), mapping);
    const struct node *value = node_find(node_find(own, first), second);
    const struct evaluation *other = evaluation->other;
    if (!value || !other || evaluation->cause.line) return value;
    const struct node *theirs =
        node_find(node_find(node_find(node_find(other->template, "Mappings"), mapping), first), second);
    if (!theirs || evaluation_same(value, theirs)) return value;
    evaluation->cause = (evaluation == evaluation->after ? value : theirs)->place;
    if (evaluation == evaluation->after)
        evaluation_cause_add(evaluation, value->place,
                             arena_text(evaluation->arena, "mapping %s changes", mapping));
    return value;
}
