#include "service/names.h"
#include "base/buffer.h"
#include "base/text.h"
#include <string.h>

struct names *names_new(struct arena *arena)
{
    struct names *names = arena_take(arena, sizeof *names);
    names->arena = arena;
    names->index = index_new(arena);
    return names;
}

void names_add(struct names *names, const struct named *named, struct diags *diags)
{
    struct named *copy = arena_take(names->arena, sizeof *copy);
    *copy = *named;
    const struct named *first = index_add(names->index, named->name, copy);
    if (first != copy) {
        struct diag *diag = diag_add(diags, FINDING(name_clash), named->place, NULL,
                                     "the name '%s' is already used under %s", named->name, first->section);
        diag_note(diags, diag, first->place, "used here, under %s", first->section);
        return;
    }
    *(names->last ? &names->last->next : &names->first) = copy;
    names->last = copy;
}

const struct named *names_find(const struct names *names, const char *name)
{
    return index_find(names->index, name);
}

/* `tables queues buckets` as “tables, queues or buckets”. */
static const char *listed(struct arena *arena, const char *sections)
{
    struct buffer *list = buffer_new(arena);
    for (const char *at = sections + strspn(sections, " "); *at;) {
        size_t size = strcspn(at, " ");
        const char *next = at + size + strspn(at + size, " ");
        buffer_print(list, "%s%.*s", !list->size ? "" : *next ? ", " : " or ", (int)size, at);
        at = next;
    }
    return list->text;
}

const struct named *names_resolve(const struct names *names, const char *sections, const struct node *word,
                                  struct diags *diags)
{
    const struct named *found = names_find(names, word->text);
    if (found && text_has_word(sections, found->section)) return found;
    if (found) {
        struct diag *diag = diag_add(diags, FINDING(unknown_reference), word->place, NULL,
                                     "'%s' is under %s; only names under %s are allowed here", word->text,
                                     found->section, listed(names->arena, sections));
        diag_note(diags, diag, found->place, "defined here");
        return NULL;
    }
    struct nearest nearest = { .word = word->text };
    for (const struct named *n = names->first; n; n = n->next)
        if (text_has_word(sections, n->section) && !nearest_try(&nearest, n->name)) break;
    diag_add(diags, FINDING(unknown_reference), word->place, diag_meant(names->arena, nearest.name),
             "unknown reference '%s' in %s", word->text, listed(names->arena, sections));
    return NULL;
}
