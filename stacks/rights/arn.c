#include "stacks/rights/arn.h"
#include "base/text.h"
#include <string.h>
#include <strings.h>

static bool is_own(const char *part, size_t size, const char *pseudo)
{
    return !size || (size == strlen(pseudo) && !strncmp(part, pseudo, size));
}

/* Of `arn:PARTITION:SERVICE:REGION:ACCOUNT:REST`; pseudo parameters have colons of their own. */
const char *arn_rest(const char *text)
{
    const char *parts[6], *at = text;
    if (!text_starts(text, "arn:")) return NULL;
    for (int i = 0; i < 5; i++) {
        parts[i] = at;
        while (*at && *at != ':')
            at = at[0] == '$' && at[1] == '{' && strchr(at, '}') ? strchr(at, '}') : at + 1;
        if (!*at) return NULL;
        at++;
    }
    parts[5] = at;
    return is_own(parts[3], (size_t)(parts[4] - parts[3] - 1), "${AWS::Region}") &&
                   is_own(parts[4], (size_t)(parts[5] - parts[4] - 1), "${AWS::AccountId}")
               ? at
               : NULL;
}

/* Of the service that its type is of: dynamodb and AWS::DynamoDB::Table. */
static bool is_of_service(const struct node *resource, const char *arn)
{
    const char *type = node_word(resource, "Type"), *service = strchr(arn + strlen("arn:"), ':');
    if (!service || !type || !text_starts(type, "AWS::")) return false;
    size_t size = strcspn(++service, ":");
    type += strlen("AWS::");
    return strcspn(type, ":") == size && !strncasecmp(type, service, size);
}

/* What may stand before a name: nothing, `table/`, `function:`. */
static bool is_kind(const char *text, size_t size)
{
    return !size || strspn(text, "abcdefghijklmnopqrstuvwxyz-") == size - 1;
}

/* A reference to a resource where an ARN must stand is its ARN, and so is an attribute such as TopicArn. */
static const char *reference_plain(const struct reading *reading, const char *text)
{
    struct arena *arena = reading->graph->arena;
    const char *end = text_starts(text, "${") ? strchr(text, '}') : NULL;
    if (!end) return text;
    const char *name = arena_copy(arena, text, (size_t)(end + 1 - text)), *dot = strchr(name, '.');
    const struct node *resource = referred(reading, name);
    const char *type = node_word(resource, "Type"), *kind = type ? strrchr(type, ':') : NULL;
    if (!kind || (dot && strcmp(dot + 1, arena_text(arena, "%sArn}", kind + 1)) != 0)) return text;
    return arena_text(arena, "${%s.Arn}%s", resource->key, end + 1);
}

const char *arn_plain(const struct reading *reading, const char *text)
{
    struct arena *arena = reading->graph->arena;
    const char *rest = arn_rest(text);
    const char *from = rest ? strstr(rest, "${") : NULL, *end = from ? strchr(from, '}') : NULL;
    if (!rest) return reference_plain(reading, text);
    if (!end || memchr(from, '.', (size_t)(end - from)) || !is_kind(rest, (size_t)(from - rest))) return text;
    const char *name = arena_copy(arena, from, (size_t)(end + 1 - from));
    const struct node *resource = referred(reading, name);
    if (!resource || !is_of_service(resource, text)) return text;
    return arena_text(arena, "%.*s.Arn}%s", (int)(end - from), from, end + 1);
}
