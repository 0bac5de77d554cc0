#include "templates/core/template.h"
#include "base/index.h"
#include "base/text.h"
#include "service/field.h"
#include "templates/service.h"

void *template_part(const struct template *template, const char *name, size_t size)
{
    void *part = index_find(template->parts, name);
    return part ? part : index_add(template->parts, name, arena_take(template->arena, size));
}

static struct index *index_of(struct arena *arena, struct index *parts, const char *name)
{
    struct index *index = index_find(parts, name);
    return index ? index : index_add(parts, name, index_new(arena));
}

struct index *template_index(const struct template *template, const char *name)
{
    return index_of(template->arena, template->parts, name);
}

struct index *service_index(const struct template *template, const char *name)
{
    return index_of(template->arena, template->shared, name);
}

const char *template_id(struct template *template, const char *name, const struct text *was,
                        const char *suffix)
{
    if (was && was->from) name = was->value;
    return arena_join(template->arena, text_pascal(template->arena, name), suffix);
}

struct resource template_add(struct template *template, const char *id, const char *type, struct place place)
{
    struct arena *arena = template->arena;
    struct resource resource = { id, node_map(arena), NULL };
    resource.node->place = place;
    node_add(resource.node, "Type", node_text(arena, type));
    resource.properties = node_add(resource.node, "Properties", node_map(arena));
    resource.properties->place = place;
    const struct node *first = node_find(template->resources, id);
    if (first) {
        struct diag *diag = diag_add(template->diags, FINDING(id_clash), place, "rename one of the two",
                                     "the logical ID %s is already used", id);
        diag_note(template->diags, diag, first->key_place, "by this resource");
        return resource;
    }
    node_add(template->resources, id, resource.node)->key_place = place;
    return resource;
}

void template_retain(struct template *template, struct resource resource)
{
    const struct flag *keep = &template->service->keep;
    bool kept = !keep->from || keep->value;
    struct node *properties = resource.properties;
    node_remove(resource.node, "Properties");
    /* RetainExceptOnCreate: what a failed first deployment made is removed again, so that the next one can
     * make it. */
    node_add(resource.node, "DeletionPolicy",
             node_text(template->arena, kept ? "RetainExceptOnCreate" : "Delete"));
    node_add(resource.node, "UpdateReplacePolicy", node_text(template->arena, kept ? "Retain" : "Delete"));
    node_add(resource.node, "Properties", properties);
}

static void policies_write(struct template *template, struct resource resource, const char *policy)
{
    struct node *properties = resource.properties;
    node_remove(resource.node, "Properties");
    node_add(resource.node, "DeletionPolicy", node_text(template->arena, policy));
    node_add(resource.node, "UpdateReplacePolicy", node_text(template->arena, policy));
    node_add(resource.node, "Properties", properties);
}

void template_discard(struct template *template, struct resource resource)
{
    policies_write(template, resource, "Delete");
}

void template_leave(struct template *template, struct resource resource)
{
    policies_write(template, resource, "Retain");
}

void template_after(struct template *template, const char *id, const char *other)
{
    struct node *resource = node_find(template->resources, id), *after = node_find(resource, "DependsOn");
    if (!after) {
        node_add(resource, "DependsOn", node_text(template->arena, other));
        return;
    }
    if (after->shape == SCALAR) {
        struct node *list = node_list(template->arena);
        node_add(list, NULL, node_copy(template->arena, after));
        after = node_set(resource, "DependsOn", list);
    }
    node_add(after, NULL, node_text(template->arena, other));
}

static void check_property(void *with, const char *type, const struct field *field, const struct node *value)
{
    struct template *template = with;
    schema_check_row(template->schemas, type, field, value, template->diags);
}

void template_write(struct template *template, const struct form *form, const void *from,
                    struct node *properties)
{
    struct form_writer writer = { template->arena, check_property, template };
    form_write(form, from, properties, &writer);
}

void template_output(struct template *template, const char *name, const char *description, struct node *value)
{
    struct node *output = node_map(template->arena);
    node_add(output, "Description", node_text(template->arena, description));
    node_add(output, "Value", value);
    node_add(template->outputs, name, output);
}

const char *word_translate(struct template *template, const char *key, const struct text *word,
                           const struct word_pair *pairs)
{
    struct nearest nearest = { .word = word->value };
    struct buffer *known = buffer_new(template->arena);
    for (; pairs->word; pairs++) {
        if (!strcmp(word->value, pairs->word) || !strcmp(word->value, pairs->aws_word))
            return pairs->aws_word;
        nearest_try(&nearest, pairs->word);
        buffer_print(known, "%s%s", known->size ? ", " : "", pairs->word);
    }
    diag_add(template->diags, FINDING(out_of_range), node_place(word->from),
             diag_meant(template->arena, nearest.name), "%s must be one of %s (got '%s')", key, known->text,
             word->value);
    return NULL;
}
