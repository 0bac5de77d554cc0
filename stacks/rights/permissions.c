/* Permissions that are no policy document: of functions, layers and event buses, shares, and assignments of
 * Identity Center. */
#include "base/text.h"
#include "service/intrinsic.h"
#include "stacks/rights/arn.h"
#include "stacks/rights/readers.h"
#include "templates/core/policy_read.h"
#include <string.h>

static const char *account(struct arena *arena, const char *principal)
{
    bool number = strlen(principal) == 12 && strspn(principal, "0123456789") == 12;
    return number ? arena_text(arena, "arn:aws:iam::%s:root", principal) : subject_of(arena, principal);
}

static void condition_add(const struct reading *reading, struct atom **first, const char *operator,
                          const char * key, const char *property)
{
    const struct node *value = node_find(reading->properties, property);
    if (!value || policy_is_absent(value)) return;
    const char *const *texts = texts_of(reading, value);
    struct atom *atom = atom_new(reading->graph->arena, operator, key, texts);
    while (*first) first = &(*first)->next;
    *first = atom;
}

static void permission_add(const struct reading *reading, const char *target, const char *on,
                           const char *principal, const char *action, struct atom *conditions)
{
    struct arena *arena = reading->graph->arena;
    if (!target || !principal || !action) return;
    const char *subject = subject_of(arena, target);
    grant_add(reading, subject,
              (struct grant){ .principal = pattern_one(arena, account(arena, principal)),
                              .action = pattern_one(arena, action),
                              .resource = pattern_one(arena, target),
                              .conditions = conditions,
                              .on = on,
                              .cause = reading->properties->place });
}

/* The condition keys are those of the statement that Lambda writes. A URL that asks nobody who it is
 * (FunctionUrlAuthType NONE) is no condition.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
void read_permission(const struct reading *reading, const char *targets)
{
    struct atom *conditions = NULL;
    const struct node *properties = reading->properties;
    condition_add(reading, &conditions, "ArnLike", "aws:SourceArn", "SourceArn");
    condition_add(reading, &conditions, "StringEquals", "aws:PrincipalOrgID", "PrincipalOrgID");
    condition_add(reading, &conditions, "StringEquals", "aws:SourceAccount", "SourceAccount");
    condition_add(reading, &conditions, "StringEquals", "lambda:EventSourceToken", "EventSourceToken");
    if (!property_is(reading, properties, "FunctionUrlAuthType", "NONE"))
        condition_add(reading, &conditions, "StringEquals", "lambda:FunctionUrlAuthType",
                      "FunctionUrlAuthType");
    if (property_is(reading, properties, "InvokedViaFunctionUrl", "true"))
        condition_add(reading, &conditions, "Bool", "lambda:InvokedViaFunctionUrl", "InvokedViaFunctionUrl");
    permission_add(reading, property_text(reading, properties, targets), NULL,
                   property_text(reading, properties, "Principal"),
                   property_text(reading, properties, "Action"), conditions);
}

void read_layer_permission(const struct reading *reading, const char *targets)
{
    struct atom *conditions = NULL;
    condition_add(reading, &conditions, "StringEquals", "aws:PrincipalOrgID", "OrganizationId");
    permission_add(reading, property_text(reading, reading->properties, targets), NULL,
                   property_text(reading, reading->properties, "Principal"),
                   property_text(reading, reading->properties, "Action"), conditions);
}

/* Either a whole statement or its parts. */
void read_bus_policy(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const struct node *properties = reading->properties, *condition = node_find(properties, "Condition");
    const char *bus = property_text(reading, properties, targets);
    struct atom *conditions = NULL;
    if (node_find(properties, "Statement")) {
        read_policies(reading, targets);
        return;
    }
    if (condition && property_text(reading, condition, "Key"))
        conditions = atom_new(arena, property_text(reading, condition, "Type"),
                              property_text(reading, condition, "Key"),
                              texts_of(reading, node_find(condition, "Value")));
    if (!bus) bus = "default";
    const char *on = referred(reading, bus) ? NULL : arena_join(arena, "on event bus ", bus);
    permission_add(reading, bus, on, property_text(reading, properties, "Principal"),
                   property_text(reading, properties, "Action"), conditions);
}

void read_share(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const char *const *resources = texts_of(reading, node_find(reading->properties, "ResourceArns"));
    (void)targets;
    for (; *resources; resources++)
        for (const char *const *p = texts_of(reading, node_find(reading->properties, "Principals")); *p; p++)
            grant_add(reading, subject_of(arena, *resources),
                      (struct grant){ .principal = pattern_one(arena, account(arena, *p)),
                                      .action = pattern_one(arena, "use"),
                                      .resource = pattern_one(arena, arn_plain(reading, *resources)),
                                      .verb = "use the shared",
                                      .cause = reading->properties->place });
}

void read_assignment(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const struct node *properties = reading->properties;
    const char *set = property_text(reading, properties, targets),
               *kind = property_text(reading, properties, "PrincipalType"),
               *principal = property_text(reading, properties, "PrincipalId"),
               *target = property_text(reading, properties, "TargetId");
    if (!set || !principal || !target) return;
    bool group = kind && !strcmp(kind, "GROUP");
    grant_add(reading, subject_of(arena, set),
              (struct grant){ .principal = pattern_one(arena, principal),
                              .action = pattern_one(arena, arena_join(arena, "all of ", set)),
                              .resource = pattern_one(arena, target),
                              .who = arena_text(arena, "%s %s", group ? "group" : "user", principal),
                              .verb = arena_text(arena, "use permission set %s", set),
                              .on = arena_text(arena, "in account %s", target),
                              .cause = properties->place });
}
