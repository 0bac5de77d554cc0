#include "templates/kind.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "service/intrinsic.h"

const struct kind *const kinds[] = {
#define KIND(name, section) &name##_kind,
#include "templates/kinds.def"
#undef KIND
    NULL,
};

bool item_is(const struct item *item, enum kind_id id) { return item && item->kind->id == id; }

const struct kind *named_kind(const struct named *named)
{
    const struct item *item = named ? named->item : NULL;
    return item ? item->kind : NULL;
}

bool named_is(const struct named *named, enum kind_id id) { return named && item_is(named->item, id); }

struct item *kind_next(const struct kind *kind, struct item *item)
{
    struct item *next = (void *)((char *)item + kind->form->size);
    return next->from ? next : NULL;
}

const char *item_id(struct template *template, const struct item *item)
{
    return template_id(template, item->key.value, &item->was, item->kind->suffix);
}

bool item_is_here(const struct template *template, const struct item *item)
{
    if (item->arn.from) return false;
    const struct kind *kind = item->kind;
    return kind->here ? kind->here(template, item) : template->at.part == PART_MAIN;
}

/* Of what is in this template, but must not be waited for. */
static struct node *known_name(struct template *template, const struct item *item)
{
    const struct kind *kind = item->kind;
    return kind->name && item_is_here(template, item) ? kind->name(template, item) : NULL;
}

static struct node *abroad(struct template *template, const struct item *item)
{
    const struct kind *kind = item->kind;
    return kind->abroad && !item_is_here(template, item) ? kind->abroad(template, item) : NULL;
}

struct node *item_arn(struct template *template, const struct item *item)
{
    struct arena *arena = template->arena;
    const struct kind *kind = item->kind;
    if (item->arn.from) return node_copy(arena, item->arn.from);
    const char *id = item_id(template, item);
    const char *replica =
        kind->replica && !item_is_here(template, item) ? kind->replica(template, item) : NULL;
    if (replica)
        return intrinsic_sub_text(
            arena, arena_join(arena, replica, arena_join(arena, arena_join(arena, "${", id), "}")));
    struct node *there = abroad(template, item);
    if (there) return there;
    const struct node *name = known_name(template, item);
    if (name) return intrinsic_prepend(arena, kind->named, name);
    return intrinsic_attribute(arena, id, kind->arn ? kind->arn : "Arn");
}

struct node *item_value(struct template *template, const struct item *item)
{
    struct arena *arena = template->arena;
    const struct kind *kind = item->kind;
    const struct node *arn = item->arn.from;
    if (arn) return kind->value_elsewhere ? kind->value_elsewhere(template, arn) : node_copy(arena, arn);
    struct node *name = known_name(template, item), *there = name ? NULL : abroad(template, item);
    if (name && kind->tells_arn) return intrinsic_prepend(template->arena, kind->named, name);
    if (name || there) return name ? name : there;
    if (kind->value) return kind->value(template, item);
    const char *id = item_id(template, item);
    return kind->attribute ? intrinsic_attribute(arena, id, kind->attribute) : intrinsic_ref(arena, id);
}

struct node *reference_arn(struct template *template, const struct reference *reference)
{
    const struct named *target = reference->target;
    if (target) return item_arn(template, target->item);
    return node_copy(template->arena, reference->from);
}

bool reference_leads(const struct reference *reference)
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
