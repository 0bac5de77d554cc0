#include "stacks/diff/canonical.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "stacks/diff/canonical_policy.h"
#include "templates/core/policy_read.h"
#include <stdlib.h>
#include <string.h>

struct canon {
    struct arena *arena;
    struct schemas *schemas;
    const char *type;
};

static struct node *value_of(const struct canon *, const char *path, const struct node *);

static struct node *at_place_of(const struct node *original, struct node *made)
{
    made->place = original->place;
    made->key_place = original->key_place;
    made->origin = original->origin;
    return made;
}

/* The text that stands for the value inside an Fn::Sub; NULL: none does. */
static const char *as_sub(struct arena *arena, const struct node *value)
{
    const struct node *only = value->shape == MAP && value->count == 1 ? value->first : NULL;
    if (value->shape == SCALAR) return text_replace(arena, value->text, "${", "${!");
    if (!only) return NULL;
    if (!strcmp(only->key, "Fn::Sub") && only->shape == SCALAR) return only->text;
    if (!strcmp(only->key, "Ref") && only->shape == SCALAR) return arena_text(arena, "${%s}", only->text);
    if (strcmp(only->key, "Fn::GetAtt") != 0 || only->shape != LIST || only->count != 2) return NULL;
    if (only->first->shape != SCALAR || only->last->shape != SCALAR) return NULL;
    return arena_text(arena, "${%s.%s}", only->first->text, only->last->text);
}

/* A Sub that is only a reference is that reference, and one that refers to nothing a text. */
static struct node *from_sub(struct arena *arena, const char *text)
{
    const char *end = text_starts(text, "${") ? strchr(text, '}') : NULL;
    if (!strstr(text, "${")) return node_text(arena, text);
    if (end && !end[1] && text[2] != '!') {
        const char *name = arena_copy(arena, text + 2, (size_t)(end - text - 2)), *dot = strchr(name, '.');
        if (!dot) return intrinsic_ref(arena, name);
        return intrinsic_attribute(arena, arena_copy(arena, name, (size_t)(dot - name)), dot + 1);
    }
    const char *plain = text_replace(arena, text, "${!", "");
    if (!strstr(plain, "${")) return node_text(arena, text_replace(arena, text, "${!", "${"));
    struct node *made = node_map(arena);
    node_add(made, "Fn::Sub", node_text(arena, text));
    return made;
}

static struct node *from_join(struct arena *arena, const struct node *join)
{
    const struct node *delimiter = join->first, *parts = join->last;
    if (join->shape != LIST || join->count != 2 || delimiter->shape != SCALAR || parts->shape != LIST)
        return NULL;
    const char *between = text_replace(arena, delimiter->text, "${", "${!");
    struct buffer *text = buffer_new(arena);
    for (const struct node *n = parts->first; n; n = n->next) {
        const char *part = as_sub(arena, n);
        if (!part) return NULL;
        if (n != parts->first) buffer_text(text, between);
        buffer_text(text, part);
    }
    return from_sub(arena, text->text);
}

/* The variables of an Fn::Sub's second part in their places; NULL where one of them is more than a text. */
static struct node *from_sub_list(struct arena *arena, const struct node *sub)
{
    const struct node *variables = sub->last;
    if (sub->shape != LIST || sub->count != 2 || sub->first->shape != SCALAR || variables->shape != MAP)
        return NULL;
    const char *text = sub->first->text;
    for (const struct node *n = variables->first; n; n = n->next) {
        const char *part = as_sub(arena, n);
        if (!part) return NULL;
        text = text_replace(arena, text, arena_text(arena, "${%s}", n->key), part);
    }
    return from_sub(arena, text);
}

static struct node *from_attribute(struct arena *arena, const struct node *value)
{
    const char *dot = value->shape == SCALAR ? strchr(value->text, '.') : NULL;
    return dot ? intrinsic_attribute(arena, arena_copy(arena, value->text, (size_t)(dot - value->text)),
                                     dot + 1)
               : NULL;
}

/* The branches of an Fn::If stand where it stands; what other functions take is about nothing outside of
 * them. */
static struct node *argument_of(const struct canon *canon, const char *path, const struct node *value)
{
    if (strcmp(value->key, "Fn::If") != 0 || value->shape != LIST) return value_of(canon, NULL, value);
    struct node *made = node_list(canon->arena);
    for (const struct node *n = value->first; n; n = n->next) node_add(made, NULL, value_of(canon, path, n));
    return at_place_of(value, made);
}

/* Functions take texts, however they are written: !Ref days is {"Ref": "days"}. */
static void argument_quote(struct node *argument)
{
    bool branches = argument->key && !strcmp(argument->key, "Fn::If");
    if (argument->shape == SCALAR) argument->quoted = true;
    for (struct node *n = argument->first; n; n = branches ? NULL : n->next) argument_quote(n);
}

static struct node *intrinsic_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct node *made = node_map(canon->arena), *simple = NULL;
    struct node *argument = node_add(made, value->first->key, argument_of(canon, path, value->first));
    argument_quote(argument);
    if (!strcmp(argument->key, "Fn::Join")) simple = from_join(canon->arena, argument);
    if (!strcmp(argument->key, "Fn::GetAtt")) simple = from_attribute(canon->arena, argument);
    if (!strcmp(argument->key, "Fn::Sub"))
        simple = argument->shape == SCALAR ? from_sub(canon->arena, argument->text)
                                           : from_sub_list(canon->arena, argument);
    return simple ? simple : made;
}

static bool is_no_value(const struct node *value)
{
    const char *name = value->shape == MAP && value->count == 1 ? node_word(value, "Ref") : NULL;
    return name && !strcmp(name, "AWS::NoValue");
}

static const char *below(const struct canon *canon, const char *path, const char *step)
{
    if (!path) return NULL;
    return *path ? arena_join(canon->arena, path, arena_join(canon->arena, ".", step)) : step;
}

static struct node *map_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct node *made = node_map(canon->arena);
    for (const struct node *n = value->first; n; n = n->next)
        if (!is_no_value(n)) node_add(made, n->key, value_of(canon, below(canon, path, n->key), n));
    return made;
}

struct sorted {
    const char *text;
    struct node *node;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct sorted *)a)->text, ((const struct sorted *)b)->text);
}

void canonical_sort(struct node *list)
{
    struct sorted *items = arena_take(list->arena, ((size_t)list->count + 1) * sizeof *items);
    size_t count = 0;
    for (struct node *n = list->first; n; n = n->next) {
        struct buffer *text = buffer_new(list->arena);
        json_print(text, n, JSON_CANONICAL);
        items[count++] = (struct sorted){ text->text, n };
    }
    qsort(items, count, sizeof *items, by_text);
    list->first = list->last = NULL;
    for (size_t i = 0; i < count; i++) {
        items[i].node->next = NULL;
        if (list->last)
            list->last->next = items[i].node;
        else
            list->first = items[i].node;
        list->last = items[i].node;
    }
}

/* Which lists have no order is told by the schemas where items are unique; these say less than AWS does. */
static const char *const unordered[] = {
    "AlarmActions", "AttributeDefinitions", "Dimensions", "GlobalSecondaryIndexes", "InsufficientDataActions",
    "KeySchema", "LocalSecondaryIndexes", "ManagedPolicyArns", "OKActions", "Policies", "Replicas",
    "SecurityGroupEgress", "SecurityGroupIds", "SecurityGroupIngress", "SubnetIds", "Subnets", "Tags",
    /* of policy documents */
    "AWS", "Action", "Federated", "NotAction", "NotResource", "Resource", "Service", "Statement"
};
/* A later layer's files lie over an earlier one's, and CloudFront takes the first behaviour that fits. */
static const char *const ordered[] = { "CacheBehaviors", "Layers", "Command", "EntryPoint" };

static bool among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(names[i], name)) return true;
    return false;
}

bool canonical_is_set(struct schemas *schemas, const char *type, const char *path)
{
    if (!type || !path || !*path) return false;
    const char *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
    if (among(ordered, sizeof ordered / sizeof *ordered, name)) return false;
    if (among(unordered, sizeof unordered / sizeof *unordered, name)) return true;
    const char *unique = node_word(schema_property(schemas, type, path), "uniqueItems");
    return unique && !strcmp(unique, "true");
}

static struct node *list_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct node *made = node_list(canon->arena);
    for (const struct node *n = value->first; n; n = n->next)
        if (!is_no_value(n)) node_add(made, NULL, value_of(canon, below(canon, path, "*"), n));
    if (canonical_is_set(canon->schemas, canon->type, path)) canonical_sort(made);
    return made;
}

/* Definitions, dashboards and policies are often given as JSON in a text. One from the environment stays
 * whole: nothing of it is shown. */
static struct node *scalar_of(const struct canon *canon, const char *path, const struct node *value)
{
    bool shown = value->origin != ORIGIN_OUTSIDE;
    bool json = shown && path && (*value->text == '{' || *value->text == '[') && value->text[1];
    struct node *said = json ? json_read(canon->arena, value->text, strlen(value->text)) : NULL;
    return said && said->shape != SCALAR ? value_of(canon, path, said) : node_copy(canon->arena, value);
}

static struct node *value_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct node *made;
    if (value->shape == SCALAR)
        made = scalar_of(canon, path, value);
    else if (value->shape == LIST)
        made = list_of(canon, path, value);
    else if (is_intrinsic(value))
        made = intrinsic_of(canon, path, value);
    else
        made = map_of(canon, path, value);
    if (policy_is_document(made)) made = canonical_policy(made);
    return at_place_of(value, made);
}

struct node *canonical_value(struct arena *arena, struct schemas *schemas, const char *type, const char *path,
                             const struct node *value)
{
    struct canon canon = { arena, schemas, type };
    return value_of(&canon, path, value);
}
