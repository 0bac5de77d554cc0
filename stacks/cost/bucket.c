/* What is kept in a bucket: as much as is told, and what comes every month, through the classes that its
 * lifecycle moves it to. https://aws.amazon.com/s3/pricing/ */
#include "stacks/cost/bucket.h"
#include <stdlib.h>
#include <string.h>

enum { A_YEAR = 365, MOST_MOVES = 16 };

struct move {
    double day;
    const char *class;
};

struct life {                      /* of every object */
    struct move moves[MOST_MOVES]; /* by day */
    int count;
    double end; /* the day on which it is deleted */
};

static double days_of(const struct node *map, const char *key)
{
    const char *days = node_word(map, key);
    return days ? strtod(days, NULL) : -1;
}

static void move_add(struct life *life, double day, const char *class)
{
    if (day < 0 || !class || life->count == MOST_MOVES) return;
    int at = life->count++;
    for (; at && life->moves[at - 1].day > day; at--) life->moves[at] = life->moves[at - 1];
    life->moves[at] = (struct move){ day, class };
}

/* Rules for a prefix, a tag or a size are for some objects only. */
static bool is_for_all(const struct node *rule)
{
    static const char *const parts[] = { "Prefix", "TagFilters", "ObjectSizeGreaterThan",
                                         "ObjectSizeLessThan" };
    const char *status = node_word(rule, "Status");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (node_find(rule, parts[i])) return false;
    return status && !strcmp(status, "Enabled");
}

static struct life life_of(const struct node *bucket)
{
    struct life life = { .end = A_YEAR };
    const struct node *rules = node_find(estimate_property(bucket, "LifecycleConfiguration"), "Rules");
    move_add(&life, 0, "STANDARD");
    for (const struct node *rule = rules ? rules->first : NULL; rule; rule = rule->next) {
        if (!is_for_all(rule)) continue;
        const struct node *transitions = node_find(rule, "Transitions");
        for (const struct node *t = transitions ? transitions->first : NULL; t; t = t->next)
            move_add(&life, days_of(t, "TransitionInDays"), node_word(t, "StorageClass"));
        double end = days_of(rule, "ExpirationInDays");
        if (end >= 0) life.end = end;
    }
    return life;
}

static void class_add(struct estimate *estimate, const struct node *bucket, const char *class,
                      double gigabytes)
{
    static const struct {
        const char *class;
        enum price price;
    } classes[] = { { "STANDARD", PRICE_bucket_storage },    { "STANDARD_IA", PRICE_bucket_infrequent },
                    { "ONEZONE_IA", PRICE_bucket_one_zone }, { "GLACIER", PRICE_bucket_glacier },
                    { "DEEP_ARCHIVE", PRICE_bucket_deep },   { NULL, 0 } };
    size_t at = 0;
    while (classes[at].class && strcmp(classes[at].class, class) != 0) at++;
    if (classes[at].class)
        estimate_add(estimate, bucket, classes[at].price, gigabytes);
    else if (gigabytes > 0)
        estimate_leave(estimate, "AWS::S3::Bucket");
}

/* As it is once the oldest have come to their end: then as much goes as comes. */
static void growth_add(struct estimate *estimate, const struct node *bucket, double a_month)
{
    const double days_a_month = HOURS_A_MONTH / 24.0;
    struct life life = life_of(bucket);
    for (int i = 0; i < life.count; i++) {
        double end =
            i + 1 < life.count && life.moves[i + 1].day < life.end ? life.moves[i + 1].day : life.end;
        if (end > life.moves[i].day)
            class_add(estimate, bucket, life.moves[i].class,
                      a_month / days_a_month * (end - life.moves[i].day));
    }
    estimate_assume(estimate, ASSUMED_as_old);
}

void estimate_bucket(struct estimate *estimate, const struct node *bucket)
{
    const struct usage *usage = usage_of(estimate->usages, bucket->key);
    double storage = usage->told ? usage->told->storage.value : 0;
    double growth = usage->told ? usage->told->growth.value : 0;
    estimate_add(estimate, bucket, PRICE_bucket_storage, storage);
    estimate_add(estimate, bucket, PRICE_bucket_write, usage->writes);
    estimate_add(estimate, bucket, PRICE_bucket_read, usage->reads);
    if (storage > 0) estimate_assume(estimate, ASSUMED_whole_archive);
    if (growth > 0) growth_add(estimate, bucket, growth);
    if (storage <= 0 && growth <= 0) estimate_leave(estimate, "AWS::S3::Bucket");
}
