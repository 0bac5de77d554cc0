#include "templates/core/tags.h"
#include "base/index.h"
#include "base/text.h"
#include "templates/service.h"
#include <string.h>

static const struct field tag_fields[] = {
    { KEYED("(name)", tag, name) },
    { FIELD(tag, value), .property = "Value", .about = "Value of the tag." },
    { 0 },
};
const struct form tag_form = { .what = "a tag's value",
                               .named = "(name)",
                               .brief = "value",
                               .size = sizeof(struct tag),
                               .fields = tag_fields };

static void tags_add(const struct template *template, const struct tag *tag, struct node *map)
{
    for (; tag && tag->from; tag++) {
        if (!tag->value.from) continue;
        struct node *value = is_known(tag->value.from) ? node_text(template->arena, tag->value.value)
                                                       : node_copy(template->arena, tag->value.from);
        value->place = node_place(tag->value.from);
        value->origin = tag->value.from->origin;
        node_set(map, tag->name.value, value);
    }
}

struct node *tag_map(const struct template *template)
{
    struct node *map = node_map(template->arena);
    node_add(map, "cfgen:service", node_text(template->arena, template->service->service.value));
    node_add(map, "cfgen:stage", node_text(template->arena, template->stage));
    tags_add(template, template->service->tags, map);
    return map;
}

static struct node *listed(const struct template *template, const struct node *map)
{
    struct node *list = node_list(template->arena);
    for (const struct node *n = map->first; n; n = n->next) {
        struct node *tag = node_add(list, NULL, node_map(template->arena));
        node_add(tag, "Key", node_text(template->arena, n->key));
        node_add(tag, "Value", node_copy(template->arena, n));
    }
    return list;
}

struct node *tag_list(const struct template *template) { return listed(template, tag_map(template)); }

static void check(struct template *, const struct tag *);

struct node *tag_list_with(struct template *template, const struct tag *tags)
{
    struct node *map = tag_map(template);
    check(template, tags);
    tags_add(template, tags, map);
    return listed(template, map);
}

struct taggable {
    enum tag_shape shape;
    const char *path; /* of the property that holds the tags */
};

static const struct taggable *taggable_find(struct template *template, struct index *known, const char *type)
{
    struct taggable *taggable = index_find(known, type);
    if (taggable) return taggable;
    taggable = index_add(known, type, arena_take(template->arena, sizeof *taggable));
    taggable->shape = schema_tags(template->schemas, type, &taggable->path);
    /* Of a list's items: their kind writes them. */
    if (taggable->shape != TAGS_NONE && strchr(taggable->path, '.')) taggable->shape = TAGS_NONE;
    return taggable;
}

static void check(struct template *template, const struct tag *tag)
{
    enum { LONGEST_KEY = 128, LONGEST_VALUE = 256 };
    for (; tag && tag->from; tag++) {
        const char *name = tag->name.value, *value = tag->value.value;
        if (!*name || text_starts(name, "aws:") || text_points(name, strlen(name)) > LONGEST_KEY)
            diag_add(template->diags, FINDING(bad_name), node_key_place(tag->from), NULL,
                     "a tag key must have 1 to %d characters and must not begin with aws:", LONGEST_KEY);
        if (value && text_points(value, strlen(value)) > LONGEST_VALUE)
            diag_add(template->diags, FINDING(out_of_range), node_place(tag->value.from), NULL,
                     "a tag value must have at most %d characters", LONGEST_VALUE);
    }
}

void tags_check(struct template *template) { check(template, template->service->tags); }

/* Everything that takes tags gets them; where they go, AWS's schemas say. */
void tags_write(struct template *template)
{
    struct index *known = index_new(template->arena);
    for (struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        struct node *properties = node_find(n, "Properties");
        const struct taggable *taggable = type ? taggable_find(template, known, type) : NULL;
        if (!taggable || taggable->shape == TAGS_NONE || !properties || node_find(properties, taggable->path))
            continue;
        node_add(properties, taggable->path,
                 taggable->shape == TAGS_LIST ? tag_list(template) : tag_map(template));
    }
}
