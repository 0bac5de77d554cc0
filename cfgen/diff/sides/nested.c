#include "cfgen/diff/sides/nested.h"
#include "aws/cloudformation.h"
#include "aws/s3.h"
#include "base/text.h"
#include "stacks/template_text.h"
#include <string.h>

enum { DEEPEST = 8, LARGEST_TEMPLATE = 1024 * 1024 /* as CloudFormation has it */ };

struct nesting {
    struct run *run;
    struct operation *operation;
};

static const struct node *nested_of(const struct stack *stack, const char *id)
{
    const struct node *resource = stack ? node_find(node_find(stack->template, "Resources"), id) : NULL;
    const char *type = resource ? node_word(resource, "Type") : NULL;
    return type && !strcmp(type, "AWS::CloudFormation::Stack") ? resource : NULL;
}

/* NULL: it cannot be told here. */
static const char *url_of(struct arena *arena, const struct stack *stack, const struct node *resource)
{
    const struct node *url = resource ? node_find(node_find(resource, "Properties"), "TemplateURL") : NULL;
    const struct known known = stack_known(arena, stack, NULL);
    return url ? evaluate_text(evaluation_new(arena, stack->template, &known), url) : NULL;
}

/* https://BUCKET.s3.REGION.amazonaws.com/KEY, or with the bucket first in the path.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
static bool object_of(struct arena *arena, const char *url, struct bucket *bucket, const char **key)
{
    static const char scheme[] = "https://";
    if (!url || !text_starts(url, scheme)) return false;
    const char *host = url + strlen(scheme), *path = strchr(host, '/');
    if (!path || !path[1]) return false;
    const char *name = arena_copy(arena, host, (size_t)(path - host));
    const char *service = text_starts(name, "s3.") || text_starts(name, "s3-") ? name : strstr(name, ".s3");
    if (!service || !strstr(service, ".amazonaws.com")) return false;
    const char *slash = service == name ? strchr(path + 1, '/') : path;
    if (!slash) return false;
    *bucket =
        (struct bucket){ .name = service == name ? arena_copy(arena, path + 1, (size_t)(slash - path - 1))
                                                 : arena_copy(arena, name, (size_t)(service - name)) };
    *key = slash + 1;
    return *bucket->name && **key;
}

static struct stack *stack_of(const struct nesting *nesting, const struct stack *above, const char *id,
                              const char *text, size_t size)
{
    struct arena *arena = nesting->run->arena;
    const char *name = arena_text(arena, "%s/%s", above->name, id);
    struct node *root = template_read(arena, diags_new(arena), name, (struct bytes){ text, size });
    if (!root) return NULL;
    struct stack *stack = arena_take(arena, sizeof *stack);
    *stack = (struct stack){ .name = name,
                             .region = above->region,
                             .nested = above->nested ? arena_text(arena, "%s/%s", above->nested, id) : id,
                             .template = root };
    return stack;
}

static struct stack *stored(const struct nesting *nesting, const struct stack *above,
                            const struct node *resource)
{
    struct arena *arena = nesting->run->arena;
    struct bucket bucket;
    const char *key;
    struct bytes text;
    if (!object_of(arena, url_of(arena, above, resource), &bucket, &key) ||
        !s3_object_end(nesting->operation->aws, arena, &bucket, key, LARGEST_TEMPLATE, &text))
        return NULL;
    return stack_of(nesting, above, resource->key, arena_copy(arena, text.at, text.size), text.size);
}

static struct stack *deployed(const struct nesting *nesting, const struct stack *above, const char *id,
                              const char *physical)
{
    const char *text =
        physical ? cloudformation_template(nesting->operation->aws, nesting->run->arena, physical) : NULL;
    return text ? stack_of(nesting, above, id, text, strlen(text)) : NULL;
}

static const char *physical_of(const struct node *summaries, const char *id)
{
    for (const struct node *n = summaries ? summaries->first : NULL; n; n = n->next) {
        const char *own = node_word(n, "LogicalResourceId");
        if (own && !strcmp(own, id)) return node_word(n, "PhysicalResourceId");
    }
    return NULL;
}

static void put_behind(struct stack *stack, struct stack *above)
{
    while (above->next && above->next->nested) above = above->next;
    stack->next = above->next;
    above->next = stack;
}

static void level_read(const struct nesting *, const char *physical, struct stack *live, struct stack *now,
                       int depth);

/* Both sides or, of one that comes or goes, the one there is. */
static void one_read(const struct nesting *nesting, const struct node *summaries, struct stack *live,
                     struct stack *now, const char *id, int depth)
{
    const struct node *old = nested_of(live, id), *wanted = nested_of(now, id);
    const struct node *was = node_find(node_find(old, "Properties"), "TemplateURL");
    const struct node *is = node_find(node_find(wanted, "Properties"), "TemplateURL");
    if (was && is && node_same(was, is)) return; /* as far as CloudFormation knows */
    const char *physical = old ? physical_of(summaries, id) : NULL;
    struct stack *before = old ? deployed(nesting, live, id, physical) : NULL;
    struct stack *after = wanted ? stored(nesting, now, wanted) : NULL;
    if ((old && !before) || (wanted && !after)) {
        const struct node *at = wanted ? wanted : old;
        diag_add(nesting->run->diags, FINDING(nested_unknown), at->place, NULL,
                 "changes of the nested stack %s are not shown: its %s template could not be read", id,
                 old && !before ? "deployed" : "new");
        return;
    }
    if (before) put_behind(before, live);
    if (after) put_behind(after, now);
    level_read(nesting, physical, before, after, depth + 1);
}

static void level_read(const struct nesting *nesting, const char *physical, struct stack *live,
                       struct stack *now, int depth)
{
    const struct stack *sides[] = { now, live };
    const struct node *summaries = NULL;
    for (int side = 0; side < 2 && depth < DEEPEST; side++) {
        const struct node *all = sides[side] ? node_find(sides[side]->template, "Resources") : NULL;
        for (const struct node *n = node_pairs(all); n; n = n->next) {
            if (!nested_of(sides[side], n->key) || (side && nested_of(now, n->key))) continue;
            if (!summaries && physical)
                summaries = cloudformation_resources(nesting->operation->aws, nesting->run->arena, physical);
            one_read(nesting, summaries, live, now, n->key, depth);
        }
    }
}

void nested_read(struct run *run, struct operation *operation, struct stack *live, struct stack *now)
{
    struct nesting nesting = { run, operation };
    level_read(&nesting, live ? live->name : NULL, live, now, 0);
}
