#include "stacks/diff.h"
#include "base/index.h"
#include "base/text.h"
#include "stacks/canonical.h"
#include "stacks/compare.h"
#include "stacks/consequence.h"
#include "stacks/impact.h"
#include "stacks/permits.h"
#include "stacks/redact.h"
#include "stacks/steps.h"
#include <stdlib.h>
#include <string.h>

const char *const action_words[] = { "add", "modify", "remove", "import" };
const char *const impact_words[] = { "data-loss", "outage", "security", "behaviour", "code", "cosmetic" };
const char *const fate_words[] = { "none", "retained", "snapshot", "deleted" };
const char *const replacement_words[] = { "no", "conditional", "yes" };

struct differ {
    struct arena *arena;
    bool beside; /* nothing comes of what differs */
    struct consequences all;
    struct changed *first, **end;
};

static struct changed *changed_add(struct differ *differ, const char *section, const struct node *old,
                                   const struct node *now)
{
    const struct node *one = now ? now : old;
    const char *type = !strcmp(section, "Resources") ? node_word(one, "Type") : NULL;
    struct changed *changed = arena_take(differ->arena, sizeof *changed);
    *changed = (struct changed){ .section = section,
                                 .id = one->key ? one->key : "",
                                 .type = type ? type : "",
                                 .action = !old   ? ACTION_ADD
                                           : !now ? ACTION_REMOVE
                                                  : ACTION_MODIFY,
                                 .cause = one->place,
                                 .old = old,
                                 .now = now };
    return changed;
}

static void changed_keep(struct differ *differ, struct changed *changed)
{
    if (!changed->first) return; /* it says the same in other words */
    *differ->end = changed;
    differ->end = &changed->next;
}

static const char *type_of(const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    return type ? type : "";
}

/* Canonical, the parts of a resource each in its own way. */
static void compare_part(const struct comparison *comparison, const char *name, const struct node *old,
                         const struct node *now)
{
    bool properties = !strcmp(name, "Properties");
    struct arena *arena = comparison->arena;
    const struct node *empty = node_map(arena);
    if (properties && !old) old = empty;
    if (properties && !now) now = empty;
    if (old && now && node_same(old, now)) return;
    const char *path = properties ? "" : NULL;
    compare(comparison, name, path,
            old ? canonical_value(arena, comparison->schemas, comparison->type, path, old) : NULL,
            now ? canonical_value(arena, comparison->schemas, comparison->type, path, now) : NULL);
}

/* What must be there first is a set; one may stand alone. */
static const struct node *depends(struct arena *arena, const struct node *value)
{
    if (!value || value->shape == LIST) return value;
    struct node *list = node_list(arena);
    list->place = value->place;
    node_add(list, NULL, node_copy(arena, value));
    return list;
}

static void compare_resource(const struct comparison *comparison, const struct node *old,
                             const struct node *now)
{
    if (strcmp(type_of(old), type_of(now)) != 0) {
        compare_add(comparison, "Type", NULL, node_find(old, "Type"), node_find(now, "Type"));
        return;
    }
    for (const struct node *n = old->first; n; n = n->next)
        if (strcmp(n->key, "DependsOn") != 0) compare_part(comparison, n->key, n, node_find(now, n->key));
    for (const struct node *n = now->first; n; n = n->next)
        if (strcmp(n->key, "DependsOn") != 0 && !node_find(old, n->key))
            compare_part(comparison, n->key, NULL, n);
    const struct node *before = depends(comparison->arena, node_find(old, "DependsOn"));
    const struct node *after = depends(comparison->arena, node_find(now, "DependsOn"));
    if (before || after) compare_depends(comparison, before, after);
}

static void add_resource(struct differ *differ, const struct node *old, const struct node *now)
{
    if (old && now && node_same(old, now)) return;
    struct changed *changed = changed_add(differ, "Resources", old, now);
    struct comparison comparison = { differ->arena, differ->all.schemas, changed->type, changed };
    if (old && now)
        compare_resource(&comparison, old, now);
    else
        compare_add(&comparison, "", NULL, old, now);
    changed_keep(differ, changed);
    if (!changed->first) return;
    index_add(differ->all.changed, changed->id, changed);
    for (struct difference *row = changed->first; row; row = row->next) {
        if (!differ->beside) consequence_row(&differ->all, changed, row);
        impact_row(changed, row);
        if (row->replacement > changed->replacement) changed->replacement = row->replacement;
    }
}

static void add_other(struct differ *differ, const char *section, const struct node *old,
                      const struct node *now)
{
    if (old && now && node_same(old, now)) return;
    struct changed *changed = changed_add(differ, section, old, now);
    struct comparison comparison = { differ->arena, differ->all.schemas, "", changed };
    compare(&comparison, "", NULL,
            old ? canonical_value(differ->arena, differ->all.schemas, NULL, NULL, old) : NULL,
            now ? canonical_value(differ->arena, differ->all.schemas, NULL, NULL, now) : NULL);
    for (struct difference *row = changed->first; row; row = row->next) impact_row(changed, row);
    changed_keep(differ, changed);
}

static void each(struct differ *differ, const char *section, const struct node *before,
                 const struct node *after)
{
    bool resources = !strcmp(section, "Resources");
    for (const struct node *n = before && before->shape == MAP ? before->first : NULL; n; n = n->next) {
        const struct node *now = node_find(after, n->key);
        if (resources)
            add_resource(differ, n, now);
        else
            add_other(differ, section, n, now);
    }
    for (const struct node *n = after && after->shape == MAP ? after->first : NULL; n; n = n->next) {
        if (node_find(before, n->key)) continue;
        if (resources)
            add_resource(differ, NULL, n);
        else
            add_other(differ, section, NULL, n);
    }
}

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

static void fold(struct differ *differ)
{
    for (struct changed *c = differ->first; c; c = c->next) {
        const char *owner = c->under ? NULL : owner_of(c);
        const struct changed *found = owner ? index_find(differ->all.changed, owner) : NULL;
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

static struct changed *sorted(struct arena *arena, struct changed *first)
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

static void count(struct diff *diff)
{
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (!c->under) diff->counts.impacts[c->impact]++;
        bool only_refers = c->under && c->action == ACTION_MODIFY;
        if (strcmp(c->section, "Resources") != 0 || only_refers) continue;
        diff->counts.replace += c->replacement == REPLACED;
        diff->counts.add += c->action == ACTION_ADD;
        diff->counts.modify += c->action == ACTION_MODIFY && c->replacement != REPLACED;
        diff->counts.remove += c->action == ACTION_REMOVE;
        diff->counts.import += c->action == ACTION_IMPORT;
    }
}

static struct diff *diff_make(struct differ *differ, struct schemas *schemas, const struct node *before,
                              const struct node *after)
{
    static const char *const sections[] = { "Parameters", "Mappings", "Conditions",
                                            "Rules",      "Outputs",  "Metadata" };
    struct arena *arena = differ->arena;
    struct diff *diff = arena_take(arena, sizeof *diff);
    differ->end = &differ->first;
    differ->all = (struct consequences){
        arena, schemas, node_find(before, "Resources"), node_find(after, "Resources"), index_new(arena), NULL
    };
    each(differ, "Resources", differ->all.before, differ->all.after);
    differ->all.end = differ->end;
    if (!differ->beside) consequence_spread(&differ->all, differ->first);
    differ->end = differ->all.end;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        each(differ, sections[i], node_find(before, sections[i]), node_find(after, sections[i]));
    for (struct changed *c = differ->first; c; c = c->next) {
        if (!differ->beside) impact_end(c);
        impact_sum(c);
        redact(arena, c);
    }
    fold(differ);
    diff->method = "template";
    diff->first = sorted(arena, differ->first);
    diff->permits = permits_of(arena, diff->first);
    if (!differ->beside) diff->steps = steps_of(arena, diff);
    count(diff);
    return diff;
}

struct diff *diff_new(struct arena *arena, struct schemas *schemas, const struct node *before,
                      const struct node *after)
{
    return diff_make(&(struct differ){ .arena = arena }, schemas, before, after);
}

struct diff *diff_beside(struct arena *arena, struct schemas *schemas, const struct node *one,
                         const struct node *other)
{
    return diff_make(&(struct differ){ .arena = arena, .beside = true }, schemas, one, other);
}

enum impact diff_worst(const struct diff *diff)
{
    enum impact worst = IMPACT_COUNT;
    for (; diff; diff = diff->next)
        for (const struct changed *c = diff->first; c; c = c->next)
            if (c->impact < worst) worst = c->impact;
    return worst;
}
