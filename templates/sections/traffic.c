#include "templates/sections/traffic.h"
#include "base/diag.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* As AWS's price list has it: a month has 730 hours. */
static bool a_month_word(void *into, const struct node *node)
{
    static const struct {
        const char *unit;
        double times;
    } units[] = { { "", 1 },        { "/month", 1 },      { "/day", 730.0 / 24 },
                  { "/hour", 730 }, { "/minute", 43800 }, { "/second", 2628000 } };
    char *end;
    if (!isdigit((unsigned char)*node->text)) return false;
    double value = strtod(node->text, &end);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(end, units[i].unit) != 0) continue;
        ((struct a_month *)into)->value = value * units[i].times;
        return value <= 1e15;
    }
    return false;
}
static const struct form a_month_form = { .what = "how often, such as 1000000/month or 50/second",
                                          .size = sizeof(struct a_month),
                                          .word = a_month_word };

static bool milliseconds_word(void *into, const struct node *node)
{
    char *end;
    if (!isdigit((unsigned char)*node->text)) return false;
    double value = strtod(node->text, &end);
    bool seconds = !strcmp(end, "s");
    ((struct milliseconds *)into)->value = (long)(seconds ? value * 1000 : value);
    return value <= 1e6 && (seconds || !*end || !strcmp(end, "ms"));
}
static const struct form milliseconds_form = { .what = "a duration such as 120ms or 2s",
                                               .size = sizeof(struct milliseconds),
                                               .word = milliseconds_word };

static const struct field fields[] = {
    { KEYED("(function)", traffic, function), .refers = "functions" },
    { NESTED(traffic, requests, a_month),
      .about = "How often it is called; a month, unless /second, /minute, /hour or /day is told." },
    { NESTED(traffic, duration, milliseconds),
      .about = "How long a call takes; milliseconds unless s is told." },
    { NESTED(traffic, payload, kilobytes), .about = "What a call answers." },
    { 0 },
};
const struct form traffic_form = { .what = "how often it is called, or {requests, duration, payload}",
                                   .named = "(function)",
                                   .brief = "requests",
                                   .size = sizeof(struct traffic),
                                   .fields = fields };

/* https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
void traffic_check(const struct traffic *traffic, struct diags *diags)
{
    enum { MOST = 6 * 1024, MOST_OF_API = 10 * 1024 };
    for (const struct traffic *t = traffic; t && t->from; t++) {
        const struct kilobytes *payload = &t->payload;
        if (!is_known(payload->from) || payload->value <= MOST) continue;
        diag_add(diags, FINDING_payload_limit, payload->from->place,
                 "keep it in a bucket, and answer with a link: access: {BUCKET: presign}",
                 payload->value > MOST_OF_API ? "a function answers 6 MB at most, and an API passes on 10 MB"
                                              : "a function answers 6 MB at most");
    }
}
