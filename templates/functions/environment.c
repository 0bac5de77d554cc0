#include "templates/functions/environment.h"
#include "templates/functions/idempotency.h"
#include "templates/service.h"
#include "templates/wiring/access.h"
#include <string.h>

static const struct field variable_fields[] = {
    { KEYED("(name)", variable, name) },
    { FIELD(variable, value), .property = "*", .about = "Value, exactly as written." },
    { 0 },
};
const struct form variable_form = { .what = "a value",
                                    .named = "(name)",
                                    .brief = "value",
                                    .size = sizeof(struct variable),
                                    .fields = variable_fields };

struct node *environment_variables(struct template *template, const struct bound_function *bound)
{
    struct node *variables = node_map(template->arena);
    access_variables(template, bound->function, variables);
    idempotency_variables(template, bound->function, variables);
    websocket_variables(template, bound->function, variables);
    for (const struct variable *v = bound->function->environment; v && v->from; v++) {
        if (!v->value.from) continue;
        struct node *value = is_known(v->value.from) ? node_text(template->arena, v->value.value)
                                                     : node_copy(template->arena, v->value.from);
        value->place = node_place(v->value.from);
        value->origin = v->value.from->origin;
        node_set(variables, v->name.value, value)->key_place = node_key_place(v->from);
    }
    return variables;
}

/* https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
static void check_size(struct template *template, const struct function *function,
                       const struct node *variables)
{
    enum { MOST_BYTES = 4096 };
    size_t bytes = 0;
    for (const struct node *n = variables->first; n; n = n->next)
        bytes += strlen(n->key) + (n->shape == SCALAR ? strlen(n->text) : 0);
    if (bytes <= MOST_BYTES) return;
    struct place place = function->environment && function->environment->from
                             ? node_key_place(function->environment->from)
                             : node_key_place(function->item.from);
    diag_add(template->diags, FINDING(environment_large), place,
             "read long values from a parameter or a bucket",
             "the environment has %zu bytes; the limit is %d", bytes, MOST_BYTES);
}

void environment_write(struct template *template, const struct bound_function *bound, struct node *properties)
{
    struct node *variables = environment_variables(template, bound);
    if (variables->count)
        node_add(node_add(properties, "Environment", node_map(template->arena)), "Variables", variables);
    schema_check(template->schemas, "AWS::Lambda::Function", "Environment.Variables", "environment",
                 variables, template->diags);
    check_size(template, bound->function, variables);
}
