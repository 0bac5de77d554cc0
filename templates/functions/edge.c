#include "templates/functions/edge.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/functions/inherit.h"
#include "templates/wiring/version.h"
#include <string.h>

enum { LONGEST_SECONDS = 30 };

bool function_is_in_template(const struct template *template, const void *item)
{
    const struct function *function = item;
    return template->at.part == (function->edge.value ? PART_EDGE : PART_MAIN);
}

static void reject(struct template *template, const struct node *from, const char *what, const char *hint)
{
    if (from && !function_inherits(template, from))
        diag_add(template->diags, FINDING(not_at_edge), node_key_place(from), hint,
                 "Lambda@Edge functions do not support %s", what);
}

static void reject_all(struct template *template, const struct field *field, const char *slot)
{
    const struct node *from;
    if (field->cardinality != ONE) memcpy(&slot, slot, sizeof slot);
    for (; slot && (memcpy(&from, slot, sizeof from), from); slot += field->form->size) {
        reject(template, from, field->key, NULL);
        if (field->cardinality == ONE) return;
    }
}

/* Takes away what has no place there. */
static void strip(struct template *template, const struct form *form, struct function *function)
{
    static const char *const absent[] = { "deadLetters",
                                          "deploy",
                                          "destinations",
                                          "efs",
                                          "environment",
                                          "events",
                                          "idempotency",
                                          "image",
                                          "key",
                                          "layers",
                                          "logs",
                                          "provisionedConcurrency",
                                          "reservedConcurrency",
                                          "retries",
                                          "snapStart",
                                          "storage",
                                          "url",
                                          "vpc",
                                          "warm",
                                          NULL };
    for (const struct field *f = form->fields; f->key; f++) {
        const char *const *name = absent;
        while (*name && strcmp(*name, f->key) != 0) name++;
        if (!*name) continue;
        char *slot = (char *)function + f->offset;
        reject_all(template, f, slot);
        memset(slot, 0, f->cardinality == ONE ? f->form->size : sizeof(void *));
    }
}

/* Its stack is deployed before the others. */
static void check_access(struct template *template, struct function *function)
{
    bool bad = false;
    for (const struct grant *grant = function->access; grant && grant->from; grant++) {
        const struct named *to = grant->to.target;
        const struct item *item = to ? to->item : NULL;
        if (!item || item->arn.from || item_is_in_template(template, item)) continue;
        reject(template, grant->from, "access to resources that are created after it",
               "use the ARN of an existing resource");
        bad = true;
    }
    if (bad) function->access = NULL;
}

const struct function *edge_function(struct template *template, const struct form *form,
                                     const struct function *function)
{
    struct function *edge = arena_take(template->arena, sizeof *edge);
    *edge = *function;
    strip(template, form, edge);
    check_access(template, edge);
    if (edge->tracing.value) reject(template, edge->tracing.from, "tracing", NULL);
    edge->tracing = (struct flag){ function->item.from, false };
    if (edge->architecture.value && strcmp(edge->architecture.value, "x86_64") != 0)
        reject(template, edge->architecture.from, "architectures other than x86_64", NULL);
    edge->architecture = (struct text){ function->item.from, "x86_64" };
    const char *runtime = edge->runtime.value;
    if (runtime && !text_starts(runtime, "nodejs") && !text_starts(runtime, "python"))
        reject(template, edge->runtime.from, "runtimes other than Node.js and Python", NULL);
    if (edge->timeout.value > LONGEST_SECONDS)
        reject(template, edge->timeout.from, "timeout above 30s", "use at most 30s, or 5s for viewer events");
    return edge;
}

/* Log groups are made where it runs, by Lambda: their names begin with its home. */
void edge_logs_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct text *name = &bound->function->name;
    const char *groups = arena_join(arena, name->value ? name->value : "*", ":*");
    struct node *statement =
        policy_allow(bound->statements, "logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents");
    node_add(statement, "Resource",
             intrinsic_sub_text(arena, arena_join(arena,
                                                  "arn:${AWS::Partition}:logs:*:${AWS::AccountId}:log-group:"
                                                  "/aws/lambda/" EDGE_REGION ".",
                                                  groups)));
}

struct node *function_edge_version(struct template *template, const struct function *function)
{
    const char *id = template_id(template, function->item.key.value, &function->item.was, "");
    for (const struct template *t = template; t; t = t->before)
        for (const struct version *v = version_first(t); v; v = v->next)
            if (v->edge && v->resource && !strcmp(v->id, id))
                return intrinsic_ref(template->arena, v->resource);
    return NULL;
}
