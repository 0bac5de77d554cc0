#include "stacks/cost.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/diff/side.h"
#include "cfgen/terminal.h"
#include "service/document.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct options {
    struct service_options service;
    const char *traffic, **with;
    const char *against, *format, *output, *fail_above;
};
static const char *const formats[] = { "terminal", "json", NULL };
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION(options, traffic), .value = "FILE", .takes = TAKES_FILE,
      .about = "traffic of this file, as under traffic:, laid over that of the description" },
    { OPTION(options, with), .value = "KEY=VALUE",
      .about = "show what costs more or less with another value in the description, such as "
               "functions.create.memory=512" },
    { OPTION(options, against), .value = "REVISION", .takes = TAKES_FILE,
      .about = "show what costs more or less than at this revision of Git or in this file, with the same "
               "traffic" },
    { OPTION(options, format), .letter = 'f', .value = "FORMAT", .choices = formats,
      .about = "terminal unless told" },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "write to this file" },
    { OPTION(options, fail_above), .value = "USD",
      .about = "fail when a month costs more than so many US dollars, for a pipeline" },
    { 0 },
};

/* 1,234,567 or 0.25 */
static const char *quantity_text(struct arena *arena, double quantity)
{
    if (quantity < 100 && quantity != floor(quantity)) return arena_text(arena, "%.2f", quantity);
    char digits[48];
    struct buffer *text = buffer_new(arena);
    int count = snprintf(digits, sizeof digits, "%.0f", quantity);
    for (int i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0) buffer_byte(text, ',');
        buffer_byte(text, digits[i]);
    }
    return text->text;
}

/* $0.20 per 1,000,000 */
static const char *price_text(struct arena *arena, enum price price)
{
    const struct price_about *about = &price_about[price];
    double usd = price_first(price);
    const char *amount = arena_text(arena, usd < 0.001 ? "$%.10g" : usd < 0.1 ? "$%.4g" : "$%.3f", usd);
    if (text_ends(amount, "0") && usd >= 0.1) amount = arena_copy(arena, amount, strlen(amount) - 1);
    if (about->per != 1) return arena_text(arena, "%s per %s", amount, quantity_text(arena, about->per));
    return *about->unit ? arena_text(arena, "%s per %s", amount, about->unit) : amount;
}

static void line_print(struct buffer *out, struct arena *arena, const struct cost_line *line)
{
    const struct price_about *about = &price_about[line->price];
    const char *quantity = arena_text(arena, "%s%s%s", quantity_text(arena, line->quantity),
                                      *about->unit ? " " : "", about->unit);
    buffer_print(out, "    %-24s %18s  %-28s %12s\n", about->what, quantity, price_text(arena, line->price),
                 arena_text(arena, "$%.2f", line->usd));
}

static void stack_print(struct buffer *out, struct arena *arena, const struct cost *cost, const char *bold,
                        const char *plain)
{
    const char *last = NULL;
    buffer_print(out, "%s%s%s%s%s\n", bold, cost->stack->name, cost->stack->region ? " in " : "",
                 cost->stack->region ? cost->stack->region : "", plain);
    if (cost->other_region)
        buffer_text(out, "  prices of " PRICE_REGION ": those of this region are not known here\n");
    for (const struct cost_line *line = cost->first; line; line = line->next) {
        if (!last || strcmp(last, line->id) != 0) buffer_print(out, "  %s  %s\n", line->id, line->type);
        last = line->id;
        line_print(out, arena, line);
    }
    if (!cost->first) buffer_text(out, "  nothing that is reckoned\n");
    if (cost->left) buffer_text(out, "  not reckoned, or not all of it: ");
    for (const struct cost_left *left = cost->left; left; left = left->next)
        buffer_print(out, "%s%d %s", left == cost->left ? "" : ", ", left->count, left->type);
    if (cost->left) buffer_byte(out, '\n');
    buffer_print(out, "  %s%-74s %12s%s\n\n", bold, "a month", arena_text(arena, "$%.2f", cost->usd), plain);
}

static void cost_print(struct run *run, struct buffer *out, const struct cost *first, bool color)
{
    const char *bold = color ? "\033[1m" : "", *plain = color ? "\033[0m" : "";
    for (const struct cost *c = first; c; c = c->next) stack_print(out, run->arena, c, bold, plain);
    if (first->next)
        buffer_print(out, "%s%-76s %12s%s\n", bold, "all stacks, a month",
                     arena_text(run->arena, "$%.2f", cost_whole(first)), plain);
    buffer_text(
        out,
        "List prices without the free tier. A call with access to a table reads or writes one item of it, "
        "consistently;\nwhere traffic: tells no duration a call takes 100 ms.\n");
}

static const char *dollars(struct arena *arena, double usd)
{
    return arena_text(arena, "%s$%.2f", usd < 0 ? "-" : "", fabs(usd));
}

static const struct cost *cost_find(const struct cost *first, const struct cost *like)
{
    const char *region = like->stack->region;
    for (; first; first = first->next) {
        const char *own = first->stack->region;
        bool same = own == region || (own && region && !strcmp(own, region));
        if (same && text_ends(first->stack->name, "-edge") == text_ends(like->stack->name, "-edge"))
            return first;
    }
    return NULL;
}

static double line_usd(const struct cost *cost, const struct cost_line *like)
{
    for (const struct cost_line *l = cost ? cost->first : NULL; l; l = l->next)
        if (l->price == like->price && !strcmp(l->id, like->id)) return l->usd;
    return 0;
}

static void change_print(struct buffer *out, struct arena *arena, const struct cost_line *line, double before,
                         double after)
{
    const char *sign = after > before ? "+" : "";
    if (fabs(after - before) < 0.005) return;
    buffer_print(out, "  %-32s %-24s %10s → %-10s %s%s\n", line->id, price_about[line->price].what,
                 dollars(arena, before), dollars(arena, after), sign, dollars(arena, after - before));
}

/* Only what costs another amount, to the cent. */
static void changes_print(struct run *run, struct buffer *out, const struct cost *before,
                          const struct cost *after, const char *label)
{
    struct arena *arena = run->arena;
    for (const struct cost *c = after; c; c = c->next) {
        const struct cost *old = cost_find(before, c);
        buffer_print(out, "%s%s%s\n", c->stack->name, c->stack->region ? " in " : "",
                     c->stack->region ? c->stack->region : "");
        for (const struct cost_line *l = c->first; l; l = l->next)
            change_print(out, arena, l, line_usd(old, l), l->usd);
        for (const struct cost_line *l = old ? old->first : NULL; l; l = l->next)
            if (line_usd(c, l) == 0) change_print(out, arena, l, l->usd, 0);
    }
    double was = cost_whole(before), is = cost_whole(after);
    buffer_print(out, "\na month, against %s: %s → %s (%s%s)\n", label, dollars(arena, was),
                 dollars(arena, is), is >= was ? "+" : "", dollars(arena, is - was));
}

static struct node *money(struct arena *arena, double usd)
{
    return node_plain(arena, arena_text(arena, "%.4f", usd));
}

static void stack_json(struct node *list, const struct cost *cost)
{
    struct arena *arena = list->arena;
    struct node *map = node_add(list, NULL, node_map(arena)), *lines = node_list(arena),
                *left = node_list(arena);
    node_add(map, "stack", node_text(arena, cost->stack->name));
    if (cost->stack->region) node_add(map, "region", node_text(arena, cost->stack->region));
    node_add(map, "pricesOf", node_text(arena, PRICE_REGION));
    node_add(map, "monthly", money(arena, cost->usd));
    node_add(map, "lines", lines);
    node_add(map, "notReckoned", left);
    for (const struct cost_line *l = cost->first; l; l = l->next) {
        const struct price_about *about = &price_about[l->price];
        struct node *line = node_add(lines, NULL, node_map(arena));
        node_add(line, "logicalId", node_text(arena, l->id));
        node_add(line, "type", node_text(arena, l->type));
        node_add(line, "price", node_text(arena, about->id));
        node_add(line, "what", node_text(arena, about->what));
        node_add(line, "quantity", node_plain(arena, arena_text(arena, "%.15g", l->quantity)));
        if (*about->unit) node_add(line, "unit", node_text(arena, about->unit));
        node_add(line, "monthly", money(arena, l->usd));
    }
    for (const struct cost_left *l = cost->left; l; l = l->next) {
        struct node *one = node_add(left, NULL, node_map(arena));
        node_add(one, "type", node_text(arena, l->type));
        node_add(one, "count", node_number(arena, l->count));
    }
}

static void cost_json(struct run *run, struct buffer *out, const struct cost *before,
                      const struct cost *first)
{
    struct node *root = node_map(run->arena);
    node_add(root, "schema", node_text(run->arena, "cfgen.cost/1"));
    node_add(root, "currency", node_text(run->arena, "USD"));
    node_add(root, "monthly", money(run->arena, cost_whole(first)));
    if (before) node_add(root, "before", money(run->arena, cost_whole(before)));
    struct node *stacks = node_add(root, "stacks", node_list(run->arena));
    for (const struct cost *c = first; c; c = c->next) stack_json(stacks, c);
    json_print(out, root, JSON_LINES);
    buffer_byte(out, '\n');
}

/* -1: it is no amount, which has been told. */
static double limit_of(struct run *run, const char *text)
{
    char *end;
    double limit = text ? strtod(text, &end) : 0;
    if (!text || (*text >= '0' && *text <= '9' && !*end)) return limit;
    fprintf(run->err, "cfgen cost: --fail-above takes US dollars a month, such as 50\n");
    return -1;
}

/* `functions.create.memory=512` into the mapping. */
static bool over_add(struct run *run, struct node *over, const char *word)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word) {
        fprintf(run->err, "cfgen cost: --with takes KEY=VALUE, such as functions.create.memory=512\n");
        return false;
    }
    char *path = arena_copy(run->arena, word, (size_t)(equals - word)), *dot = strrchr(path, '.');
    if (dot) *dot = 0;
    node_set(dot ? node_at(over, path) : over, dot ? dot + 1 : path, node_plain(run->arena, equals + 1));
    return true;
}

/* The traffic of a file, with or without the key `traffic`. NULL after a finding. */
static struct node *traffic_read(struct run *run, const char *path)
{
    struct node *over = node_map(run->arena);
    struct bytes text;
    if (!path) return over;
    if (run->surroundings->read(run->surroundings->with, run->arena, path, &text) != FILE_THERE) {
        diag_add(run->diags, FINDING_file_absent, (struct place){ .file = path }, NULL,
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
    for (const char **word = given->with; what_if && *word; word++)
        if (!over_add(run, with, *word)) return EXIT_USAGE;
    plain.over = over->count ? over : NULL;
    changed.over = with->count ? with : NULL;
    if (given->against)
        sides->old = side_named(run, given->against, named, &plain, true);
    else if (what_if)
        sides->old = side_read(run, run->surroundings, named, &plain);
    if ((given->against || what_if) && !sides->old) return EXIT_FINDINGS;
    sides->now = side_read(run, run->surroundings, named, &changed);
    if (!sides->now) return EXIT_FINDINGS;
    if (sides->old) sides->traffic = (given->against ? sides->now : sides->old)->first->traffic;
    return EXIT_DONE;
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    double limit = limit_of(run, given->fail_above);
    if (limit < 0) return EXIT_USAGE;
    struct sides sides;
    enum exit_code code = sides_read(run, &sides);
    if (code != EXIT_DONE) return code;
    diags_take(run->diags, NOTE); /* nothing is made here */
    const struct cost *cost = cost_new(run->arena, sides.now->first, sides.now->first->traffic),
                      *before = NULL;
    if (sides.old) before = cost_new(run->arena, sides.old->first, sides.traffic);
    struct buffer *text = buffer_new(run->arena);
    if (given->format && !strcmp(given->format, "json"))
        cost_json(run, text, before, cost);
    else if (before)
        changes_print(run, text, before, cost, sides.old->label);
    else
        cost_print(run, text, cost,
                   !given->output && terminal_color(run->out, run->common->color, run->surroundings));
    command_result(run, given->output, text->text, text->size);
    double whole = cost_whole(cost);
    if (given->fail_above && whole > limit)
        diag_add(run->diags, FINDING_too_expensive, (struct place){ 0 }, NULL,
                 "a month costs $%.2f, more than the $%.2f of --fail-above", whole, limit);
    return EXIT_DONE;
}

const struct command cost_command = {
    .name = "cost",
    .arguments = service_argument,
    .about = "Reckon what a month costs",
    .detail = "Takes the resources of all stacks and the traffic that the description expects (traffic:), "
              "and reckons "
              "with AWS's list prices of us-east-1: calls and memory of functions, requests of APIs, reads "
              "and writes of "
              "tables, and what costs by being there, such as alarms, secrets and kept concurrency. What is "
              "not reckoned is "
              "listed by type; nothing is guessed in silence, and nothing is asked over the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen cost --stage prod", "by resource and price" },
            { "cfgen cost --stage prod --fail-above 50", "for a pipeline" },
            { "cfgen cost --against main", "what a change costs" },
            { "cfgen cost --with functions.create.memory=256 --with traffic.create.duration=500ms",
              "whether twice the memory for half the time costs less" },
            { "cfgen cost --traffic peak.yml", "four busy days" },
            { "cfgen cost --format json", "for a program" },
            { 0 },
        },
    .run = run,
};
