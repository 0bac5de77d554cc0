#include "stacks/rights/graph.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "stacks/rights/holders.h"
#include "stacks/rights/names.h"
#include "stacks/rights/readers.h"
#include "templates/core/policy_read.h"
#include <stdlib.h>
#include <string.h>

struct node *properties_of(const struct node *resource) { return node_find(resource, "Properties"); }

const char *value_text(const struct reading *reading, const struct node *value)
{
    return policy_text(reading->graph->arena, value, NULL);
}

const char *subject_of(struct arena *arena, const char *text)
{
    const char *end = text_starts(text, "${") ? strchr(text, '}') : NULL;
    size_t name = strcspn(text, ".");
    if (!end || end[1] || text + name > end) return text;
    return arena_text(arena, "%.*s}", (int)name, text);
}

const char *self_of(const struct reading *reading)
{
    return arena_join(reading->graph->arena, "${", arena_join(reading->graph->arena, reading->id, "}"));
}

const char *const *texts_of(const struct reading *reading, const struct node *value)
{
    const struct node *const *values = policy_values(reading->graph->arena, value);
    size_t count = 0;
    while (values[count]) count++;
    const char **texts = arena_take(reading->graph->arena, (count + 1) * sizeof *texts);
    for (size_t i = 0; i < count; i++) texts[i] = value_text(reading, values[i]);
    return texts;
}

const char *property_text(const struct reading *reading, const struct node *map, const char *key)
{
    const struct node *value = node_find(map, key);
    return value && !policy_is_absent(value) ? value_text(reading, value) : NULL;
}

bool property_is(const struct reading *reading, const struct node *map, const char *key, const char *word)
{
    for (const char *const *text = texts_of(reading, node_find(map, key)); *text; text++)
        if (!strcmp(*text, word)) return true;
    return false;
}

const struct node *referred(const struct reading *reading, const char *text)
{
    const char *subject = subject_of(reading->graph->arena, text);
    size_t size = strlen(subject);
    if (!text_starts(subject, "${") || subject[size - 1] != '}') return NULL;
    return node_find(reading->graph->resources[reading->side],
                     arena_copy(reading->graph->arena, subject + 2, size - 3));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct atom *atom_new(struct arena *arena, const char *operator, const char * key, const char *const *values)
{
    struct atom *atom = arena_take(arena, sizeof *atom);
    int count = 0;
    while (values[count]) count++;
    const char **sorted = arena_take(arena, ((size_t)count + 1) * sizeof *sorted);
    if (count) memcpy(sorted, values, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, by_text);
    *atom = (struct atom){ .operator= operator, .key = key, .values = sorted, .count = count };
    return atom;
}

static struct party *party_new(struct graph *graph, const char *name)
{
    struct party *subject = arena_take(graph->arena, sizeof *subject);
    subject->name = name;
    for (int side = 0; side < SIDES; side++) {
        subject->sides[side].known = index_new(graph->arena);
        subject->sides[side].alike = index_new(graph->arena);
        subject->sides[side].end = &subject->sides[side].first;
    }
    index_add(graph->parties, name, subject);
    *graph->end = subject;
    graph->end = &subject->next;
    return subject;
}

void grant_add(const struct reading *reading, const char *name, struct grant grant)
{
    struct graph *graph = reading->graph;
    struct party *subject = index_find(graph->parties, name);
    if (!subject && graph->is_complete) return;
    if (!subject) subject = party_new(graph, name);
    struct grants *grants = &subject->sides[reading->side];
    grant.id = reading->id;
    grant.plain_key = grant_plain_key(graph->arena, &grant);
    grant.key = grant_key(graph->arena, &grant);
    if (index_find(grants->known, grant.key)) return;
    struct grant *made = arena_take(graph->arena, sizeof *made);
    *made = grant;
    index_add(grants->known, made->key, made);
    grants->has_denials = grants->has_denials || made->deny;
    *grants->end = made;
    grants->end = &made->next;
    made->next_alike = index_find(grants->alike, made->plain_key);
    index_replace(grants->alike, made->plain_key, made);
    if (!grant_is_wide(made)) return;
    made->next_wide = grants->wide;
    grants->wide = made;
}

bool grants_cover(const struct grants *grants, const struct grant *what)
{
    for (const struct grant *g = index_find(grants->alike, what->plain_key); g; g = g->next_alike)
        if (grant_covers(g, what)) return true;
    for (const struct grant *g = grants->wide; g; g = g->next_wide)
        if (g->deny == what->deny && grant_covers(g, what)) return true;
    return false;
}

static struct reading reading_of(struct graph *graph, enum side side, const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    return (struct reading){ graph, side, resource->key, type ? type : "", properties_of(resource) };
}

static const struct holder *holder_of(const struct reading *reading)
{
    return index_find(reading->graph->holders, reading->type);
}

void graph_read(struct graph *graph, enum side side, const struct node *resource)
{
    struct reading reading = reading_of(graph, side, resource);
    if (!reading.properties || reading.properties->shape != MAP) return;
    const struct holder *holder = holder_of(&reading);
    if (holder)
        holder->read(&reading, holder->targets);
    else
        read_policies(&reading, "");
}

bool graph_touches(struct graph *graph, enum side side, const struct node *resource)
{
    if (index_find(graph->own, resource->key)) return true;
    struct reading reading = reading_of(graph, side, resource);
    const struct holder *holder = holder_of(&reading);
    if (!holder || !reading.properties) return false;
    for (const char *at = holder->targets; *at;) {
        size_t size = strcspn(at, " ");
        const char *name = arena_copy(graph->arena, at, size);
        for (const char *const *t = texts_of(&reading, node_find(reading.properties, name)); *t; t++)
            if (index_find(graph->parties, party_of(&reading, name, *t))) return true;
        at += size + (at[size] == ' ');
    }
    return false;
}
