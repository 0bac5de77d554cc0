/* Rules made of rules: all, any or one of them, and conditions. What holds only because of an intrinsic
 * function may not hold once AWS knows its value, so that no finding rests on it. */
#include "base/buffer.h"
#include "templates/schema/schema_check.h"

/* How badly a rule fails, without a word. */
static int attempt(struct checking *checking, const struct node *rule, const struct node *value,
                   const struct trail *trail, bool *vague)
{
    struct checking trying = *checking;
    trying.diags = NULL;
    trying.failures = 0;
    trying.vague = false;
    check_value(&trying, rule, value, trail);
    checking->values = trying.values;
    *vague |= trying.vague;
    return trying.failures;
}

bool check_holds(struct checking *checking, const struct node *rule, const struct node *value,
                 const struct trail *trail)
{
    bool vague = false;
    return !attempt(checking, rule, value, trail, &vague) && !vague;
}

void check_all(struct checking *checking, const struct node *rule, const struct node *says,
               const struct node *value, const struct trail *trail)
{
    (void)rule;
    for (const struct node *n = says->first; n; n = n->next) check_value(checking, n, value, trail);
}

/* “A or B”, where each rule is only about what must be there. */
static const char *alternatives(struct checking *checking, const struct node *says)
{
    struct buffer *out = buffer_new(checking->diags->arena);
    for (const struct node *n = says->first; n; n = n->next) {
        const struct node *required = n->count == 1 ? node_find(n, "required") : NULL;
        if (!required || !required->first) return NULL;
        for (const struct node *name = required->first; name; name = name->next)
            buffer_print(out, "%s%s",
                         name != required->first ? " with "
                         : n == says->first      ? ""
                         : n->next               ? ", "
                                                 : " or ",
                         name->text);
    }
    return out->text;
}

static void report_none(struct checking *checking, const struct node *says, const struct node *nearest,
                        const struct node *value, const struct trail *trail)
{
    const char *needed = alternatives(checking, says);
    if (needed)
        diag_add(checking->diags, FINDING(missing_key), check_holder(value), NULL, "%s requires %s",
                 check_name(checking, trail), needed);
    else if (nearest)
        check_value(checking, nearest, value, trail);
    else
        diag_add(checking->diags, FINDING(wrong_shape), check_place(value), NULL,
                 "%s has none of the allowed forms", check_name(checking, trail));
}

/* How many of the rules hold; when none does, the nearest is reported. */
static int hold(struct checking *checking, const struct node *says, const struct node *value,
                const struct trail *trail, bool *vague)
{
    const struct node *nearest = NULL;
    int count = 0, least = 0;
    for (const struct node *n = says->first; n; n = n->next) {
        int failures = attempt(checking, n, value, trail, vague);
        count += !failures;
        if (n == says->first || failures < least) {
            nearest = n;
            least = failures;
        } else if (failures == least)
            nearest = NULL;
    }
    if (count || !says->count) return count;
    struct checking saying = *checking;
    if (check_fails(checking, least)) report_none(&saying, says, nearest, value, trail);
    return 0;
}

void check_any(struct checking *checking, const struct node *rule, const struct node *says,
               const struct node *value, const struct trail *trail)
{
    (void)rule;
    bool vague = false;
    hold(checking, says, value, trail, &vague);
    checking->vague |= vague;
}

void check_one(struct checking *checking, const struct node *rule, const struct node *says,
               const struct node *value, const struct trail *trail)
{
    (void)rule;
    bool vague = false;
    int count = hold(checking, says, value, trail, &vague);
    checking->vague |= vague;
    if (count < 2 || vague || !check_fails(checking, 1)) return;
    const char *needed = alternatives(checking, says);
    if (needed)
        diag_add(checking->diags, FINDING(out_of_range), check_holder(value), NULL,
                 "%s can only have one of %s", check_name(checking, trail), needed);
    else
        diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL,
                 "%s mixes several of the allowed forms", check_name(checking, trail));
}

void check_not(struct checking *checking, const struct node *rule, const struct node *says,
               const struct node *value, const struct trail *trail)
{
    (void)rule;
    if (!check_holds(checking, says, value, trail) || !check_fails(checking, 1)) return;
    diag_add(checking->diags, FINDING(out_of_range), check_place(value), NULL,
             "%s: AWS does not accept %s here", check_name(checking, trail),
             value->shape == SCALAR ? check_shown(checking, value->text) : "this");
}

void check_if(struct checking *checking, const struct node *rule, const struct node *says,
              const struct node *value, const struct trail *trail)
{
    bool vague = false, holds = !attempt(checking, says, value, trail, &vague);
    if (vague)
        checking->vague = true;
    else
        check_value(checking, node_find(rule, holds ? "then" : "else"), value, trail);
}
