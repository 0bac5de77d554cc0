#include "templates/schema/schema_kind.h"
#include "templates/schema/schema_lookup.h"
#include <string.h>

static unsigned kind_named(const char *name)
{
    static const struct {
        const char *name;
        unsigned kind;
    } kinds[] = { { "string", KIND_TEXT },  { "integer", KIND_NUMBER }, { "number", KIND_NUMBER },
                  { "boolean", KIND_FLAG }, { "array", KIND_LIST },     { "object", KIND_MAP } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].name, name)) return kinds[i].kind;
    return 0;
}

/* Schemas that say no type say it by what they rule. Policies are JSON, as a text or as a mapping. */
static unsigned kind_ruled(const struct node *rule)
{
    const char *format = node_word(rule, "format");
    if (format && !strcmp(format, "json")) return KIND_TEXT | KIND_MAP;
    static const struct {
        const char *key;
        unsigned kind;
    } rules[] = { { "properties", KIND_MAP }, { "patternProperties", KIND_MAP }, { "items", KIND_LIST },
                  { "pattern", KIND_TEXT },   { "maxLength", KIND_TEXT },        { "minimum", KIND_NUMBER } };
    unsigned found = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (node_find(rule, rules[i].key)) found |= rules[i].kind;
    return found;
}

static unsigned kinds_of(struct schemas *schemas, struct schema *schema, const struct node *rule, int depth)
{
    static const char *const choices[] = { "allOf", "anyOf", "oneOf" };
    rule = schema_follow(schemas, schema, rule);
    const struct node *types = node_find(rule, "type");
    unsigned found = 0;
    for (const struct node *n = types && types->shape == LIST ? types->first : types; n; n = n->next) {
        found |= kind_named(n->text);
        if (n == types) break;
    }
    for (size_t i = 0; !types && depth && i < sizeof choices / sizeof *choices; i++) {
        const struct node *all = node_find(rule, choices[i]);
        for (const struct node *n = all ? all->first : NULL; n; n = n->next)
            found |= kinds_of(schemas, schema, n, depth - 1);
    }
    return found ? found : kind_ruled(rule);
}

unsigned schema_kinds(struct schemas *schemas, const char *type, const char *path)
{
    enum { CHOICES_DEEP = 4 };
    struct schema *schema = schema_open(schemas, type);
    struct schema_path *known = schema ? schema_path_find(schemas, schema, path) : NULL;
    if (!known || known->has_kinds) return known ? known->kinds : 0;
    known->has_kinds = true;
    known->kinds = kinds_of(schemas, schema, known->rule, CHOICES_DEEP);
    return known->kinds;
}
