#include "templates/wiring/destination.h"
#include "templates/wiring/access.h"
#include "templates/wiring/key.h"
#include <string.h>

struct sending {
    const char *section, *service; /* of ours, and in an ARN */
    const char *actions, *resources;
};
static const struct sending sendings[] = {
    { "queues", "sqs", "sqs:SendMessage", "@" },
    { "topics", "sns", "sns:Publish", "@" },
    { "functions", "lambda", "lambda:InvokeFunction", "@" },
    { "buses", "events", "events:PutEvents", "@" },
    { "buckets", "s3", "s3:PutObject", "@/*" },
    { "buckets", "s3", "s3:ListBucket", "@" },
};
enum { SENDINGS = sizeof sendings / sizeof *sendings };

static void check_order(struct template *template, const struct reference *reference)
{
    const struct named *to = reference->target;
    if (named_is_fifo(to))
        diag_add(template->diags, FINDING(fifo_delivery), node_place(reference->from), NULL,
                 "Lambda cannot send to the FIFO queue or topic '%s'", to->name);
}

struct node *destination_allow(struct template *template, const struct bound_function *bound,
                               const struct reference *reference)
{
    struct arena *arena = template->arena;
    const struct node *arn = reference_arn(template, reference);
    const char *section = reference->target ? reference->target->section : NULL;
    const char *service = arn->shape == SCALAR ? arn_part(arena, arn->text, ARN_SERVICE) : NULL;
    check_order(template, reference);
    for (const struct sending *s = sendings; s < sendings + SENDINGS; s++) {
        /* What an intrinsic function gives may be any of those that take one action. */
        bool may_be = !section && !service && strcmp(s->section, "buckets");
        if ((section && !strcmp(section, s->section)) ||
            (!section && service && !strcmp(service, s->service)) || may_be)
            access_allow(template, bound->statements, s->actions, s->resources, arn);
    }
    key_allow_of(template, bound->statements, reference->target);
    return node_copy(arena, arn);
}
