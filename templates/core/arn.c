#include "templates/core/arn.h"
#include "base/text.h"

const char *arn_part(struct arena *arena, const char *arn, enum arn_part part)
{
    if (!text_starts(arn, "arn:")) return NULL;
    for (int i = 0; i < (int)part; i++) {
        const char *colon = strchr(arn, ':');
        if (!colon) return NULL;
        arn = colon + 1;
    }
    size_t size = part == ARN_RESOURCE ? strlen(arn) : strcspn(arn, ":");
    return size ? arena_copy(arena, arn, size) : NULL;
}

static struct node *split(struct arena *arena, const struct node *text, const char *at, int part)
{
    struct node *parts = node_map(arena), *list = node_add(parts, "Fn::Split", node_list(arena));
    node_add(list, NULL, node_text(arena, at));
    node_add(list, NULL, node_copy(arena, text));
    struct node *one = node_map(arena);
    list = node_add(one, "Fn::Select", node_list(arena));
    node_add(list, NULL, node_number(arena, part));
    node_add(list, NULL, parts);
    return one;
}

struct node *arn_select(struct arena *arena, const struct node *arn, enum arn_part part)
{
    if (arn->shape != SCALAR) return split(arena, arn, ":", (int)part);
    const char *said = arn_part(arena, arn->text, part);
    return node_text(arena, said ? said : "");
}

struct node *arn_name(struct arena *arena, const struct node *arn)
{
    if (arn->shape != SCALAR) return split(arena, arn, "/", 1);
    const char *name = strchr(arn->text, '/');
    return node_text(arena, name ? name + 1 : arn->text);
}
