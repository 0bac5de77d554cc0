#include "templates/core/unique.h"
#include "base/text.h"

/* Whether the property alone says which resource it is. */
static bool identifies(struct template *template, const char *type, const char *property)
{
    const struct node *identifier = node_find(schema_find(template->schemas, type), "primaryIdentifier");
    return identifier && identifier->count == 1 && text_same(identifier->first->text, property);
}

static void report_duplicate(struct template *template, const struct node *first, const struct node *name)
{
    struct diag *diag = diag_add(template->diags, FINDING(name_taken), name->place,
                                 "use another name, or remove it for a generated name",
                                 "the name '%s' is already used", name->text);
    diag_note(template->diags, diag, first->place, "by this resource");
}

/* A schema is unpacked only for names that are there twice. */
static void name_check(struct template *template, struct index *names, const char *type, struct node *name)
{
    const char *where = arena_join(template->arena, arena_join(template->arena, type, name->key),
                                   arena_join(template->arena, " ", name->text));
    const struct node *first = index_add(names, where, name);
    if (first != name && identifies(template, type, name->key)) report_duplicate(template, first, name);
}

void unique_check(struct template *template)
{
    struct index *names = index_new(template->arena);
    for (const struct node *resource = template->resources->first; resource; resource = resource->next) {
        const char *type = node_word(resource, "Type");
        const struct node *properties = node_find(resource, "Properties");
        if (!type || !properties || properties->shape != MAP || node_find(resource, "Condition")) continue;
        for (struct node *n = properties->first; n; n = n->next)
            if (n->shape == SCALAR && text_ends(n->key, "Name")) name_check(template, names, type, n);
    }
}
