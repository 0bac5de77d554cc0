#include "stacks/order.h"
#include <stdlib.h>
#include <string.h>

/* What AWS needs made anew with every change of something else, under what that is. */
static const char *owner_of(const struct changed *changed)
{
    static const char *const owners[][2] = { { "AWS::Lambda::Version", "FunctionName" },
                                             { "AWS::Lambda::Alias", "FunctionName" },
                                             { "AWS::Lambda::Permission", "FunctionName" },
                                             { "AWS::ApiGateway::Deployment", "RestApiId" },
                                             { "AWS::ApiGateway::Stage", "RestApiId" },
                                             { "AWS::ApiGateway::DocumentationVersion", "RestApiId" } };
    const struct node *properties = node_find(changed->now ? changed->now : changed->old, "Properties");
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        if (strcmp(changed->type, owners[i][0]) != 0) continue;
        const struct node *owner = node_find(properties, owners[i][1]);
        const struct node *attribute = node_find(owner, "Fn::GetAtt");
        if (attribute && attribute->shape == LIST && attribute->first) return attribute->first->text;
        return node_word(owner, "Ref");
    }
    return NULL;
}

/* An alias that only leads to the new version follows from it; anything else of it is a change of its own. */
static bool only_follows(const struct changed *changed)
{
    if (changed->action != ACTION_MODIFY) return true;
    for (const struct difference *row = changed->first; row; row = row->next)
        if (strcmp(row->path, "Properties.FunctionVersion") != 0 &&
            strcmp(row->path, "Properties.DeploymentId") != 0)
            return false;
    return true;
}

void order_fold(struct changed *first, const struct index *changed)
{
    for (struct changed *c = first; c; c = c->next) {
        const char *owner = c->under ? NULL : owner_of(c);
        const struct changed *found = owner ? index_find(changed, owner) : NULL;
        if (found && found != c && only_follows(c)) c->under = owner;
    }
}

static int by_weight(const void *a, const void *b)
{
    const struct changed *x = *(struct changed *const *)a, *y = *(struct changed *const *)b;
    int apart = (x->impact > y->impact) - (x->impact < y->impact);
    if (!apart)
        apart = strcmp(x->section, "Resources")   ? strcmp(y->section, "Resources") ? 0 : 1
                : strcmp(y->section, "Resources") ? -1
                                                  : 0;
    if (!apart) apart = strcmp(x->id, y->id);
    return apart ? apart : strcmp(x->section, y->section);
}

struct changed *order_sort(struct arena *arena, struct changed *first)
{
    size_t count = 0;
    for (struct changed *c = first; c; c = c->next) count++;
    struct changed **all = arena_take(arena, (count + 1) * sizeof *all);
    count = 0;
    for (struct changed *c = first; c; c = c->next) all[count++] = c;
    qsort(all, count, sizeof *all, by_weight);
    for (size_t i = 0; i < count; i++) all[i]->next = all[i + 1];
    return all[0];
}

void order_count(struct diff *diff)
{
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (!c->under) diff->counts.impacts[c->impact]++;
        diff->possible += !c->under && c->possible && c->impact <= IMPACT_SECURITY;
        bool only_refers = c->under && c->action == ACTION_MODIFY;
        if (strcmp(c->section, "Resources") != 0 || only_refers) continue;
        diff->counts.replace += c->replacement == REPLACED;
        diff->counts.add += c->action == ACTION_ADD;
        diff->counts.modify += c->action == ACTION_MODIFY && c->replacement != REPLACED;
        diff->counts.remove += c->action == ACTION_REMOVE;
        diff->counts.import += c->action == ACTION_IMPORT;
    }
}
