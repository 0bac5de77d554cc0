/* Environment variables: what access says, then what the user does. */
#include "templates/access.h"
#include "templates/functions/part.h"

static const struct field variable_fields[] = {
    { KEYED("(name)", variable, name) },
    { FIELD(variable, value), .property = "*", .about = "Its value, as written." },
    { 0 },
};
const struct form variable_form = { .what = "a value",
                                    .named = "(name)",
                                    .brief = "value",
                                    .size = sizeof(struct variable),
                                    .fields = variable_fields };

static struct node *variables_of(struct template *template, const struct bound_function *bound)
{
    struct node *variables = node_map(template->arena);
    access_variables(template, bound->function, variables);
    for (const struct variable *v = bound->function->environment; v && v->from; v++) {
        if (!v->value.from) continue;
        struct node *value = is_known(v->value.from) ? node_text(template->arena, v->value.value)
                                                     : node_copy(template->arena, v->value.from);
        value->place = v->value.from->place;
        node_set(variables, v->name.value, value)->key_place = v->from->key_place;
    }
    return variables;
}

void environment_write(struct template *template, const struct bound_function *bound, struct node *properties)
{
    struct node *variables = variables_of(template, bound);
    if (variables->count)
        node_add(node_add(properties, "Environment", node_map(template->arena)), "Variables", variables);
    schema_check(template->schemas, "AWS::Lambda::Function", "Environment.Variables", "environment",
                 variables, template->diags);
}
