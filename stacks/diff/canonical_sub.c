#include "stacks/diff/canonical_sub.h"
#include "base/buffer.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include <string.h>

/* CloudFormation takes 51,200 bytes of a template, or 1 MB from S3. A variable that is used twice, in a
 * variable that is used twice, doubles the text at each level. */
enum { LONGEST = 1 << 16 };

struct sub {
    struct arena *arena;
    struct buffer *text;
    struct node *variables; /* what no name of a Sub stands for */
};

static struct sub sub_new(struct arena *arena)
{
    return (struct sub){ .arena = arena, .text = buffer_new(arena), .variables = node_map(arena) };
}

static void sub_add(struct sub *, const char *text, const struct node *variables);

static void reference_add(struct sub *sub, const char *name)
{
    buffer_add(sub->text, "${", 2);
    buffer_text(sub->text, name);
    buffer_byte(sub->text, '}');
}

static void variable_add(struct sub *sub, const struct node *value)
{
    const char *function = is_intrinsic(value) ? value->first->key : "Value", *colon = strrchr(function, ':');
    const char *name =
        arena_text(sub->arena, "%s%d", colon ? colon + 1 : function, sub->variables->count + 1);
    node_add(sub->variables, name, node_copy(sub->arena, value));
    reference_add(sub, name);
}

static const char *attribute_name(struct arena *arena, const struct node *argument)
{
    bool pair = argument->shape == LIST && argument->count == 2 && argument->first->shape == SCALAR &&
                argument->last->shape == SCALAR;
    return pair ? arena_text(arena, "%s.%s", argument->first->text, argument->last->text) : NULL;
}

/* What a Sub calls the reference; NULL: it is none. */
static const char *reference_name(struct arena *arena, const struct node *value)
{
    const struct node *only = is_intrinsic(value) ? value->first : NULL;
    if (!only) return NULL;
    if (!strcmp(only->key, "Ref") && only->shape == SCALAR) return only->text;
    return !strcmp(only->key, "Fn::GetAtt") ? attribute_name(arena, only) : NULL;
}

static void value_add(struct sub *sub, const struct node *value)
{
    if (value->shape == SCALAR) {
        buffer_text(sub->text, text_replace(sub->arena, value->text, "${", "${!"));
        return;
    }
    const struct node *variables, *text = sub_text(value, &variables);
    const char *name = text ? NULL : reference_name(sub->arena, value);
    if (text)
        sub_add(sub, text->text, variables);
    else if (name)
        reference_add(sub, name);
    else
        variable_add(sub, value);
}

static void name_add(struct sub *sub, const char *name, const struct node *variables)
{
    const struct node *value = node_find(variables, name);
    if (value)
        value_add(sub, value);
    else
        reference_add(sub, name);
}

static void sub_add(struct sub *sub, const char *text, const struct node *variables)
{
    while (*text && sub->text->size <= LONGEST) {
        const char *start = strstr(text, "${"), *end = start ? strchr(start, '}') : NULL;
        if (!end) break;
        buffer_add(sub->text, text, (size_t)(start - text));
        if (start[2] == '!')
            buffer_add(sub->text, start, (size_t)(end + 1 - start));
        else
            name_add(sub, arena_copy(sub->arena, start + 2, (size_t)(end - start - 2)), variables);
        text = end + 1;
    }
    buffer_text(sub->text, text);
}

static struct node *reference_new(struct arena *arena, const char *name, const struct node *variables)
{
    const char *dot = strchr(name, '.');
    const struct node *value = node_find(variables, name);
    if (value) return node_copy(arena, value);
    if (!dot) return intrinsic_ref(arena, name);
    return intrinsic_attribute(arena, arena_copy(arena, name, (size_t)(dot - name)), dot + 1);
}

static struct node *sub_call(struct arena *arena, const char *text, struct node *variables)
{
    struct node *made = intrinsic_sub_text(arena, text);
    if (!node_pairs(variables)) return made;
    struct node *both = node_set(made, "Fn::Sub", node_list(arena));
    node_add(both, NULL, node_text(arena, text));
    node_add(both, NULL, variables);
    return made;
}

static bool has_reference(const char *text)
{
    for (; (text = strstr(text, "${")) != NULL; text += 2)
        if (text[2] != '!' && strchr(text, '}')) return true;
    return false;
}

/* A Sub that is only a reference is that reference, and one that refers to nothing a text. */
static struct node *call_new(struct arena *arena, const char *text, struct node *variables)
{
    const char *end = strchr(text, '}');
    if (!has_reference(text)) return node_text(arena, text_replace(arena, text, "${!", "${"));
    bool alone = text_starts(text, "${") && text[2] != '!' && !end[1];
    if (!alone) return sub_call(arena, text, variables);
    return reference_new(arena, arena_copy(arena, text + 2, (size_t)(end - text - 2)), variables);
}

static struct node *sub_end(const struct sub *sub)
{
    bool fits = sub->text->size <= LONGEST;
    return fits ? call_new(sub->arena, sub->text->text, sub->variables) : NULL;
}

struct node *canonical_join(struct arena *arena, const struct node *argument)
{
    const struct node *delimiter = argument->first, *parts = argument->last;
    if (argument->shape != LIST || argument->count != 2 || delimiter->shape != SCALAR || parts->shape != LIST)
        return NULL;
    struct sub sub = sub_new(arena);
    for (const struct node *n = parts->first; n && sub.text->size <= LONGEST; n = n->next) {
        if (n != parts->first) value_add(&sub, delimiter);
        value_add(&sub, n);
    }
    return sub_end(&sub);
}

struct node *canonical_sub_text(struct arena *arena, const char *text, const struct node *variables)
{
    if (!node_pairs(variables)) return call_new(arena, text, NULL);
    struct sub sub = sub_new(arena);
    sub_add(&sub, text, variables);
    return sub_end(&sub);
}

struct node *canonical_sub(struct arena *arena, const struct node *argument)
{
    if (argument->shape == SCALAR) return canonical_sub_text(arena, argument->text, NULL);
    bool pair = argument->shape == LIST && argument->count == 2 && argument->first->shape == SCALAR;
    return pair ? canonical_sub_text(arena, argument->first->text, argument->last) : NULL;
}
