#include "templates/wiring/notification.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include "templates/wiring/rule.h"
#include <string.h>

static const struct field fields[] = {
    { FIELD(bucket_event, name), .refers = "buckets", .required = true, .elsewhere = true,
      .about = "Name under buckets. For the ARN of an existing bucket, events arrive through EventBridge, "
               "which that bucket must have turned on." },
    { FIELD(bucket_event, events),
      .about = "Events: created, removed, restored, tagged, expired, moved or replicated, or S3 event types "
               "such as s3:ObjectCreated:Put.",
      .default_value = "created" },
    { FIELD(bucket_event, prefix), .about = "Only objects whose keys begin with this prefix.",
      .default_text = "all objects" },
    { FIELD(bucket_event, suffix), .about = "Only objects whose keys end with this suffix.",
      .default_text = "all objects" },
    { 0 },
};
const struct form bucket_event_form = { .key = "bucket",
                                        .what = "a bucket's name",
                                        .brief = "name",
                                        .size = sizeof(struct bucket_event),
                                        .fields = fields };

/* What happens to objects, as S3 and as EventBridge call it. */
struct bucket_change {
    const char *word, *event, *types[2];
};
static const struct bucket_change bucket_changes[] = {
    { "created", "s3:ObjectCreated:*", { "Object Created" } },
    { "removed", "s3:ObjectRemoved:*", { "Object Deleted" } },
    { "restored", "s3:ObjectRestore:*", { "Object Restore Completed" } },
    { "tagged", "s3:ObjectTagging:*", { "Object Tags Added", "Object Tags Deleted" } },
    { "expired", "s3:LifecycleExpiration:*", { "Object Deleted" } },
    { "moved", "s3:LifecycleTransition", { "Object Storage Class Changed" } },
    { "replicated", "s3:Replication:*", { NULL } },
};
enum { BUCKET_CHANGES = sizeof bucket_changes / sizeof *bucket_changes };

static const struct bucket_change *bucket_change_find(struct template *template, const struct text *word,
                                                      bool as_notification)
{
    struct nearest nearest = { .word = word->value };
    for (int i = 0; i < BUCKET_CHANGES; i++) {
        bool found = !strcmp(word->value, bucket_changes[i].word);
        if (found && (as_notification || bucket_changes[i].types[0])) return &bucket_changes[i];
        nearest_try(&nearest, bucket_changes[i].word);
    }
    diag_add(template->diags, FINDING(out_of_range), node_place(word->from),
             as_notification ? diag_meant(template->arena, nearest.name)
                             : "use created, removed, restored, tagged or moved",
             as_notification ? "S3 has no event '%s'" : "EventBridge has no S3 event '%s'", word->value);
    return NULL;
}

/* One event of S3's and who is told. */
struct notification {
    struct notification *next;
    const char *event, *prefix, *suffix, *permission;
    struct receiver receiver;
    struct place place;
};

/* S3 refuses two that one object could be told of twice. */
static bool overlap(const struct notification *a, const struct notification *b)
{
    size_t size = strcspn(a->event, "*"), other = strcspn(b->event, "*");
    bool prefixes = text_starts(a->prefix, b->prefix) || text_starts(b->prefix, a->prefix);
    bool suffixes = text_ends(a->suffix, b->suffix) || text_ends(b->suffix, a->suffix);
    return !strncmp(a->event, b->event, size < other ? size : other) &&
           (size == other || a->event[size] || b->event[other]) && prefixes && suffixes;
}

static void check_overlap(struct template *template, const struct notification *first,
                          const struct notification *added)
{
    for (const struct notification *n = first; n; n = n->next) {
        if (!overlap(n, added)) continue;
        struct diag *diag = diag_add(template->diags, FINDING(notified_twice), added->place,
                                     "separate them by prefix, suffix or events, or use a topic",
                                     "overlapping notifications for %s", added->event);
        diag_note(template->diags, diag, n->place, "the other notification is here");
        return;
    }
}

static void add(struct template *template, const struct bucket_event *event, const struct receiver *receiver,
                const char *word, const char *permission)
{
    const struct named *bucket = event->name.target;
    struct notification *added = arena_take(template->arena, sizeof *added);
    *added = (struct notification){ NULL,
                                    word,
                                    event->prefix.value ? event->prefix.value : "",
                                    event->suffix.value ? event->suffix.value : "",
                                    permission,
                                    *receiver,
                                    node_place(event->from) };
    struct index *notifications = template_index(template, "bucket notifications");
    struct notification *first = index_find(notifications, bucket->name), **last = &first;
    check_overlap(template, first, added);
    while (*last) last = &(*last)->next;
    *last = added;
    index_replace(notifications, bucket->name, first);
}

/* Of a bucket that exists elsewhere: its notifications are not ours to write, its events are on the bus. */
static void rule_write(struct template *template, const struct bucket_event *event,
                       const struct receiver *receiver)
{
    struct arena *arena = template->arena;
    const struct node *arn = reference_arn(template, &event->name);
    struct rule rule = rule_add(
        template, receiver, rule_id(template, arena_join(arena, receiver->id, "Bucket"), event->from, NULL),
        node_place(event->from), NULL);
    struct node *pattern = node_add(rule.properties, "EventPattern", node_map(arena));
    node_add(node_add(pattern, "source", node_list(arena)), NULL, node_text(arena, "aws.s3"));
    struct node *types = node_add(pattern, "detail-type", node_list(arena));
    for (const struct text *t = event->events; t && t->from; t++) {
        const struct bucket_change *bucket_change = bucket_change_find(template, t, false);
        for (int i = 0; bucket_change && i < 2 && bucket_change->types[i]; i++)
            node_add(types, NULL, node_text(arena, bucket_change->types[i]));
    }
    if (!types->count) node_add(types, NULL, node_text(arena, bucket_changes[0].types[0]));
    node_add(node_add(node_at(pattern, "detail.bucket"), "name", node_list(arena)), NULL,
             arn_select(arena, arn, ARN_RESOURCE));
    const char *prefix = event->prefix.value, *suffix = event->suffix.value;
    if (prefix || suffix) {
        struct node *key = node_add(node_at(pattern, "detail.object"), "key", node_list(arena));
        struct node *match = node_add(key, NULL, node_map(arena));
        if (prefix && suffix)
            node_add(match, "wildcard", node_format(arena, "%s*%s", prefix, suffix));
        else
            node_add(match, prefix ? "prefix" : "suffix", node_text(arena, prefix ? prefix : suffix));
    }
    diag_add(template->diags, FINDING(bucket_elsewhere), node_place(event->name.from),
             "aws s3api put-bucket-notification-configuration --bucket NAME --notification-configuration "
             "'{\"EventBridgeConfiguration\": {}}'",
             "EventBridge notifications must be turned on for the bucket");
}

void bucket_notify(struct template *template, const struct bucket_event *event,
                   const struct receiver *receiver)
{
    struct arena *arena = template->arena;
    if (!reference_is_valid(&event->name)) return;
    const struct named *bucket = event->name.target;
    if (!bucket || ((const struct item *)bucket->item)->arn.from) {
        rule_write(template, event, receiver);
        return;
    }
    if (receiver_is_fifo(receiver))
        diag_add(template->diags, FINDING(fifo_delivery), node_place(event->name.from),
                 "use a function, or a queue that is not FIFO",
                 "S3 does not deliver to FIFO queues and topics");
    const char *id = item_id(template, bucket->item);
    const char *permission_id = arena_join(arena, arena_join(arena, receiver->id, id), "Permission");
    const struct node *arn = item_arn(template, bucket->item);
    const char *permission = NULL;
    /* Of several events of one function, one permission is enough. */
    if (receiver->function && node_find(template->resources, permission_id)) permission = permission_id;
    if (!permission) permission = receiver_permit(template, receiver, permission_id, "s3.amazonaws.com", arn);
    if (!event->events || !event->events->from)
        add(template, event, receiver, bucket_changes[0].event, permission);
    for (const struct text *t = event->events; t && t->from; t++) {
        bool raw = text_starts(t->value, "s3:");
        const struct bucket_change *bucket_change = raw ? NULL : bucket_change_find(template, t, true);
        if (raw || bucket_change)
            add(template, event, receiver, raw ? t->value : bucket_change->event, permission);
    }
}

static void filter_rule(struct node *rules, const char *name, const char *value)
{
    if (!*value) return;
    struct node *rule = node_add(rules, NULL, node_map(rules->arena));
    node_add(rule, "Name", node_text(rules->arena, name));
    node_add(rule, "Value", node_text(rules->arena, value));
}

static void wait_for(struct node *depends, const char *id)
{
    for (const struct node *n = depends->first; n; n = n->next)
        if (!strcmp(n->text, id)) return;
    node_add(depends, NULL, node_text(depends->arena, id));
}

void bucket_notifications_write(struct template *template, const struct item *bucket,
                                struct resource resource)
{
    struct arena *arena = template->arena;
    const struct notification *first =
        index_find(template_index(template, "bucket notifications"), bucket->key.value);
    if (!first) return;
    struct node *depends = node_add(resource.node, "DependsOn", node_list(arena));
    struct node *configuration = node_add(resource.properties, "NotificationConfiguration", node_map(arena));
    for (const struct notification *n = first; n; n = n->next) {
        const struct item *item = n->receiver.item;
        const char *member = item ? item->kind->admit.notified_as : "Function";
        const char *list = arena_join(arena, item ? member : "Lambda", "Configurations");
        struct node *all = node_find(configuration, list);
        if (!all) all = node_add(configuration, list, node_list(arena));
        struct node *one = node_add(all, NULL, node_map(arena));
        one->place = n->place;
        node_add(one, "Event", node_text(arena, n->event));
        node_add(one, member, receiver_arn(template, &n->receiver));
        wait_for(depends, n->permission);
        if (!*n->prefix && !*n->suffix) continue;
        struct node *rules = node_add(node_at(one, "Filter.S3Key"), "Rules", node_list(arena));
        filter_rule(rules, "prefix", n->prefix);
        filter_rule(rules, "suffix", n->suffix);
    }
}
