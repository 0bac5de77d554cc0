/* Files of the service that deploy puts into a bucket. */
#ifndef TEMPLATES_CODE_CONTENT_H
#define TEMPLATES_CODE_CONTENT_H
#include "service/field.h"

struct content_settings { /* of a bucket */
    const struct node *from;
    struct text folder, cache;
    struct flag prune;
};
extern const struct form content_settings_form;

struct content {
    struct content *next;
    const char *bucket; /* its logical id */
    const char *folder; /* as the program finds it */
    const struct content_settings *settings;
};

struct template;
const struct content *content_first(const struct template *); /* NULL: no bucket has any */
void content_add(struct template *, const char *bucket, const struct content_settings *);
#endif
