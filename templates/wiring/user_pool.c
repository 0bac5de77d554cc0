#include "templates/wiring/user_pool.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include "templates/wiring/access.h"
#include "templates/wiring/call.h"
#include <string.h>
#include <strings.h>

static const char pool_type[] = "AWS::Cognito::UserPool";

/* https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
 */
static const struct trigger {
    const char *name, *property;
    bool sends; /* what it gets is encrypted with a key */
} triggers[] = {
    { "pre-sign-up", "PreSignUp", false },
    { "post-confirmation", "PostConfirmation", false },
    { "pre-authentication", "PreAuthentication", false },
    { "post-authentication", "PostAuthentication", false },
    { "pre-token-generation", "PreTokenGeneration", false },
    { "user-migration", "UserMigration", false },
    { "custom-message", "CustomMessage", false },
    { "define-auth-challenge", "DefineAuthChallenge", false },
    { "create-auth-challenge", "CreateAuthChallenge", false },
    { "verify-auth-challenge-response", "VerifyAuthChallengeResponse", false },
    { "custom-email-sender", "CustomEmailSender", true },
    { "custom-sms-sender", "CustomSMSSender", true },
};
enum { TRIGGERS = sizeof triggers / sizeof *triggers };

struct pool_call {
    struct pool_call *next;
    const struct user_pool_event *event;
    const struct trigger *trigger;
    struct node *arn; /* of the function */
};

static const struct trigger *trigger_find(struct template *template, const struct text *written)
{
    struct nearest nearest = { .word = written->value };
    for (const struct trigger *t = triggers; t < triggers + TRIGGERS; t++) {
        if (!strcmp(written->value, t->name) || !strcasecmp(written->value, t->property)) return t;
        nearest_try(&nearest, t->name);
    }
    diag_add(template->diags, FINDING(out_of_range), node_place(written->from),
             nearest.name ? diag_meant(template->arena, nearest.name)
                          : "such as pre-sign-up, post-confirmation or pre-token-generation",
             "unknown user pool trigger '%s'", written->value);
    return NULL;
}

static bool pool_is_there(struct template *template, const struct text *pool)
{
    struct nearest nearest = { .word = pool->value };
    const struct node *resources = template->service->resources.from;
    for (const struct node *n = resources && resources->shape == MAP ? resources->first : NULL; n;
         n = n->next) {
        const char *type = n->shape == MAP ? node_word(n, "Type") : NULL;
        if (!type || strcmp(type, pool_type) != 0) continue;
        if (!strcmp(n->key, pool->value)) return true;
        nearest_try(&nearest, n->key);
    }
    diag_add(template->diags, FINDING(unknown_resource), node_place(pool->from),
             nearest.name
                 ? diag_meant(template->arena, nearest.name)
                 : "write the logical ID of an AWS::Cognito::UserPool, or the ARN of an existing user pool",
             "user pool '%s' not found under resources", pool->value);
    return false;
}

static void check_key(struct template *template, const struct user_pool_event *event,
                      const struct trigger *trigger)
{
    if (trigger->sends && !event->key.from)
        diag_add(template->diags, FINDING(missing_key), node_place(event->from), "the ARN of a KMS key",
                 "'key' is missing: codes for %s are encrypted", trigger->name);
    if (!trigger->sends && event->key.from)
        diag_add(template->diags, FINDING(out_of_range), node_key_place(event->key.from), "remove it",
                 "`key` has no effect: codes for %s are not encrypted", trigger->name);
}

/* The last first. */
static struct pool_call **calls_of(const struct template *template)
{
    return template_part(template, "user pool calls", sizeof(struct pool_call *));
}

void user_pool_add(struct template *template, const struct bound_function *bound,
                   const struct user_pool_event *event)
{
    struct arena *arena = template->arena;
    const struct trigger *trigger = trigger_find(template, &event->trigger);
    if (!trigger) return;
    check_key(template, event, trigger);
    if (trigger->sends && event->key.from)
        access_allow(template, bound->statements, "kms:Decrypt", "@", event->key.from);
    bool elsewhere = text_starts(event->pool.value, "arn:");
    if (elsewhere)
        diag_add(template->diags, FINDING(user_pool_elsewhere), node_place(event->pool.from),
                 "set the ARN of the function as trigger where the user pool is defined",
                 "the existing user pool is allowed to call '%s', but its trigger is not set",
                 bound->function->item.key.value);
    else if (!pool_is_there(template, &event->pool))
        return;
    const char *id = arena_join(arena, bound->id, arena_join(arena, trigger->property, "Permission"));
    function_permit(template, bound, id, "cognito-idp.amazonaws.com",
                    elsewhere ? node_text(arena, event->pool.value)
                              : intrinsic_attribute(arena, event->pool.value, "Arn"));
    if (elsewhere) return;
    struct pool_call *call = arena_take(arena, sizeof *call);
    struct pool_call **last = calls_of(template);
    *call = (struct pool_call){ *last, event, trigger, function_target(template, bound) };
    *last = call;
}

static void call_write(struct template *template, const struct pool_call *call)
{
    struct arena *arena = template->arena;
    struct node *pool = node_find(template->resources, call->event->pool.value);
    struct node *properties = pool ? node_find(pool, "Properties") : NULL;
    if (!pool) return;
    if (!properties || properties->shape != MAP) properties = node_set(pool, "Properties", node_map(arena));
    struct node *config = node_at(properties, "LambdaConfig");
    const struct node *first = node_find(config, call->trigger->property);
    if (first || is_intrinsic(config)) {
        struct diag *diag = diag_add(template->diags, FINDING(trigger_taken), node_place(call->event->from),
                                     NULL, "the user pool '%s' already has the trigger %s",
                                     call->event->pool.value, call->trigger->name);
        if (first && first->place.line) diag_note(template->diags, diag, first->place, "here");
        return;
    }
    struct node *arn = call->arn;
    if (call->trigger->sends) {
        arn = node_map(arena);
        node_add(arn, "LambdaArn", call->arn);
        node_add(arn, "LambdaVersion", node_text(arena, "V1_0"));
        if (call->event->key.from) node_set(config, "KMSKeyID", node_copy(arena, call->event->key.from));
    }
    arn->place = node_place(call->event->from);
    node_add(config, call->trigger->property, arn);
}

void user_pools_write(struct template *template)
{
    struct pool_call *calls = NULL;
    for (struct pool_call *call = *calls_of(template), *next; call; call = next) {
        next = call->next;
        call->next = calls;
        calls = call;
    }
    for (; calls; calls = calls->next) call_write(template, calls);
}
