#include "base/text.h"
#include "stacks/rights/attached.h"
#include "stacks/rights/holders.h"
#include "stacks/rights/rights.h"
#include "stacks/rights/words.h"
#include <string.h>

struct comparing {
    struct graph *graph;
    struct permit *others, **end; /* of resources that do not differ */
};

static bool is_known(const struct grants *grants, const struct grant *grant)
{
    return index_find(grants->known, grant->key);
}

/* What a refusal takes back whole is no right. */
static bool is_denied(const struct grants *grants, const struct grant *grant)
{
    struct grant denied = *grant;
    denied.deny = true;
    denied.plain_key = "";
    if (!grants->has_denials) return false;
    for (const struct grant *g = grants->first; g; g = g->next)
        if (g->deny && grant_covers(g, &denied)) return true;
    return false;
}

/* It was part of something wider that goes. */
static bool is_left_over(const struct grants *before, const struct grants *after, const struct grant *grant)
{
    for (const struct grant *g = before->first; g; g = g->next)
        if (!g->deny && !is_known(after, g) && grant_covers(g, grant) && !grants_cover(after, g)) return true;
    return false;
}

static struct permit *permit_add(struct comparing *all, enum side side, const struct grant *grant)
{
    struct arena *arena = all->graph->arena;
    struct rights_change *change = index_find(all->graph->changed, grant->id);
    struct permit **end = change ? &change->permits : all->end, *made = arena_take(arena, sizeof *made);
    *made = (struct permit){ .id = grant->id,
                             .granted = side == AFTER,
                             .effect = grant->deny ? "Deny" : "Allow",
                             .principal = grant->principal.text,
                             .action = grant->action.text,
                             .resource = grant->resource.text,
                             .cause = grant->cause };
    words_set(arena, all->graph->resources[side], grant, made);
    if (change && change->last) end = &change->last->next;
    *end = made;
    if (change)
        change->last = made;
    else
        all->end = &made->next;
    return made;
}

/* Whether the side has the resource that the name stands for; all sides have what is no resource. */
static bool has(const struct comparing *all, enum side side, const char *name)
{
    const struct reading here = { .graph = all->graph, .side = side },
                         there = { .graph = all->graph, .side = side == AFTER ? BEFORE : AFTER };
    return referred(&here, name) || !referred(&there, name);
}

static bool has_allowed(const struct grants *grants)
{
    for (const struct grant *g = grants->first; g; g = g->next)
        if (!g->deny) return true;
    return false;
}

/* To deny something of what is new takes nothing from anybody. */
static void compare_granted(struct comparing *all, const struct party *party)
{
    const struct grants *before = &party->sides[BEFORE], *after = &party->sides[AFTER];
    bool is_new = !has(all, BEFORE, party->name), silent = is_new && !has_allowed(after);
    for (const struct grant *g = after->first; g; g = g->next) {
        if (is_known(before, g)) continue;
        bool covered = grants_cover(before, g);
        if (g->deny ? covered || silent : is_denied(after, g)) continue;
        bool kept = !g->deny && covered && is_left_over(before, after, g);
        if (covered && !kept) continue;
        struct permit *permit = permit_add(all, AFTER, g);
        permit->kept = kept;
        permit->broader = !g->deny && !kept && !(g->guarded && !before->first);
    }
}

static void compare_revoked(struct comparing *all, const struct party *party)
{
    const struct grants *before = &party->sides[BEFORE], *after = &party->sides[AFTER];
    bool gone = !has(all, AFTER, party->name);
    for (const struct grant *g = before->first; g; g = g->next) {
        if (is_known(after, g) || grants_cover(after, g)) continue;
        if (g->deny ? gone : is_denied(before, g)) continue;
        permit_add(all, BEFORE, g)->broader = g->deny;
    }
}

static bool is_managed_policy(const char *type) { return text_same(type, "AWS::IAM::ManagedPolicy"); }

/* What changes, and the identities to which a policy is attached that changes. */
static void read_changed(struct graph *graph, struct rights_change *first)
{
    struct index *policies = index_new(graph->arena);
    bool managed = false;
    for (struct rights_change *c = first; c; c = c->next) {
        if (c->old) graph_read(graph, BEFORE, c->old);
        if (c->now) graph_read(graph, AFTER, c->now);
        if (!is_managed_policy(c->type)) continue;
        index_add(policies, arena_text(graph->arena, "${%s}", c->id), c);
        managed = true;
    }
    for (int side = 0; managed && side < SIDES; side++) attached_read(graph, (enum side)side, policies);
}

/* What else there is about the same identities and resources. */
static void read_others(struct graph *graph)
{
    graph->is_complete = true;
    if (!graph->first) return;
    for (int side = 0; side < SIDES; side++)
        for (const struct node *n = node_pairs(graph->resources[side]); n; n = n->next)
            if (graph_touches(graph, (enum side)side, n)) graph_read(graph, (enum side)side, n);
}

struct permit *rights_compare(struct arena *arena, const struct node *before, const struct node *after,
                              struct rights_change *first)
{
    struct index *changed = index_new(arena);
    struct graph graph = { .arena = arena,
                           .holders = holders_index(arena),
                           .own = index_new(arena),
                           .resources = { before, after },
                           .parties = index_new(arena),
                           .changed = changed };
    struct comparing all = { .graph = &graph };
    all.end = &all.others;
    graph.end = &graph.first;
    for (struct rights_change *c = first; c; c = c->next) index_add(changed, c->id, c);
    read_changed(&graph, first);
    read_others(&graph);
    for (const struct party *p = graph.first; p; p = p->next) compare_granted(&all, p);
    for (const struct party *p = graph.first; p; p = p->next) compare_revoked(&all, p);
    return all.others;
}
