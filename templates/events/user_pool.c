/* A Cognito user pool asks the function while people sign up and in. */
#include "templates/wiring/user_pool.h"
#include "templates/events/events.h"

static const struct field fields[] = {
    { FIELD(user_pool_event, pool), .required = true,
      .about =
          "Logical ID of an AWS::Cognito::UserPool under resources, or the ARN of an existing user pool." },
    { FIELD(user_pool_event, trigger), .required = true, .about = "Lambda trigger of the user pool.",
      .values = "pre-sign-up post-confirmation pre-authentication post-authentication pre-token-generation "
                "user-migration custom-message define-auth-challenge create-auth-challenge "
                "verify-auth-challenge-response custom-email-sender custom-sms-sender" },
    { FIELD(user_pool_event, key), .elsewhere = true,
      .about = "ARN of the KMS key that encrypts the codes for custom senders." },
    { 0 },
};
const struct form user_pool_event_form = {
    .key = "userPool", .what = "{pool, trigger}", .size = sizeof(struct user_pool_event), .fields = fields
};

void user_pool_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct user_pool_event *event = value;
    if (event->pool.value && event->trigger.value) user_pool_add(template, bound, event);
}
