#include "templates/functions/alias.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/functions/concurrency.h"
#include "templates/functions/deploy.h"
#include "templates/functions/function.h"
#include "templates/wiring/call.h"

void alias_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct function *function = bound->function;
    struct resource alias = template_add(template, arena_join(arena, bound->id, "Alias"),
                                         "AWS::Lambda::Alias", node_key_place(function->item.from));
    struct node *name = node_add(alias.properties, "Name", node_text(arena, function_alias(function)));
    if (function->alias.from) name->place = node_place(function->alias.from);
    schema_check(template->schemas, "AWS::Lambda::Alias", "Name", "alias", name, template->diags);
    node_add(alias.properties, "FunctionName",
             intrinsic_ref(arena, arena_join(arena, bound->id, "Function")));
    if (function->provisionedConcurrency.from) concurrency_write(template, bound, alias.properties);
    if (deploy_is_on(&function->deploy)) deploy_write(template, bound, alias.node);
}

/* Snapshots are taken of published versions.
 * https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html */
void snap_start_write(struct template *template, const struct function *function, const char *runtime,
                      struct node *properties)
{
    static const char *const without[] = { "nodejs",     "ruby",       "provided",   "go1.x",     "java8",
                                           "python2.7",  "python3.6",  "python3.7",  "python3.8", "python3.9",
                                           "python3.10", "python3.11", "dotnetcore", "dotnet6",   NULL };
    enum { LARGEST_STORAGE = 512 };
    const struct node *from = function->snapStart.from;
    if (!function->snapStart.value) return;
    struct node *snap = node_add(properties, "SnapStart", node_map(template->arena));
    node_add(snap, "ApplyOn", node_text(template->arena, "PublishedVersions"));
    const char *what = NULL;
    for (const char *const *name = without; runtime && *name; name++)
        if (text_starts(runtime, *name)) what = arena_join(template->arena, "the runtime ", runtime);
    if (function->provisionedConcurrency.from) what = "provisionedConcurrency";
    if (function->efs && function->efs->from) what = "efs";
    if (function->storage.value > LARGEST_STORAGE) what = "storage above 512MB";
    if (what)
        diag_add(template->diags, FINDING(bad_snap_start), node_place(from),
                 "SnapStart supports Java 11, Python 3.12, .NET 8 and later", "SnapStart does not support %s",
                 what);
}
