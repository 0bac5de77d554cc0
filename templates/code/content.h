/* Files of the service that deploy puts into a bucket. */
#ifndef TEMPLATES_CODE_CONTENT_H
#define TEMPLATES_CODE_CONTENT_H
#include "base/surroundings.h"
#include "service/field.h"

struct content_settings { /* of a bucket */
    const struct node *from;
    struct text folder, cache, *include;
    struct flag prune;
};
extern const struct form content_settings_form;

struct content {
    struct content *next;
    const char *bucket; /* its logical id */
    const char *folder; /* as the program finds it */
    const struct content_settings *settings;
};

struct content_file {
    struct content_file *next;
    const char *key, *path; /* in the bucket, and where to read it */
    uint64_t size;
};

/* What goes up, in the order of the names: links and files whose names begin with a dot do not. FILE_FOLDER,
 * or what `wrong` is instead of a folder that can be read. */
enum file_state content_files(struct arena *, const struct surroundings *, const char *folder,
                              struct content_file **first, const char **wrong);

struct template;
const struct content *content_first(const struct template *); /* NULL: no bucket has any */
void content_add(struct template *, const char *bucket, const struct content_settings *);
#endif
