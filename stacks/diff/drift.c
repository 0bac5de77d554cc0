#include "stacks/diff/drift.h"
#include "base/json.h"
#include "base/text.h"
#include "stacks/diff/redact.h"
#include <string.h>

/* /Tags/0/Value → Properties.Tags[0].Value */
static const char *path_of(struct arena *arena, const char *pointer)
{
    struct buffer *path = buffer_new(arena);
    buffer_text(path, "Properties");
    for (const char *at = pointer; *at;) {
        at += *at == '/';
        size_t size = strcspn(at, "/");
        bool place = size && strspn(at, "0123456789") == size;
        buffer_text(path, place ? "[" : ".");
        buffer_add(path, at, size);
        if (place) buffer_byte(path, ']');
        at += size;
    }
    return path->text;
}

/* AWS writes values as JSON where they are more than a word. */
static const struct node *value_of(struct arena *arena, const char *text)
{
    if (!text || !strcmp(text, "null")) return NULL;
    const struct node *value = json_read(arena, text, strlen(text));
    return value ? value : node_text(arena, text);
}

static struct difference *row_of(struct arena *arena, const struct node *found)
{
    const char *pointer = node_word(found, "PropertyPath"), *type = node_word(found, "DifferenceType");
    struct difference *row = arena_take(arena, sizeof *row);
    *row = (struct difference){ .path = path_of(arena, pointer ? pointer : ""),
                                .action = type && !strcmp(type, "ADD")      ? ACTION_ADD
                                          : type && !strcmp(type, "REMOVE") ? ACTION_REMOVE
                                                                            : ACTION_MODIFY,
                                .impact = IMPACT_BEHAVIOUR,
                                .before = value_of(arena, node_word(found, "ExpectedValue")),
                                .after = value_of(arena, node_word(found, "ActualValue")) };
    return row;
}

static struct changed *changed_of(struct arena *arena, const struct node *found, const struct node *template)
{
    const char *id = node_word(found, "LogicalResourceId"), *type = node_word(found, "ResourceType");
    const char *status = node_word(found, "StackResourceDriftStatus");
    const struct node *rows = node_find(found, "PropertyDifferences");
    struct changed *changed = arena_take(arena, sizeof *changed);
    *changed =
        (struct changed){ .section = "Resources",
                          .id = id ? id : "",
                          .type = type ? type : "",
                          .physical = node_word(found, "PhysicalResourceId"),
                          .action = status && !strcmp(status, "DELETED") ? ACTION_REMOVE : ACTION_MODIFY,
                          .impact = IMPACT_BEHAVIOUR };
    const struct node *resource = id ? node_find(node_find(template, "Resources"), id) : NULL;
    if (resource) changed->cause = resource->place;
    struct difference **end = &changed->first;
    for (const struct node *n = rows ? rows->first : NULL; n; n = n->next) {
        changed->last = *end = row_of(arena, n);
        end = &changed->last->next;
    }
    redact(arena, NULL, changed);
    return changed;
}

struct changed *drift_of(struct arena *arena, const struct node *found, const struct node *template)
{
    struct changed *first = NULL;
    for (const struct node *n = found ? found->first : NULL; n; n = n->next) {
        struct changed *changed = changed_of(arena, n, template), **at = &first;
        while (*at && strcmp((*at)->id, changed->id) < 0) at = &(*at)->next;
        changed->next = *at;
        *at = changed;
    }
    return first;
}

bool drift_blind(const struct node *template)
{
    const struct node *resources = node_find(template, "Resources");
    for (const struct node *n = node_pairs(resources); n; n = n->next) {
        const char *type = node_word(n, "Type");
        if (type && text_starts(type, "AWS::ApiGateway") && node_find(node_find(n, "Properties"), "Body"))
            return true;
    }
    return false;
}
