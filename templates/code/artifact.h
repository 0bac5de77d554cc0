/* The archives that functions run from. An artifact's key is a hash of what goes in, not of the zip's bytes:
 * it needs neither pip nor network, so that generate and deploy agree. One archive serves all functions that
 * share a folder, requirements, runtime and architecture. */
#ifndef TEMPLATES_CODE_ARTIFACT_H
#define TEMPLATES_CODE_ARTIFACT_H
#include "base/diag.h"
#include "base/surroundings.h"
#include <stdint.h>

struct artifact_file {
    const char *path; /* within the archive */
    const char *from; /* where to read it */
    bool executable;
    bool left_out;      /* code.c's own: cfgen itself wrote it */
    const char *secret; /* code.c's own: what it is, where it is a credential */
    uint64_t size;
    uint8_t digest[32];
};

/* What a description says of the code. */
struct artifact_source {
    const char *folder; /* whose contents are the archive's root; NULL: that of the handler, under its name */
    const char *const *include, *const *exclude; /* patterns, base/glob.h; each list ends with NULL */
    bool image;                                  /* the context of an image, which is no archive */
    const char *archive; /* one that is there already, and goes up as it is; NULL: cfgen makes it */
};

struct artifact {
    struct artifact *next;
    const char *key; /* 64 hexadecimal digits: the object is SERVICE/KEY.zip */
    const char *folder, *runtime, *architecture;
    const char *archive;  /* the path of one that is there already; NULL: it is made of the files */
    const char *packages; /* the folder within, where packages go: "" or "python/" */
    const char *requirements_path, *requirements; /* text of the requirements file; NULL: there is none */
    size_t requirements_size;                     /* a text with a NUL in it is longer than it looks */
    struct artifact_file *files;                  /* sorted by path */
    size_t file_count;
    struct place place; /* of the first function's handler */
};

struct artifacts { /* of one service */
    struct arena *arena;
    const struct surroundings *surroundings;
    struct diags *diags;
    const char *root;        /* the folder of service.yml */
    const char *description; /* the path of service.yml itself, which is never code; NULL: root/service.yml */
    const char *const *compared; /* paths of descriptions that it is compared with, no code either; ends with
                                    NULL; NULL: none */
    struct artifact *first, *last;
    struct build *builds;  /* images, templates/code/build.h */
    struct index *found;   /* artifact.c's own: what came of each question */
    struct index *locks;   /* node_packages.c's own: lock files by path that have been checked */
    struct index *digests; /* code.c's own: files by path that have been read */
};

/* The archive for a function: with no folder of code it holds the first folder of `handler` under its own
 * name (the whole service folder, less what is never code, where the handler has none). Found or made; NULL
 * after a finding. */
const struct artifact *artifact_find(struct artifacts *, const struct artifact_source *, const char *handler,
                                     const char *runtime, const char *architecture, struct place);
/* The archive of a layer: the contents of a folder, whose own requirements go into python/. */
const struct artifact *artifact_layer(struct artifacts *, const struct artifact_source *, const char *runtime,
                                      const char *architecture, struct place);
#endif
