#include "cfgen/hook/check.h"
#include "base/text.h"
#include "cfgen/diff/sides/sides.h"
#include "cfgen/hook/explain.h"
#include <string.h>

/* Whether one of the files that were asked for has changed. */
static bool is_reached(const struct hook *hook)
{
    for (const struct asked *a = hook->now->asked; a; a = a->next) {
        if (a->state == FILE_FOLDER && !a->listed) continue; /* it is there; that is all that counts */
        if (hook_reached(hook, a->path)) return true;
    }
    return false;
}

static const char *loss(struct arena *arena, const struct changed *changed)
{
    const char *is = diff_refusal(changed)                     ? "cannot be updated"
                     : changed->replacement == REPLACED        ? "will be replaced"
                     : changed->replacement == MAY_BE_REPLACED ? "may be replaced"
                     : changed->action == ACTION_REMOVE        ? "will be removed"
                                                               : "changes";
    const struct difference *row = changed->first;
    while (row && row->impact != IMPACT_DATA_LOSS) row = row->next;
    const char *why = row ? row->why : NULL;
    const char *data = !why && !why && changed->fate == FATE_DELETED ? ", and its data will be deleted" : "";
    return arena_text(arena, "%s (%s) %s%s%s%s", changed->id,
                      *changed->type ? changed->type : changed->section, is, data, why ? ": " : "",
                      why ? why : "");
}

static void add_losses(struct hook *hook, const char *path, const struct diff *diff)
{
    struct run *run = hook->run;
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (c->impact != IMPACT_DATA_LOSS) continue;
        struct place place = { .file = path };
        if (c->action != ACTION_REMOVE && c->cause.line && c->cause.file) place = c->cause;
        const char *remedy = c->first->remedy;
        struct diag *diag = diag_add(run->diags, FINDING(destructive), place,
                                     arena_text(run->arena, "%s%sfor details: cfgen diff --against %s %s",
                                                remedy ? remedy : "", remedy ? "; " : "", hook->since,
                                                text_quoted(run->arena, path)),
                                     "%s", loss(run->arena, c));
        if (hook->destructive == FAIL && diag->severity != ERROR) diag_weaken(run->diags, diag, ERROR);
    }
}

/* What the same description would have made before; what was wrong with it then is nobody's business now. */
static void compare(struct hook *hook, const char *path, const struct service_options *options,
                    struct stack *now)
{
    struct run then = *hook->run;
    if (hook->destructive == IGNORE || !hook->before || !now) return;
    const struct surroundings *before = &hook->before->surroundings;
    if (before->state(before->with, path) != FILE_THERE) return;
    then.diags = diags_new(then.arena);
    struct side side = { .first = now, .path = path, .there = &hook->now->surroundings };
    struct side *old = side_before(&then, before, path, options);
    if (!old || !side_settle(&then, old, options, &side) || !old->first || then.diags->errors) return;
    const struct sides sides = { .old = old, .now = &side };
    for (struct diff *d = sides_diff(&then, &sides); d; d = d->next) add_losses(hook, path, d);
}

/* False: nothing that this stage leads to has changed. */
static bool stage_check(struct hook *hook, const char *path, const char *stage)
{
    struct service_options options = { .stage = stage, .param = (const char *[]){ NULL } };
    struct run one = *hook->run;
    one.diags = diags_new(one.arena);
    hook->now->asked = NULL;
    struct stack *stacks = load_description(&one, &hook->now->surroundings, path, &options, ERROR, NULL);
    bool reached = is_reached(hook);
    if (!hook->all && !reached) return false;
    hook_explain(hook, one.diags, path);
    diags_take(one.diags, NOTE);
    bool good = !one.diags->errors;
    diags_join(hook->run->diags, one.diags);
    if (good && reached) compare(hook, path, &options, stacks);
    return true;
}

bool hook_check(struct hook *hook, const struct hook_service *service)
{
    const char **stage = hook->given->stage;
    if (service->conflict) {
        bool reached = hook->all || hook_reached(hook, service->path);
        if (reached)
            diag_add(hook->run->diags, FINDING(in_conflict), (struct place){ .file = service->path }, NULL,
                     "not checked: unresolved merge conflict");
        return false;
    }
    bool checked = false;
    do checked = stage_check(hook, service->path, *stage) || checked;
    while (*stage && *++stage);
    return checked;
}
