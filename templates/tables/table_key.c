#include "templates/tables/table_key.h"
#include "base/index.h"
#include "base/text.h"
#include "templates/tables/table.h"
#include <string.h>

static const struct field key_fields[] = {
    { FIELD(key, partition), .required = true, .about = "Attribute of the partition key." },
    { FIELD(key, sort), .about = "Attribute of the sort key.", .default_text = "no sort key" },
    { FIELD(key, partitionType), .about = "Type of the partition key.", .default_value = "string",
      .values = "string number binary" },
    { FIELD(key, sortType), .about = "Type of the sort key.", .default_value = "string",
      .values = "string number binary" },
    { 0 },
};

/* `PK`, `PK, SK` or `PK: S, SK: N`, each part at its own column. */
static struct node *key_spell(struct arena *arena, const struct node *word)
{
    static const char *const keys[][2] = { { "partition", "partitionType" }, { "sort", "sortType" } };
    struct node *map = node_map(arena);
    map->place = word->place;
    const char *at = word->text;
    for (size_t part = 0; *at; part++) {
        if (part == 2) return NULL;
        for (size_t i = 0; i < 2; i++) {
            size_t size = strcspn(at, ":, ");
            if (!size) return NULL;
            struct node *n = node_add(map, keys[part][i], node_text(arena, arena_copy(arena, at, size)));
            n->place = word->place;
            n->place.column += text_points(word->text, (size_t)(at - word->text)) + word->quoted;
            n->place.length = text_points(at, size);
            n->key_place = n->place;
            at += size;
            bool typed = i == 0 && at[strspn(at, " ")] == ':';
            at += strspn(at, typed ? ": " : ", ");
            if (!typed) break;
        }
    }
    return map->first ? map : NULL;
}
const struct form key_form = { .what = "PK, or 'PK, SK', or 'PK: S, SK: N'",
                               .spell = key_spell,
                               .size = sizeof(struct key),
                               .fields = key_fields };

/* What a word of ours is to AWS; NULL after a finding. */

static void attribute_add(struct defining *defining, const struct text *name, const struct text *type,
                          struct node *schema, const char *role)
{
    static const struct word_pair types[] = {
        { "string", "S" }, { "number", "N" }, { "binary", "B" }, { 0 }
    };
    struct template *template = defining->template;
    struct arena *arena = template->arena;
    if (!name->value) return;
    const char *aws_word = type->value ? word_translate(template, "type", type, types) : "S";
    struct node *key = node_add(schema, NULL, node_map(arena));
    key->place = node_place(name->from);
    node_add(key, "AttributeName", node_text(arena, name->value));
    node_add(key, "KeyType", node_text(arena, role));
    const struct node *seen = index_find(defining->seen, name->value);
    if (seen && aws_word && strcmp(node_word(seen, "AttributeType"), aws_word)) {
        struct diag *diag = diag_add(template->diags, FINDING(index_key), node_place(name->from), NULL,
                                     "the attribute '%s' has two types", name->value);
        const struct word_pair *is = types;
        while (strcmp(is->aws_word, node_word(seen, "AttributeType"))) is++;
        diag_note(template->diags, diag, seen->place, "here its type is %s", is->word);
    }
    if (seen || !aws_word) return;
    struct node *attribute = node_add(defining->attributes, NULL, node_map(arena));
    attribute->place = node_place(name->from);
    node_add(attribute, "AttributeName", node_text(arena, name->value));
    node_add(attribute, "AttributeType", node_text(arena, aws_word));
    index_add(defining->seen, name->value, attribute);
}

struct node *key_schema(struct defining *defining, const struct key *key)
{
    struct node *schema = node_list(defining->template->arena);
    attribute_add(defining, &key->partition, &key->partitionType, schema, "HASH");
    attribute_add(defining, &key->sort, &key->sortType, schema, "RANGE");
    if (key->sort.value && key->partition.value && !strcmp(key->sort.value, key->partition.value))
        diag_add(defining->template->diags, FINDING(index_key), node_place(key->sort.from), NULL,
                 "'%s' cannot be both the partition key and the sort key", key->sort.value);
    return schema;
}
