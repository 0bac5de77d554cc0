#include "templates/core/parameters.h"
#include "base/region.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/raw.h"
#include "templates/core/references.h"
#include "templates/service.h"
#include <stdlib.h>
#include <string.h>

static const struct field parameter_fields[] = {
    { KEYED("(name)", parameter, name) },
    { FIELD(parameter, type), .property = "Type", .about = "CloudFormation type.",
      .default_value = "String" },
    { FIELD(parameter, description), .property = "Description", .about = "Description of the parameter." },
    { KEYED("default", parameter, initial), .property = "Default", .about = "Value if --param gives none.",
      .default_text = "none: --param is required" },
    { FIELD(parameter, pattern), .property = "AllowedPattern",
      .about = "Regular expression that the whole value must match." },
    { KEYED("values", parameter, choices), .property = "AllowedValues", .about = "Allowed values." },
    { KEYED("minLength", parameter, shortest), .property = "MinLength",
      .about = "Smallest number of characters." },
    { KEYED("maxLength", parameter, longest), .property = "MaxLength",
      .about = "Largest number of characters." },
    { KEYED("min", parameter, least), .property = "MinValue", .about = "For a Number: smallest value." },
    { KEYED("max", parameter, most), .property = "MaxValue", .about = "For a Number: largest value." },
    { FIELD(parameter, constraint), .property = "ConstraintDescription",
      .about = "Message for a value that is not allowed." },
    { FIELD(parameter, secret), .property = "NoEcho",
      .about =
          "Never shown by AWS or cfgen, and rejected in names, tags, descriptions, metadata and outputs.",
      .default_value = "false" },
    { 0 },
};
const struct form parameter_form = { .what = "a default, or {type, default, pattern, …}",
                                     .named = "(name)",
                                     .brief = "default",
                                     .type = "",
                                     .size = sizeof(struct parameter),
                                     .fields = parameter_fields };

enum { LONGEST_VALUE = 4096 };

static const char *type_of(const struct parameter *parameter)
{
    return parameter->type.value ? parameter->type.value : "String";
}

static bool is_number(const struct parameter *parameter) { return !strcmp(type_of(parameter), "Number"); }

static void check_type(struct template *template, const struct text *type)
{
    static const char *const types[] = { "String", "Number", "List<Number>", "CommaDelimitedList" };
    if (!type->value || text_starts(type->value, "AWS::") || text_starts(type->value, "List<AWS::")) return;
    struct nearest nearest = { .word = type->value };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!strcmp(type->value, types[i])) return;
        nearest_try(&nearest, types[i]);
    }
    const char *hint = nearest.name
                           ? diag_meant(template->arena, nearest.name)
                           : "use String, Number, List<Number>, CommaDelimitedList or an AWS-specific type";
    diag_add(template->diags, FINDING(out_of_range), node_place(type->from), hint,
             "unknown parameter type '%s'", type->value);
}

/* min and max are for numbers, lengths for all else. */
static void check_bounds(struct template *template, const struct parameter *p)
{
    const bool number = is_number(p);
    const struct integer *wrong[] = { number ? &p->shortest : &p->least, number ? &p->longest : &p->most };
    for (int i = 0; i < 2; i++)
        if (wrong[i]->from)
            diag_add(template->diags, FINDING(out_of_range), node_key_place(wrong[i]->from),
                     number ? "use min and max" : "use minLength and maxLength, or type: Number",
                     number ? "a parameter of type Number cannot have a length"
                            : "only a parameter of type Number can have min and max");
    if (number && p->pattern.from)
        diag_add(template->diags, FINDING(out_of_range), node_key_place(p->pattern.from), "use min and max",
                 "a parameter of type Number cannot have a pattern");
    const struct integer *least = number ? &p->least : &p->shortest, *most = number ? &p->most : &p->longest;
    if (is_known(least->from) && is_known(most->from) && most->value < least->value)
        diag_add(template->diags, FINDING(out_of_range), node_place(most->from), NULL,
                 "the maximum is less than the minimum");
}

static const char *outside(struct arena *arena, const struct integer *least, const struct integer *most,
                           double value)
{
    if (is_known(least->from) && value < (double)least->value)
        return arena_text(arena, "is less than %ld", least->value);
    if (is_known(most->from) && value > (double)most->value)
        return arena_text(arena, "is more than %ld", most->value);
    return NULL;
}

/* Why CloudFormation would refuse the value: the rest of the sentence, or NULL. */
static const char *refusal(struct template *template, const struct parameter *p, const char *value)
{
    struct arena *arena = template->arena;
    bool listed = !p->choices || !p->choices->from;
    for (const struct text *t = p->choices; t && t->from && !listed; t++)
        listed = !is_known(t->from) || !strcmp(t->value, value);
    if (!listed) return "is not one of its allowed values";
    if (strlen(value) > LONGEST_VALUE) return "has more than 4096 bytes";
    if (is_number(p)) {
        char *end;
        double number = strtod(value, &end);
        return end == value || *end ? "is not a number" : outside(arena, &p->least, &p->most, number);
    }
    const char *pattern = is_known(p->pattern.from) ? arena_text(arena, "^(?:%s)$", p->pattern.value) : NULL;
    if (pattern && !schema_matches(template->schemas, pattern, value))
        return arena_text(arena, "does not match %s", p->pattern.value);
    const char *why = outside(arena, &p->shortest, &p->longest, text_points(value, strlen(value)));
    return why ? arena_text(arena, "has a length that %s", why) : NULL;
}

static void check_value(struct template *template, const struct parameter *p, const char *what,
                        const char *value, struct place place)
{
    const char *why = refusal(template, p, value);
    if (why)
        diag_add(template->diags, FINDING(out_of_range), place, NULL, "%s of the parameter '%s' %s", what,
                 p->name.value, why);
}

static void check_values(struct template *template, const struct parameter *p)
{
    const struct node *given = node_find(template->parameter_values, p->name.value);
    if (p->initial.value)
        check_value(template, p, "the default", p->initial.value, node_place(p->initial.from));
    if (given) check_value(template, p, "the value", given->text, (struct place){ 0 });
    if (given || p->initial.from) return;
    diag_add(template->diags, FINDING(parameter_wanted), node_key_place(p->from),
             p->secret.value ? arena_text(template->arena, "--param %s=@FILE or --param %s=env:VAR",
                                          p->name.value, p->name.value)
                             : arena_text(template->arena, "--param %s=VALUE, or a default", p->name.value),
             "the parameter '%s' needs a value", p->name.value);
}

static void check_literal(struct template *template, const struct node *parameter)
{
    for (const struct node *n = parameter->first; n; n = n->next)
        if (is_intrinsic(n) && n->origin == ORIGIN_SECRET)
            diag_add(template->diags, FINDING(secret_needed), n->place,
                     arena_text(template->arena, "remove it, and deploy with --param %s=env:NAME",
                                parameter->key ? parameter->key : "NAME"),
                     "the template would show the secret");
        else if (is_intrinsic(n))
            diag_add(template->diags, FINDING(intrinsic_here), n->place, "write the value itself",
                     "parameters cannot contain intrinsic functions");
        else
            check_literal(template, n);
}

/* Outputs of other stacks: whoever deploys this one asks for them. */
static void foreign_write(struct template *template)
{
    struct arena *arena = template->arena;
    for (const struct node *n = template->stack_outputs ? template->stack_outputs->first : NULL; n;
         n = n->next) {
        const char *region = node_word(n, "region");
        if (*region && !region_valid(region))
            diag_add(template->diags, FINDING(region_malformed), n->place, "write a region such as us-east-1",
                     "'%s' is not a region", region);
        struct node *parameter = node_map(arena);
        parameter->place = n->place;
        node_add(parameter, "Type", node_text(arena, "String"));
        node_add(parameter, "Description",
                 node_format(arena, "Output %s of the stack %s%s%s", node_word(n, "output"),
                             node_word(n, "stack"), *region ? " in " : "", region));
        node_set(template->parameters, n->key, parameter)->key_place = n->key_place;
    }
}

bool parameter_is_secret(const struct node *parameter)
{
    const char *word = node_word(parameter, "NoEcho");
    return word && (!strcmp(word, "true") || !strcmp(word, "True"));
}

/* Whoever deploys passes their values. */
static void hidden_write(struct template *template)
{
    struct arena *arena = template->arena;
    for (const struct node *n = template->hidden ? template->hidden->first : NULL; n; n = n->next) {
        struct node *parameter = node_map(arena);
        parameter->place = n->place;
        node_add(parameter, "Type", node_text(arena, "String"));
        node_add(parameter, "Description", node_format(arena, "Value of %s", node_word(n, "of")));
        node_add(parameter, "NoEcho", node_flag(arena, true));
        node_set(template->parameters, n->key, parameter)->key_place = n->key_place;
    }
}

void parameters_write(struct template *template)
{
    for (const struct parameter *p = template->service->parameters; p && p->from; p++) {
        struct node *written = node_map(template->arena);
        struct form_writer writer = { .arena = template->arena };
        form_write(&parameter_form, p, written, &writer);
        if (!node_find(written, "Type")) node_add(written, "Type", node_text(template->arena, "String"));
        node_add(template->parameters, p->name.value, written)->key_place = node_key_place(p->from);
        if (!raw_check_id(template, node_find(template->parameters, p->name.value))) continue;
        check_literal(template, p->from);
        check_type(template, &p->type);
        check_bounds(template, p);
        check_values(template, p);
    }
    foreign_write(template);
    hidden_write(template);
}

struct pruning {
    struct template *template;
    struct node *used;
};

static void use(void *with, const char *id, const char *attribute, const struct node *at)
{
    (void)attribute, (void)at;
    struct pruning *pruning = with;
    struct node *parameter = node_find(pruning->template->parameters, id);
    if (!parameter || node_find(pruning->used, id)) return;
    node_add(pruning->used, parameter->key, node_copy(pruning->used->arena, parameter))->key_place =
        parameter->key_place;
}

void parameters_prune(struct template *template)
{
    struct pruning pruning = { template, node_map(template->arena) };
    struct referring referring = { use, &pruning };
    references_each(template->arena, template->resources, &referring);
    template->parameters = pruning.used;
}

void parameters_prune_hidden(struct template *template)
{
    struct pruning pruning = { template, node_map(template->arena) };
    struct referring referring = { use, &pruning };
    if (!template->hidden) return;
    references_each(template->arena, template->resources, &referring);
    references_each(template->arena, template->outputs, &referring);
    references_each(template->arena, template->conditions, &referring);
    for (const struct node *n = template->hidden->first; n; n = n->next)
        if (!node_find(pruning.used, n->key)) node_remove(template->parameters, n->key);
}
