#include "templates/api/rest_plans.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/rest.h"
#include "templates/service.h"
#include <stdlib.h>
#include <string.h>

/* 1000000/month */
static void quota_write(struct template *template, const struct text *quota, struct node *plan)
{
    static const struct {
        const char *word, *aws_word;
    } periods[] = { { "day", "DAY" }, { "week", "WEEK" }, { "month", "MONTH" } };
    if (!is_known(quota->from)) return;
    char *end;
    long limit = strtol(quota->value, &end, 10);
    for (size_t i = 0; i < 3; i++) {
        if (end == quota->value || *end != '/' || strcmp(end + 1, periods[i].word) != 0) continue;
        struct node *written = node_add(plan, "Quota", node_map(template->arena));
        node_add(written, "Limit", node_number(template->arena, limit));
        node_add(written, "Period", node_text(template->arena, periods[i].aws_word));
        return;
    }
    diag_add(template->diags, FINDING(wrong_shape), node_place(quota->from), NULL,
             "quota must be a number per day, week or month, such as 1000000/month");
}

static void plan_write(struct template *template, const struct authorizer *authorizer)
{
    struct arena *arena = template->arena;
    const char *words = arena_join(arena, "Api", text_pascal(arena, authorizer->name.value));
    const char *plan_id = arena_join(arena, words, "Plan"), *key_id = arena_join(arena, words, "Key");
    struct place place = node_key_place(authorizer->from);
    struct node *plan = template_add(template, plan_id, "AWS::ApiGateway::UsagePlan", place).properties;
    struct node *stage = node_add(node_add(plan, "ApiStages", node_list(arena)), NULL, node_map(arena));
    node_add(stage, "ApiId", intrinsic_ref(arena, "Api"));
    node_add(stage, "Stage", intrinsic_ref(arena, "ApiStage"));
    template_write(template, &api_key_form, &authorizer->key, plan);
    /* Without it AWS lets no request at once: none at all. */
    struct node *throttle = node_find(plan, "Throttle");
    if (throttle && !node_find(throttle, "BurstLimit"))
        node_add(throttle, "BurstLimit", node_copy(arena, authorizer->key.rate.from));
    quota_write(template, &authorizer->key.quota, plan);
    struct node *key = template_add(template, key_id, "AWS::ApiGateway::ApiKey", place).properties;
    node_add(key, "Enabled", node_flag(arena, true));
    if (authorizer->key.value.from) node_add(key, "Value", node_copy(arena, authorizer->key.value.from));
    node_add(key, "Description",
             node_format(arena, "%s of %s-%s", authorizer->name.value, template->service->service.value,
                         template->stage));
    struct node *link =
        template_add(template, arena_join(arena, plan_id, "Key"), "AWS::ApiGateway::UsagePlanKey", place)
            .properties;
    node_add(link, "KeyId", intrinsic_ref(arena, key_id));
    node_add(link, "KeyType", node_text(arena, "API_KEY"));
    node_add(link, "UsagePlanId", intrinsic_ref(arena, plan_id));
    /* Not its value: who may ask for that gets it by this id. */
    template_output(template, arena_join(arena, key_id, "Id"), "ID of the API key",
                    intrinsic_ref(arena, key_id));
}

static void check_key(struct template *template, const struct authorizer *first,
                      const struct authorizer *authorizer)
{
    enum { SHORTEST = 20, LONGEST = 128 };
    const struct text *value = &authorizer->key.value;
    bool one_name = template->service->api.domain.failover.from;
    size_t size = value->value ? strlen(value->value) : SHORTEST;
    if (size < SHORTEST || size > LONGEST)
        diag_add(template->diags, FINDING(out_of_range), node_place(value->from), NULL,
                 "the value of an API key must have 20 to 128 characters");
    else if (value->value && !text_starts(value->value, "{{resolve:"))
        diag_add(template->diags, FINDING(key_readable), node_place(value->from),
                 "value: '${secret:NAME#key}'",
                 "everyone who can read the template can read the API key '%s'", authorizer->name.value);
    if (!value->from && one_name)
        diag_add(template->diags, FINDING(key_by_region), node_place(authorizer->key.from),
                 "set value: '${secret:NAME#key}' with a secret that has replicas",
                 "each region generates a different API key for '%s'", authorizer->name.value);
    if (!first) return;
    struct diag *diag = diag_add(template->diags, FINDING(keys_alike), node_key_place(authorizer->from),
                                 "use a Lambda authorizer to separate the routes",
                                 "API keys of '%s' and of '%s' are valid for the routes of both",
                                 authorizer->name.value, first->name.value);
    diag_note(template->diags, diag, node_key_place(first->from), "defined here");
}

void rest_plans_write(struct template *template)
{
    const struct authorizer *first = NULL;
    for (const struct authorizer *a = template->service->api.auth; a && a->from; a++) {
        if (!a->key.from || !a->name.value || (a->key.on.from && !a->key.on.value)) continue;
        check_key(template, first, a);
        plan_write(template, a);
        if (!first) first = a;
    }
}
