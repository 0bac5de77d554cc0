/* What a function runs: its code, handler, runtime and architecture. */
#include "service/intrinsic.h"
#include "templates/functions/part.h"
#include "templates/service.h"
#include <string.h>

static const struct text *architecture_of(struct template *template, const struct function *function)
{
    return function->architecture.from ? &function->architecture : &template->service->architecture;
}

static const char *architecture(struct template *template, const struct function *function)
{
    const char *told = architecture_of(template, function)->value;
    return told ? told : "x86_64";
}

void archive_write(struct template *template, const struct artefact *artefact, struct node *into)
{
    /* Without one a finding has said why; the rest is looked at all the same. */
    struct arena *arena = template->arena;
    const char *folder = arena_join(arena, template->service->service.value, "/"),
               *key = arena_join(arena, artefact ? artefact->key : "", ".zip");
    node_add(into, "S3Bucket", intrinsic_sub_text(arena, "cfgen-${AWS::AccountId}-${AWS::Region}"));
    node_add(into, "S3Key", node_text(arena, arena_join(arena, folder, key)));
}

static void code_write(struct template *template, const struct function *function, const char *runtime,
                       struct node *properties)
{
    const struct artefact *artefact = NULL;
    struct place place = function->code.from      ? function->code.from->place
                         : function->handler.from ? function->handler.from->place
                                                  : function->item.from->place;
    if (function->handler.value && runtime)
        artefact = artefact_find(template->artefacts, function->code.value, function->handler.value, runtime,
                                 architecture(template, function), place);
    archive_write(template, artefact, node_add(properties, "Code", node_map(template->arena)));
}

/* What cfgen reads itself and AWS gets as it is. */
static void word_write(struct template *template, struct node *properties, const char *property,
                       const char *key, const struct node *from)
{
    if (!from) return;
    struct node *word = node_add(properties, property, node_text(template->arena, from->text));
    word->place = from->place;
    schema_check(template->schemas, "AWS::Lambda::Function", property, key, word, template->diags);
}

static void architecture_write(struct template *template, const struct function *function,
                               struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *architectures = node_add(properties, "Architectures", node_list(arena));
    struct node *one = node_add(architectures, NULL, node_text(arena, architecture(template, function)));
    one->place = architecture_of(template, function)->from ? architecture_of(template, function)->from->place
                                                           : function->item.from->place;
    schema_check(template->schemas, "AWS::Lambda::Function", "Architectures", "architecture", architectures,
                 template->diags);
}

static void lasting_write(struct template *template, const struct function *function, struct node *properties)
{
    static const struct word_pair updates[] = { { "auto", "Auto" },
                                                { "on-change", "FunctionUpdate" },
                                                { 0 } };
    const struct text *told = &function->runtimeUpdates;
    if (!told->from) return;
    struct arena *arena = template->arena;
    bool one = !is_known(told->from) || strchr(told->value, ':');
    const char *when = one ? "Manual" : word_translate(template, "runtimeUpdates", told, updates);
    struct node *config = node_add(properties, "RuntimeManagementConfig", node_map(arena));
    if (when) node_add(config, "UpdateRuntimeOn", node_text(arena, when));
    if (one) node_add(config, "RuntimeVersionArn", node_copy(arena, told->from));
}

/* The schema would say the range alone, and not the way out. */
static void check_timeout(struct template *template, const struct seconds *timeout)
{
    enum { LONGEST = 900 };
    if (is_known(timeout->from) && timeout->value > LONGEST)
        diag_add(template->diags, FINDING_out_of_range, timeout->from->place,
                 "what takes longer is a workflow of several steps, or a container: workflows, containers",
                 "timeout must be from 1 to %d", LONGEST);
}

void source_write(struct template *template, const struct function *function, struct node *properties)
{
    check_timeout(template, &function->timeout);
    if (function->image.from) {
        template_write(template, &function_form, function, properties);
        architecture_write(template, function, properties);
        image_write(template, function, properties);
        return;
    }
    const struct node *told =
        function->runtime.from ? function->runtime.from : template->service->runtime.from;
    const char *runtime = function_runtime(template, function);
    word_write(template, properties, "Handler", "handler", function->handler.from);
    template_write(template, &function_form, function, properties);
    word_write(template, properties, "Runtime", "runtime",
               told      ? told
               : runtime ? node_text(template->arena, runtime)
                         : NULL);
    architecture_write(template, function, properties);
    code_write(template, function, runtime, properties);
    layers_write(template, function, properties);
    lasting_write(template, function, properties);
    snap_start_write(template, function, runtime, properties);
}
