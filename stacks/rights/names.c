#include "stacks/rights/names.h"
#include "base/text.h"
#include <string.h>

static const struct kind {
    const char *type, *name, *list; /* properties: of the identity and of what names it; of a list of names */
} kinds[] = {
    { "AWS::IAM::Role", "RoleName", "Roles" },
    { "AWS::IAM::User", "UserName", "Users" },
    { "AWS::IAM::Group", "GroupName", "Groups" },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const char *key_of(struct arena *arena, const char *property, const char *name)
{
    return arena_join(arena, property, arena_join(arena, "/", name));
}

static struct index *names_index(struct graph *graph, enum side side)
{
    struct index *names = index_new(graph->arena);
    for (const struct node *n = node_pairs(graph->resources[side]); n; n = n->next) {
        const char *type = node_word(n, "Type");
        for (int i = 0; type && i < KINDS; i++) {
            if (!text_same(kinds[i].type, type)) continue;
            const char *name = node_word(properties_of(n), kinds[i].name);
            if (name) index_add(names, key_of(graph->arena, kinds[i].name, name), (void *)n);
        }
    }
    return names;
}

const char *party_of(const struct reading *reading, const char *property, const char *text)
{
    struct graph *graph = reading->graph;
    if (text_starts(text, "${")) return subject_of(graph->arena, text);
    for (int i = 0; i < KINDS; i++) {
        if (strcmp(property, kinds[i].name) != 0 && strcmp(property, kinds[i].list) != 0) continue;
        struct index **names = &graph->names[reading->side];
        if (!*names) *names = names_index(graph, reading->side);
        const struct node *identity = index_find(*names, key_of(graph->arena, kinds[i].name, text));
        return identity ? arena_text(graph->arena, "${%s}", identity->key) : text;
    }
    return text;
}
