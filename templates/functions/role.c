/* A function's own role: it may do what its events, its access and its settings need. */
#include "service/intrinsic.h"
#include "templates/functions/part.h"
#include "templates/policy.h"

void role_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    struct resource role = template_add(template, arena_join(arena, bound->id, "Role"), "AWS::IAM::Role",
                                        bound->function->item.from->key_place);
    node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "lambda.amazonaws.com"));
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "function"));
    node_add(policy, "PolicyDocument", policy_document(arena, bound->statements));
}
