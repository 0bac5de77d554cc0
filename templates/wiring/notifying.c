#include "templates/wiring/notifying.h"
#include "base/sha256.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/kinds/topic.h"
#include "templates/queues/queue.h"
#include "templates/service.h"
#include "templates/wiring/notification.h"
#include <ctype.h>
#include <string.h>

static void note(struct index *notifying, const struct bucket_event *event)
{
    const struct named *bucket = event->name.target;
    if (bucket && !index_find(notifying, bucket->name))
        index_add(notifying, bucket->name, (void *)(size_t)event);
}

static void note_all(struct index *notifying, const struct bucket_event *events)
{
    for (; events && events->from; events++) note(notifying, events);
}

static struct index *notifying_of(struct template *template)
{
    struct index **part = template_part(template, "notifying buckets", sizeof *part), *notifying;
    if (*part) return *part;
    notifying = *part = index_new(template->arena);
    const struct service *service = template->service;
    for (const struct function *f = service->functions; f && f->item.from; f++)
        for (const struct chosen *e = f->events; e && e->from; e++)
            if (e->form == &bucket_event_form && e->value) note(notifying, e->value);
    for (const struct queue *q = service->queues; q && q->item.from; q++) note_all(notifying, q->bucket);
    for (const struct topic *t = service->topics; t && t->item.from; t++) note_all(notifying, t->bucket);
    return notifying;
}

/* SERVICE-STAGE-KEY in what a bucket's name may have, and short enough: account, region and `an` follow. */
const char *notifying_prefix(struct template *template, const struct item *bucket)
{
    enum { LONGEST = 63 - (int)sizeof "-111122223333-ap-southeast-1-an" + 1, HASH = 6 };
    const char *key = bucket->was.value ? bucket->was.value : bucket->key.value;
    char *prefix =
        arena_text(template->arena, "%s-%s-%s", template->service->service.value, template->stage, key);
    for (char *at = prefix; *at; at++) *at = *at == '_' ? '-' : (char)tolower((unsigned char)*at);
    size_t size = strlen(prefix);
    while (size && prefix[size - 1] == '-') prefix[--size] = 0;
    if (size <= LONGEST) return prefix;
    const char *hash = sha256_hex(template->arena, prefix, size);
    return arena_text(template->arena, "%.*s-%.*s", LONGEST - HASH - 1, prefix, HASH, hash);
}

struct node *notifying_name(struct template *template, const struct item *bucket, const struct text *written)
{
    if (bucket->arn.from || !bucket->key.value || !index_find(notifying_of(template), bucket->key.value))
        return NULL;
    if (written->from) return node_copy(template->arena, written->from);
    return intrinsic_sub(template->arena, "%s-${AWS::AccountId}-${AWS::Region}-an",
                         notifying_prefix(template, bucket));
}
