/* What a function runs: its code, handler, runtime and architecture. */
#ifndef TEMPLATES_FUNCTIONS_SOURCE_H
#define TEMPLATES_FUNCTIONS_SOURCE_H
#include "templates/code/artifact.h"
#include "templates/functions/function.h"

extern const struct form function_code_form;
struct artifact_source function_source(struct template *, const struct function_code *);
void source_write(struct template *, const struct form *, const struct function *, struct node *properties);
/* Where an archive lies: S3Bucket and S3Key. */
void archive_write(struct template *, const struct artifact *, struct node *into);
#endif
