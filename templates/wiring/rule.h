/* Rules of EventBridge: a pattern or schedule, and a target with its input, retries and dead-letter queue.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html */
#ifndef TEMPLATES_WIRING_RULE_H
#define TEMPLATES_WIRING_RULE_H
#include "templates/wiring/receiver.h"

struct transform {
    const struct node *from;
    struct any paths, template;
};
extern const struct form transform_form;

/* What the receiver gets, and what becomes of an event that does not reach it. */
struct delivery {
    struct any input;
    struct text path;
    struct transform transform;
    struct integer retries;
    struct seconds age;
    struct reference deadLetters;
};
#define DELIVERY_ROWS(owner, member)                                                                         \
    { .key = "input",                                                                                        \
      .offset = offsetof(struct owner, member.input),                                                        \
      .form = &any_form,                                                                                     \
      .about = "Constant input instead of the event." },                                                     \
        { .key = "path",                                                                                     \
          .offset = offsetof(struct owner, member.path),                                                     \
          .form = &text_form,                                                                                \
          .elsewhere = true,                                                                                 \
          .about = "Part of the event that is passed on, such as $.detail.",                                 \
          .default_text = "the whole event" },                                                               \
        { .key = "transform",                                                                                \
          .offset = offsetof(struct owner, member.transform),                                                \
          .form = &transform_form,                                                                           \
          .about =                                                                                           \
              "Input made from parts of the event: {paths: {id: $.detail.id}, template: {quest: <id>}}." },  \
        { .key = "retries",                                                                                  \
          .offset = offsetof(struct owner, member.retries),                                                  \
          .form = &integer_form,                                                                             \
          .elsewhere = true,                                                                                 \
          .about = "Retries of a failed delivery.",                                                          \
          .default_value = "185" },                                                                          \
        { .key = "age",                                                                                      \
          .offset = offsetof(struct owner, member.age),                                                      \
          .form = &seconds_form,                                                                             \
          .elsewhere = true,                                                                                 \
          .about = "Oldest age of an event that is still delivered.",                                        \
          .default_value = "24h" },                                                                          \
    {                                                                                                        \
        .key = "deadLetters", .offset = offsetof(struct owner, member.deadLetters), .form = &reference_form, \
        .refers = "queues", .elsewhere = true, .about = "Queue for events that could not be delivered."      \
    }

struct rule {
    const char *id;
    struct node *properties;
};

/* A rule with its one target, which it may call; the caller adds what it waits for. */
struct rule rule_add(struct template *, const struct receiver *, const char *id, struct place,
                     const struct delivery *);
/* RetryPolicy and DeadLetterConfig, of a rule's target and of a schedule's. */
void delivery_write_failures(struct template *, const struct delivery *, const char *type, const char *path,
                             struct node *target, const char *service, const struct node *source);
/* NAME and a hash of what is said: what has no name of its own. */
const char *rule_id(struct template *, const char *name, const struct node *said, const char *and);
#endif
