#include "stacks/diff/consequence.h"
#include "base/index.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "stacks/diff/compare.h"
#include "stacks/diff/update_policy.h"
#include "stacks/diff/verdict.h"
#include "templates/core/references.h"
#include <string.h>

/* Where a resource refers to another. */
struct site {
    struct site *next;
    const char *from, *path, *property;
    const struct node *value;
};

struct survey {
    struct arena *arena;
    struct index *sites; /* struct site by what is referred to */
    const char *from, *path, *property;
    const struct node *value;
};

static void note_site(void *with, const char *id, const char *attribute, const struct node *at)
{
    struct survey *survey = with;
    (void)attribute, (void)at;
    struct site *site = arena_take(survey->arena, sizeof *site), *first = index_find(survey->sites, id);
    *site = (struct site){ first, survey->from, survey->path, survey->property, survey->value };
    if (first)
        index_replace(survey->sites, id, site);
    else
        index_add(survey->sites, arena_text(survey->arena, "%s", id), site);
}

static const char *step(struct arena *arena, const char *path, const char *name)
{
    return *path ? arena_join(arena, path, arena_join(arena, ".", name)) : name;
}

static void survey_value(struct survey *survey, const char *path, const char *property,
                         const struct node *value)
{
    if (value->shape == SCALAR) return;
    if (is_intrinsic(value)) {
        survey->path = path, survey->property = property, survey->value = value;
        references_each(survey->arena, value, &(struct referring){ note_site, survey });
        return;
    }
    int at = 0;
    for (const struct node *n = value->first; n; n = n->next)
        if (value->shape == MAP)
            survey_value(survey, step(survey->arena, path, n->key), step(survey->arena, property, n->key), n);
        else
            survey_value(survey, n->shape == SCALAR ? "" : arena_text(survey->arena, "%s[%d]", path, at++),
                         n->shape == SCALAR ? "" : step(survey->arena, property, "*"), n);
}

static struct index *sites_of(struct arena *arena, const struct node *resources)
{
    struct survey survey = { .arena = arena, .sites = index_new(arena) };
    for (const struct node *n = node_pairs(resources); n; n = n->next) {
        const struct node *properties = node_find(n, "Properties");
        survey.from = n->key;
        if (properties) survey_value(&survey, "Properties", "", properties);
    }
    return survey.sites;
}

/* The property that a person names it by: AWS cannot make a second one of the same name. Where it is not what
 * identifies the type, it stands here; each page of the type says that the name is unique in the account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html */
static const char *name_key(const struct consequences *all, const char *type)
{
    static const char *const keys[][2] = {
        { "AWS::ECS::Service", "ServiceName" },
        { "AWS::ElasticLoadBalancingV2::LoadBalancer", "Name" },
        { "AWS::ElasticLoadBalancingV2::TargetGroup", "Name" },
        { "AWS::Events::Rule", "Name" },
        { "AWS::IAM::ManagedPolicy", "ManagedPolicyName" },
        { "AWS::SNS::Topic", "TopicName" },
        { "AWS::SQS::Queue", "QueueName" },
        { "AWS::SecretsManager::Secret", "Name" },
        { "AWS::StepFunctions::StateMachine", "StateMachineName" },
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcmp(type, keys[i][0])) return keys[i][1];
    const struct node *own = node_find(schema_find(all->schemas, type), "primaryIdentifier");
    return own && own->count == 1 && !strchr(own->first->text, '.') ? own->first->text : NULL;
}

static enum replacement replacement_of(const struct consequences *all, const struct changed *changed,
                                       const char *property)
{
    enum replacement by_schema = schema_replacement(all->schemas, changed->type, property);
    return update_policy_replacement(changed->now, changed->type, property, by_schema);
}

void consequence_row(struct consequences *all, const struct changed *changed, struct difference *row)
{
    if (changed->action != ACTION_MODIFY) return;
    if (!strcmp(row->path, "Type")) row->replacement = REPLACED;
    if (!row->property || !*row->property) return;
    /* An item that comes or goes is not a change of what is in it. */
    const char *path = row->property;
    if (text_ends(path, ".*") && (!row->before || !row->after)) path = arena_join(all->arena, path, ".-");
    row->replacement = replacement_of(all, changed, path);
    if (row->unknown && row->replacement == REPLACED) row->replacement = MAY_BE_REPLACED;
    if (all->verdicts) verdict_row(all->verdicts, changed, row);
}

static struct changed *changed_of(struct consequences *all, const struct site *site)
{
    struct changed *changed = index_find(all->changed, site->from);
    if (changed) return changed;
    const struct node *now = node_find(all->after, site->from), *old = node_find(all->before, site->from);
    const char *type = node_word(now, "Type");
    changed = arena_take(all->arena, sizeof *changed);
    *changed = (struct changed){ .section = "Resources",
                                 .id = site->from,
                                 .type = type ? type : "",
                                 .action = ACTION_MODIFY,
                                 .cause = now->place,
                                 .old = old,
                                 .now = now };
    *all->end = changed;
    all->end = &changed->next;
    return index_add(all->changed, changed->id, changed);
}

/* It says so already: of this property, or of another one that refers to the same resource. */
static bool is_told(const struct changed *changed, const char *path, const char *because)
{
    for (const struct difference *row = changed->first; row; row = row->next) {
        if (!strcmp(row->path, path) || !*row->path) return true;
        if (because && row->reason == REASON_REFERENCE && !strcmp(row->because, because)) return true;
    }
    return false;
}

/* The other resource is made anew, so what refers to it has another value. */
static void follow(struct consequences *all, const struct changed *other, const struct site *site)
{
    struct changed *changed = changed_of(all, site);
    enum replacement forced = replacement_of(all, changed, site->property);
    if (changed->action != ACTION_MODIFY ||
        is_told(changed, site->path, forced == UPDATED ? other->id : NULL))
        return;
    struct difference *row = arena_take(all->arena, sizeof *row);
    *row = (struct difference){ .path = site->path,
                                .property = site->property,
                                .action = ACTION_MODIFY,
                                .impact = IMPACT_BEHAVIOUR,
                                .before = site->value,
                                .after = site->value,
                                .cause = site->value->place,
                                .reason = REASON_REFERENCE,
                                .because = other->id };
    consequence_row(all, changed, row);
    if (row->replacement > other->replacement) row->replacement = other->replacement;
    row->possible = other->replacement != REPLACED || row->replacement == MAY_BE_REPLACED;
    row->why =
        arena_text(all->arena, "%s %s replaced", other->id, other->replacement == REPLACED ? "is" : "may be");
    compare_append(changed, row);
    if (row->replacement > changed->replacement) changed->replacement = row->replacement;
}

static const char **ids_of(struct arena *arena, const struct site *first)
{
    size_t count = 0;
    for (const struct site *s = first; s; s = s->next) count++;
    const char **ids = arena_take(arena, (count + 1) * sizeof *ids);
    struct index *known = index_new(arena);
    count = 0;
    for (const struct site *s = first; s; s = s->next) {
        if (index_find(known, s->from)) continue;
        index_add(known, s->from, (void *)(size_t)s);
        ids[count++] = s->from;
    }
    return ids;
}

/* The property that names it, where the name stays: the template says the same, and nothing that it refers to
 * changes it, which would be a row of its own. */
static const char *own_name(const struct consequences *all, const struct changed *changed)
{
    const char *key = name_key(all, changed->type);
    if (!key || !node_find(node_find(changed->now, "Properties"), key) ||
        !node_find(node_find(changed->old, "Properties"), key))
        return NULL;
    for (const struct difference *row = changed->first; row; row = row->next)
        if (row->property && text_starts(row->property, key)) return NULL;
    return key;
}

/* Why AWS rejects the update because of this row, or NULL.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html */
static const char *refusal_of(const struct consequences *all, const struct changed *changed,
                              const struct difference *row)
{
    if (!strcmp(row->path, "Type"))
        return "AWS will reject it: the type of a resource cannot change under one logical ID";
    const char *name = row->replacement == REPLACED ? own_name(all, changed) : NULL;
    return name ? arena_text(all->arena,
                             "AWS will reject it: %s does not change, and two resources cannot have the same "
                             "name",
                             name)
                : NULL;
}

static void changed_refuse(const struct consequences *all, struct changed *changed)
{
    bool told = false;
    for (struct difference *row = changed->first; row; row = row->next) {
        const char *why = refusal_of(all, changed, row);
        if (!why) continue;
        row->refused = true;
        row->why = told ? NULL : why;
        told = true;
    }
}

void consequence_refuse(struct consequences *all, struct changed *first)
{
    for (struct changed *c = first; c; c = c->next)
        if (c->action == ACTION_MODIFY && c->replacement != UPDATED) changed_refuse(all, c);
}

void consequence_spread(struct consequences *all, struct changed *first)
{
    bool ends = false;
    for (struct changed *c = first; c; c = c->next)
        ends = ends || c->replacement != UPDATED || c->action == ACTION_REMOVE;
    if (!ends) return;
    struct index *now = sites_of(all->arena, all->after), *old = sites_of(all->arena, all->before);
    bool more = true;
    while (more) { /* a chain of references is as long as resources are deep, rarely more than three */
        more = false;
        for (struct changed *c = first; c; c = c->next) {
            if (c->replacement == UPDATED || c->action != ACTION_MODIFY ||
                strcmp(c->section, "Resources") != 0)
                continue;
            for (const struct site *s = index_find(now, c->id); s; s = s->next) {
                struct changed *target = index_find(all->changed, s->from);
                enum replacement was = target ? target->replacement : UPDATED;
                follow(all, c, s);
                target = index_find(all->changed, s->from);
                more = more || target->replacement > was;
            }
        }
    }
    for (struct changed *c = first; c; c = c->next) {
        bool removed = c->action == ACTION_REMOVE;
        if (strcmp(c->section, "Resources") == 0 && (removed || c->replacement != UPDATED))
            c->dependents = ids_of(all->arena, index_find(removed ? old : now, c->id));
    }
}
