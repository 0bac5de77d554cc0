#include "templates/monitoring/traffic.h"
#include "base/text.h"
#include "templates/cdn/cdn.h"
#include "templates/service.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct unit {
    const char *name;
    double times;
} a_month_units[] = { /* as AWS's price list has it: a month has 730 hours */
                      { "", 1 },        { "/month", 1 },      { "/day", 730.0 / 24 },
                      { "/hour", 730 }, { "/minute", 43800 }, { "/second", 2628000 },
                      { NULL, 0 }
}, part_units[] = { /* of a month */
                    { "h", 1.0 / 730 }, { "d", 24.0 / 730 }, { "w", 168.0 / 730 }, { NULL, 0 }
}, gigabyte_units[] = { { "", 1 }, { "GB", 1 }, { "TB", 1024 }, { "MB", 1.0 / 1024 }, { NULL, 0 } };

/* A number and a unit, of which `size` bytes are looked at. */
static bool measured(const char *text, size_t size, const struct unit *units, double *value)
{
    char *end;
    if (!isdigit((unsigned char)*text)) return false;
    double number = strtod(text, &end);
    size_t rest = (size_t)(text + size - end);
    for (; units->name; units++) {
        if (rest != strlen(units->name) || strncmp(end, units->name, rest) != 0) continue;
        *value = number * units->times;
        return *value <= 1e15;
    }
    return false;
}

static bool a_month_word(void *into, const struct node *node)
{
    struct a_month *a_month = into;
    double part = 1;
    const char *text = node->text, *lasting = strstr(text, " for ");
    if (lasting && (!measured(lasting + 5, strlen(lasting + 5), part_units, &part) || part > 1)) return false;
    size_t size = lasting ? (size_t)(lasting - text) : strlen(text);
    if (!measured(text, size, a_month_units, &a_month->value)) return false;
    a_month->value *= part;
    return true;
}
static const struct form a_month_form = { .what =
                                              "a rate such as 1000000/month, 50/second or 50000/hour for 1d",
                                          .size = sizeof(struct a_month),
                                          .word = a_month_word };

double a_month_sum(const struct a_month *all)
{
    double sum = 0;
    for (; all && all->from; all++) sum += all->value;
    return sum;
}

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

static bool gigabytes_word(void *into, const struct node *node)
{
    return measured(node->text, strlen(node->text), gigabyte_units, &((struct gigabytes *)into)->value);
}
static const struct form gigabytes_form = { .what = "a size such as 20GB or 1.5TB",
                                            .size = sizeof(struct gigabytes),
                                            .word = gigabytes_word };

/* Which keys say something of which section. */
static const struct asked {
    const char *section, *keys;
} asked[] = {
    { "functions", "requests duration payload logs" },
    { "tables", "reads writes storage" },
    { "buckets", "reads writes storage growth" },
    { "queues", "requests" },
    { "topics", "requests" },
    { "streams", "requests payload" },
    { "buses", "requests" },
    { "workflows", "requests duration" },
    { "containers", "requests duration logs" },
    { "cdn", "requests payload" },
};
static const char sections[] =
    "functions tables buckets queues topics streams buses workflows containers cdn";

static const struct field fields[] = {
    { KEYED("(name)", traffic, item), .refers = sections },
    { NESTED(traffic, requests, a_month),
      .about = "Calls or messages per month, or with /second, /minute, /hour or /day. Several are added: "
               "[100/hour, 50000/hour for 1d]." },
    { NESTED(traffic, duration, milliseconds),
      .about = "Average duration of a call. A bare number is milliseconds.", .default_value = "100ms" },
    { NESTED(traffic, payload, kilobytes), .about = "Average size of a response." },
    { NESTED(traffic, logs, kilobytes), .about = "Average size of the logs of a call.",
      .default_value = "1KB" },
    { NESTED(traffic, reads, a_month),
      .about = "For a table or a bucket: number of reads of one item or object." },
    { NESTED(traffic, writes, a_month),
      .about = "For a table or a bucket: number of writes of one item or object." },
    { NESTED(traffic, storage, gigabytes),
      .about = "For a table or a bucket: stored data. A bare number is GB." },
    { NESTED(traffic, growth, gigabytes), .about = "For a bucket: data added each month. The lifecycle says "
                                                   "how long it stays, and in which storage class." },
    { 0 },
};
const struct form traffic_form = { .what = "a rate, or {requests, duration, payload}",
                                   .named = "(name)",
                                   .brief = "requests",
                                   .size = sizeof(struct traffic),
                                   .fields = fields };

/* https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
static void check_payload(const struct kilobytes *payload, struct diags *diags)
{
    enum { MOST = 6 * 1024, MOST_OF_API = 10 * 1024 };
    if (!is_known(payload->from) || payload->value <= MOST) return;
    diag_add(diags, FINDING(payload_limit), node_place(payload->from),
             "store it in a bucket and return a presigned URL: access: {BUCKET: presign}",
             payload->value > MOST_OF_API
                 ? "the payload of a function is limited to 6 MB, and that of an API to 10 MB"
                 : "the payload of a function is limited to 6 MB");
}

static void check_key(const struct traffic *traffic, const struct node *at, const char *key, const char *keys,
                      struct diags *diags)
{
    if (text_has_word(keys, key)) return;
    diag_add(diags, FINDING(unknown_key), at->key ? at->key_place : at->place,
             arena_join(diags->arena, "allowed: ", text_replace(diags->arena, keys, " ", ", ")),
             "traffic of %s does not support '%s'", traffic->item.target->section, key);
}

static void check_keys(const struct traffic *traffic, struct diags *diags)
{
    const struct asked *of = asked;
    while (strcmp(of->section, traffic->item.target->section) != 0) of++;
    bool fronted = traffic->distribution && strcmp(of->section, "cdn") != 0;
    const char *keys = fronted ? arena_join(diags->arena, of->keys, " requests payload") : of->keys;
    if (traffic->from->shape != MAP) check_key(traffic, traffic->from, "requests", keys, diags);
    for (const struct node *n = traffic->from->shape == MAP ? traffic->from->first : NULL; n; n = n->next)
        if (strcmp(n->key, traffic_form.named) != 0) check_key(traffic, n, n->key, keys, diags);
    if (!strcmp(of->section, "functions")) check_payload(&traffic->payload, diags);
}

static const char *distribution_find(struct template *template, const char *name)
{
    for (const struct cdn *c = template->service->cdn; c && c->item.from; c++)
        if (!strcmp(c->item.key.value, name)) return item_id(template, &c->item);
    return NULL;
}

void traffic_bind(struct template *template, struct traffic *traffic)
{
    for (struct traffic *t = traffic; t && t->from; t++) {
        const struct named *target = t->item.target;
        if (!target) continue; /* which has been said */
        t->id = item_id(template, target->item);
        t->distribution = distribution_find(template, target->name);
        check_keys(t, template->diags);
    }
}
