#include "templates/api/rest_model.h"
#include "base/json.h"
#include "base/text.h"
#include "templates/api/rest.h"
#include <string.h>

struct modelling {
    struct template *template;
    const char *name; /* of the model: its definitions are Name and their own */
    const struct node *root;
    struct node *schemas;
};

static struct node *translate(struct modelling *, const struct node *schema);

static void unenforced(struct modelling *modelling, const struct node *rule)
{
    diag_add(modelling->template->diags, FINDING(request_unenforced), rule->key_place,
             "check it in the function", "API Gateway does not enforce '%s'", rule->key);
}

/* {"$ref": "#/definitions/Step"} → #/components/schemas/QuestStep */
static struct node *reference(struct modelling *modelling, const struct node *ref)
{
    struct arena *arena = modelling->template->arena;
    static const char *const places[] = { "#/definitions/", "#/$defs/" }, *const keys[] = { "definitions",
                                                                                            "$defs" };
    for (size_t i = 0; ref->shape == SCALAR && i < 2; i++)
        if (text_starts(ref->text, places[i])) {
            const char *definition = ref->text + strlen(places[i]);
            if (!node_find(node_find(modelling->root, keys[i]), definition)) break;
            const char *own = text_pascal(arena, definition);
            return node_text(
                arena, arena_join(arena, "#/components/schemas/", arena_join(arena, modelling->name, own)));
        }
    if (ref->shape == SCALAR && !strcmp(ref->text, "#"))
        return node_text(arena, arena_join(arena, "#/components/schemas/", modelling->name));
    diag_add(modelling->template->diags, FINDING(wrong_shape), ref->place, "#/definitions/NAME",
             "a $ref in a request schema must refer to a definition in the same file");
    return NULL;
}

static struct node *each(struct modelling *modelling, const struct node *children)
{
    struct arena *arena = modelling->template->arena;
    struct node *all = children->shape == LIST ? node_list(arena) : node_map(arena);
    for (const struct node *n = children->first; n; n = n->next)
        node_add(all, children->shape == LIST ? NULL : n->key, translate(modelling, n))->key_place =
            n->key_place;
    return all;
}

/* Also makes null, or several types, of one schema: OpenAPI 3.0 takes one type. */
static void type_write(struct modelling *modelling, const struct node *type, struct node *written)
{
    struct arena *arena = modelling->template->arena;
    const struct node *first = type->first, *other = first ? first->next : NULL;
    if (type->shape == SCALAR) {
        node_add(written, "type", node_copy(arena, type));
        return;
    }
    if (first && !other) node_add(written, "type", node_copy(arena, first));
    if (other) unenforced(modelling, type);
}

static void limit_write(struct modelling *modelling, const struct node *rule, const char *limit,
                        struct node *written)
{
    struct arena *arena = modelling->template->arena;
    enum json_word word = rule->shape == SCALAR ? json_word(rule) : JSON_TEXT;
    if (rule->shape != SCALAR) {
        unenforced(modelling, rule);
        return;
    }
    if (word == JSON_TRUE || word == JSON_FALSE) {
        node_add(written, rule->key, node_copy(arena, rule));
        return;
    }
    node_set(written, limit, node_copy(arena, rule));
    node_set(written, rule->key, node_flag(arena, true));
}

static void definitions_write(struct modelling *modelling, const struct node *definitions)
{
    struct arena *arena = modelling->template->arena;
    for (const struct node *n = definitions->first; n; n = n->next)
        node_set(modelling->schemas, arena_join(arena, modelling->name, text_pascal(arena, n->key)),
                 translate(modelling, n));
}

static void rule_write(struct modelling *modelling, const struct node *rule, struct node *written)
{
    static const char silent[] =
        "$schema $id id $comment title description default examples example deprecated";
    static const char copied[] =
        "enum format maximum minimum maxLength minLength maxProperties minProperties "
        "multipleOf pattern required";
    static const char nested[] = "properties allOf anyOf oneOf";
    static const char single[] = "items not";
    struct arena *arena = modelling->template->arena;
    const char *key = rule->key;
    struct node *value = NULL;
    if (text_has_word(silent, key)) {
        bool said = !strcmp(key, "title") || !strcmp(key, "description");
        value = said ? node_copy(arena, rule) : NULL;
    } else if (text_has_word(copied, key)) {
        value = node_copy(arena, rule);
    } else if (text_has_word(nested, key) && rule->shape != SCALAR) {
        value = each(modelling, rule);
    } else if (!strcmp(key, "additionalProperties")) {
        value = rule->shape == MAP ? translate(modelling, rule) : node_copy(arena, rule);
    } else if (text_has_word(single, key) && rule->shape == MAP) {
        value = translate(modelling, rule);
    } else if (!strcmp(key, "type")) {
        type_write(modelling, rule, written);
    } else if (!strcmp(key, "const")) {
        value = node_list(arena);
        node_add(value, NULL, node_copy(arena, rule));
        key = "enum";
    } else if (!strcmp(key, "exclusiveMinimum") || !strcmp(key, "exclusiveMaximum")) {
        if (!strcmp(key, "exclusiveMinimum") && rule->shape == SCALAR) unenforced(modelling, rule);
        limit_write(modelling, rule, !strcmp(key, "exclusiveMinimum") ? "minimum" : "maximum", written);
    } else if (!strcmp(key, "$ref")) {
        value = reference(modelling, rule);
    } else if ((!strcmp(key, "definitions") || !strcmp(key, "$defs")) && rule->shape == MAP) {
        definitions_write(modelling, rule);
    } else {
        unenforced(modelling, rule);
        /* Kept where a model may have it: people read models too. */
        if (text_has_word("minItems maxItems uniqueItems readOnly writeOnly", key))
            value = node_copy(arena, rule);
    }
    if (value) node_set(written, key, value)->key_place = rule->key_place;
}

static struct node *translate(struct modelling *modelling, const struct node *schema)
{
    struct node *written = node_map(modelling->template->arena);
    written->place = schema->place;
    if (schema->shape != MAP) return written; /* true: anything */
    for (const struct node *n = schema->first; n; n = n->next) rule_write(modelling, n, written);
    return written;
}

struct node *rest_model(struct template *template, const char *name, const struct node *schema,
                        struct node *schemas)
{
    struct modelling modelling = { template, name, schema, schemas };
    node_add(schemas, name, node_map(template->arena)); /* it may refer to itself */
    return translate(&modelling, schema);
}
