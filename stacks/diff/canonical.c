#include "stacks/diff/canonical.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include "stacks/diff/canonical_policy.h"
#include "stacks/diff/canonical_scalar.h"
#include "stacks/diff/canonical_set.h"
#include "stacks/diff/canonical_sub.h"
#include "templates/core/policy_read.h"
#include "templates/schema/schema_kind.h"
#include <string.h>

struct canon {
    struct arena *arena;
    struct schemas *schemas;
    const char *type;
    bool argument;                /* of a function that stands for no property itself */
    bool text;                    /* in JSON that is a text */
    bool sub;                     /* in that of an Fn::Sub, */
    const struct node *variables; /* with these, or NULL */
};

static struct node *value_of(const struct canon *, const char *path, const struct node *);
static struct node *scalar_of(const struct canon *, const char *path, unsigned kinds, const struct node *);

/* CloudFormation compares and joins the arguments of functions as text. */
static unsigned kinds_of(const struct canon *canon, const char *path)
{
    if (canon->argument) return KIND_TEXT;
    return canon->type && path ? schema_kinds(canon->schemas, canon->type, path) : 0;
}

static struct node *at_place_of(const struct node *original, struct node *made)
{
    made->place = original->place;
    made->key_place = original->key_place;
    made->origin = original->origin;
    return made;
}

static struct node *from_attribute(struct arena *arena, const struct node *argument)
{
    const char *dot = argument->shape == SCALAR ? strchr(argument->text, '.') : NULL;
    if (!dot) return NULL;
    const char *id = arena_copy(arena, argument->text, (size_t)(dot - argument->text));
    return intrinsic_attribute(arena, id, dot + 1);
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
 */
static struct node *from_zones(struct arena *arena, const struct node *argument)
{
    bool own = argument->shape == SCALAR && !*argument->text;
    struct node *made = own ? node_map(arena) : NULL;
    if (made) node_add(made, "Fn::GetAZs", intrinsic_ref(arena, "AWS::Region"));
    return made;
}

static struct node *simpler(struct arena *arena, const struct node *argument)
{
    static const struct {
        const char *function;
        struct node *(*make)(struct arena *, const struct node *argument);
    } forms[] = { { "Fn::GetAtt", from_attribute },
                  { "Fn::GetAZs", from_zones },
                  { "Fn::Join", canonical_join },
                  { "Fn::Sub", canonical_sub } };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (!strcmp(argument->key, forms[i].function)) return forms[i].make(arena, argument);
    return NULL;
}

/* The branches of an Fn::If stand where it stands; what other functions take is about nothing outside of
 * them. */
static struct node *argument_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct canon within = *canon;
    within.argument = true;
    if (strcmp(value->key, "Fn::If") != 0 || value->shape != LIST) return value_of(&within, NULL, value);
    struct node *made = node_list(canon->arena);
    for (const struct node *n = value->first; n; n = n->next)
        node_add(made, NULL, n == value->first ? value_of(&within, NULL, n) : value_of(canon, path, n));
    return at_place_of(value, made);
}

/* In JSON that is a text, types are what is written. */
static struct canon in_text(const struct canon *canon, const char *path)
{
    struct canon within = *canon;
    within.text = !(kinds_of(canon, path) & (KIND_LIST | KIND_MAP));
    return within;
}

static void places_set(struct node *tree, struct place place)
{
    tree->place = tree->key_place = place;
    for (struct node *n = tree->first; n; n = n->next) places_set(n, place);
}

/* The value that an Fn::Sub of JSON writes, with its references where they stand; NULL: it is none. */
static struct node *from_json_sub(const struct canon *canon, const char *path, const struct node *sub,
                                  struct place place)
{
    const struct node *variables, *text = sub_text(sub, &variables);
    struct node *read = text && path && !canon->sub ? sub_json(canon->arena, sub) : NULL;
    if (!read) return NULL;
    struct canon within = in_text(canon, path);
    within.sub = true;
    within.variables = variables;
    places_set(read, place);
    return value_of(&within, path, read);
}

/* A reference that stands for a number or a whole object in JSON: it has no quotes, and keeps its Fn::Sub. */
static struct node *unquoted_of(const struct canon *canon, const struct node *sub)
{
    const struct node *text = sub->first;
    const char *name = text->shape == SCALAR ? text->text : "";
    size_t size = strlen(name);
    const struct node *value =
        size > 3 ? node_find(canon->variables, arena_copy(canon->arena, name + 2, size - 3)) : NULL;
    struct node *made = node_map(canon->arena);
    if (!value) return node_copy(canon->arena, sub);
    struct node *both = node_add(made, "Fn::Sub", node_list(canon->arena));
    node_add(both, NULL, node_text(canon->arena, "${Value}"));
    node_add(node_add(both, NULL, node_map(canon->arena)), "Value", node_copy(canon->arena, value));
    return made;
}

static struct node *intrinsic_of(const struct canon *canon, const char *path, const struct node *value)
{
    const struct node *given = value->first;
    if (canon->sub && !strcmp(given->key, "Fn::Sub")) return unquoted_of(canon, value);
    struct canon within = *canon;
    bool to_json = !strcmp(given->key, "Fn::ToJsonString");
    if (to_json) within = in_text(canon, path);
    if (to_json && path) return value_of(&within, path, given);
    /* A macro may ask for the type that is written. */
    if (!strcmp(given->key, "Fn::Transform")) within.text = true;
    struct node *made = node_map(canon->arena);
    const struct node *argument = node_add(made, given->key, argument_of(&within, path, given));
    struct node *form = simpler(canon->arena, argument);
    if (!form) form = made;
    if (form->shape == SCALAR) return scalar_of(canon, path, kinds_of(canon, path), at_place_of(value, form));
    struct node *json = from_json_sub(canon, path, form, value->place);
    return json ? json : form;
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

static struct node *list_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct node *made = node_list(canon->arena);
    for (const struct node *n = value->first; n; n = n->next)
        if (!is_no_value(n)) node_add(made, NULL, value_of(canon, below(canon, path, "*"), n));
    if (!canon->text && canonical_is_set(canon->schemas, canon->type, path)) canonical_sort(made);
    return made;
}

/* Whether one value stands for a list of it. */
static bool is_single(const struct canon *canon, unsigned kinds, const struct node *value)
{
    bool macro = value->first && text_starts(value->first->key, "Fn::");
    return kinds == KIND_LIST && !canon->text && !macro;
}

static struct node *single_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct node *list = node_list(canon->arena);
    node_add(list, NULL, value_of(canon, below(canon, path, "*"), value));
    return list;
}

/* Definitions, dashboards and policies are often given as JSON in a text. One from the environment stays
 * whole: nothing of it is shown. */
static struct node *scalar_of(const struct canon *canon, const char *path, unsigned kinds,
                              const struct node *value)
{
    bool shown = value->origin != ORIGIN_OUTSIDE;
    const char *text = value->text + (shown && path ? strspn(value->text, " \t\r\n") : 0);
    bool json = shown && path && (*text == '{' || *text == '[') && text[1];
    struct node *said = json ? json_read(canon->arena, text, strlen(text)) : NULL;
    if (said && said->shape != SCALAR) {
        struct canon within = in_text(canon, path);
        places_set(said, value->place);
        return value_of(&within, path, said);
    }
    if (canon->sub && value->quoted && strstr(value->text, "${"))
        return canonical_sub_text(canon->arena, value->text, canon->variables);
    return canonical_scalar(canon->arena, value, canon->text ? 0 : kinds);
}

static struct node *plain_of(const struct canon *canon, const char *path, const struct node *value)
{
    unsigned kinds = kinds_of(canon, path);
    if (is_single(canon, kinds, value)) return single_of(canon, path, value);
    return value->shape == SCALAR ? scalar_of(canon, path, kinds, value) : map_of(canon, path, value);
}

static struct node *value_of(const struct canon *canon, const char *path, const struct node *value)
{
    struct node *made = value->shape == LIST  ? list_of(canon, path, value)
                        : is_intrinsic(value) ? intrinsic_of(canon, path, value)
                                              : plain_of(canon, path, value);
    if (policy_is_document(made)) made = canonical_policy(made);
    return at_place_of(value, made);
}

struct node *canonical_value(struct arena *arena, struct schemas *schemas, const char *type, const char *path,
                             const struct node *value)
{
    struct canon canon = { .arena = arena, .schemas = schemas, .type = type };
    return value_of(&canon, path, value);
}
