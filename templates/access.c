#include "templates/access.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/policy.h"
#include <string.h>

static const char all_sections[] =
#define KIND(name, section) " " #section
#include "templates/kinds.def"
#undef KIND
    ;

static const struct field grant_fields[] = {
    { KEYED("(to)", grant, to), .refers = all_sections },
    { FIELD(grant, verbs), .required = true,
      .about = "What the function may do with it, such as read or [read, write]." },
    { 0 },
};
const struct form grant_form = { .what = "a verb or a list of verbs",
                                 .named = "(to)",
                                 .brief = "verbs",
                                 .size = sizeof(struct grant),
                                 .fields = grant_fields };

void access_allow(struct template *template, struct node *statements, const char *actions,
                  const char *resources, const struct node *arn)
{
    struct arena *arena = template->arena;
    struct node *list = node_list(arena);
    for (const char *at = resources; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        node_add(list, NULL, intrinsic_append(arena, arn, arena_copy(arena, at + 1, size - 1)));
        at += size;
    }
    node_add(policy_allow(statements, actions), "Resource", list);
}

static void unknown_verb(struct template *template, const struct kind *kind, const struct text *verb)
{
    struct nearest nearest = { .word = verb->value };
    struct buffer *known = buffer_new(template->arena);
    for (const struct verb *v = kind->verbs; v->name; v++) {
        nearest_try(&nearest, v->name);
        if (v == kind->verbs || strcmp(v->name, v[-1].name))
            buffer_print(known, "%s%s", known->size ? ", " : "", v->name);
    }
    diag_add(template->diags, FINDING_unknown_verb, verb->from->place,
             diag_meant(template->arena, nearest.name), "%s have no verb '%s'; there is %s", kind->section,
             verb->value, known->text);
}

/* A function may call itself or one that calls it back: such a grant would make a circle of role and
 * function, so it stands in a policy of its own. */
static struct node *invoke_statements(struct template *template, const struct bound_function *bound)
{
    const char *id = arena_join(template->arena, bound->id, "InvokePolicy");
    struct node *policy = node_find(template->resources, id);
    if (policy) return node_find(node_find(node_find(policy, "Properties"), "PolicyDocument"), "Statement");
    struct resource made =
        template_add(template, id, "AWS::IAM::Policy", bound->function->item.from->key_place);
    struct node *statements = node_list(template->arena);
    node_add(made.properties, "PolicyName", node_text(template->arena, "invoke"));
    node_add(made.properties, "PolicyDocument", policy_document(template->arena, statements));
    node_add(node_add(made.properties, "Roles", node_list(template->arena)), NULL,
             intrinsic_ref(template->arena, arena_join(template->arena, bound->id, "Role")));
    return statements;
}

static const struct named *granted(struct template *template, const struct grant *grant)
{
    return grant->to.value ? names_find(template->names, grant->to.value) : NULL;
}

void access_grants(struct template *template, const struct bound_function *bound)
{
    for (const struct grant *grant = bound->function->access; grant && grant->from; grant++) {
        const struct named *to = granted(template, grant);
        if (!to) continue;
        const struct kind *kind = to->kind;
        const struct node *arn = item_arn(template, kind, to->item);
        struct node *statements = kind == &function_kind && !bound->function->role.from
                                      ? invoke_statements(template, bound)
                                      : bound->statements;
        for (const struct text *verb = grant->verbs; verb && verb->from; verb++) {
            bool found = false;
            for (const struct verb *v = kind->verbs; v->name && verb->value; v++) {
                if (strcmp(v->name, verb->value)) continue;
                access_allow(template, statements, v->actions, v->resources, arn);
                found = true;
            }
            if (verb->value && !found) unknown_verb(template, kind, verb);
        }
    }
}

void access_variables(struct template *template, const struct function *function, struct node *variables)
{
    for (const struct grant *grant = function->access; grant && grant->from; grant++) {
        const struct named *to = granted(template, grant);
        if (!to || to->item == function) continue; /* AWS_LAMBDA_FUNCTION_NAME says it */
        const struct kind *kind = to->kind;
        const char *name =
            arena_join(template->arena, text_constant(template->arena, to->name), kind->variable);
        const struct text *named = kind == &function_kind ? &((const struct function *)to->item)->name : NULL;
        struct node *value = named && named->value ? node_text(template->arena, named->value)
                                                   : item_value(template, kind, to->item);
        node_set(variables, name, value)->place = grant->from->place;
    }
}
