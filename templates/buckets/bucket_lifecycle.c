#include "templates/buckets/bucket_lifecycle.h"
#include "base/json.h"
#include "base/text.h"
#include "templates/buckets/bucket.h"
#include "templates/buckets/bucket_replication.h"
#include <stdlib.h>
#include <string.h>

static const struct field tier_fields[] = {
    { FIELD(tier, after), .required = true, .about = "Days since the object was created." },
    { FIELD(tier, class), .required = true, .about = "Storage class, or delete.",
      .values = "infrequent-access one-zone intelligent glacier-instant glacier deep-archive delete" },
    { FIELD(tier, prefix), .about = "Only objects whose keys begin with this prefix.",
      .default_text = "all objects" },
    { FIELD(tier, tags), .about = "Only objects with these tags: {kind: photo}.",
      .default_text = "all objects" },
    { FIELD(tier, larger), .about = "Only objects larger than this, such as 128KB.",
      .default_text = "any size" },
    { FIELD(tier, smaller), .about = "Only objects smaller than this.", .default_text = "any size" },
    { FIELD(tier, noncurrent),
      .about = "Apply to noncurrent versions, with days counted since they were replaced.",
      .default_value = "false" },
    { FIELD(tier, keep), .about = "Newest noncurrent versions that are kept.", .default_text = "none" },
    { 0 },
};
const struct form tier_form = { .what = "a storage class, or delete",
                                .named = "after",
                                .brief = "class",
                                .size = sizeof(struct tier),
                                .fields = tier_fields };

enum { COLDER_FROM = 30, ARCHIVE_AFTER_COLDER = 30, ABORT_UPLOADS_DAYS = 7 };

/* Warm to cold; objects only move down. */
struct class_of {
    const char *name, *class;
    int rank;
    bool from_day_30; /* infrequent access */
    bool archive;
    bool one_zone; /* moves on to archives only */
};
static const struct class_of classes[] = {
    { "infrequent-access", "STANDARD_IA", 1, true, false, false },
    { "intelligent", "INTELLIGENT_TIERING", 2, false, false, false },
    { "one-zone", "ONEZONE_IA", 3, true, false, true },
    { "glacier-instant", "GLACIER_IR", 4, false, false, false },
    { "glacier", "GLACIER", 5, false, true, false },
    { "deep-archive", "DEEP_ARCHIVE", 6, false, true, false },
    { "delete", NULL, 7, false, false, false },
};
enum { CLASSES = sizeof classes / sizeof *classes };

struct step {
    const struct tier *tier;
    const struct class_of *class;
    const char *scope;
};

static const struct class_of *class_find(struct template *template, const struct text *word)
{
    struct nearest nearest = { .word = word->value };
    for (int i = 0; i < CLASSES; i++) {
        if (!strcmp(word->value, classes[i].name)) return &classes[i];
        nearest_try(&nearest, classes[i].name);
    }
    diag_add(template->diags, FINDING(out_of_range), node_place(word->from),
             diag_meant(template->arena, nearest.name), "unknown storage class '%s'", word->value);
    return NULL;
}

static const char *prefix_of(const struct tier *tier) { return tier->prefix.value ? tier->prefix.value : ""; }

/* What objects a step is about, in a text: steps that are about the same are one rule. */
static const char *scope_of(struct arena *arena, const struct tier *tier)
{
    struct buffer *text = buffer_new(arena);
    buffer_print(text, "%s\1%ld\1%ld\1%d\1", prefix_of(tier), tier->larger.value, tier->smaller.value,
                 tier->noncurrent.value);
    if (tier->tags.from) json_print(text, tier->tags.from, JSON_CANONICAL);
    return text->text;
}

static int by_scope_and_day(const void *left, const void *right)
{
    const struct step *a = left, *b = right;
    int order = strcmp(a->scope, b->scope);
    if (!order)
        order = (a->tier->after.value > b->tier->after.value) - (a->tier->after.value < b->tier->after.value);
    return order ? order : a->class->rank - b->class->rank;
}

static void check_order(struct template *template, const struct step *before, const struct step *step)
{
    struct arena *arena = template->arena;
    const struct class_of *from = before->class, *to = step->class;
    const char *why = NULL;
    if (!from->class)
        why = "objects are deleted before this";
    else if (step->tier->after.value == before->tier->after.value)
        why = arena_text(arena, "%s and %s are on the same day", from->name, to->name);
    else if (to->rank <= from->rank || (from->one_zone && to->class && !to->archive))
        why = arena_text(arena, "objects cannot move from %s to %s", from->name, to->name);
    if (!why) return;
    struct place place = node_place(step->tier->class.from);
    struct diag *diag = diag_add(template->diags, FINDING(lifecycle_order), place, NULL, "%s", why);
    diag_note(template->diags, diag, node_place(before->tier->class.from), "the step before, on day %ld",
              before->tier->after.value);
}

/* The steps of one rule, in order of days: whether S3 takes them, and whether they do what they say. */
static void check_steps(struct template *template, const struct step *steps, int count)
{
    const struct step *colder = NULL;
    for (int i = 0; i < count; i++) {
        const struct tier *tier = steps[i].tier;
        const struct class_of *class = steps[i].class;
        struct place place = node_place(tier->class.from);
        if (class->from_day_30 && tier->after.value < COLDER_FROM)
            diag_add(template->diags, FINDING(archive_early), place, NULL,
                     "objects can move to %s from day %d on, not on day %ld", class->name, COLDER_FROM,
                     tier->after.value);
        if (colder && class->archive && tier->after.value < colder->tier->after.value + ARCHIVE_AFTER_COLDER)
            diag_add(template->diags, FINDING(archive_early), place,
                     arena_text(template->arena, "day %ld or later",
                                colder->tier->after.value + ARCHIVE_AFTER_COLDER),
                     "objects must stay in %s for %d days before %s", colder->class->name,
                     ARCHIVE_AFTER_COLDER, class->name);
        if (class->from_day_30) colder = &steps[i];
        if (tier->after.value < !class->class)
            diag_add(template->diags, FINDING(out_of_range), node_place(tier->after.from), NULL,
                     class->class ? "objects can be moved on day 0 at the earliest"
                                  : "objects can be deleted on day 1 at the earliest");
        if (i) check_order(template, &steps[i - 1], &steps[i]);
    }
}

static struct node *rule_add(struct node *rules, const char *prefix)
{
    struct arena *arena = rules->arena;
    struct node *rule = node_add(rules, NULL, node_map(arena));
    node_add(rule, "Status", node_text(arena, "Enabled"));
    if (*prefix) node_add(rule, "Prefix", node_text(arena, prefix));
    return rule;
}

static struct node *tags_of(struct template *template, const struct any *tags)
{
    struct arena *arena = template->arena;
    struct node *list = node_list(arena);
    if (tags->from->shape != MAP)
        diag_add(template->diags, FINDING(wrong_shape), node_place(tags->from), NULL,
                 "tags must be a mapping such as {kind: photo}");
    for (const struct node *n = tags->from->shape == MAP ? tags->from->first : NULL; n; n = n->next) {
        struct node *tag = node_add(list, NULL, node_map(arena));
        node_add(tag, "Key", node_text(arena, n->key));
        node_add(tag, "Value", n->shape == SCALAR ? node_text(arena, n->text) : node_copy(arena, n));
    }
    return list;
}

/* Which objects the rule is about, besides those with its prefix. */
static void scope_write(struct template *template, const struct tier *tier, struct node *rule)
{
    struct arena *arena = template->arena;
    if (tier->tags.from) node_add(rule, "TagFilters", tags_of(template, &tier->tags));
    /* CloudFormation has these as texts. */
    if (tier->larger.from)
        node_add(rule, "ObjectSizeGreaterThan", node_format(arena, "%ld", tier->larger.value * 1024));
    if (tier->smaller.from)
        node_add(rule, "ObjectSizeLessThan", node_format(arena, "%ld", tier->smaller.value * 1024));
}

static void old_versions_write(struct template *template, struct node *rule, const struct step *steps,
                               int count)
{
    struct arena *arena = template->arena;
    struct node *transitions = NULL;
    for (int i = 0; i < count; i++) {
        const struct tier *tier = steps[i].tier;
        bool delete = !steps[i].class->class;
        if (!delete &&!transitions)
            transitions = node_add(rule, "NoncurrentVersionTransitions", node_list(arena));
        struct node *step = delete ? node_at(rule, "NoncurrentVersionExpiration")
                                   : node_add(transitions, NULL, node_map(arena));
        if (!delete) node_add(step, "StorageClass", node_text(arena, steps[i].class->class));
        node_add(step, delete ? "NoncurrentDays" : "TransitionInDays", node_number(arena, tier->after.value));
        if (tier->keep.from) node_add(step, "NewerNoncurrentVersions", node_number(arena, tier->keep.value));
    }
}

static void steps_write(struct template *template, struct node *rules, const struct step *steps, int count,
                        bool versions)
{
    struct arena *arena = rules->arena;
    const struct tier *first = steps->tier;
    const char *prefix = prefix_of(first);
    struct node *rule = rule_add(rules, prefix), *transitions = NULL;
    rule->place = node_place(first->from);
    scope_write(template, first, rule);
    if (first->noncurrent.value) {
        old_versions_write(template, rule, steps, count);
        return;
    }
    bool expires = false;
    for (int i = 0; i < count; i++) {
        long days = steps[i].tier->after.value;
        expires |= !steps[i].class->class;
        if (!steps[i].class->class) {
            node_add(rule, "ExpirationInDays", node_number(arena, days));
            if (versions)
                node_add(node_at(rule, "NoncurrentVersionExpiration"), "NoncurrentDays",
                         node_number(arena, days));
            continue;
        }
        if (!transitions) transitions = node_add(rule, "Transitions", node_list(arena));
        struct node *transition = node_add(transitions, NULL, node_map(arena));
        node_add(transition, "StorageClass", node_text(arena, steps[i].class->class));
        node_add(transition, "TransitionInDays", node_number(arena, days));
    }
    /* A delete marker with nothing behind it is only removed by a rule of its own, which knows no tags or
     * sizes. */
    bool plain = !first->tags.from && !first->larger.from && !first->smaller.from;
    if (expires && versions && plain)
        node_add(rule_add(rules, prefix), "ExpiredObjectDeleteMarker", node_flag(arena, true));
}

static void check_scope(struct template *template, const struct bucket *bucket, const struct tier *tier)
{
    if (tier->noncurrent.value && !bucket_has_versions(bucket))
        diag_add(template->diags, FINDING(versions_needed), node_place(tier->noncurrent.from),
                 "versions: true", "`noncurrent` has no effect without `versions`");
    if (tier->keep.from && !tier->noncurrent.value)
        diag_add(template->diags, FINDING(out_of_range), node_place(tier->keep.from), "noncurrent: true",
                 "`keep` has no effect without `noncurrent`");
    if (tier->larger.from && tier->smaller.from && tier->larger.value >= tier->smaller.value)
        diag_add(template->diags, FINDING(out_of_range), node_place(tier->larger.from), NULL,
                 "no object is larger than %ldKB and smaller than %ldKB", tier->larger.value,
                 tier->smaller.value);
}

void bucket_lifecycle_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    struct node *rules =
        node_add(node_at(properties, "LifecycleConfiguration"), "Rules", node_list(template->arena));
    struct node *abort_rule = rule_add(rules, "");
    node_add(node_at(abort_rule, "AbortIncompleteMultipartUpload"), "DaysAfterInitiation",
             node_number(template->arena, bucket->uploads.from ? bucket->uploads.value : ABORT_UPLOADS_DAYS));
    int count = 0, kept = 0;
    for (const struct tier *t = bucket->lifecycle; t && t->from; t++) count++;
    if (!count) return;
    struct step *steps = arena_take(template->arena, (size_t)count * sizeof *steps);
    for (const struct tier *t = bucket->lifecycle; t && t->from; t++) {
        const struct class_of *class =
            t->class.value && t->after.from ? class_find(template, &t->class) : NULL;
        if (class) steps[kept++] = (struct step){ t, class, scope_of(template->arena, t) };
        check_scope(template, bucket, t);
    }
    qsort(steps, (size_t)kept, sizeof *steps, by_scope_and_day);
    for (int start = 0, end; start < kept; start = end) {
        for (end = start + 1; end < kept && !strcmp(steps[start].scope, steps[end].scope);) end++;
        check_steps(template, steps + start, end - start);
        steps_write(template, rules, steps + start, end - start, bucket_has_versions(bucket));
    }
}
