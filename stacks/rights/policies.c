/* Policy documents, and the identities that they are attached to from either side.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "service/sub.h"
#include "stacks/rights/arn.h"
#include "stacks/rights/attached.h"
#include "stacks/rights/names.h"
#include "stacks/rights/readers.h"
#include "templates/core/policy_read.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One part of a statement, by texts, whatever their order is in the policy. */
struct entry {
    struct pattern pattern;
    struct place place;
};
struct part {
    struct entry *entries;
    int count;
};

struct statement {
    const struct reading *reading;
    const struct node *node;
    struct grant grant; /* what all its grants have in common */
    struct part actions, resources, principals;
};

static struct part part_new(struct arena *arena, int room)
{
    return (struct part){ .entries = arena_take(arena, ((size_t)room + 1) * sizeof(struct entry)) };
}

static void part_add(struct part *part, struct pattern pattern, struct place place)
{
    part->entries[part->count++] = (struct entry){ pattern, place };
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->pattern.text, ((const struct entry *)b)->pattern.text);
}

/* Everything except some is one pattern: two would be everything. */
static struct pattern pattern_not(struct arena *arena, const char *const *texts)
{
    struct pattern pattern = { .negated = true, .items = texts };
    struct buffer *text = buffer_new(arena);
    for (; texts[pattern.count]; pattern.count++)
        buffer_print(text, "%s%s", pattern.count ? ", " : "not ", texts[pattern.count]);
    pattern.text = text->text;
    return pattern;
}

/* Sorted, and with each ARN in one form. */
static const char *const *names_of(const struct reading *reading, const struct node *value)
{
    const char *const *texts = texts_of(reading, value);
    int count = 0;
    while (texts[count]) count++;
    const char **plain = arena_take(reading->graph->arena, ((size_t)count + 1) * sizeof *plain);
    for (int i = 0; i < count; i++) plain[i] = arn_plain(reading, texts[i]);
    return atom_new(reading->graph->arena, "", "", plain)->values;
}

static struct part part_of(const struct statement *statement, const char *key, const char *negated)
{
    const struct reading *reading = statement->reading;
    struct arena *arena = reading->graph->arena;
    const struct node *value = policy_find(statement->node, key);
    const struct node *const *values = policy_values(arena, value);
    int count = 0;
    while (values[count]) count++;
    struct part part = part_new(arena, count);
    for (int i = 0; i < count; i++)
        part_add(&part, pattern_one(arena, arn_plain(reading, value_text(reading, values[i]))),
                 values[i]->place);
    qsort(part.entries, (size_t)part.count, sizeof *part.entries, by_text);
    const struct node *except = value ? NULL : policy_find(statement->node, negated);
    if (except) part_add(&part, pattern_not(arena, names_of(reading, except)), except->place);
    return part;
}

static bool is_account(const char *text) { return strlen(text) == 12 && strspn(text, "0123456789") == 12; }

/* Principals of all kinds; NULL: the statement names none. An account's number stands for its root. */
static const char *const *principals_named(const struct statement *statement, const char *key)
{
    const struct reading *reading = statement->reading;
    struct arena *arena = reading->graph->arena;
    const struct node *named = policy_find(statement->node, key);
    if (!named) return NULL;
    bool kinds = named->shape == MAP && !is_intrinsic(named);
    struct node *all = node_list(arena);
    for (const struct node *kind = kinds ? named->first : named; kind; kind = kinds ? kind->next : NULL)
        for (const char *const *text = texts_of(reading, kind); *text; text++)
            node_add(all, NULL,
                     node_text(arena, is_account(*text) ? arena_text(arena, "arn:aws:iam::%s:root", *text)
                                                        : arn_plain(reading, *text)));
    return texts_of(reading, all);
}

static void principals_read(struct statement *statement)
{
    struct arena *arena = statement->reading->graph->arena;
    const char *const *some = principals_named(statement, "Principal");
    const char *const *except = some ? NULL : principals_named(statement, "NotPrincipal");
    int count = 0;
    while (some && some[count]) count++;
    statement->principals = part_new(arena, count);
    for (int i = 0; i < count; i++)
        part_add(&statement->principals, pattern_one(arena, subject_of(arena, some[i])),
                 statement->node->place);
    if (except) part_add(&statement->principals, pattern_not(arena, except), statement->node->place);
}

static void atom_insert(struct atom **first, struct atom *atom)
{
    while (*first &&
           (strcasecmp((*first)->operator, atom->operator) < 0 ||
            (!strcasecmp((*first)->operator, atom->operator) && strcasecmp((*first)->key, atom->key) < 0)))
        first = &(*first)->next;
    atom->next = *first;
    *first = atom;
}

static struct atom *conditions_of(const struct reading *reading, const struct node *condition)
{
    struct atom *first = NULL;
    struct arena *arena = reading->graph->arena;
    for (const struct node *operator= node_pairs(condition); operator; operator= operator->next) {
        bool known = operator->shape == MAP && !is_intrinsic(operator);
        for (const struct node *key = known ? operator->first : NULL; key; key = key->next)
            atom_insert(&first, atom_new(arena, operator->key, key->key, texts_of(reading, key)));
        if (!known) atom_insert(&first, atom_new(arena, operator->key, "", texts_of(reading, operator)));
    }
    return first;
}

static struct place nearest(const struct reading *reading, struct place one, struct place other)
{
    return one.file ? one : other.file ? other : reading->properties->place;
}

/* An identity's own policy is about whoever has it, and the policy of a resource about that. */
static void grants_add(const struct statement *s, const char *target)
{
    const struct reading *reading = s->reading;
    struct arena *arena = reading->graph->arena;
    struct pattern self = pattern_one(arena, target);
    bool identity = !s->principals.count;
    int principals = identity ? 1 : s->principals.count,
        resources = s->resources.count ? s->resources.count : 1;
    for (int p = 0; p < principals; p++)
        for (int a = 0; a < s->actions.count; a++)
            for (int r = 0; r < resources; r++) {
                struct grant grant = s->grant;
                grant.principal = identity ? self : s->principals.entries[p].pattern;
                grant.action = s->actions.entries[a].pattern;
                grant.resource = r < s->resources.count ? s->resources.entries[r].pattern : self;
                if (!identity && !strcmp(grant.resource.text, "*")) grant.resource = self;
                grant.cause = nearest(reading, s->actions.entries[a].place, s->node->place);
                grant_add(reading, target, grant);
            }
}

/* What cfgen cannot read differs where its text does. */
static void opaque_add(const struct reading *reading, const char *const *targets, const struct node *value)
{
    struct arena *arena = reading->graph->arena;
    for (; *targets; targets++)
        grant_add(reading, *targets,
                  (struct grant){ .principal = pattern_one(arena, *targets),
                                  .action = pattern_one(arena, value_text(reading, value)),
                                  .resource = pattern_one(arena, "*"),
                                  .verb = "do what a policy allows that is known only in AWS",
                                  .on = "",
                                  .cause = nearest(reading, value->place, (struct place){ 0 }) });
}

static void statement_read(const struct reading *reading, const char *const *targets, const struct node *node)
{
    if (node->shape != MAP) return;
    if (is_intrinsic(node)) {
        opaque_add(reading, targets, node);
        return;
    }
    const struct node *effect = policy_find(node, "Effect");
    struct statement statement = { .reading = reading, .node = node };
    statement.grant.deny = effect && effect->shape == SCALAR && !strcasecmp(effect->text, "Deny");
    statement.grant.conditions = conditions_of(reading, policy_find(node, "Condition"));
    statement.actions = part_of(&statement, "Action", "NotAction");
    statement.resources = part_of(&statement, "Resource", "NotResource");
    principals_read(&statement);
    for (; *targets; targets++) grants_add(&statement, *targets);
}

static void document_read(const struct reading *reading, const char *const *targets,
                          const struct node *document)
{
    const struct node *const *each = policy_values(reading->graph->arena, policy_find(document, "Statement"));
    for (; *each; each++) statement_read(reading, targets, *each);
}

/* Documents anywhere below a value, also as JSON in a text; not where the environment gave the text. */
static void documents_read(const struct reading *reading, const char *const *targets,
                           const struct node *value)
{
    if (policy_is_document(value)) {
        document_read(reading, targets, value);
        return;
    }
    bool text = value->shape == SCALAR;
    if (text && (value->origin == ORIGIN_OUTSIDE || !strstr(value->text, "Statement"))) return;
    const struct node *read = text || is_intrinsic(value) ? policy_read(reading->graph->arena, value) : NULL;
    if (read && read != value) documents_read(reading, targets, read);
    for (const struct node *n = text ? NULL : value->first; n; n = n->next)
        documents_read(reading, targets, n);
}

void read_policy_below(const struct reading *reading, const struct node *value)
{
    const char *targets[] = { self_of(reading), NULL };
    if (value) documents_read(reading, targets, value);
}

static const char *const *targets_of(const struct reading *reading, const char *properties)
{
    struct arena *arena = reading->graph->arena;
    struct node *all = node_list(arena);
    for (const char *at = properties; *at;) {
        size_t size = strcspn(at, " ");
        const char *property = arena_copy(arena, at, size);
        const struct node *value = node_find(reading->properties, property);
        for (const char *const *t = texts_of(reading, value); *t; t++)
            node_add(all, NULL, node_text(arena, party_of(reading, property, *t)));
        at += size + (at[size] == ' ');
    }
    if (!all->first) node_add(all, NULL, node_text(arena, self_of(reading)));
    return texts_of(reading, all);
}

/* Most resources have none. */
static bool has_document(const struct node *value)
{
    if (value->shape == SCALAR) return strstr(value->text, "Statement");
    bool has = policy_is_document(value);
    for (const struct node *n = value->first; n && !has; n = n->next) has = has_document(n);
    return has;
}

void read_policies(const struct reading *reading, const char *properties)
{
    if (!has_document(reading->properties)) return;
    const char *const *targets = targets_of(reading, properties);
    bool alone = text_same(reading->type, "AWS::IAM::ManagedPolicy") && text_same(*targets, self_of(reading));
    /* One that is attached is its holders' affair; one that is attached nowhere may be elsewhere. */
    if (alone && attached_anywhere(reading)) return;
    documents_read(reading, targets, reading->properties);
}

static void managed_read(const struct reading *reading, const char *self, const struct node *arn)
{
    struct arena *arena = reading->graph->arena;
    const char *text = value_text(reading, arn), *targets[] = { self, NULL }, *slash = strrchr(text, '/');
    const struct node *policy = referred(reading, text);
    if (policy && properties_of(policy)) {
        struct reading attached = *reading;
        if (index_find(reading->graph->changed, policy->key)) attached.id = policy->key;
        documents_read(&attached, targets, properties_of(policy));
        return;
    }
    grant_add(reading, self,
              (struct grant){ .principal = pattern_one(arena, self),
                              .action = pattern_one(arena, arena_join(arena, "all of ", text)),
                              .resource = pattern_one(arena, "*"),
                              .verb = arena_text(arena, "do all that %s allows", slash ? slash + 1 : text),
                              .on = "",
                              .cause = nearest(reading, arn->place, (struct place){ 0 }) });
}

static void managed_all(const struct reading *reading, const char *self, const char *key)
{
    const struct node *const *each =
        policy_values(reading->graph->arena, node_find(reading->properties, key));
    for (; *each; each++) managed_read(reading, self, *each);
}

/* What the boundary does not allow is denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
static void boundary_read(const struct reading *reading, const char *self)
{
    struct arena *arena = reading->graph->arena;
    const struct node *value = node_find(reading->properties, "PermissionsBoundary");
    if (!value || policy_is_absent(value)) return;
    const char *text = value_text(reading, value), *slash = strrchr(text, '/');
    grant_add(reading, self,
              (struct grant){ .deny = true,
                              .principal = pattern_one(arena, self),
                              .action = pattern_one(arena, arena_join(arena, "outside of ", text)),
                              .resource = pattern_one(arena, "*"),
                              .verb = arena_text(arena, "what its permissions boundary %s does not allow",
                                                 slash ? slash + 1 : text),
                              .on = "",
                              .cause = nearest(reading, value->place, (struct place){ 0 }) });
}

static void group_add(const struct reading *reading, const char *user, const char *group, struct place place)
{
    struct arena *arena = reading->graph->arena;
    const struct node *of = referred(reading, group);
    grant_add(reading, subject_of(arena, user),
              (struct grant){ .principal = pattern_one(arena, subject_of(arena, user)),
                              .action = pattern_one(arena, arena_join(arena, "all of ", group)),
                              .resource = pattern_one(arena, "*"),
                              .verb = arena_text(arena, "do all that group %s allows", of ? of->key : group),
                              .on = "",
                              .cause = nearest(reading, place, (struct place){ 0 }) });
}

void read_identity(const struct reading *reading, const char *targets)
{
    const char *self = self_of(reading);
    const struct node *groups = node_find(reading->properties, "Groups");
    (void)targets;
    read_policy_below(reading, reading->properties);
    managed_all(reading, self, "ManagedPolicyArns");
    boundary_read(reading, self);
    for (const char *const *group = texts_of(reading, groups); *group; group++)
        group_add(reading, self, *group, groups->place);
}

void read_membership(const struct reading *reading, const char *targets)
{
    const struct node *users = node_find(reading->properties, targets);
    const char *group = property_text(reading, reading->properties, "GroupName");
    for (const char *const *user = texts_of(reading, users); group && *user; user++)
        group_add(reading, party_of(reading, targets, *user), group, users->place);
}

void read_permission_set(const struct reading *reading, const char *targets)
{
    const char *self = self_of(reading);
    (void)targets;
    read_policy_below(reading, node_find(reading->properties, "InlinePolicy"));
    managed_all(reading, self, "ManagedPolicies");
    for (const struct node *const *each = policy_values(
             reading->graph->arena, node_find(reading->properties, "CustomerManagedPolicyReferences"));
         *each; each++)
        if (node_find(*each, "Name")) managed_read(reading, self, node_find(*each, "Name"));
    boundary_read(reading, self);
}
