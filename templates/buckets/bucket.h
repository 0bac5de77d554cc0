/* Buckets: the description of one. */
#ifndef TEMPLATES_BUCKETS_BUCKET_H
#define TEMPLATES_BUCKETS_BUCKET_H
#include "templates/code/content.h"
#include "templates/core/kind.h"

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
#endif
