#include "service/allowed.h"
#include "base/buffer.h"
#include <string.h>

const char *range_text(struct arena *arena, const char *least, const char *most)
{
    if (!most) return arena_text(arena, "%s or more", least);
    if (!least) return arena_text(arena, "up to %s", most);
    return strcmp(least, most) != 0 ? arena_text(arena, "%s to %s", least, most) : least;
}

static const char *values_text(struct arena *arena, const char *values)
{
    struct buffer *out = buffer_new(arena);
    for (const char *at = values; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        const char *before = at == values ? "" : at[size] ? ", " : " or ";
        buffer_print(out, "%s%.*s", before, (int)size, at);
        at += size;
    }
    return out->text;
}

/* NULL: any. */
static const char *allowed(const struct field *field, const char *type, const struct published *published,
                           struct arena *arena)
{
    const struct bounds *bounds = &field->bounds;
    if (field->values) return values_text(arena, field->values);
    if (bounds->least || bounds->most)
        return range_text(arena, quantity_text(arena, field->form, bounds->least),
                          quantity_text(arena, field->form, bounds->most));
    if (!published || !type || !*type || !field->property || *field->property == '*') return NULL;
    return published->allowed(published, arena, type, field->property, field->form);
}

const char *field_sentence(const struct field *field, const char *type, const struct published *published,
                           struct arena *arena)
{
    const char *values = allowed(field, type, published, arena);
    if (!values) return field->about;
    return arena_text(arena, "%s%sAllowed: %s.", field->about ? field->about : "", field->about ? " " : "",
                      values);
}
