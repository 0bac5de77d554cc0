/* Buckets: what a user writes of one, and its parts. */
#ifndef TEMPLATES_KINDS_BUCKET_H
#define TEMPLATES_KINDS_BUCKET_H
#include "templates/content.h"
#include "templates/kind.h"

struct tier { /* a step of its lifecycle */
    const struct node *from;
    struct days after;
    struct text class, prefix;
    struct any tags;
    struct kilobytes larger, smaller;
    struct flag noncurrent;
    struct integer keep;
};

struct bucket_cors {
    const struct node *from;
    struct text *origins, *methods, *headers, *expose;
    struct seconds age;
};

struct object_lock {
    const struct node *from;
    struct text mode;
    struct days retention;
};

struct tiering {
    const struct node *from;
    struct days archive, deepArchive;
    struct text prefix;
};

struct access_logs {
    const struct node *from;
    struct reference to;
    struct text prefix;
};

struct inventory {
    const struct node *from;
    struct reference to;
    struct text prefix, every, format, *fields;
    struct flag versions;
};

struct website {
    const struct node *from;
    struct text index, error;
};

struct bucket {
    struct item item;
    struct text name, encryption, *replicate;
    struct tier *lifecycle;
    struct days uploads;
    struct flag versions, accelerate, metrics;
    struct content_settings content;
    struct bucket_cors *cors;
    struct object_lock lock;
    struct tiering tiering;
    struct access_logs accessLogs;
    struct inventory inventory;
    struct website website;
    struct any policy;
};

extern const struct form tier_form, bucket_cors_form, object_lock_form, tiering_form, access_logs_form,
    inventory_form, website_form;

bool bucket_is_replicated(const struct bucket *);
bool bucket_has_versions(const struct bucket *); /* also because something needs them */
/* Its name, known when the template is written: in this region, or in another one. */
struct node *bucket_name_in(struct template *, const struct bucket *, const char *region);

void bucket_lifecycle_write(struct template *, const struct bucket *, struct node *properties);
void bucket_tiering_write(struct template *, const struct bucket *, struct node *properties);
void bucket_replication_write(struct template *, const struct bucket *, struct resource);
/* What is a plain setting; statements of its policy that a setting needs. */
void bucket_settings_write(struct template *, const struct bucket *, struct node *properties,
                           struct node *statements);
#endif
