#include "base/json.h"
#include "base/sha256.h"
#include "service/sub.h"
#include "templates/evaluate/function.h"
#include "templates/evaluate/names.h"

enum { LONGEST_NAME = 255 };

const char *function_text(const struct node *value)
{
    if (!value || value->shape != SCALAR) return NULL;
    enum json_word word = value->quoted ? JSON_TEXT : json_word(value);
    return word == JSON_TRUE ? "true" : word == JSON_FALSE ? "false" : value->text;
}

struct node *function_result(struct evaluation *evaluation, const char *text, const struct node *parts)
{
    struct node *made = node_text(evaluation->arena, text);
    for (const struct node *n = parts ? parts->first : NULL; n; n = n->next)
        if (n->origin > made->origin) made->origin = n->origin;
    return made;
}

const struct node *function_partial(struct evaluation *evaluation, const struct node *call)
{
    const struct node *argument = evaluate(evaluation, call->first);
    if (!argument || argument == call->first) return call;
    return evaluation_call(evaluation, call->first->key, argument, call);
}

/* A text in which functions are filled in. */
struct filling {
    struct evaluation *evaluation;
    const struct node *call, *variables; /* of its own; NULL: none */
    struct buffer *out;                  /* in Fn::Sub's notation */
    struct node *kept;                   /* variables that stay */
    struct node *parts;                  /* what was filled in */
    int open, filled;                    /* names that stay, and those that do not */
};

static void literal_add(struct filling *filling, const char *bytes, size_t size)
{
    if (evaluation_charge(filling->evaluation, size, filling->call)) buffer_add(filling->out, bytes, size);
}

/* What a value says is not read again. */
static void value_add(struct filling *filling, const struct node *value)
{
    const char *text = function_text(value);
    if (strstr(text, "${")) text = text_replace(filling->evaluation->arena, text, "${", "${!");
    literal_add(filling, text, strlen(text));
    node_add(filling->parts, NULL, evaluation_share(filling->evaluation, value));
    filling->filled++;
}

/* A variable that is one reference can stand in the text by its name. */
static const char *reference_of(struct evaluation *evaluation, const struct node *value)
{
    const struct node *variables, *sub = sub_text(value, &variables), *pair = node_find(value, "Fn::GetAtt");
    const char *ref = value->count == 1 ? node_word(value, "Ref") : NULL;
    if (sub && !variables) return sub->text;
    if (ref) return arena_text(evaluation->arena, "${%s}", ref);
    if (!pair || pair->shape != LIST || pair->count != 2) return NULL;
    if (pair->first->shape != SCALAR || pair->last->shape != SCALAR) return NULL;
    return arena_text(evaluation->arena, "${%s.%s}", pair->first->text, pair->last->text);
}

static void variable_add(struct filling *filling, const struct node *own, const char *written, size_t size)
{
    const struct node *value = evaluate(filling->evaluation, own);
    const char *text = value ? reference_of(filling->evaluation, value) : NULL;
    if (value && value->shape == SCALAR) {
        value_add(filling, value);
        return;
    }
    filling->open++;
    if (text) {
        filling->filled++;
        literal_add(filling, text, strlen(text));
        return;
    }
    literal_add(filling, written, size);
    if (value && !node_find(filling->kept, own->key))
        node_add(filling->kept, own->key, evaluation_share(filling->evaluation, value));
}

/* ${NAME}, which takes `size` bytes. */
static void name_add(struct filling *filling, const char *at, size_t size)
{
    char name[LONGEST_NAME + 1];
    size_t length = size - 3;
    bool fits = size > 3 && length <= LONGEST_NAME;
    if (fits) memcpy(name, at + 2, length), name[length] = 0;
    const struct node *own = fits ? node_find(filling->variables, name) : NULL;
    if (own) {
        variable_add(filling, own, at, size);
        return;
    }
    const struct node *value =
        fits && !memchr(name, '.', length) ? name_value(filling->evaluation, name) : NULL;
    if (value && value->shape == SCALAR) {
        value_add(filling, value);
        return;
    }
    filling->open++;
    literal_add(filling, at, size);
}

static void fill(struct filling *filling, const char *text)
{
    for (const char *at; (at = strstr(text, "${")) && !filling->evaluation->exceeded;) {
        const char *end = strchr(at, '}');
        if (!end) break;
        literal_add(filling, text, (size_t)(at - text));
        size_t size = (size_t)(end + 1 - at);
        if (at[2] == '!')
            literal_add(filling, at, size);
        else
            name_add(filling, at, size);
        text = end + 1;
    }
    literal_add(filling, text, strlen(text));
}

const struct node *function_sub(struct evaluation *evaluation, const struct node *call)
{
    struct arena *arena = evaluation->arena;
    const struct node *variables, *text = sub_text(call, &variables);
    if (!text || (variables && variables->shape != MAP)) return call;
    struct filling filling = { .evaluation = evaluation,
                               .call = call,
                               .variables = variables,
                               .out = buffer_new(arena),
                               .kept = node_map(arena),
                               .parts = node_list(arena) };
    fill(&filling, text->text);
    if (evaluation->exceeded || (filling.open && !filling.filled)) return call;
    const char *made = filling.out->text ? filling.out->text : "";
    if (!filling.open)
        return function_result(evaluation, text_replace(arena, made, "${!", "${"), filling.parts);
    struct node *argument = function_result(evaluation, made, filling.parts);
    if (filling.kept->count) {
        struct node *list = node_list(arena);
        node_add(list, NULL, argument);
        node_add(list, NULL, filling.kept);
        argument = list;
    }
    return evaluation_call(evaluation, "Fn::Sub", argument, call);
}

static bool all_scalars(const struct node *list)
{
    for (const struct node *n = list->first; n; n = n->next)
        if (n->shape != SCALAR) return false;
    return true;
}

const struct node *function_join(struct evaluation *evaluation, const struct node *call)
{
    const struct node *argument = call->first;
    if (argument->shape != LIST || argument->count != 2 || argument->first->shape != SCALAR)
        return function_partial(evaluation, call);
    const struct node *parts = evaluate(evaluation, argument->last);
    const char *between = argument->first->text;
    if (!parts || parts->shape != LIST || !all_scalars(parts)) return function_partial(evaluation, call);
    struct buffer *out = buffer_new(evaluation->arena);
    buffer_text(out, "");
    for (const struct node *n = parts->first; n; n = n->next) {
        const char *text = function_text(n);
        if (!evaluation_charge(evaluation, strlen(text) + strlen(between), call)) return call;
        if (n != parts->first) buffer_text(out, between);
        buffer_text(out, text);
    }
    return function_result(evaluation, out->text, parts);
}

const struct node *function_split(struct evaluation *evaluation, const struct node *call)
{
    const struct node *argument = call->first;
    bool fits = argument->shape == LIST && argument->count == 2 && argument->first->shape == SCALAR;
    const struct node *whole = fits ? evaluate_whole(evaluation, argument->last) : NULL;
    const char *between = fits ? argument->first->text : "", *text = function_text(whole);
    if (!text || !*between || evaluate_is_open(whole)) return function_partial(evaluation, call);
    struct node *list = node_list(evaluation->arena);
    list->origin = whole->origin;
    for (;;) {
        const char *end = strstr(text, between);
        size_t size = end ? (size_t)(end - text) : strlen(text);
        if (!evaluation_charge(evaluation, size + sizeof *list, call)) return call;
        node_add(list, NULL, node_text(evaluation->arena, arena_copy(evaluation->arena, text, size)))
            ->origin = whole->origin;
        if (!end) return list;
        text = end + strlen(between);
    }
}

const struct node *function_json(struct evaluation *evaluation, const struct node *call)
{
    const struct node *value = evaluate(evaluation, call->first);
    if (!value || value->shape == SCALAR || evaluate_is_open(value))
        return function_partial(evaluation, call);
    struct buffer *out = buffer_new(evaluation->arena);
    json_print(out, value, JSON_COMPACT);
    if (!evaluation_charge(evaluation, out->size, call)) return call;
    return function_result(evaluation, out->text, value);
}

/* Nobody reads base64: it is made only where equal texts are looked for. */
const struct node *function_base64(struct evaluation *evaluation, const struct node *call)
{
    const struct node *value = evaluate(evaluation, call->first);
    const char *text = function_text(value);
    if (!evaluation->whole || !text || evaluate_is_open(value)) return function_partial(evaluation, call);
    size_t size = strlen(text);
    if (!evaluation_charge(evaluation, 2 * size, call)) return call;
    struct node *made = node_text(evaluation->arena, base64(evaluation->arena, (const uint8_t *)text, size));
    made->origin = value->origin;
    return made;
}
