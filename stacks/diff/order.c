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

static bool is_pointer(const struct difference *row)
{
    return !strcmp(row->path, "Properties.FunctionVersion") ||
           !strcmp(row->path, "Properties.DeploymentId") ||
           !strcmp(row->path, "Properties.DocumentationVersion");
}

/* An alias that only leads to the new version follows from it; anything else of it is a change of its own. */
static bool only_follows(const struct changed *changed)
{
    if (changed->action != ACTION_MODIFY) return true;
    for (const struct difference *row = changed->first; row; row = row->next)
        if (!is_pointer(row) && !text_starts(row->path, "DependsOn")) return false;
    return true;
}

/* What changes only because another resource is replaced, and does nothing worse than that: the other one. */
static const struct changed *caused_by(const struct changed *changed, const struct index *all)
{
    const struct changed *cause = NULL;
    for (const struct difference *row = changed->first; row; row = row->next) {
        if (row->reason != REASON_REFERENCE || row->impact < IMPACT_BEHAVIOUR) return NULL;
        if (!cause) cause = index_find(all, row->because);
    }
    return cause;
}

/* What AWS needs made anew stands under the one that leads to it, where nothing else is its cause. */
static void follow_pointers(struct arena *arena, const struct changed *changed, const struct index *all)
{
    for (const struct difference *row = changed->first; row; row = row->next) {
        const struct node *values[] = { row->before, row->after };
        if (changed->action != ACTION_MODIFY || !is_pointer(row)) continue;
        for (int i = 0; i < 2; i++) {
            const char *id = values[i] ? reference_first(arena, values[i]) : NULL;
            struct changed *target = id ? index_find(all, id) : NULL;
            if (target && target->action != ACTION_MODIFY && !target->under) target->under = changed->id;
        }
    }
}

/* The first of a chain, so that each stands under what is told. */
static const char *root_of(const struct changed *owner, const struct index *all)
{
    enum { DEEPEST = 16 };
    for (int i = 0; i < DEEPEST && owner->under; i++) {
        const struct changed *above = index_find(all, owner->under);
        if (!above) break;
        owner = above;
    }
    return owner->id;
}

/* A resource that AWS needs made anew has another logical ID each time: the old one stands under the new one,
 * so that both are told as one. */
static void pair_up(struct arena *arena, struct changed *first)
{
    struct index *added = index_new(arena);
    for (struct changed *c = first; c; c = c->next)
        if (c->under && c->action == ACTION_ADD) {
            const char *name = arena_text(arena, "%s %s", c->type, c->under);
            if (!index_find(added, name)) index_add(added, name, c);
        }
    for (struct changed *c = first; c; c = c->next) {
        if (!c->under || c->action != ACTION_REMOVE) continue;
        const struct changed *next = index_find(added, arena_text(arena, "%s %s", c->type, c->under));
        if (next) c->under = next->id;
    }
}

void order_fold(struct arena *arena, struct changed *first, const struct index *changed)
{
    for (struct changed *c = first; c; c = c->next) {
        const struct changed *owner = caused_by(c, changed);
        if (!owner && only_follows(c)) owner = owner_of(arena, c, changed);
        if (owner && owner != c) c->under = owner->id;
    }
    for (struct changed *c = first; c; c = c->next) follow_pointers(arena, c, changed);
    for (struct changed *c = first; c; c = c->next) {
        const struct changed *owner = c->under ? index_find(changed, c->under) : NULL;
        if (owner) c->under = root_of(owner, changed);
    }
    pair_up(arena, first);
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

/* What it stands under, at last, is there before and after. */
static bool is_of_modified(const struct changed *changed, const struct index *all)
{
    const struct changed *owner = index_find(all, changed->under);
    if (owner) owner = index_find(all, root_of(owner, all));
    return !owner || owner->action == ACTION_MODIFY;
}

void order_count(struct diff *diff, const struct index *changed)
{
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (!c->under) diff->counts.impacts[c->impact]++;
        bool refused = diff_refusal(c), replaced = c->replacement == REPLACED && !refused;
        diff->possible += !c->under && !refused && c->possible && c->impact <= IMPACT_SECURITY;
        bool only_refers = c->under && (c->action == ACTION_MODIFY || is_of_modified(c, changed));
        if (strcmp(c->section, "Resources") != 0 || only_refers) continue;
        diff->counts.replace += replaced;
        diff->counts.add += c->action == ACTION_ADD;
        diff->counts.modify += c->action == ACTION_MODIFY && !replaced;
        diff->counts.remove += c->action == ACTION_REMOVE;
        diff->counts.import += c->action == ACTION_IMPORT;
    }
}

/* Of what is told of the stack itself; IMPACT_COUNT: nothing is. */
static enum impact told_worst(const struct diff *diff)
{
    enum impact worst = IMPACT_COUNT;
    for (const struct changed *c = diff->first; c; c = c->next)
        if (!c->under && !c->alike_of && c->impact < worst) worst = c->impact;
    return worst;
}

struct diff *order_stacks(struct diff *first)
{
    struct diff *sorted = NULL;
    for (struct diff *next, *d = first; d; d = next) {
        struct diff **at = &sorted;
        next = d->next;
        while (*at && told_worst(*at) <= told_worst(d)) at = &(*at)->next;
        d->next = *at;
        *at = d;
    }
    return sorted;
}
