/* Skills of Alexa:
 * https://developer.amazon.com/docs/alexa/custom-skills/host-a-custom-skill-as-an-aws-lambda-function.html
 */
#include "service/intrinsic.h"
#include "templates/events/events.h"
#include "templates/wiring/call.h"
#include "templates/wiring/rule.h"

struct alexa {
    const struct node *from;
    struct text skill;
    struct flag home;
};

static const struct field fields[] = {
    { FIELD(alexa, skill), .property = "EventSourceToken", .required = true,
      .about = "ID of the skill, such as amzn1.ask.skill.0123. No other skill can call the function." },
    { FIELD(alexa, home), .about = "Smart home skill instead of a custom skill.", .default_value = "false" },
    { 0 },
};
const struct form alexa_event_form = { .key = "alexa",
                                       .what = "a skill's id",
                                       .brief = "skill",
                                       .type = "AWS::Lambda::Permission",
                                       .size = sizeof(struct alexa),
                                       .fields = fields };

/* A skill has no ARN: its id is what it proves itself by. */
void alexa_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct alexa *alexa = value;
    struct arena *arena = template->arena;
    if (!alexa->skill.from) return;
    const char *id = rule_id(template, arena_join(arena, bound->id, "Alexa"), alexa->skill.from, "");
    struct resource permission = template_add(template, arena_join(arena, id, "Permission"),
                                              "AWS::Lambda::Permission", node_place(alexa->from));
    node_add(permission.properties, "Action", node_text(arena, "lambda:InvokeFunction"));
    node_add(permission.properties, "FunctionName", function_target(template, bound));
    node_add(
        permission.properties, "Principal",
        node_text(arena, alexa->home.value ? "alexa-connectedhome.amazon.com" : "alexa-appkit.amazon.com"));
    template_write(template, &alexa_event_form, alexa, permission.properties);
}
