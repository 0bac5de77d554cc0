#include "stacks/diff/order.h"
#include "base/text.h"
#include "templates/core/references.h"
#include <stdlib.h>
#include <string.h>

/* What an output of a resource that comes, or goes, comes and goes with. */
static const struct changed *comes_with(struct arena *arena, const struct changed *changed,
                                        const struct node *value, const struct index *all)
{
    const char *id = reference_first(arena, value);
    const struct changed *other = id ? index_find(all, id) : NULL;
    if (!other || other->action != changed->action || changed->action == ACTION_MODIFY) return NULL;
    const struct changed *above = other->under ? index_find(all, other->under) : NULL;
    return above ? above : other;
}

/* What AWS needs made anew with every change of something else, under what that is: the first that changes.
 */
static const struct changed *owner_of(struct arena *arena, const struct changed *changed,
                                      const struct index *all)
{
    static const char *const owners[][2] = { { "AWS::Lambda::Version", "FunctionName" },
                                             { "AWS::Lambda::Alias", "FunctionName" },
                                             { "AWS::Lambda::Permission", "FunctionName" },
                                             { "AWS::Lambda::Permission", "SourceArn" },
                                             { "AWS::ApiGateway::Deployment", "RestApiId" },
                                             { "AWS::ApiGateway::Stage", "RestApiId" },
                                             { "AWS::ApiGateway::DocumentationVersion", "RestApiId" } };
    const struct node *whole = changed->now ? changed->now : changed->old;
    const struct node *properties = node_find(whole, "Properties");
    const char *principal = node_word(properties, "Principal");
    if (!strcmp(changed->section, "Outputs"))
        return comes_with(arena, changed, node_find(whole, "Value"), all);
    if (principal && !text_ends(principal, ".amazonaws.com"))
        return NULL; /* that somebody may call it is told */
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        if (strcmp(changed->type, owners[i][0]) != 0) continue;
        const char *id = reference_first(arena, node_find(properties, owners[i][1]));
        const struct changed *owner = id ? index_find(all, id) : NULL;
        if (owner && owner != changed) return owner;
    }
    return NULL;
}

/* An alias that only leads to the new version follows from it; anything else of it is a change of its own. */
static bool only_follows(const struct changed *changed)
{
    if (changed->action != ACTION_MODIFY) return true;
    for (const struct difference *row = changed->first; row; row = row->next)
        if (strcmp(row->path, "Properties.FunctionVersion") != 0 &&
            strcmp(row->path, "Properties.DeploymentId") != 0 &&
            strcmp(row->path, "Properties.DocumentationVersion") != 0 && !text_starts(row->path, "DependsOn"))
            return false;
    return true;
}

void order_fold(struct arena *arena, struct changed *first, const struct index *changed)
{
    for (struct changed *c = first; c; c = c->next) {
        const struct changed *owner = c->under ? NULL : owner_of(arena, c, changed);
        if (owner && only_follows(c)) c->under = owner->id;
    }
}

/* What becomes of the whole stack comes first, then its resources. */
static int section_rank(const struct changed *changed)
{
    return !strcmp(changed->section, STACK_SECTION) ? 0 : !strcmp(changed->section, "Resources") ? 1 : 2;
}

static int by_weight(const void *a, const void *b)
{
    const struct changed *x = *(struct changed *const *)a, *y = *(struct changed *const *)b;
    int apart = (x->impact > y->impact) - (x->impact < y->impact);
    if (!apart) apart = section_rank(x) - section_rank(y);
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
        bool refused = diff_refusal(c), replaced = c->replacement == REPLACED && !refused;
        diff->possible += !c->under && !refused && c->possible && c->impact <= IMPACT_SECURITY;
        bool only_refers = c->under && c->action == ACTION_MODIFY;
        if (strcmp(c->section, "Resources") != 0 || only_refers) continue;
        diff->counts.replace += replaced;
        diff->counts.add += c->action == ACTION_ADD;
        diff->counts.modify += c->action == ACTION_MODIFY && !replaced;
        diff->counts.remove += c->action == ACTION_REMOVE;
        diff->counts.import += c->action == ACTION_IMPORT;
    }
}
