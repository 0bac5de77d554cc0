#include "templates/evaluate/conditions.h"
#include "templates/evaluate/function.h"
#include "templates/evaluate/names.h"
#include <stdio.h>
#include <stdlib.h>

/* NULL: not known to be a list of so many. */
static const struct node *list_of(struct evaluation *evaluation, const struct node *value)
{
    const struct node *list = evaluate(evaluation, value);
    return list && list->shape == LIST ? list : NULL;
}

static bool number_of(struct evaluation *evaluation, const struct node *value, long *number)
{
    const char *text = evaluate_text(evaluation, value);
    char *end;
    *number = text ? strtol(text, &end, 10) : 0;
    return text && *text && !*end;
}

const struct node *function_select(struct evaluation *evaluation, const struct node *call)
{
    const struct node *argument = call->first;
    bool fits = argument->shape == LIST && argument->count == 2;
    const struct node *list = fits ? list_of(evaluation, argument->last) : NULL;
    long at;
    if (!list || !number_of(evaluation, argument->first, &at) || at < 0 || at >= list->count)
        return function_partial(evaluation, call);
    const struct node *item = list->first;
    while (at--) item = item->next;
    return item;
}

const struct node *function_length(struct evaluation *evaluation, const struct node *call)
{
    const struct node *list = list_of(evaluation, call->first);
    return list ? node_number(evaluation->arena, list->count) : function_partial(evaluation, call);
}

/* COUNT blocks of 2^BITS addresses, one behind the other, of an IPv4 block.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html */
static const struct node *blocks_of(struct evaluation *evaluation, const char *block, long count, long bits)
{
    enum { MOST = 256, WIDTH = 32 };
    unsigned a, b, c, d, prefix;
    char rest;
    if (sscanf(block, "%3u.%3u.%3u.%3u/%2u%c", &a, &b, &c, &d, &prefix, &rest) != 5) return NULL;
    if (a > 255 || b > 255 || c > 255 || d > 255 || prefix > WIDTH || count < 1 || count > MOST) return NULL;
    if (bits < 0 || bits > (long)(WIDTH - prefix)) return NULL;
    unsigned long long first = (unsigned long long)a << 24 | b << 16 | c << 8 | d, size = 1ULL << bits;
    first &= ~0ULL << (WIDTH - prefix);
    if ((unsigned long long)count * size > 1ULL << (WIDTH - prefix)) return NULL;
    struct node *list = node_list(evaluation->arena);
    for (long i = 0; i < count; i++, first += size)
        node_add(list, NULL,
                 node_format(evaluation->arena, "%llu.%llu.%llu.%llu/%ld", first >> 24 & 255,
                             first >> 16 & 255, first >> 8 & 255, first & 255, WIDTH - bits));
    return list;
}

const struct node *function_cidr(struct evaluation *evaluation, const struct node *call)
{
    const struct node *argument = call->first, *list = NULL;
    long count, bits;
    if (argument->shape == LIST && argument->count == 3) {
        const char *block = evaluate_text(evaluation, argument->first);
        if (block && number_of(evaluation, argument->first->next, &count) &&
            number_of(evaluation, argument->last, &bits))
            list = blocks_of(evaluation, block, count, bits);
    }
    return list ? list : function_partial(evaluation, call);
}

/* {DefaultValue: X} takes the place of a key that a mapping does not have, with AWS::LanguageExtensions.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap.html
 */
const struct node *function_find_in_map(struct evaluation *evaluation, const struct node *call)
{
    const struct node *argument = call->first, *at = argument->first;
    const char *keys[3];
    if (argument->shape != LIST || argument->count < 3) return call;
    for (int i = 0; i < 3; i++, at = at->next) {
        keys[i] = evaluate_text(evaluation, at);
        if (!keys[i]) return function_partial(evaluation, call);
    }
    const struct node *value = name_mapped(evaluation, keys[0], keys[1], keys[2]);
    const struct node *otherwise = at ? node_find(at, "DefaultValue") : NULL;
    if (!value) return otherwise ? evaluate(evaluation, otherwise) : function_partial(evaluation, call);
    struct node *made = evaluation_share(evaluation, value);
    made->place = call->place;
    return made;
}

/* Both branches may come, so that one which is nothing must be seen. */
static const struct node *branch_of(struct evaluation *evaluation, const struct node *written)
{
    const struct node *value = evaluate(evaluation, written);
    return value ? value : written;
}

const struct node *function_if(struct evaluation *evaluation, const struct node *call)
{
    const struct node *argument = call->first, *name = argument->first;
    if (argument->shape != LIST || argument->count != 3 || name->shape != SCALAR)
        return function_partial(evaluation, call);
    const struct decision *decision = decision_find(evaluation, name->text);
    const struct node *yes = name->next, *no = argument->last;
    if (decision && decision->truth != IS_UNKNOWN)
        return evaluate(evaluation, decision->truth == IS_TRUE ? yes : no);
    const struct node *left = branch_of(evaluation, yes), *right = branch_of(evaluation, no);
    bool differs = decision && decision->differs && decision->rest;
    if (left == yes && right == no && !differs) return call;
    struct node *list = node_list(evaluation->arena);
    node_add(list, NULL, evaluation_share(evaluation, differs ? decision->rest : name));
    node_add(list, NULL, evaluation_share(evaluation, left));
    node_add(list, NULL, evaluation_share(evaluation, right));
    return evaluation_call(evaluation, "Fn::If", list, call);
}
