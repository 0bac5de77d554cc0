#include "stacks/diff/permits.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include "stacks/diff/canonical.h"
#include "templates/core/policy_read.h"
#include <stdlib.h>
#include <string.h>

struct collection {
    struct arena *arena;
    const char *id;
    struct index *known;
    struct permit *first, **end;
};

static const char *text_of(struct arena *arena, const struct node *value)
{
    if (value->shape == SCALAR) return value->text;
    const struct node *only = is_intrinsic(value) ? value->first : NULL;
    if (only && only->shape == SCALAR)
        return !strcmp(only->key, "Ref") ? arena_text(arena, "${%s}", only->text) : only->text;
    if (only && !strcmp(only->key, "Fn::GetAtt") && only->count == 2 && only->first->shape == SCALAR &&
        only->last->shape == SCALAR)
        return arena_text(arena, "${%s.%s}", only->first->text, only->last->text);
    struct buffer *text = buffer_new(arena);
    json_print(text, value, JSON_CANONICAL);
    return text->text;
}

static void add(struct collection *all, struct permit permit)
{
    const char *key = arena_text(all->arena, "%s\1%s\1%s\1%s\1%s", permit.effect, permit.principal,
                                 permit.action, permit.resource, permit.condition);
    if (index_find(all->known, key)) return;
    struct permit *made = arena_take(all->arena, sizeof *made);
    *made = permit;
    made->id = all->id;
    index_add(all->known, key, made);
    *all->end = made;
    all->end = &made->next;
}

/* One of the two, or a list of both; `not` goes before each of the second. */
static struct node *either(struct arena *arena, const struct node *statement, const char *key,
                           const char *negated)
{
    struct node *list = node_list(arena);
    const struct node *value = node_find(statement, key);
    const char *sign = "";
    if (!value) value = node_find(statement, negated), sign = "not ";
    if (!value) return list;
    if (value->shape != LIST) {
        node_add(list, NULL, node_text(arena, arena_join(arena, sign, text_of(arena, value))))->place =
            value->place;
        return list;
    }
    for (const struct node *n = value->first; n; n = n->next)
        node_add(list, NULL, node_text(arena, arena_join(arena, sign, text_of(arena, n))))->place = n->place;
    return list;
}

/* Everybody that a statement is about; an identity's own policy is about whoever has it. */
static struct node *principals(struct collection *all, const struct node *statement)
{
    struct node *list = node_list(all->arena);
    const struct node *named = node_find(statement, "Principal");
    const char *sign = "";
    if (!named) named = node_find(statement, "NotPrincipal"), sign = "not ";
    if (!named)
        node_add(list, NULL, node_text(all->arena, arena_text(all->arena, "${%s}", all->id)));
    else if (named->shape != MAP || is_intrinsic(named))
        node_add(list, NULL, node_text(all->arena, arena_join(all->arena, sign, text_of(all->arena, named))));
    else
        for (const struct node *kind = named->first; kind; kind = kind->next)
            for (const struct node *n = kind->shape == LIST ? kind->first : NULL; n; n = n->next)
                node_add(list, NULL,
                         node_text(all->arena, arena_join(all->arena, sign, text_of(all->arena, n))));
    return list;
}

static void statement_add(struct collection *all, const struct node *statement)
{
    struct arena *arena = all->arena;
    const struct node *condition = node_find(statement, "Condition");
    const char *effect = node_word(statement, "Effect");
    struct node *actions = either(arena, statement, "Action", "NotAction");
    struct node *resources = either(arena, statement, "Resource", "NotResource");
    struct node *who = principals(all, statement);
    if (!resources->first) /* a policy of the thing itself */
        node_add(resources, NULL, node_text(arena, arena_text(arena, "${%s}", all->id)));
    for (const struct node *p = who->first; p; p = p->next)
        for (const struct node *a = actions->first; a; a = a->next)
            for (const struct node *r = resources->first; r; r = r->next)
                add(all, (struct permit){ .effect = effect ? effect : "Allow",
                                          .principal = p->text,
                                          .action = a->text,
                                          .resource = r->text,
                                          .condition = condition ? text_of(arena, condition) : "",
                                          .cause = a->place.file ? a->place : statement->place });
}

static void policies_below(struct collection *all, const struct node *value)
{
    if (policy_is_document(value)) {
        const struct node *statements = node_find(value, "Statement");
        for (const struct node *n = statements->first; n; n = n->next)
            if (n->shape == MAP && !is_intrinsic(n)) statement_add(all, n);
        return;
    }
    if (value->shape == SCALAR) return;
    const struct node *json = sub_json(all->arena, value);
    if (json) policies_below(all, canonical_value(all->arena, NULL, NULL, "", json));
    for (const struct node *n = value->first; n; n = n->next) policies_below(all, n);
}

static void permission_add(struct collection *all, const struct node *properties)
{
    const struct node *function = node_find(properties, "FunctionName"),
                      *source = node_find(properties, "SourceArn");
    const char *action = node_word(properties, "Action");
    const struct node *principal = node_find(properties, "Principal");
    if (!function || !action || !principal) return;
    add(all, (struct permit){ .effect = "Allow",
                              .principal = text_of(all->arena, principal),
                              .action = action,
                              .resource = text_of(all->arena, function),
                              .condition =
                                  source ? arena_join(all->arena, "from ", text_of(all->arena, source)) : "",
                              .cause = properties->place });
}

static struct collection collect(struct arena *arena, const struct changed *changed,
                                 const struct node *resource)
{
    struct collection all = { arena, changed->id, index_new(arena), NULL, NULL };
    all.end = &all.first;
    const struct node *given = node_find(resource, "Properties");
    if (!given) return all;
    const struct node *properties = canonical_value(arena, NULL, NULL, "", given);
    if (!strcmp(changed->type, "AWS::Lambda::Permission")) permission_add(&all, properties);
    policies_below(&all, properties);
    const struct node *managed = node_find(properties, "ManagedPolicyArns");
    for (const struct node *n = managed && managed->shape == LIST ? managed->first : NULL; n; n = n->next)
        add(&all, (struct permit){ .effect = "Allow",
                                   .principal = arena_text(arena, "${%s}", changed->id),
                                   .action = arena_join(arena, "all of ", text_of(arena, n)),
                                   .resource = "*",
                                   .condition = "",
                                   .cause = n->place });
    return all;
}

static bool is_allowed(const struct permit *by, const struct permit *what)
{
    for (; by; by = by->next)
        if (!strcmp(by->effect, "Allow") && policy_covers(by->principal, what->principal) &&
            policy_covers(by->action, what->action) && policy_covers(by->resource, what->resource) &&
            (!*by->condition || !strcmp(by->condition, what->condition)))
            return true;
    return false;
}

/* The star of "not s3:*" is no reach of its own, so such a statement counts as broader. */
static void add_all(struct collection *out, struct collection *these, const struct collection *those,
                    bool granted)
{
    for (struct permit *g = these->first; g; g = g->next) {
        const char *key = arena_text(out->arena, "%s\1%s\1%s\1%s\1%s", g->effect, g->principal, g->action,
                                     g->resource, g->condition);
        bool deny = !strcmp(g->effect, "Deny");
        if (index_find(those->known, key)) continue;
        if (!granted && !deny && is_allowed(those->first, g)) continue; /* by another statement */
        struct permit *made = arena_take(out->arena, sizeof *made);
        *made = *g;
        made->next = NULL;
        made->granted = granted;
        made->broader = granted ? !deny && !is_allowed(those->first, g) : deny;
        *out->end = made;
        out->end = &made->next;
    }
}

struct permit *permits_of(struct arena *arena, const struct changed *first)
{
    struct collection out = { arena, NULL, NULL, NULL, NULL };
    out.end = &out.first;
    for (const struct changed *c = first; c; c = c->next) {
        if (strcmp(c->section, "Resources") != 0) continue;
        struct collection old = collect(arena, c, c->old), now = collect(arena, c, c->now);
        add_all(&out, &now, &old, true);
        add_all(&out, &old, &now, false);
    }
    return out.first;
}
