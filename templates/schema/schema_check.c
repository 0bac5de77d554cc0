#include "templates/schema/schema_check.h"
#include "base/buffer.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include <string.h>

static const struct keyword {
    const char *name;
    keyword_check *check;
} keywords[] = {
    /* sorted */
    { "allOf", check_all },
    { "anyOf", check_any },
    { "const", check_const },
    { "dependencies", check_dependencies },
    { "dependentExcluded", check_excluded },
    { "dependentRequired", check_dependencies },
    { "enum", check_enum },
    { "enumCaseInsensitive", check_enum },
    { "exclusiveMaximum", check_range },
    { "exclusiveMinimum", check_range },
    { "if", check_if },
    { "items", check_items },
    { "maxItems", check_items_count },
    { "maxLength", check_length },
    { "maxProperties", check_properties_count },
    { "maxUniqueItems", check_unique_count },
    { "maximum", check_range },
    { "minItems", check_items_count },
    { "minLength", check_length },
    { "minProperties", check_properties_count },
    { "minimum", check_range },
    { "multipleOf", check_multiple },
    { "not", check_not },
    { "oneOf", check_one },
    { "pattern", check_pattern },
    { "patternProperties", check_properties },
    { "prefixItems", check_prefix_items },
    { "properties", check_properties },
    { "propertyNames", check_property_names },
    { "required", check_required },
    { "requiredOr", check_required_some },
    { "requiredXor", check_required_one },
    { "uniqueItems", check_unique_items },
    { "uniqueKeys", check_unique_keys },
    { "", NULL },
};

/* A rule's keys are sorted like the table: the search goes on where the one before ended. */
static const struct keyword *keyword_from(const struct keyword *from, const char *name)
{
    while (*from->name && (*from->name < *name || strcmp(from->name, name) < 0)) from++;
    return from;
}

bool check_fails(struct checking *checking, int weight)
{
    checking->failures += weight;
    return checking->diags;
}

static void name_print(struct buffer *out, const struct trail *trail)
{
    if (trail->above) name_print(out, trail->above);
    if (!trail->name) return;
    if (out->size) buffer_byte(out, '.');
    buffer_text(out, trail->name);
}

const char *check_name(struct checking *checking, const struct trail *trail)
{
    struct buffer *name = buffer_new(checking->diags->arena);
    name_print(name, trail);
    return name->size ? name->text : "this";
}

const char *check_shown(struct checking *checking, const char *text)
{
    enum { LONGEST = 60 };
    size_t size = strlen(text);
    if (size <= LONGEST) return arena_text(checking->diags->arena, "'%s'", text);
    for (size = LONGEST; size && ((unsigned char)text[size] & 0xC0) == 0x80;) size--;
    return arena_text(checking->diags->arena, "'%.*s…'", (int)size, text);
}

static bool is_no_value(const struct node *value)
{
    const char *name = node_word(value, "Ref");
    return name && !strcmp(name, "AWS::NoValue");
}

bool check_present(const struct node *map, const char *key)
{
    const struct node *child = node_find(map, key);
    return child && !is_no_value(child);
}

struct place check_place(const struct node *value)
{
    return value->place.file || !value->key ? value->place : value->key_place;
}

struct place check_holder(const struct node *value)
{
    return value->key && value->key_place.file ? value->key_place : value->place;
}

/* What a function gives is only known to AWS; but Fn::If gives one of its two values. */
static void check_intrinsic(struct checking *checking, const struct node *rule, const struct node *value,
                            const struct trail *trail)
{
    checking->vague = true;
    const struct node *branches = node_find(value, "Fn::If");
    if (!branches || branches->shape != LIST || branches->count != 3) return;
    for (const struct node *n = branches->first->next; n; n = n->next) check_value(checking, rule, n, trail);
}

static void check_keywords(struct checking *checking, const struct node *rule, const struct node *value,
                           const struct trail *trail)
{
    /* Keys are sorted: a reference comes first. */
    if (rule->first && !strcmp(rule->first->key, "$ref"))
        check_value(checking, schema_follow(checking->schemas, checking->schema, rule), value, trail);
    if (!check_type(checking, rule, value, trail)) return;
    const struct keyword *keyword = keywords;
    for (const struct node *says = rule->first; says; says = says->next) {
        keyword = keyword_from(keyword, says->key);
        if (text_same(keyword->name, says->key)) keyword->check(checking, rule, says, value, trail);
    }
}

void check_value(struct checking *checking, const struct node *rule, const struct node *value,
                 const struct trail *trail)
{
    /* Rules may refer to themselves, and a choice within choices multiplies: what is beyond is AWS's to
     * judge. */
    enum { DEEPEST = 200, MOST_VALUES = 2000000 };
    if (!rule || rule->shape != MAP) return;
    if (checking->depth >= DEEPEST || ++checking->values > MOST_VALUES) {
        checking->vague = true;
        return;
    }
    checking->depth++;
    if (is_intrinsic(value))
        check_intrinsic(checking, rule, value, trail);
    else
        check_keywords(checking, rule, value, trail);
    checking->depth--;
}

/* A single property meets the conditions of its type as if it stood alone. */
static void check_conditions(struct checking *checking, const char *property, const struct node *value,
                             const struct trail *trail)
{
    const struct node *all = node_find(checking->schema->root, "allOf");
    if (!all) return;
    struct node *alone = node_map(checking->schemas->arena),
                *copy = arena_take(checking->schemas->arena, sizeof *copy);
    *copy = *value;
    node_add(alone, property, copy);
    for (const struct node *n = all->first; n; n = n->next) {
        const struct node *condition = node_find(n, "if");
        const struct node *rule = node_find(node_find(node_find(n, "then"), "properties"), property);
        if (condition && rule && check_holds(checking, condition, alone, trail))
            check_value(checking, rule, value, trail);
    }
}

bool schema_is_open(const char *type)
{
    return !text_starts(type, "AWS::") || !strcmp(type, "AWS::CloudFormation::CustomResource");
}

/* A scalar, or the one that a list has; NULL: it is neither. */
static const struct node *only_scalar(const struct node *value)
{
    if (value->shape == LIST && value->count == 1) value = value->first;
    return value->shape == SCALAR ? value : NULL;
}

/* What many functions have, such as an architecture, is looked at once. */
static bool is_as(const struct node *fine, const struct node *value)
{
    const struct node *scalar = only_scalar(value);
    return scalar && fine && fine->shape == value->shape && !strcmp(only_scalar(fine)->text, scalar->text);
}

static void check_property(struct schemas *schemas, const char *type, const char *path, const char *what,
                           const struct form *form, const struct node *value, struct diags *diags)
{
    struct schema *schema = schema_open(schemas, type);
    if (!schema || schema_is_open(type)) return;
    struct checking checking = { .schemas = schemas, .schema = schema, .diags = diags, .form = form };
    struct trail trail = { NULL, what ? what : path };
    if (!path) {
        check_value(&checking, schema->root, value, &trail);
        return;
    }
    struct schema_path *known = schema_path_find(schemas, schema, path);
    if (is_as(known->fine, value)) return;
    if (!known->rule) {
        const char *nearest = schema_nearest_property(schemas, type, path);
        diag_add(diags, FINDING(unknown_key), value->key ? value->key_place : value->place,
                 diag_meant(diags->arena, nearest), "%s has no property '%s'", type, path);
        return;
    }
    const struct diag *last = diags->last;
    check_value(&checking, known->rule, value, &trail);
    if (!strchr(path, '.')) check_conditions(&checking, path, value, &trail);
    if (only_scalar(value) && diags->last == last) known->fine = value;
}

void schema_check(struct schemas *schemas, const char *type, const char *path, const char *what,
                  const struct node *value, struct diags *diags)
{
    check_property(schemas, type, path, what, NULL, value, diags);
}

void schema_check_row(struct schemas *schemas, const char *type, const struct field *field,
                      const struct node *value, struct diags *diags)
{
    check_property(schemas, type, field->property, field->key, field->form, value, diags);
}
