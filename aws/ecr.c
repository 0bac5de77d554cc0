#include "aws/ecr.h"
#include <nettle/base64.h>
#include <string.h>

static const struct node *ask(struct aws *aws, struct arena *arena, const char *action,
                              const struct node *body)
{
    return aws_json(aws, arena, "ecr", "AmazonEC2ContainerRegistry_V20150921", action, body);
}

static struct node *about(struct arena *arena, const char *repository)
{
    struct node *body = node_map(arena);
    node_add(body, "repositoryName", node_text(arena, repository));
    return body;
}

bool ecr_image_find(struct aws *aws, struct arena *arena, const char *repository, const char *tag,
                    bool *failed)
{
    struct node *body = about(arena, repository);
    struct node *id = node_add(node_add(body, "imageIds", node_list(arena)), NULL, node_map(arena));
    node_add(id, "imageTag", node_text(arena, tag));
    bool found = ask(aws, arena, "DescribeImages", body);
    *failed = !found && !aws_error_is(aws, "ImageNotFoundException") &&
              !aws_error_is(aws, "RepositoryNotFoundException");
    return found;
}

bool ecr_repository_prepare(struct aws *aws, struct arena *arena, const char *repository)
{
    struct node *body = about(arena, repository);
    node_add(body, "imageTagMutability", node_text(arena, "IMMUTABLE"));
    node_add(node_at(body, "imageScanningConfiguration"), "scanOnPush", node_flag(arena, true));
    return ask(aws, arena, "CreateRepository", body) || aws_error_is(aws, "RepositoryAlreadyExistsException");
}

const char *ecr_password(struct aws *aws, struct arena *arena)
{
    const struct node *answer = ask(aws, arena, "GetAuthorizationToken", node_map(arena));
    const struct node *data = node_find(answer, "authorizationData");
    const char *token = data && data->first ? aws_word(aws, data->first, "authorizationToken") : NULL;
    if (!token) return NULL;
    size_t size = strlen(token), decoded = BASE64_DECODE_LENGTH(size);
    char *text = arena_take(arena, decoded + 1);
    struct base64_decode_ctx context;
    base64_decode_init(&context);
    if (!base64_decode_update(&context, &decoded, (uint8_t *)text, size, token)) return NULL;
    text[decoded] = 0;
    const char *colon = strchr(text, ':'); /* AWS:PASSWORD */
    return colon ? colon + 1 : NULL;
}
