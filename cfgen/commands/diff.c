#include "cfgen/diff/beside.h"
#include "cfgen/diff/code.h"
#include "cfgen/diff/live.h"
#include "cfgen/diff/show.h"
#include "cfgen/terminal.h"
#include "stacks/regions.h"
#include "stacks/revision.h"
#include <string.h>

struct options {
    struct service_options service;
    struct remote remote;
    const char *against, *format, *output;
    bool all, exit_code;
};
static const char *const formats[] = { "terminal", "markdown", "json", NULL };
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION_GROUP(options, remote, remote) },
    { OPTION(options, against), .value = "REVISION", .takes = TAKES_FILE,
      .about =
          "the revision of Git, :index for what is staged, the file, stage:NAME or region:NAME that it is "
          "compared with; what is deployed unless told" },
    { OPTION(options, format), .letter = 'f', .value = "FORMAT", .choices = formats,
      .about = "terminal unless told" },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "write to this file" },
    { OPTION(options, all), .about = "show what only follows from other changes, and all of what is new" },
    { OPTION(options, exit_code),
      .about = "end with 10 when there are changes, 11 with data loss or outage" },
    { 0 },
};

static struct diff *diff_add(struct run *run, struct schemas *schemas, const struct stack *old,
                             const struct stack *now)
{
    const struct options *given = run->options;
    const struct stack *one = now ? now : old;
    const struct node *nothing = node_map(run->arena);
    bool beside = given->against && beside_is(given->against);
    struct diff *diff = (beside ? diff_beside : diff_new)(run->arena, schemas, old ? old->template : nothing,
                                                          now ? now->template : nothing);
    diff->stack = one->name;
    diff->region = one->region;
    return diff;
}

/* The stacks of both sides in the order in which the new side is deployed; those that go last. */
static struct diff *diff_sides(struct run *run, const struct side *old, const struct side *now)
{
    struct schemas *schemas = schemas_new(run->arena);
    struct diff *first = NULL, **end = &first;
    for (struct stack *s = now->first; s; s = s->next) {
        *end = diff_add(run, schemas, side_find(old, s, now), s);
        end = &(*end)->next;
    }
    for (struct stack *s = old->first; s; s = s->next) {
        if (side_find(now, s, old)) continue;
        *end = diff_add(run, schemas, s, NULL);
        end = &(*end)->next;
    }
    for (struct diff *d = first; d; d = d->next) d->before = old->label, d->after = now->label;
    return first;
}

/* What changed in the code of those that are on both sides. */
static void codes_tell(struct run *run, struct diff *diff, const struct side *old, const struct side *now,
                       const struct live *live)
{
    int at = 0;
    for (const struct stack *s = now->first; s; s = s->next, diff = diff->next, at++) {
        struct code_sides sides = { side_find(old, s, now), s, old->there,
                                    live ? live->operations[at] : NULL };
        if (sides.old) code_tell(run, diff, &sides);
    }
}

static enum exit_code print(struct run *run, const struct diff *diff)
{
    const struct options *given = run->options;
    struct buffer *text = buffer_new(run->arena);
    struct showing showing = { .arena = run->arena, .all = given->all };
    if (given->format && !strcmp(given->format, "json")) {
        show_json(text, run->arena, diff);
    } else if (given->format && !strcmp(given->format, "markdown")) {
        show_markdown(text, run->arena, diff);
    } else {
        if (!given->output) {
            showing.color = terminal_color(run->out, run->common->color, run->surroundings);
            showing.columns = terminal_width(run->out);
        }
        show_text(text, &showing, diff);
    }
    command_result(run, given->output, text->text, text->size);
    return EXIT_DONE;
}

/* The same description at a revision; what was wrong with it then is nobody's business now. */
static struct side *revision_read(struct run *run, const char *revision, const char *named)
{
    const struct options *given = run->options;
    const char *failure = NULL;
    const struct surroundings *then = revision_open(run->arena, run->surroundings, revision, &failure);
    if (!then) {
        diag_add(run->diags, FINDING_unknown_revision, (struct place){ 0 }, NULL, "--against %s: %s",
                 revision, failure);
        return NULL;
    }
    struct side *side = side_read(run, then, named, &given->service);
    diags_take(run->diags, WARNING);
    diags_take(run->diags, NOTE);
    if (side) side->label = revision;
    return side;
}

/* What was before: a file, a revision, or NULL for what is deployed. */
static struct side *before_read(struct run *run, const char *before, const char *after)
{
    const struct options *given = run->options;
    enum file_state state = run->surroundings->state(run->surroundings->with, before);
    if (before != given->against || state == FILE_THERE || state == FILE_FOLDER)
        return side_read(run, run->surroundings, before, &given->service);
    return revision_read(run, before, after);
}

/* Both sides; `live` is of the old one where that is what is deployed. False: the command ends with `code`.
 */
static bool sides_read(struct run *run, struct side **old, struct side **now, struct live **live,
                       enum exit_code *code)
{
    const struct options *given = run->options;
    const char *first = run->arguments[0], *second = first ? run->arguments[1] : NULL;
    const char *before = second ? first : given->against, *after = second ? second : first;
    bool beside = !second && before && beside_is(before);
    *code = EXIT_FINDINGS;
    *live = NULL;
    *old = NULL;
    if (before && !beside && !(*old = before_read(run, before, after))) return false;
    *now = side_read(run, run->surroundings, after, &given->service);
    if (*now && beside) *old = beside_read(run, before, after, &given->service, *now);
    if (!*now || (before && !*old)) return false;
    *code = EXIT_DONE;
    if (before) return true;
    *live = live_read(run, &given->remote, *now, code);
    if (*live) *old = &(*live)->side;
    return *live;
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    struct side *old, *now;
    struct live *live;
    enum exit_code code;
    if (!sides_read(run, &old, &now, &live, &code)) return code;
    diags_take(run->diags, NOTE); /* nothing is made here */
    struct diff *diff = diff_sides(run, old, now);
    codes_tell(run, diff, old, now, live);
    if (live) live_names(run, live, now, diff);
    regions_fold(run->arena, diff);
    code = print(run, diff);
    enum impact worst = diff_worst(diff);
    if (code != EXIT_DONE || run->diags->errors || !given->exit_code || worst == IMPACT_COUNT) return code;
    return worst <= IMPACT_OUTAGE ? EXIT_LOSS : EXIT_CHANGES;
}

const struct command diff_command = {
    .name = "diff",
    .arguments =
        (const struct argument[]){
            { "OLD", .optional = true, .takes = TAKES_FILE,
              .about = "a description, its folder, or a template; alone it is the new side" },
            { "NEW", .optional = true, .takes = TAKES_FILE, .about = "the new side" },
            { 0 },
        },
    .about = "Show what a change will do to what runs",
    .detail =
        "Compares the description with what is deployed, or two descriptions or templates: what is added, "
        "changed, replaced and removed, what becomes "
        "of the data, who may do more than before. What says the same in other words is no change.\n\nThe "
        "worst stands first: data loss, outage, security, behaviour, code, cosmetic. Nothing is changed, and "
        "with two files or --against nothing is asked over the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen diff --stage prod", "what deploying service.yml would do" },
            { "cfgen diff --against main", "what a branch would do, without credentials" },
            { "cfgen diff --stage prod --against stage:dev", "what sets two stages apart, but their names" },
            { "cfgen diff old.yml service.yml", "two descriptions" },
            { "cfgen diff --against origin/main --format markdown", "for a comment on a pull request" },
            { "cfgen diff before.json after.json --format json", "two templates, for a program" },
            { "cfgen diff --against live.json --exit-code", "service.yml and a template, for a pipeline" },
            { 0 },
        },
    .run = run,
};
