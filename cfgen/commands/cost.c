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
      .about = "traffic of this file, as under traffic:, laid over that of the description" },
    { OPTION(options, with), .value = "KEY=VALUE",
      .about = "show what costs more or less with another value in the description, such as "
               "functions.create.memory=512" },
    { OPTION(options, against), .value = "REVISION", .takes = TAKES_FILE,
      .about = "show what costs more or less than at this revision of Git or in this file (rev:NAME, "
               "file:NAME), with the same traffic" },
    { OPTION(options, reserved), .value = "TERM", .choices = terms,
      .about = "show what costs less with the tables' capacity reserved for so long, at AWS's largest "
               "discount" },
    { OPTION(options, format), .letter = 'f', .value = "FORMAT", .choices = formats,
      .about = "terminal unless told" },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "write to this file" },
    { OPTION(options, fail_above), .value = "USD",
      .about = "fail when a month costs more than so many US dollars, for a pipeline" },
    { OPTION(options, fail_more), .value = "USD",
      .about = "fail when a month costs so many US dollars more than what it is compared with" },
    { 0 },
};

/* False: it is no amount, which has been told. */
static bool limit_read(struct run *run, const char *option, const char *text, double *limit)
{
    char *end;
    *limit = text ? strtod(text, &end) : 0;
    if (!text || (*text >= '0' && *text <= '9' && !*end)) return true;
    fprintf(run->err, "cfgen cost: --%s takes US dollars a month, such as 50\n", option);
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
        fprintf(run->err, "cfgen cost: --with takes KEY=VALUE, such as functions.create.memory=512\n");
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
        diag_add(run->diags, FINDING(file_absent), (struct place){ .file = path }, NULL,
                 "there is no such file");
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
    const struct side *old, *now;  /* old NULL: nothing to compare with */
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
        fprintf(run->err,
                "cfgen cost: --fail-more wants something to compare with: --against, --with or --reserved\n");
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
                 "a month costs $%.2f, more than the $%.2f of --fail-above", is, most);
    if (given->fail_more && is - was > most_more)
        diag_add(run->diags, FINDING(too_expensive), (struct place){ 0 }, NULL,
                 "a month costs $%.2f more than before, and --fail-more takes $%.2f", is - was, most_more);
    return EXIT_DONE;
}

const struct command cost_command = {
    .name = "cost",
    .arguments = service_argument,
    .about = "Reckon what a month costs",
    .detail =
        "Takes the resources of all stacks and the traffic that the description expects (traffic:), "
        "and reckons with AWS's list prices, those of Lambda by region and the others of us-east-1: calls "
        "and memory of functions, requests of "
        "APIs, reads, writes and contents of tables and buckets, messages, logs, traces, and what costs "
        "by being there, such as alarms, secrets and kept concurrency. What one thing asks of another "
        "follows from its rights and events.\n\nWhat is taken for granted is told below the amounts, "
        "and what is not reckoned is listed by type. Nothing is asked over the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen cost --stage prod", "by resource and price" },
            { "cfgen cost --stage prod --fail-above 50", "for a pipeline" },
            { "cfgen cost --against main", "what a change costs" },
            { "cfgen cost --against origin/main --format markdown --fail-more 10",
              "for a comment on a pull request, and a limit" },
            { "cfgen cost --with functions.create.memory=256 --with traffic.create.duration=500ms",
              "whether twice the memory for half the time costs less" },
            { "cfgen cost --with 'tables.quests.capacity={read: 25, write: 10}'",
              "whether capacity that is provisioned costs less than paying by request" },
            { "cfgen cost --reserved 1-year", "and capacity that is reserved" },
            { "cfgen cost --traffic peak.yml", "four busy days" },
            { "cfgen cost --format json", "for a program" },
            { 0 },
        },
    .run = run,
};
