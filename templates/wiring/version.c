#include "templates/wiring/version.h"
#include "service/intrinsic.h"
#include "templates/core/fingerprint.h"
#include "templates/service.h"

static struct version **versions_of(const struct template *template)
{
    return template_part(template, "function versions", sizeof(struct version *));
}

const struct version *version_first(const struct template *template) { return *versions_of(template); }

void version_add(struct template *template, const struct bound_function *bound)
{
    struct version *version = arena_take(template->arena, sizeof *version), **end = versions_of(template);
    *version = (struct version){ .id = bound->id,
                                 .place = node_key_place(bound->function->item.from),
                                 .edge = bound->function->edge.value };
    while (*end) end = &(*end)->next;
    *end = version;
}

/* What of a function is not part of a version:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html */
static struct node *published(struct template *template, const struct node *properties)
{
    static const char *const unversioned[] = { "CodeSigningConfigArn", "RecursiveLoop",
                                               "ReservedConcurrentExecutions", "Tags" };
    struct node *copy = node_copy(template->arena, properties);
    for (size_t i = 0; i < sizeof unversioned / sizeof *unversioned; i++) node_remove(copy, unversioned[i]);
    return copy;
}

static void version_write(struct template *template, struct version *version)
{
    struct arena *arena = template->arena;
    const char *function = arena_join(arena, version->id, "Function");
    const struct node *properties = node_find(node_find(template->resources, function), "Properties");
    struct node *alias =
        node_find(node_find(template->resources, arena_join(arena, version->id, "Alias")), "Properties");
    if (!properties || (!alias && !version->edge)) return;
    const char *id =
        arena_text(arena, "%sVersion%s", version->id, fingerprint(template, published(template, properties)));
    struct resource resource = template_add(template, id, "AWS::Lambda::Version", version->place);
    node_add(resource.properties, "FunctionName", intrinsic_ref(arena, function));
    version->resource = id;
    if (version->edge) template_leave(template, resource);
    if (alias && !node_find(alias, "FunctionVersion"))
        node_add(alias, "FunctionVersion", intrinsic_attribute(arena, id, "Version"));
}

void versions_write(struct template *template)
{
    for (struct version *v = *versions_of(template); v; v = v->next) version_write(template, v);
}
