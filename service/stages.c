#include "service/stages.h"
#include "base/text.h"

const struct node *stages_merge(const struct form *form, const struct node *document, const char *stage,
                                bool explicit, struct diags *diags)
{
    const struct node *stages = node_find(document, "stages");
    if (!stages || stages->shape != MAP || !stages->count) return document;
    const struct node *over = node_find(stages, stage);
    if (over) return is_null(over) ? document : form_merge(form, document, over, diags);
    if (!explicit) return document;
    struct nearest nearest = { .word = stage };
    struct buffer *names = buffer_new(diags->arena);
    for (const struct node *n = stages->first; n; n = n->next) {
        nearest_try(&nearest, n->key);
        buffer_print(names, "%s%s", names->size ? ", " : "", n->key);
    }
    const char *hint = nearest.name ? diag_meant(diags->arena, nearest.name) : "choose one with --stage";
    diag_add(diags, FINDING(unknown_stage), stages->key_place, hint, "unknown stage '%s'; known stages: %s",
             stage, names->text);
    return NULL;
}
