#include "templates/core/stacks.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

static const struct field fields[] = {
    { FIELD(stacks, protect), .about = "Termination protection of the stacks.", .default_text = "unchanged" },
    { FIELD(stacks, notify), .elsewhere = true, .about = "ARNs of topics that receive all stack events." },
    { FIELD(stacks, role), .elsewhere = true, .about = "ARN of the service role that CloudFormation uses.",
      .default_text = "the caller's permissions" },
    { FIELD(stacks, policy), .about = "Stack policy: data (stateful resources are neither replaced nor "
                                      "deleted), a list of statements, or off." },
    { FIELD(stacks, name), .about = "Name of the stack. The edge stack adds -edge.",
      .default_text = "SERVICE-STAGE" },
    { 0 },
};
const struct form stacks_form = { .what = "{protect, notify, role, policy, name}",
                                  .brief = "protect",
                                  .size = sizeof(struct stacks),
                                  .fields = fields };

/* cfgen itself tells CloudFormation: it knows the account and the region, and nothing that AWS makes. */
static void check_arn(struct template *template, const struct text *text, const char *key, const char *begins)
{
    const struct node *from = text->from;
    if (!from) return;
    const char *arn = is_known(from) ? text->value : node_word(from, "Fn::Sub");
    if (!arn) {
        diag_add(template->diags, FINDING(intrinsic_here), node_place(from),
                 "write the ARN; ${account} and ${region} can be used",
                 "%s must be an ARN, because cfgen reads it before deployment", key);
        return;
    }
    const char *service = arn;
    bool topic = !strcmp(begins, "sns:");
    for (int colons = 0; *service && colons < 2; service++) colons += *service == ':';
    if (!text_starts(arn, "arn:") || !text_starts(service, begins))
        diag_add(template->diags, FINDING(out_of_range), node_place(from),
                 topic ? "such as arn:aws:sns:REGION:ACCOUNT:NAME" : "such as arn:aws:iam::ACCOUNT:role/NAME",
                 "%s must be the ARN of a %s", key, topic ? "topic" : "role");
}

static void check_policy(struct template *template, const struct node *policy)
{
    static const char wrong[] = "policy must be data, off, or a list of statements";
    if (!policy) return;
    if (policy->shape == SCALAR) {
        struct flag flag;
        bool off = flag_form.word(&flag, policy) && !flag.value;
        const char *file = text_ends(policy->text, ".json")
                               ? arena_text(template->arena, "policy: ${file:%s}", policy->text)
                               : NULL;
        if (!off && strcmp(policy->text, "data"))
            diag_add(template->diags, FINDING(wrong_shape), policy->place, file, wrong);
        return;
    }
    const struct node *list = policy->shape == MAP ? node_find(policy, "Statement") : policy;
    if (!list || list->shape != LIST || !list->count)
        diag_add(template->diags, FINDING(wrong_shape), policy->place, NULL, wrong);
    else
        for (const struct node *n = list->first; n; n = n->next) {
            const char *effect = node_word(n, "Effect");
            if (!effect || (strcmp(effect, "Allow") && strcmp(effect, "Deny")) || !node_find(n, "Action"))
                diag_add(template->diags, FINDING(wrong_shape), n->place, NULL,
                         "a stack policy statement must have Effect (Allow or Deny) and Action");
        }
}

static void check_name(struct template *template, const struct text *name)
{
    enum { LONGEST = 128 - sizeof "-edge" };
    const char *at = name->value;
    if (!at) return;
    bool fine = isalpha((unsigned char)*at) && strlen(at) <= LONGEST;
    for (; *at; at++) fine &= isalnum((unsigned char)*at) || *at == '-';
    if (!fine)
        diag_add(
            template->diags, FINDING(bad_name), node_place(name->from), NULL,
            "a stack's name must begin with a letter, have letters, digits and hyphens only, and at most %d",
            (int)LONGEST);
}

void stacks_write(struct template *template)
{
    const struct stacks *stacks = &template->service->stacks;
    if (!template->at.primary) return;
    for (const struct text *t = stacks->notify; t && t->from; t++) check_arn(template, t, "notify", "sns:");
    check_arn(template, &stacks->role, "role", "iam:");
    check_policy(template, stacks->policy.from);
    check_name(template, &stacks->name);
}
