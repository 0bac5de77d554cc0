#include "base/text.h"
#include "cfgen/diff/side.h"
#include "cfgen/hook/hook.h"
#include "stacks/diff.h"
#include <string.h>

static bool mentions(const struct diag *diag, const char *path)
{
    return *path && (strstr(diag->text, path) || (diag->hint && strstr(diag->hint, path)));
}

static void say(struct diags *diags, struct diag *diag, enum finding finding, const char *text,
                const char *hint)
{
    diag->finding = finding;
    diag->text = text;
    diag->hint = hint;
    if (diag->severity != finding_about[finding].severity)
        diag_weaken(diags, diag, finding_about[finding].severity);
}

/* The submodule that a path lies in; NULL: none. */
static const char *submodule_of(struct hook *hook, const char *path)
{
    struct arena *arena = hook->run->arena;
    const struct snapshot *snapshot = hook->now->snapshot;
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_copy(arena, path, (size_t)(slash - path));
        if (snapshot->find(snapshot, arena, folder).type == STORED_REPOSITORY) return folder;
    }
    return NULL;
}

/* What the commit lacks may be there to see, which is what makes it hard to believe; or be left out of it on
 * purpose, for a build to make. */
static bool explain_absent(struct hook *hook, struct diags *diags, struct diag *diag,
                           const struct asked *asked)
{
    struct arena *arena = hook->run->arena;
    const struct surroundings *around = hook->run->surroundings;
    if (asked->state != FILE_ABSENT || !mentions(diag, asked->path)) return false;
    if (hook_ignores(hook, asked->path)) {
        say(diags, diag, FINDING_ignored_file,
            arena_text(arena, "'%s' is in .gitignore, so that what is in it is not checked", asked->path),
            NULL);
        return true;
    }
    const char *submodule = submodule_of(hook, asked->path);
    if (submodule) {
        say(diags, diag, FINDING_ignored_file,
            arena_text(arena, "'%s' is in the submodule %s, so that it is not checked", asked->path,
                       submodule),
            NULL);
        return true;
    }
    if (!hook->now->local || !hook->store->root) return false;
    const char *path = arena_join(arena, hook->store->root, asked->path);
    if (around->state(around->with, path) == FILE_ABSENT) return false;
    say(diags, diag, FINDING_not_staged,
        arena_text(arena, "'%s' is in the working tree, but not staged", asked->path),
        arena_text(arena, "git add %s", text_quoted(arena, asked->path)));
    return true;
}

static bool explain_pointer(struct hook *hook, struct diags *diags, struct diag *diag,
                            const struct asked *asked)
{
    if (!asked->pointer) return false;
    if (!mentions(diag, asked->path) && (!diag->place.file || strcmp(diag->place.file, asked->path) != 0))
        return false;
    say(diags, diag, FINDING_lfs_pointer,
        arena_text(hook->run->arena, "'%s' is a pointer of Git LFS; its content is in no commit",
                   asked->path),
        "keep descriptions out of Git LFS: `*.yml -filter -diff -merge text` in .gitattributes");
    return true;
}

static void explain(struct hook *hook, struct diags *diags)
{
    for (struct diag *d = diags->first; d; d = d->next) {
        if (d->severity == NOTE) continue;
        for (const struct asked *a = hook->now->asked; a; a = a->next)
            if (explain_pointer(hook, diags, d, a) || explain_absent(hook, diags, d, a)) break;
    }
}

/* Whether one of the files that were asked for has changed. */
static bool is_reached(const struct hook *hook)
{
    for (const struct asked *a = hook->now->asked; a; a = a->next) {
        if (a->state == FILE_FOLDER && !a->listed) continue; /* it is there; that is all that counts */
        if (hook_reached(hook, a->path)) return true;
    }
    return false;
}

/* A text that is put in as it is would be the pointer. Archives are only looked through for their bytes. */
static void find_pointers(struct hook *hook, struct diags *diags, const char *service)
{
    for (const struct asked *a = hook->now->asked; a; a = a->next) {
        bool text = text_ends(a->path, ".yml") || text_ends(a->path, ".yaml") ||
                    text_ends(a->path, ".json") || text_ends(a->path, ".txt") ||
                    text_ends(a->path, ".graphql") || text_ends(a->path, ".html");
        bool listed = false;
        for (const struct asked *f = hook->now->asked; f; f = f->next)
            listed =
                listed || (f->listed &&
                           (!*f->path || (text_starts(a->path, f->path) && a->path[strlen(f->path)] == '/')));
        if (!a->pointer || !text || listed) continue;
        struct diag *diag =
            diag_add(diags, FINDING_lfs_pointer, (struct place){ .file = service }, NULL, "%s", "");
        explain_pointer(hook, diags, diag, &(struct asked){ .path = service, .pointer = true });
        diag->text = arena_text(hook->run->arena, "'%s' is a pointer of Git LFS; its content is in no commit",
                                a->path);
    }
}

static const char *loss(struct arena *arena, const struct changed *changed)
{
    const char *is = changed->replacement == REPLACED   ? "is replaced"
                     : changed->action == ACTION_REMOVE ? "is removed"
                                                        : "changes";
    const struct difference *row = changed->first;
    while (row && row->impact != IMPACT_DATA_LOSS) row = row->next;
    const char *why = row ? row->why : NULL;
    const char *data = changed->fate == FATE_DELETED ? ", and its data is deleted" : "";
    return arena_text(arena, "%s (%s) %s%s%s%s", changed->id, changed->type, is, data, why ? ": " : "",
                      why ? why : "");
}

static void add_losses(struct hook *hook, const char *path, const struct diff *diff)
{
    struct run *run = hook->run;
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (c->impact != IMPACT_DATA_LOSS) continue;
        struct place place = { .file = path };
        if (c->now && c->cause.line && c->cause.file) place = c->cause;
        struct diag *diag = diag_add(run->diags, FINDING_destructive, place,
                                     arena_text(run->arena, "`cfgen diff --against %s %s` tells more",
                                                hook->since, text_quoted(run->arena, path)),
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
    struct side old = { .first = load_description(&then, before, path, options, WARNING, NULL) };
    struct side side = { .first = now };
    if (!old.first || then.diags->errors) return;
    struct schemas *schemas = schemas_new(then.arena);
    const struct node *nothing = node_map(then.arena);
    for (struct stack *s = old.first; s; s = s->next) {
        const struct stack *same = side_find(&side, s, &old);
        add_losses(hook, path, diff_new(then.arena, schemas, s->template, same ? same->template : nothing));
    }
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
    explain(hook, one.diags);
    find_pointers(hook, one.diags, path);
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
            diag_add(hook->run->diags, FINDING_in_conflict, (struct place){ .file = service->path }, NULL,
                     "not checked: its conflict is not resolved yet");
        return false;
    }
    bool checked = false;
    do checked = stage_check(hook, service->path, *stage) || checked;
    while (*stage && *++stage);
    return checked;
}
