#include "stacks/diff/permits.h"
#include "base/index.h"
#include "base/text.h"
#include "stacks/rights/right.h"
#include <string.h>

struct permits {
    struct arena *arena;
    struct index *by_id; /* struct rights_change */
    struct permit *others;
};

/* Gains tell more than losses, and what is kept tells nothing. */
static const struct right *foremost(const struct right *first)
{
    for (const struct right *r = first; r; r = r->next)
        if (r->broader) return r;
    for (const struct right *r = first; r; r = r->next)
        if (r->sign == '-') return r;
    return NULL;
}

static bool is_operation(const struct node *value)
{
    return node_find(value, "responses") || node_find(value, "x-amazon-apigateway-integration");
}

/* Of an OpenAPI document most rows are about what a route does; a whole one that comes or goes is also about
 * who calls it. */
static bool is_about_callers(const struct difference *row)
{
    const struct node *value = row->before ? row->before : row->after;
    bool whole = row->action != ACTION_MODIFY && text_starts(row->property, "Body.paths");
    return strstr(row->path, ".security") || strstr(row->path, "x-amazon-apigateway-auth") ||
           strstr(row->path, "x-amazon-apigateway-policy") || !strcmp(row->property, "Body") ||
           (whole && (is_operation(value) || is_operation(node_pairs(value))));
}

/* What only follows from another resource changes no right. */
static bool is_about_access(const struct changed *changed, const struct difference *row)
{
    if (row->reason == REASON_REFERENCE) return false;
    if (row->property && text_starts(row->property, "Body")) return is_about_callers(row);
    return !*row->path || (row->property && rights_is_property(changed->type, row->property));
}

static void rows_judge(struct permits *permits, struct changed *changed, const struct rights_change *change)
{
    const struct right *first = rights_of(permits->arena, change->permits), *told = foremost(first);
    if (!told) return;
    int more = -1;
    for (const struct right *r = first; r; r = r->next) more += r->sign != '=';
    const char *why = right_sentence(permits->arena, told);
    if (more > 0) why = arena_text(permits->arena, "%s (and %d more)", why, more);
    for (struct difference *row = changed->first; row; row = row->next) {
        if (row->impact < IMPACT_SECURITY || !is_about_access(changed, row)) continue;
        row->impact = IMPACT_SECURITY;
        row->possible = row->replacement == MAY_BE_REPLACED;
        if (!why || row->why || !*row->path) continue;
        row->why = why;
        row->reason = REASON_ACCESS;
        why = NULL;
    }
}

static struct rights_change *change_of(struct arena *arena, const struct changed *changed)
{
    struct rights_change *change = arena_take(arena, sizeof *change);
    *change = (struct rights_change){
        .id = changed->id, .type = changed->type, .old = changed->old, .now = changed->now
    };
    return change;
}

static struct rights_change *change_find(const struct permits *permits, const struct changed *changed)
{
    return strcmp(changed->section, "Resources") != 0 ? NULL : index_find(permits->by_id, changed->id);
}

struct permits *permits_new(struct arena *arena, const struct node *before, const struct node *after,
                            struct changed *first)
{
    struct permits *permits = arena_take(arena, sizeof *permits);
    struct rights_change *changes = NULL, **end = &changes;
    *permits = (struct permits){ .arena = arena, .by_id = index_new(arena) };
    for (const struct changed *c = first; c; c = c->next) {
        if (strcmp(c->section, "Resources") != 0) continue;
        *end = change_of(arena, c);
        index_add(permits->by_id, c->id, *end);
        end = &(*end)->next;
    }
    permits->others = rights_compare(arena, before, after, changes);
    for (struct changed *c = first; c; c = c->next) {
        const struct rights_change *change = change_find(permits, c);
        if (change) rows_judge(permits, c, change);
    }
    return permits;
}

struct permit *permits_sorted(struct permits *permits, const struct changed *first)
{
    struct permit *all = NULL, **end = &all;
    for (const struct changed *c = first; c; c = c->next) {
        const struct rights_change *change = change_find(permits, c);
        if (!change || !change->permits) continue;
        *end = change->permits;
        end = &change->last->next;
    }
    *end = permits->others;
    return all;
}
