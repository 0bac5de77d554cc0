/* Mappings: which keys there are, which there must be, and which go together. */
#include "base/buffer.h"
#include "base/text.h"
#include "templates/schema/schema_check.h"
#include "templates/schema/schema_words.h"
#include <string.h>

/* What a rule says about keys. */
struct keys {
    const struct node *rule, *value;
    const struct node *properties, *patterns, *exceptions, *read_only;
    bool closed; /* no others */
};

static struct keys keys_of(const struct checking *checking, const struct node *rule, const struct node *value)
{
    const char *others = node_word(rule, "additionalProperties");
    bool root = rule == checking->schema->root;
    return (struct keys){ rule,
                          value,
                          node_find(rule, "properties"),
                          node_find(rule, "patternProperties"),
                          node_find(rule, "exceptions"),
                          root ? node_find(rule, "readOnlyProperties") : NULL,
                          others && !strcmp(others, "false") };
}

/* Where the `if` of one of `exceptions` holds, its rule stands in place of the property's own. */
static const struct node *exception(struct checking *checking, const struct keys *keys, const char *property,
                                    const struct trail *trail)
{
    for (const struct node *n = keys->exceptions ? keys->exceptions->first : NULL; n; n = n->next) {
        const struct node *other = node_find(node_find(n, "properties"), property);
        if (other && check_holds(checking, node_find(n, "if"), keys->value, trail)) return other;
    }
    return NULL;
}

static bool is_read_only(const struct keys *keys, const char *property)
{
    for (const struct node *n = keys->read_only ? keys->read_only->first : NULL; n; n = n->next)
        if (!strcmp(n->text, property)) return true;
    return false;
}

static bool in_patterns(struct checking *checking, const struct node *patterns, const struct node *child,
                        const struct trail *trail)
{
    bool found = false;
    for (const struct node *n = patterns ? patterns->first : NULL; n; n = n->next) {
        if (!schema_matches(checking->schemas, n->key, child->key)) continue;
        check_value(checking, n, child, trail);
        found = true;
    }
    return found;
}

static void report_unknown(struct checking *checking, const struct keys *keys, const struct node *child,
                           const struct trail *above)
{
    if (!keys->properties && keys->patterns) {
        const char *words = schema_pattern_words(checking->diags->arena, keys->patterns->first->key);
        diag_add(checking->diags, FINDING(out_of_range), child->key_place, NULL,
                 "a key of %s must be %s (got %s)", check_name(checking, above),
                 words ? words : "in the format that AWS requires", check_shown(checking, child->key));
        return;
    }
    struct nearest nearest = { .word = child->key };
    for (const struct node *n = keys->properties ? keys->properties->first : NULL; n; n = n->next)
        nearest_try(&nearest, n->key);
    diag_add(checking->diags, FINDING(unknown_key), child->key_place,
             diag_meant(checking->diags->arena, nearest.name), "%s has no property '%s'",
             check_name(checking, above), child->key);
}

/* These stand among keys. */
static bool is_macro(const char *key)
{
    return !strcmp(key, "Fn::Transform") || text_starts(key, "Fn::ForEach::");
}

static void check_child(struct checking *checking, const struct keys *keys, const struct node *child,
                        const struct trail *above)
{
    const struct trail trail = { above, child->key };
    const struct node *property = node_find(keys->properties, child->key);
    if (property) {
        const struct node *other = exception(checking, keys, child->key, above);
        check_value(checking, other ? other : property, child, &trail);
        if (is_read_only(keys, child->key) && check_fails(checking, 1))
            diag_add(checking->diags, FINDING(unknown_key), child->key_place, NULL,
                     "%s is set by AWS and cannot be given", check_name(checking, &trail));
        return;
    }
    if (in_patterns(checking, keys->patterns, child, &trail) || !keys->closed || is_macro(child->key)) return;
    if (check_fails(checking, 1)) report_unknown(checking, keys, child, above);
}

/* `properties` and `patternProperties` come here, and are one question. */
void check_properties(struct checking *checking, const struct node *rule, const struct node *says,
                      const struct node *value, const struct trail *trail)
{
    if (value->shape != MAP) return;
    const struct keys keys = keys_of(checking, rule, value);
    if (says == keys.properties && keys.patterns) return;
    for (const struct node *child = value->first; child; child = child->next)
        check_child(checking, &keys, child, trail);
}

void check_properties_count(struct checking *checking, const struct node *rule, const struct node *says,
                            const struct node *value, const struct trail *trail)
{
    if (value->shape == MAP) check_count(checking, rule, says, value, trail, value->count);
}

void check_property_names(struct checking *checking, const struct node *rule, const struct node *says,
                          const struct node *value, const struct trail *trail)
{
    (void)rule;
    for (const struct node *child = value->shape == MAP ? value->first : NULL; child; child = child->next) {
        const struct node name = {
            .shape = SCALAR, .quoted = true, .text = child->key, .place = child->key_place
        };
        check_value(checking, says, &name, trail);
    }
}

/* A macro may add what is absent. */
static bool is_open(const struct node *value)
{
    return value->shape != MAP || node_find(value, "Fn::Transform");
}

static void need(struct checking *checking, const struct node *value, const char *key, const char *because,
                 const struct trail *trail)
{
    if (is_open(value) || check_present(value, key) || !check_fails(checking, 1)) return;
    diag_add(checking->diags, FINDING(missing_key), check_holder(value), NULL, "%s requires %s%s%s",
             check_name(checking, trail), key, because ? ", because it has " : "", because ? because : "");
}

void check_required(struct checking *checking, const struct node *rule, const struct node *says,
                    const struct node *value, const struct trail *trail)
{
    (void)rule;
    for (const struct node *n = says->first; n; n = n->next) need(checking, value, n->text, NULL, trail);
}

void check_dependencies(struct checking *checking, const struct node *rule, const struct node *says,
                        const struct node *value, const struct trail *trail)
{
    (void)rule;
    for (const struct node *n = says->first; n; n = n->next) {
        if (!check_present(value, n->key)) continue;
        if (n->shape == MAP) check_value(checking, n, value, trail);
        for (const struct node *name = n->shape == LIST ? n->first : NULL; name; name = name->next)
            need(checking, value, name->text, n->key, trail);
    }
}

void check_excluded(struct checking *checking, const struct node *rule, const struct node *says,
                    const struct node *value, const struct trail *trail)
{
    (void)rule;
    for (const struct node *n = says->first; n; n = n->next) {
        if (!check_present(value, n->key)) continue;
        for (const struct node *name = n->first; name; name = name->next) {
            if (!check_present(value, name->text) || !check_fails(checking, 1)) continue;
            diag_add(checking->diags, FINDING(out_of_range), node_find(value, name->text)->key_place, NULL,
                     "%s cannot have both %s and %s", check_name(checking, trail), n->key, name->text);
        }
    }
}

static const char *names(struct checking *checking, const struct node *list)
{
    struct buffer *out = buffer_new(checking->diags->arena);
    for (const struct node *n = list->first; n; n = n->next)
        buffer_print(out, "%s%s", n == list->first ? "" : n->next ? ", " : " or ", n->text);
    return out->text;
}

static int present(const struct node *value, const struct node *list)
{
    int count = 0;
    for (const struct node *n = list->first; n; n = n->next) count += check_present(value, n->text);
    return count;
}

void check_required_some(struct checking *checking, const struct node *rule, const struct node *says,
                         const struct node *value, const struct trail *trail)
{
    (void)rule;
    if (is_open(value) || present(value, says) || !check_fails(checking, 1)) return;
    diag_add(checking->diags, FINDING(missing_key), check_holder(value), NULL, "%s requires %s",
             check_name(checking, trail), names(checking, says));
}

void check_required_one(struct checking *checking, const struct node *rule, const struct node *says,
                        const struct node *value, const struct trail *trail)
{
    check_required_some(checking, rule, says, value, trail);
    if (is_open(value) || present(value, says) < 2 || !check_fails(checking, 1)) return;
    diag_add(checking->diags, FINDING(out_of_range), check_holder(value), NULL, "%s can only have one of %s",
             check_name(checking, trail), names(checking, says));
}
