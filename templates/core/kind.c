#include "templates/core/kind.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "service/intrinsic.h"

bool item_is(const struct item *item, enum kind_id id) { return item && item->kind->id == id; }

const struct kind *named_kind(const struct named *named)
{
    const struct item *item = named ? named->item : NULL;
    return item ? item->kind : NULL;
}

bool named_is(const struct named *named, enum kind_id id) { return named && item_is(named->item, id); }

bool item_is_fifo(const struct item *item)
{
    return item && item->kind->admit.is_fifo && item->kind->admit.is_fifo(item);
}

bool named_is_fifo(const struct named *named) { return named && item_is_fifo(named->item); }

struct item *catalog_items(const struct template *template, const struct catalog_entry *entry)
{
    const void *section = (const char *)template->service + entry->offset;
    struct item *first = *(struct item *const *)section;
    return first && first->from ? first : NULL;
}

struct item *catalog_next(const struct catalog_entry *entry, struct item *item)
{
    struct item *next = (void *)((char *)item + entry->kind->form->size);
    return next->from ? next : NULL;
}

const char *item_id(struct template *template, const struct item *item)
{
    return template_id(template, item->key.value, &item->was, item->kind->suffix);
}

bool item_is_in_template(const struct template *template, const struct item *item)
{
    if (item->arn.from) return false;
    const struct kind *kind = item->kind;
    return kind->reach.is_in_template ? kind->reach.is_in_template(template, item)
                                      : template->at.part == PART_MAIN;
}

/* Its ARN where others do not refer to the resource; NULL: they do. */
static struct node *known_arn(struct template *template, const struct item *item)
{
    const struct kind *kind = item->kind;
    if (!item_is_in_template(template, item))
        return kind->reach.remote_arn ? kind->reach.remote_arn(template, item) : NULL;
    const struct node *name = kind->reach.physical_name ? kind->reach.physical_name(template, item) : NULL;
    return name ? intrinsic_prepend(template->arena, kind->reach.arn_prefix, name) : NULL;
}

struct node *item_arn(struct template *template, const struct item *item)
{
    struct arena *arena = template->arena;
    const char *attribute = item->kind->reach.arn_attribute;
    if (item->arn.from) return node_copy(arena, item->arn.from);
    struct node *known = known_arn(template, item);
    return known ? known : intrinsic_attribute(arena, item_id(template, item), attribute ? attribute : "Arn");
}

/* The value of what this service makes, likewise. */
static struct node *known_value(struct template *template, const struct item *item)
{
    const struct kind *kind = item->kind;
    if (kind->reach.value_is_arn) return known_arn(template, item);
    if (!kind->reach.physical_name || !item_is_in_template(template, item)) return NULL;
    return kind->reach.physical_name(template, item);
}

struct node *item_value(struct template *template, const struct item *item)
{
    const struct kind *kind = item->kind;
    const struct node *arn = item->arn.from;
    if (arn && kind->reach.value_elsewhere) return kind->reach.value_elsewhere(template, arn);
    if (arn) return node_copy(template->arena, arn);
    struct node *known = known_value(template, item);
    return known ? known : intrinsic_ref(template->arena, item_id(template, item));
}

struct node *reference_arn(struct template *template, const struct reference *reference)
{
    const struct named *target = reference->target;
    if (target) return item_arn(template, target->item);
    return node_copy(template->arena, reference->from);
}

bool reference_is_valid(const struct reference *reference)
{
    if (!reference->from) return false;
    return reference->target || !reference->value || text_starts(reference->value, "arn:");
}

const char *reference_id(struct template *template, const struct reference *reference, const char *what)
{
    const struct named *target = reference->target;
    if (target) return item_id(template, target->item);
    struct buffer *said = buffer_new(template->arena);
    json_print(said, reference->from, JSON_CANONICAL);
    return arena_text(template->arena, "%s%.8s", what, sha256_hex(template->arena, said->text, said->size));
}
