#include "cfgen/diff/html/page.h"
#include "cfgen/diff/json/json.h"
#include "cfgen/diff/markdown/markdown.h"
#include "cfgen/diff/sides/belong.h"
#include "cfgen/diff/sides/origin.h"
#include "cfgen/diff/sides/peer.h"
#include "cfgen/diff/sides/sides.h"
#include "cfgen/diff/text/short.h"
#include "cfgen/diff/text/text.h"
#include "cfgen/diff/words/clean.h"
#include "cfgen/pager.h"
#include "cfgen/terminal.h"
#include "stacks/git/revision.h"
#include <string.h>

struct options {
    struct service_options service;
    struct remote remote;
    const char *against, *method, *format, *output;
    bool staged, drift, brief, all, exit_code;
};
static const char *const formats[] = { "terminal", "markdown", "json", "html", NULL };
static const char *const methods[] = { "auto", "change-set", "template", NULL }; /* as enum method */
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION_GROUP(options, remote, remote) },
    { OPTION(options, against), .value = "REVISION", .takes = TAKES_FILE,
      .about =
          "Compare with a Git revision, :index for staged changes, a file, stage:NAME or region:NAME. Use "
          "rev:NAME or file:NAME if a name is both a revision and a file. Default: the deployed stack." },
    { OPTION(options, staged),
      .about = "Use staged changes as the new side, and compare them with HEAD or with --against." },
    { OPTION(options, method), .value = "METHOD", .choices = methods,
      .about = "How to compare with the deployed stack: by its template, or by a temporary change set. auto "
               "creates a change set only if the templates leave something open. Default: auto." },
    { OPTION(options, drift), .about = "Also detect drift. This can take AWS some minutes." },
    { OPTION(options, format), .letter = 'f', .value = "FORMAT", .choices = formats,
      .about = "Output format. Default: terminal." },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "Write the output to this file." },
    { .name = "short",
      .offset = offsetof(struct options, brief),
      .type = OPTION_FLAG,
      .about = "Print one line per resource, and repeat data loss at the end." },
    { OPTION(options, all),
      .about = "Also show changes that only follow from others, and all properties of new resources." },
    { OPTION(options, exit_code),
      .about = "Exit with 10 if there are changes, and with 11 if data is lost or service interrupted." },
    { 0 },
};

static enum exit_code print(struct run *run, struct report *report)
{
    const struct options *given = run->options;
    struct buffer *text = buffer_new(run->arena);
    struct showing showing = { .arena = run->arena, .all = given->all };
    bool json = given->format && !strcmp(given->format, "json");
    clean_report(run, report, !json);
    diags_mask(run->diags);
    if (json) {
        show_json(text, run->arena, report, run->diags);
    } else if (given->format && !strcmp(given->format, "html")) {
        show_html(text, report);
    } else if (given->format && !strcmp(given->format, "markdown")) {
        show_markdown(text, report);
    } else {
        if (!given->output) {
            showing.color = terminal_color(run->out, run->common->color, run->surroundings);
            showing.columns = terminal_width(run->out);
        }
        if (given->brief)
            show_short(text, &showing, report);
        else
            show_text(text, &showing, report);
        if (!given->output && pager_show(run->out, run->surroundings, text->text, text->size))
            return EXIT_DONE;
    }
    command_result(run, given->output, text->text, text->size);
    return EXIT_DONE;
}

static enum method method_of(const char *word)
{
    int method = METHOD_AUTO;
    for (int i = 0; word && methods[i]; i++)
        if (!strcmp(word, methods[i])) method = i;
    return (enum method)method;
}

struct words { /* what the command line says of the sides; NULL: nothing */
    const char *before, *after;
    const char *description; /* that revisions and the working tree have; NULL: service.yml */
};

static struct words words_of(const struct run *run)
{
    const struct options *given = run->options;
    const char *first = run->arguments[0], *second = first ? run->arguments[1] : NULL;
    if (second) return (struct words){ first, second, NULL };
    if (given->staged)
        return (struct words){ given->against ? given->against : "rev:HEAD", "rev:" STORE_INDEX, first };
    return (struct words){ given->against, NULL, first };
}

struct comparison {
    struct operand before, after;
    struct sides sides;
};

static bool is_peer(const struct operand *operand)
{
    return operand->kind == OPERAND_STAGE || operand->kind == OPERAND_REGION;
}

/* The side that is deployed. False: the command ends with `code`. */
static bool live_side(struct run *run, struct sides *sides, enum exit_code *code)
{
    const struct options *given = run->options;
    *code = EXIT_DONE;
    sides->live = live_read(run, &given->remote, sides->now, code);
    if (sides->live) sides->old = &sides->live->side;
    return sides->live;
}

static const char *description_of(const struct operand *operand, const struct words *words)
{
    const char *usual = words->description ? words->description : "service.yml";
    return operand->kind == OPERAND_FILE ? operand->text : usual;
}

/* The code of a side has neither its own description nor the other's: of two in one folder neither makes the
 * other's code differ. What is deployed had no other. */
static void compared_set(struct run *run, const struct comparison *comparison, const struct words *words)
{
    const struct operand *before = &comparison->before;
    if (before->kind != OPERAND_FILE && before->kind != OPERAND_REVISION) return;
    run->compared = arena_take(run->arena, 3 * sizeof *run->compared);
    run->compared[0] = description_of(before, words);
    run->compared[1] = description_of(&comparison->after, words);
}

/* False: the command ends with `code`. */
static bool sides_read(struct run *run, struct comparison *comparison, enum exit_code *code)
{
    const struct options *given = run->options;
    const struct words words = words_of(run);
    struct sides *sides = &comparison->sides;
    struct operand *before = &comparison->before, *after = &comparison->after;
    *code = EXIT_FINDINGS;
    if (!operand_read(run, words.before, before) || !operand_read(run, words.after, after)) return false;
    *sides = (struct sides){ .are_peers = is_peer(before),
                             .method = method_of(given->method),
                             .drift = given->drift };
    compared_set(run, comparison, &words);
    bool old = before->kind != OPERAND_NOTHING && !is_peer(before);
    if (old && !(sides->old = side_named(run, before, words.description, &given->service, true)))
        return false;
    sides->now = after->kind == OPERAND_NOTHING
                     ? side_current(run, words.description, &given->service)
                     : side_named(run, after, words.description, &given->service, false);
    if (!sides->now) return false;
    if (before->kind == OPERAND_NOTHING) return live_side(run, sides, code);
    if (sides->are_peers) sides->old = peer_read(run, before, words.description, &given->service, sides->now);
    if (old && !side_settle(run, sides->old, &given->service, sides->now)) return false;
    if (old && !belong(run, sides->old, sides->now, given->service.region)) return false;
    *code = EXIT_DONE;
    if (!sides->old) *code = EXIT_FINDINGS;
    return sides->old;
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    struct comparison comparison;
    enum exit_code code;
    if (!sides_read(run, &comparison, &code)) return code;
    diags_take(run->diags, NOTE); /* nothing is made here */
    struct report *report = sides_compare(run, &comparison.sides);
    if (!report) return EXIT_DONE; /* as the findings say */
    if (given->format && strcmp(given->format, "terminal") != 0)
        origin_tell(run, report->first, &comparison.before, &comparison.after, comparison.sides.live);
    code = print(run, report);
    enum impact worst = diff_worst(report->first);
    if (code != EXIT_DONE || run->diags->errors || !given->exit_code || worst == IMPACT_COUNT) return code;
    return worst <= IMPACT_OUTAGE ? EXIT_LOSS : EXIT_CHANGES;
}

const struct command diff_command = {
    .name = "diff",
    .arguments =
        (const struct argument[]){
            { "OLD", .optional = true, .takes = TAKES_FILE,
              .about = "A description, its folder, a template or a Git revision, also as rev:NAME or "
                       "file:NAME. A single argument is the description of the new side." },
            { "NEW", .optional = true, .takes = TAKES_FILE, .about = "The new side." },
            { 0 },
        },
    .about = "Show what a deployment would change",
    .detail =
        "Compares the description with the deployed stack, or two descriptions or templates. Shows "
        "added, changed, replaced and removed resources, what happens to stateful resources, and which "
        "permissions are broadened. Two spellings of the same value are not a change.\n\nChanges are "
        "sorted by severity: data loss, outage, log loss, security, behavior, code, cosmetic. The command "
        "changes nothing. With two files or with --against it does not use the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen diff --stage prod", "Show what deploying service.yml would change" },
            { "cfgen diff --against main", "Show what a branch changes, without credentials" },
            { "cfgen diff --stage prod --against stage:dev", "Compare two stages, except for their names" },
            { "cfgen diff --staged", "Show what the staged changes would change" },
            { "cfgen diff v1.2 v1.3", "Compare two releases" },
            { "cfgen diff old.yml service.yml", "Compare two descriptions" },
            { "cfgen diff --against origin/main --format markdown", "Write a pull request comment" },
            { "cfgen diff --against main --format html -o diff.html", "Write a page for a browser" },
            { "cfgen diff before.json after.json --format json", "Compare two templates for a program" },
            { "cfgen diff --against live.json --exit-code",
              "Compare service.yml with a template in a pipeline" },
            { 0 },
        },
    .run = run,
};
