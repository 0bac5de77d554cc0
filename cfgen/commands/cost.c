#include "cfgen/cost/clean.h"
#include "cfgen/cost/json.h"
#include "cfgen/cost/markdown.h"
#include "cfgen/cost/text.h"
#include "cfgen/diff/sides/side.h"
#include "cfgen/excerpt.h"
#include "cfgen/pager.h"
#include "cfgen/terminal.h"
#include "service/document.h"
#include <stdlib.h>
#include <string.h>

struct options {
    struct service_options service;
    const char *traffic, **with;
    const char *against, *reserved, *format, *output, *fail_above, *fail_more;
};
static const char *const formats[] = { "terminal", "markdown", "json", NULL };
static const char *const terms[] = { "1-year", "3-years", NULL };
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION(options, traffic), .value = "FILE", .takes = TAKES_FILE,
      .about = "Merge the traffic in this file over the traffic in the description. The file has the keys of "
               "`traffic`." },
    { OPTION(options, with), .value = "KEY=VALUE",
      .about = "Compare with another value in the description, such as functions.create.memory=512." },
    { OPTION(options, against), .value = "REVISION", .takes = TAKES_FILE,
      .about = "Compare with this Git revision or file (rev:NAME, file:NAME), with the same traffic." },
    { OPTION(options, reserved), .value = "TERM", .choices = terms,
      .about = "Compare with reserved capacity for tables, for this term and at AWS's largest discount." },
    { OPTION(options, format), .letter = 'f', .value = "FORMAT", .choices = formats,
      .about = "Output format. Default: terminal." },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "Write the output to this file." },
    { OPTION(options, fail_above), .value = "USD",
      .about = "Fail if the monthly cost is above this amount in US dollars." },
    { OPTION(options, fail_more), .value = "USD",
      .about = "Fail if the change adds more than this amount in US dollars to the monthly cost." },
    { 0 },
};

/* False: it is no amount, which has been told. */
static bool limit_read(struct run *run, const char *option, const char *text, double *limit)
{
    char *end;
    *limit = text ? strtod(text, &end) : 0;
    if (!text || (*text >= '0' && *text <= '9' && !*end)) return true;
    fprintf(run->err, "cfgen cost: --%s must be an amount in US dollars per month, such as 50\n", option);
    return false;
}

/* A word as it stands, or {a: b} and [a, b]. NULL after a finding. */
static struct node *value_read(struct run *run, const char *text)
{
    if (*text != '{' && *text != '[') return node_plain(run->arena, text);
    const char *written = arena_join(run->arena, "with: ", text);
    struct node *root =
        document_read(run->arena, run->diags, "--with", (struct bytes){ written, strlen(written) });
    return root ? node_copy(run->arena, node_find(root, "with")) : NULL;
}

/* What has no place yet comes from this word of the command line. */
static void places_set(struct node *node, const char *word)
{
    for (struct node *n = node->first; n; n = n->next) {
        if (!n->place.file) n->place = n->key_place = (struct place){ .file = word };
        places_set(n, word);
    }
}

/* `functions.create.memory=512` into the mapping. */
static enum exit_code over_add(struct run *run, struct node *over, const char *word)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word) {
        fprintf(run->err, "cfgen cost: --with must be KEY=VALUE, such as functions.create.memory=512\n");
        return EXIT_USAGE;
    }
    char *path = arena_copy(run->arena, word, (size_t)(equals - word)), *dot = strrchr(path, '.');
    struct node *value = value_read(run, equals + 1);
    if (!value) return EXIT_FINDINGS;
    if (dot) *dot = 0;
    node_set(dot ? node_at(over, path) : over, dot ? dot + 1 : path, value);
    places_set(over, arena_join(run->arena, "--with ", word));
    return EXIT_DONE;
}

/* The traffic of a file, with or without the key `traffic`. NULL after a finding. */
static struct node *traffic_read(struct run *run, const char *path)
{
    struct node *over = node_map(run->arena);
    struct bytes text;
    if (!path) return over;
    if (run->surroundings->read(run->surroundings->with, run->arena, path, LARGEST_DOCUMENT, &text) !=
        FILE_THERE) {
        diag_add(run->diags, FINDING(file_absent), (struct place){ .file = path }, NULL, "file not found");
        return NULL;
    }
    struct node *root = document_read(run->arena, run->diags, path, text);
    if (!root) return NULL;
    diag_source(run->diags, path, text.at, text.size);
    const struct node *traffic = node_find(root, "traffic");
    node_add(over, "traffic", node_copy(run->arena, traffic ? traffic : root))->place = root->place;
    return over;
}

struct sides {
    struct side *old, *now;        /* old NULL: nothing to compare with */
    const struct traffic *traffic; /* of the old one */
};

static enum exit_code sides_read(struct run *run, struct sides *sides)
{
    const struct options *given = run->options;
    const char *named = run->arguments[0];
    struct service_options plain = given->service, changed = given->service;
    struct node *over = traffic_read(run, given->traffic), *with = over ? node_copy(run->arena, over) : NULL;
    bool what_if = given->with && *given->with;
    *sides = (struct sides){ NULL, NULL, NULL };
    if (!over) return EXIT_FINDINGS;
    for (const char **word = given->with; what_if && *word; word++) {
        enum exit_code code = over_add(run, with, *word);
        if (code != EXIT_DONE) return code;
    }
    plain.over = over->count ? over : NULL;
    changed.over = with->count ? with : NULL;
    struct operand against;
    if (!operand_read(run, given->against, &against)) return EXIT_FINDINGS;
    if (given->against)
        sides->old = side_named(run, &against, named, &plain, true);
    else if (what_if || given->reserved)
        sides->old = side_current(run, named, &plain);
    if ((given->against || what_if || given->reserved) && !sides->old) return EXIT_FINDINGS;
    sides->now = side_current(run, named, &changed);
    if (!sides->now) return EXIT_FINDINGS;
    if (sides->old && !side_settle(run, sides->old, &plain, sides->now)) return EXIT_FINDINGS;
    if (sides->old) sides->traffic = (given->against ? sides->now : sides->old)->first->traffic;
    return EXIT_DONE;
}

static enum cost_term term_of(const char *word)
{
    return !word ? TERM_NONE : !strcmp(word, terms[0]) ? TERM_1 : TERM_3;
}

static void print(struct run *run, const struct costing *costing)
{
    const struct options *given = run->options;
    struct arena *arena = run->arena;
    struct buffer *text = buffer_new(arena);
    bool program = given->format && !strcmp(given->format, "json");
    const char *label = costing->label && !program ? excerpt_clean(arena, costing->label) : costing->label;
    const struct costing clean = { cost_clean(run, costing->now, !program),
                                   cost_clean(run, costing->before, !program), label };
    if (program)
        cost_json(text, arena, &clean);
    else if (given->format && !strcmp(given->format, "markdown"))
        cost_markdown(text, arena, &clean);
    else {
        cost_text(text, arena, &clean,
                  !given->output && terminal_color(run->out, run->common->color, run->surroundings));
        if (!given->output && pager_show(run->out, run->surroundings, text->text, text->size)) return;
    }
    command_result(run, given->output, text->text, text->size);
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    double most, most_more;
    if (!limit_read(run, "fail-above", given->fail_above, &most) ||
        !limit_read(run, "fail-more", given->fail_more, &most_more))
        return EXIT_USAGE;
    bool compared = given->against || given->reserved || (given->with && *given->with);
    if (given->fail_more && !compared) {
        fprintf(run->err, "cfgen cost: --fail-more requires --against, --with or --reserved\n");
        return EXIT_USAGE;
    }
    struct sides sides;
    enum exit_code code = sides_read(run, &sides);
    if (code != EXIT_DONE) return code;
    diags_take(run->diags, NOTE); /* nothing is made here */
    enum cost_term term = term_of(given->reserved);
    struct costing costing = { .now =
                                   cost_new(run->arena, sides.now->first, sides.now->first->traffic, term) };
    if (sides.old) {
        costing.before =
            cost_new(run->arena, sides.old->first, sides.traffic, given->against ? term : TERM_NONE);
        costing.label = sides.old->label;
    }
    print(run, &costing);
    double is = cost_whole(costing.now), was = cost_whole(costing.before);
    if (given->fail_above && is > most)
        diag_add(run->diags, FINDING(too_expensive), (struct place){ 0 }, NULL,
                 "the monthly cost is $%.2f; the limit set by --fail-above is $%.2f", is, most);
    if (given->fail_more && is - was > most_more)
        diag_add(run->diags, FINDING(too_expensive), (struct place){ 0 }, NULL,
                 "the change adds $%.2f a month; the limit set by --fail-more is $%.2f", is - was, most_more);
    return EXIT_DONE;
}

const struct command cost_command = {
    .name = "cost",
    .arguments = service_argument,
    .about = "Estimate the monthly cost",
    .detail = "Estimates the cost of all stacks from their resources, the expected traffic in the "
              "description (`traffic`) and AWS's list prices: Lambda's prices of the region, all other "
              "prices of us-east-1. The estimate contains function calls and memory, API requests, reads, "
              "writes and storage of tables and buckets, messages, logs, traces, and fixed costs such as "
              "alarms, secrets and provisioned concurrency. Calls between resources are derived from "
              "permissions and events.\n\nThe output lists the assumptions, and the resource types that the "
              "estimate does not include. The command does not use the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen cost --stage prod", "Show the cost of each resource" },
            { "cfgen cost --stage prod --fail-above 50", "Fail a pipeline above 50 US dollars a month" },
            { "cfgen cost --against main", "Show the cost of a change" },
            { "cfgen cost --against origin/main --format markdown --fail-more 10",
              "Write a pull request comment, and fail above a limit" },
            { "cfgen cost --with functions.create.memory=256 --with traffic.create.duration=500ms",
              "Compare twice the memory for half the time" },
            { "cfgen cost --with 'tables.quests.capacity={read: 25, write: 10}'",
              "Compare provisioned with on-demand capacity" },
            { "cfgen cost --reserved 1-year", "Compare with reserved capacity" },
            { "cfgen cost --traffic peak.yml", "Use the traffic of peak.yml" },
            { "cfgen cost --format json", "Print JSON for a program" },
            { 0 },
        },
    .run = run,
};
