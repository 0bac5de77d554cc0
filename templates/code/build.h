/* Images that deploy builds from a folder with a Dockerfile. As with archives, an image's tag is a hash of
 * what goes in: generate needs no Docker, and only a changed file costs a build. They lie in the account's
 * own repository cfgen/SERVICE. */
#ifndef TEMPLATES_CODE_BUILD_H
#define TEMPLATES_CODE_BUILD_H
#include "service/field.h"
#include "templates/core/template.h"

struct build {
    struct build *next;
    const char *folder;     /* with the service's before it */
    const char *repository; /* cfgen/SERVICE */
    const char *tag;        /* 64 hexadecimal digits */
    const char *platform;   /* linux/arm64 */
    struct place place;
};

/* What is built for this, and its URI; NULL: it is an image that somebody else has built, or a finding was
 * added. */
struct node *build_add(struct template *, const struct text *image, const char *architecture);
bool build_is_folder(struct template *, const struct text *image);
struct node *build_repository_arn(struct template *);
#endif
