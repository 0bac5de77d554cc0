#include "templates/wiring/access.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include "templates/wiring/key.h"
#include <string.h>

static const char all_sections[] =
#define KIND(name, section) " " #section
#include "templates/kinds.def"
#include "templates/wiring/call.h"
#undef KIND
    " websocket";

static const struct field grant_fields[] = {
    { KEYED("(to)", grant, to), .refers = all_sections, .elsewhere = true },
    { FIELD(grant, verbs), .required = true,
      .about = "Verbs such as read or [read, write], or IAM actions such as dynamodb:DescribeTable." },
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
    if (!kind) {
        diag_add(template->diags, FINDING(unknown_verb), node_place(verb->from),
                 "write an IAM action, such as ses:SendEmail", "unknown verb '%s'", verb->value);
        return;
    }
    struct nearest nearest = { .word = verb->value };
    struct buffer *known = buffer_new(template->arena);
    for (const struct verb *v = kind->grant.verbs; v->name; v++) {
        nearest_try(&nearest, v->name);
        if (v == kind->grant.verbs || strcmp(v->name, v[-1].name))
            buffer_print(known, "%s%s", known->size ? ", " : "", v->name);
    }
    const char *hint = strchr(verb->value, ',')
                           ? arena_text(template->arena, "write several as a list: [%s]", verb->value)
                           : diag_meant(template->arena, nearest.name);
    diag_add(template->diags, FINDING(unknown_verb), node_place(verb->from), hint,
             "%s have no verb '%s'; allowed: %s", kind->section, verb->value, known->text);
}

/* A function may call itself or one that calls it back: such a grant would make a circle of role and
 * function, so it stands in a policy of its own. */
struct node *access_invoke_statements(struct template *template, const struct bound_function *bound)
{
    const char *id = arena_join(template->arena, bound->id, "InvokePolicy");
    if (bound->function->role.from) return bound->statements;
    struct node *policy = node_find(template->resources, id);
    if (policy) return node_find(node_find(node_find(policy, "Properties"), "PolicyDocument"), "Statement");
    struct resource made =
        template_add(template, id, "AWS::IAM::Policy", node_key_place(bound->function->item.from));
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

/* Where all verbs of a kind act, each once. */
static const char *places_of(struct arena *arena, const struct kind *kind)
{
    const char *all = "@";
    for (const struct verb *v = kind->grant.verbs; v->name; v++)
        for (const char *at = *v->resources == '+' ? "" : v->resources; *at; at += strspn(at, " ")) {
            const char *one = arena_copy(arena, at, strcspn(at, " "));
            if (!text_has_word(all, one)) all = arena_join(arena, arena_join(arena, all, " "), one);
            at += strlen(one);
        }
    return all;
}

/* SERVICE:Action, as IAM has it. */
static bool is_action(const char *verb)
{
    size_t service = strspn(verb, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return service && verb[service] == ':' && verb[service + 1];
}

/* The kind whose verbs act on such ARNs: that of arn:aws:sqs:… has actions sqs:…. */
static const struct kind *kind_of(const struct template *template, const char *arn)
{
    const char *service = arn;
    for (int colons = 0; *service && colons < 2; service++) colons += *service == ':';
    size_t size = strcspn(service, ":");
    for (const struct catalog_entry *e = template->catalog; size && e->kind; e++) {
        const struct verb *verbs = e->kind->grant.verbs;
        const char *actions = verbs->name ? verbs->actions : "";
        if (!strncmp(actions, service, size) && actions[size] == ':') return e->kind;
    }
    return NULL;
}

/* In a key, where variables are not resolved otherwise. */
static struct node *arn_of(struct template *template, const char *text)
{
    struct arena *arena = template->arena;
    if (!strstr(text, "${")) return node_text(arena, text);
    text = text_replace(arena, text, "${stage}", template->stage);
    text = text_replace(arena, text, "${service}", template->service->service.value);
    text = text_replace(arena, text, "${account}", "${AWS::AccountId}");
    text = text_replace(arena, text, "${region}", "${AWS::Region}");
    return strstr(text, "${") ? intrinsic_sub_text(arena, text) : node_text(arena, text);
}

/* A thing of the same name and another kind, where the verb is one of its own: a bucket's distribution. */
static const struct item *namesake_find(const struct template *template, const struct grant *grant,
                                        const char *verb)
{
    for (const struct catalog_entry *e = template->catalog; e->kind && grant->to.target && verb; e++) {
        if (!e->kind->grant.shares_name || named_is(grant->to.target, e->kind->id)) continue;
        if (strcmp(e->kind->grant.verbs->name, verb) != 0) continue;
        for (struct item *i = catalog_items(template, e); i; i = catalog_next(e, i))
            if (i->key.value && !strcmp(i->key.value, grant->to.target->name)) return i;
    }
    return NULL;
}

/* Actions in IAM's own words keep the place of the verb that they are. */
static void actions_place(const struct grant *grant, struct node *actions)
{
    struct node *action = actions->first;
    for (const struct text *verb = grant->verbs; verb && verb->from && action; verb++) {
        if (!verb->value || strcmp(verb->value, action->text) != 0) continue;
        action->place = node_place(verb->from);
        action = action->next;
    }
}

/* What is granted on one thing or ARN. */
static void grant_write(struct template *template, const struct grant *grant, const struct kind *kind,
                        const struct node *arn, struct node *statements)
{
    struct arena *arena = template->arena;
    const char *actions = "";
    for (const struct text *verb = grant->verbs; verb && verb->from; verb++) {
        bool found = false;
        for (const struct verb *v = kind ? kind->grant.verbs : NULL; v && v->name && verb->value; v++) {
            if (strcmp(v->name, verb->value)) continue;
            if (kind->grant.allow && grant->to.target)
                kind->grant.allow(template, statements, grant->to.target->item);
            else if (*v->resources == '+')
                access_allow(template, statements, v->actions, v->resources,
                             kind->grant.related_arn(arena, arn));
            else
                access_allow(template, statements, v->actions, v->resources, arn);
            found = true;
        }
        if (!verb->value || found) continue;
        const struct item *namesake = namesake_find(template, grant, verb->value);
        if (namesake) {
            namesake->kind->grant.allow(template, statements, namesake);
            continue;
        }
        if (!is_action(verb->value)) {
            unknown_verb(template, kind, verb);
            continue;
        }
        actions = *actions ? arena_join(arena, arena_join(arena, actions, " "), verb->value) : verb->value;
    }
    const char *places = grant->to.target ? places_of(arena, kind) : "@";
    if (!*actions) return;
    access_allow(template, statements, actions, places, arn);
    actions_place(grant, node_find(statements->last, "Action"));
}

/* The same on what stands in front of the thing, for what runs in a network: no workflow does. */
static void proxy_write(struct template *template, const struct bound_function *bound,
                        const struct grant *grant, const struct named *to)
{
    struct arena *arena = template->arena;
    const struct kind *kind = named_kind(to);
    const char *actions = "";
    if (!kind->grant.proxy.allow || !bound->in_network) return;
    for (const struct text *verb = grant->verbs; verb && verb->from; verb++) {
        if (!verb->value) continue;
        const char *one = verb->value;
        for (const struct verb *v = kind->grant.verbs; v->name; v++)
            if (!strcmp(v->name, verb->value)) one = v->actions;
        actions = *actions ? arena_join(arena, arena_join(arena, actions, " "), one) : one;
    }
    kind->grant.proxy.allow(template, bound->statements, actions, to->item);
}

void access_grants(struct template *template, const struct bound_function *bound)
{
    for (const struct grant *grant = bound->function->access; grant && grant->from; grant++) {
        const struct named *to = granted(template, grant);
        const char *name = grant->to.value;
        if (to) {
            grant_write(template, grant, named_kind(to), item_arn(template, to->item),
                        named_kind(to)->grant.own_policy ? access_invoke_statements(template, bound)
                                                         : bound->statements);
            proxy_write(template, bound, grant, to);
            key_allow_of(template, bound->statements, to);
        } else if (name && (text_starts(name, "arn:") || !strcmp(name, "*"))) {
            grant_write(template, grant, kind_of(template, name), arn_of(template, name), bound->statements);
        }
    }
}

static void variable_set(struct template *template, const struct grant *grant, const struct item *item,
                         const char *variable, struct node *value, struct node *variables)
{
    const char *name = text_constant(template->arena, item->key.value);
    node_set(variables, arena_join(template->arena, name, variable), value)->place = node_place(grant->from);
}

static void variable_add(struct template *template, const struct grant *grant, const struct item *item,
                         struct node *variables)
{
    const struct kind *kind = item->kind;
    if (!kind->grant.variable || (kind->grant.has_variable && !kind->grant.has_variable(item))) return;
    struct node *value =
        kind->grant.variable_value ? kind->grant.variable_value(template, item) : item_value(template, item);
    variable_set(template, grant, item, kind->grant.variable, value, variables);
    struct node *proxy = kind->grant.proxy.value ? kind->grant.proxy.value(template, item) : NULL;
    if (proxy) variable_set(template, grant, item, kind->grant.proxy.variable, proxy, variables);
}

void access_variables(struct template *template, const struct function *function, struct node *variables)
{
    for (const struct grant *grant = function->access; grant && grant->from; grant++) {
        const struct named *to = granted(template, grant);
        if (!to || to->item == function) continue; /* AWS_LAMBDA_FUNCTION_NAME says it */
        variable_add(template, grant, to->item, variables);
        for (const struct text *verb = grant->verbs; verb && verb->from; verb++) {
            const struct item *namesake = namesake_find(template, grant, verb->value);
            if (namesake) variable_add(template, grant, namesake, variables);
        }
    }
}
