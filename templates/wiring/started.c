#include "templates/wiring/started.h"
#include "templates/containers/container.h"
#include "templates/service.h"
#include "templates/workflows/workflow.h"

static bool is_of(const struct reference *reference, const void *item)
{
    return reference->target && reference->target->item == item;
}

static bool runs(const struct step *steps, const void *item)
{
    for (const struct step *s = steps; s && s->from; s++) {
        if (is_of(&s->run, item) || is_of(&s->map, item) || runs(s->steps, item)) return true;
        for (const struct step_branch *b = s->parallel; b && b->from; b++)
            if (is_of(&b->run, item) || runs(b->steps, item)) return true;
    }
    return false;
}

bool workflow_runs(const struct workflow *workflow, const void *item) { return runs(workflow->steps, item); }

bool access_names(const struct grant *access, const void *item)
{
    for (; access && access->from; access++)
        if (access->to.target && access->to.target->item == item) return true;
    return false;
}

bool is_started(const struct template *template, const void *item)
{
    const struct service *service = template->service;
    for (const struct function *f = service->functions; f && f->item.from; f++)
        if (access_names(f->access, item)) return true;
    for (const struct container *c = service->containers; c && c->item.from; c++)
        if (access_names(c->access, item)) return true;
    for (const struct workflow *w = service->workflows; w && w->item.from; w++)
        if (access_names(w->access, item) || workflow_runs(w, item)) return true;
    return false;
}
