/* Elastic Container Registry: repositories of images. */
#ifndef AWS_ECR_H
#define AWS_ECR_H
#include "aws/client.h"

/* Whether the repository has an image of that tag. False also where there is no repository; *failed: AWS's
 * last error says why nothing is known. */
bool ecr_image_find(struct aws *, struct arena *, const char *repository, const char *tag, bool *failed);
/* A repository whose tags never move, or the one that is there. */
bool ecr_repository_prepare(struct aws *, struct arena *, const char *repository);
/* What `docker login` takes for the user AWS; NULL: aws->error says why. */
const char *ecr_password(struct aws *, struct arena *);
#endif
