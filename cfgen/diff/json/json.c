/* {"schema": "cfgen.diff/1", …}: one entry of `changes` for each row, sorted as people read them. */
#include "cfgen/diff/json/json.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/diff/json/cost.h"
#include "cfgen/diff/words/show.h"

static void word(struct node *map, const char *key, const char *text)
{
    if (text && *text) node_add(map, key, node_text(map->arena, text));
}

static void count(struct node *map, const char *key, long number)
{
    node_add(map, key, node_number(map->arena, number));
}

static void value(struct node *map, const char *key, const struct node *given)
{
    if (given) node_add(map, key, node_copy(map->arena, given));
}

static void cause(struct node *map, struct place place, const char *key)
{
    if (!place.file) return;
    struct node *made = node_add(map, "cause", node_map(map->arena));
    word(made, "key", key);
    word(made, "file", place.file);
    count(made, "line", place.line);
    count(made, "column", place.column);
}

static void names(struct node *map, const char *key, const char *const *all)
{
    if (!all || !*all) return;
    struct node *list = node_add(map, key, node_list(map->arena));
    for (; *all; all++) node_add(list, NULL, node_text(map->arena, *all));
}

static void stack_words(struct node *map, const struct diff *diff)
{
    word(map, "stack", diff->stack);
    word(map, "region", diff->region);
}

static void code_add(struct node *list, const struct code_change *change)
{
    struct node *made = node_add(list, NULL, node_map(list->arena));
    word(made, change->package ? "package" : "file", change->path);
    word(made, "action", action_words[change->action]);
    if (change->package) {
        word(made, "before", change->was);
        word(made, "after", change->is);
        return;
    }
    if (change->action != ACTION_ADD) count(made, "before", (long)change->before);
    if (change->action != ACTION_REMOVE) count(made, "after", (long)change->after);
}

static bool is_key(const struct difference *row)
{
    return !strcmp(row->path, "Properties.Code.S3Key") || !strcmp(row->path, "Properties.Content.S3Key");
}

static void change_add(struct node *changes, const struct diff *diff, const struct changed *changed,
                       const struct difference *row)
{
    struct node *change = node_add(changes, NULL, node_map(changes->arena));
    stack_words(change, diff);
    names(change, "regions", changed->regions);
    word(change, "section", changed->section);
    word(change, "logicalId", changed->id);
    word(change, "physicalId", changed->physical);
    word(change, "type", changed->type);
    node_add(change, "path", node_text(change->arena, row->path));
    word(change, "action", action_words[*row->path ? ACTION_MODIFY : changed->action]);
    word(change, "edit", *row->path ? action_words[row->action] : NULL);
    word(change, "replacement", replacement_words[row->replacement]);
    word(change, "severity", impact_words[row->impact]);
    word(change, "certainty", row->possible ? "possible" : "certain");
    value(change, "before", row->before);
    value(change, "after", row->after);
    word(change, "why", row->why);
    word(change, "remedy", row->remedy);
    if (changed->code && is_key(row)) {
        struct node *list = node_add(change, "code", node_list(change->arena));
        for (const struct code_change *c = changed->code; c; c = c->next) code_add(list, c);
    }
    if (changed->fate != FATE_NONE) word(change, "data", fate_words[changed->fate]);
    names(change, "dependents", changed->dependents);
    word(change, "under", changed->under);
    if (row->cause.file)
        cause(change, row->cause, row->key);
    else
        cause(change, changed->cause, changed->key);
}

static struct node *summary(struct arena *arena, const struct diff *first)
{
    struct node *map = node_map(arena), *impacts = node_map(arena);
    struct diff_counts sum = { 0 };
    int rows[IMPACT_COUNT] = { 0 };
    for (const struct diff *d = first; d; d = d->next) {
        sum.add += d->counts.add, sum.modify += d->counts.modify, sum.remove += d->counts.remove;
        sum.replace += d->counts.replace, sum.import += d->counts.import;
        for (int i = 0; i < IMPACT_COUNT; i++) rows[i] += d->counts.impacts[i];
    }
    count(map, "add", sum.add);
    count(map, "modify", sum.modify);
    count(map, "remove", sum.remove);
    count(map, "replace", sum.replace);
    count(map, "import", sum.import);
    for (int i = 0; i < IMPACT_COUNT; i++) count(impacts, impact_words[i], rows[i]);
    node_add(map, "severities", impacts);
    node_add(map, "cosmeticOnly", node_flag(arena, diff_worst(first) == IMPACT_COSMETIC));
    return map;
}

static void permit_add(struct node *list, const struct diff *diff, const struct permit *permit)
{
    struct node *made = node_add(list, NULL, node_map(list->arena));
    stack_words(made, diff);
    word(made, "logicalId", permit->id);
    word(made, "change", permit->granted ? "granted" : "revoked");
    word(made, "effect", permit->effect);
    word(made, "principal", permit->principal);
    word(made, "action", permit->action);
    word(made, "resource", permit->resource);
    word(made, "condition", permit->condition);
    names(made, "regions", permit->regions);
    node_add(made, "broader", node_flag(list->arena, permit->broader));
    cause(made, permit->cause, NULL);
}

static void step_add(struct node *list, const struct diff *diff, const struct step *step)
{
    struct node *made = node_add(list, NULL, node_map(list->arena));
    stack_words(made, diff);
    count(made, "deployment", step->deployment);
    word(made, "logicalId", step->id);
    word(made, "what", step->what);
    cause(made, step->cause, NULL);
}

static void drift_add(struct node *list, const struct diff *diff, const struct changed *drift)
{
    struct node *made = node_add(list, NULL, node_map(list->arena));
    stack_words(made, diff);
    word(made, "logicalId", drift->id);
    word(made, "physicalId", drift->physical);
    word(made, "type", drift->type);
    word(made, "status", drift->action == ACTION_REMOVE ? "deleted" : "modified");
    cause(made, drift->cause, NULL);
    struct node *rows = node_add(made, "properties", node_list(list->arena));
    for (const struct difference *row = drift->first; row; row = row->next) {
        struct node *one = node_add(rows, NULL, node_map(list->arena));
        word(one, "path", row->path);
        word(one, "edit", action_words[row->action]);
        value(one, "expected", row->before);
        value(one, "actual", row->after);
    }
}

static void warnings(struct node *root, const struct diags *diags)
{
    struct node *list = node_add(root, "warnings", node_list(root->arena));
    for (const struct diag *d = diags->first; d; d = d->next) {
        if (d->severity != WARNING) continue;
        struct node *made = node_add(list, NULL, node_map(root->arena));
        word(made, "code", d->finding->code);
        word(made, "message", d->text);
        word(made, "hint", d->hint);
        cause(made, d->place, NULL);
    }
}

void show_json(struct buffer *text, struct arena *arena, const struct report *report,
               const struct diags *diags)
{
    const struct diff *first = report->first;
    struct node *root = node_map(arena);
    word(root, "schema", "cfgen.diff/1");
    node_add(root, "summary", summary(arena, first));
    struct node *stacks = node_add(root, "stacks", node_list(arena));
    struct node *changes = node_add(root, "changes", node_list(arena));
    struct node *iam = node_add(root, "iam", node_list(arena));
    struct node *steps = node_add(root, "steps", node_list(arena));
    show_cost_json(root, report);
    struct node *drift = NULL; /* absent: not looked for */
    for (const struct diff *d = first; d && !drift; d = d->next)
        if (d->drift_read) drift = node_add(root, "drift", node_list(arena));
    for (const struct diff *d = first; d; d = d->next) {
        struct node *stack = node_add(stacks, NULL, node_map(arena));
        stack_words(stack, d);
        word(stack, "before", d->before);
        word(stack, "after", d->after);
        word(stack, "beforeCommit", d->before_commit);
        word(stack, "afterCommit", d->after_commit);
        word(stack, "onCommit", d->on_commit);
        word(stack, "method", d->method);
        word(stack, "changeSet", d->change_set);
        word(stack, "console", show_console(arena, d));
        for (const struct changed *c = d->first; c; c = c->next)
            for (const struct difference *row = c->first; row; row = row->next)
                change_add(changes, d, c, row);
        for (const struct permit *g = d->permits; g; g = g->next) permit_add(iam, d, g);
        for (const struct step *s = d->steps; s; s = s->next) step_add(steps, d, s);
        for (const struct changed *c = d->drifts; c; c = c->next) drift_add(drift, d, c);
    }
    warnings(root, diags);
    json_print(text, root, JSON_LINES);
    buffer_byte(text, '\n');
}
