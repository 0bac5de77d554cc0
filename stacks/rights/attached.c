#include "stacks/rights/attached.h"
#include "base/text.h"
#include "templates/core/policy_read.h"
#include <string.h>

static bool is_identity(const char *type)
{
    return type && (text_same(type, "AWS::IAM::Role") || text_same(type, "AWS::IAM::User") ||
                    text_same(type, "AWS::IAM::Group") || text_same(type, "AWS::SSO::PermissionSet"));
}

/* The managed policies of an identity, as subjects. */
static const char *const *policies_of(struct graph *graph, const struct node *identity)
{
    const struct node *properties = properties_of(identity);
    const struct node *arns = node_find(properties, "ManagedPolicyArns");
    return texts_of(&(struct reading){ .graph = graph },
                    arns ? arns : node_find(properties, "ManagedPolicies"));
}

static void index_side(struct graph *graph, enum side side)
{
    for (const struct node *n = node_pairs(graph->resources[side]); n; n = n->next) {
        if (!is_identity(node_word(n, "Type"))) continue;
        for (const char *const *p = policies_of(graph, n); *p; p++)
            if (text_starts(*p, "${")) index_add(graph->attached, subject_of(graph->arena, *p), (void *)n);
    }
}

static bool names_holders(const struct node *policy)
{
    const struct node *properties = properties_of(policy);
    return node_find(properties, "Roles") || node_find(properties, "Users") ||
           node_find(properties, "Groups");
}

bool attached_anywhere(const struct reading *reading)
{
    struct graph *graph = reading->graph;
    if (!graph->attached) {
        graph->attached = index_new(graph->arena);
        index_side(graph, BEFORE);
        index_side(graph, AFTER);
    }
    for (int side = 0; side < SIDES; side++)
        if (names_holders(node_find(graph->resources[side], reading->id))) return true;
    return index_find(graph->attached, self_of(reading));
}

void attached_read(struct graph *graph, enum side side, const struct index *policies)
{
    for (const struct node *n = node_pairs(graph->resources[side]); n; n = n->next) {
        if (!is_identity(node_word(n, "Type"))) continue;
        bool names = false;
        for (const char *const *p = policies_of(graph, n); *p && !names; p++)
            names = index_find(policies, subject_of(graph->arena, *p));
        if (names) graph_read(graph, side, n);
    }
}
