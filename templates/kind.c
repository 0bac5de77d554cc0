#include "templates/kind.h"

const struct kind *const kinds[] = {
#define KIND(name, section) &name##_kind,
#include "templates/kinds.def"
#undef KIND
    NULL,
};

const struct item *kind_next(const struct kind *kind, const struct item *item)
{
    const struct item *next = (const void *)((const char *)item + kind->form->size);
    return next->from ? next : NULL;
}

const char *item_id(struct template *template, const struct kind *kind, const struct item *item)
{
    return template_id(template, item->key.value, &item->was, kind->suffix);
}
