#include "templates/api/openapi_schema.h"
#include "base/json.h"
#include "base/text.h"
#include "templates/api/openapi.h"
#include <string.h>

struct translation {
    struct arena *arena;
    const char *name; /* its definitions are Name and their own */
    struct node *schemas;
};

static struct node *translate(const struct translation *, const struct node *schema);

/* #/definitions/Step/items → #/components/schemas/QuestStep/items */
static struct node *reference(const struct translation *translation, const struct node *ref)
{
    static const char *const places[] = { "#/definitions/", "#/$defs/" };
    struct arena *arena = translation->arena;
    const char *to = arena_join(arena, "#/components/schemas/", translation->name);
    if (ref->shape != SCALAR || *ref->text != '#') return node_copy(arena, ref);
    for (size_t i = 0; i < 2; i++) {
        if (!text_starts(ref->text, places[i])) continue;
        const char *own = ref->text + strlen(places[i]);
        size_t size = strcspn(own, "/");
        to = arena_join(arena, to, text_pascal(arena, arena_copy(arena, own, size)));
        return node_text(arena, arena_join(arena, to, own + size));
    }
    return node_text(arena, arena_join(arena, to, ref->text + 1));
}

static struct node *each(const struct translation *translation, const struct node *children)
{
    struct arena *arena = translation->arena;
    struct node *all = children->shape == LIST ? node_list(arena) : node_map(arena);
    for (const struct node *n = children->first; n; n = n->next)
        node_add(all, children->shape == LIST ? NULL : n->key, translate(translation, n));
    return all;
}

/* Until draft 4 a limit was exclusive by a word beside it. */
static bool old_limit(const struct node *schema, const struct node *rule, struct node *written)
{
    bool least = !strcmp(rule->key, "minimum");
    if (!least && strcmp(rule->key, "maximum") != 0) return false;
    const char *word = least ? "exclusiveMinimum" : "exclusiveMaximum";
    const struct node *exclusive = node_find(schema, word);
    if (!exclusive || exclusive->shape != SCALAR || json_word(exclusive) != JSON_TRUE) return false;
    node_set(written, word, node_copy(written->arena, rule));
    return true;
}

static bool is_word(const struct node *rule)
{
    enum json_word word = rule->shape == SCALAR ? json_word(rule) : JSON_TEXT;
    return word == JSON_TRUE || word == JSON_FALSE;
}

static void rule_write(const struct translation *translation, const struct node *schema,
                       const struct node *rule, struct node *written)
{
    static const char dropped[] = "$schema $id id";
    static const char nested[] =
        "properties patternProperties dependentSchemas allOf anyOf oneOf prefixItems";
    static const char single[] = "additionalProperties items not if then else contains propertyNames "
                                 "unevaluatedProperties unevaluatedItems additionalItems";
    const char *key = rule->key;
    bool definitions = !strcmp(key, "definitions") || !strcmp(key, "$defs");
    if (text_has_word(dropped, key) || old_limit(schema, rule, written)) return;
    if (text_starts(key, "exclusive") && is_word(rule)) return;
    if (definitions && rule->shape == MAP) {
        for (const struct node *n = rule->first; n; n = n->next) {
            const char *own = text_pascal(translation->arena, n->key);
            node_set(translation->schemas, arena_join(translation->arena, translation->name, own),
                     translate(translation, n));
        }
    } else if (!strcmp(key, "$ref")) {
        node_set(written, key, reference(translation, rule));
    } else if (!strcmp(key, "items") && rule->shape == LIST) {
        node_set(written, "prefixItems", each(translation, rule));
    } else if (!strcmp(key, "additionalItems")) {
        node_set(written, "items", translate(translation, rule));
    } else if (text_has_word(nested, key) && rule->shape != SCALAR) {
        node_set(written, key, each(translation, rule));
    } else if (text_has_word(single, key) && rule->shape == MAP) {
        node_set(written, key, translate(translation, rule));
    } else {
        node_set(written, key, node_copy(translation->arena, rule));
    }
}

static struct node *translate(const struct translation *translation, const struct node *schema)
{
    if (schema->shape != MAP) return node_copy(translation->arena, schema); /* true: anything */
    struct node *written = node_map(translation->arena);
    for (const struct node *n = schema->first; n; n = n->next) rule_write(translation, schema, n, written);
    return written;
}

void openapi_schema(struct node *schemas, const char *name, const struct node *schema)
{
    const struct translation translation = { schemas->arena, name, schemas };
    node_add(schemas, name, node_map(schemas->arena)); /* before its definitions */
    node_set(schemas, name, translate(&translation, schema));
}
