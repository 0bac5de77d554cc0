/* Two templates in one input, the second behind a line of ---: whatever differs is shown in every form, what
 * they cost is estimated, and a template is the same as itself. */
#include "stacks/diff/diff.h"
#include "cfgen/cost/clean.h"
#include "cfgen/cost/json.h"
#include "cfgen/cost/markdown.h"
#include "cfgen/cost/text.h"
#include "cfgen/diff/html/page.h"
#include "cfgen/diff/json/json.h"
#include "cfgen/diff/markdown/markdown.h"
#include "cfgen/diff/text/short.h"
#include "cfgen/diff/text/text.h"
#include "cfgen/diff/words/clean.h"
#include "stacks/diff/alike.h"
#include "stacks/diff/drift.h"
#include "stacks/template_text.h"
#include "tests/fuzz/well_formed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct node *read(struct arena *arena, const char *name, const char *text, size_t size)
{
    struct diags *diags = diags_new(arena);
    struct node *root =
        template_read(arena, diags, name, (struct bytes){ arena_copy(arena, text, size), size });
    return root && root->shape == MAP ? root : node_map(arena);
}

static void show(struct arena *arena, struct report *report)
{
    struct buffer *json = buffer_new(arena), *html = buffer_new(arena), *text = buffer_new(arena);
    const struct showing showing = { .arena = arena, .columns = 80, .all = true };
    show_json(json, arena, report, diags_new(arena));
    must_be_json(arena, json->text, json->size);
    struct run run = { .arena = arena, .diags = diags_new(arena) };
    clean_report(&run, report, true);
    show_html(html, report);
    must_be_html(html->text, html->size);
    show_markdown(text, report);
    show_text(text, &showing, report);
    show_short(text, &showing, report);
    must_be_plain(text->text, text->size);
}

static void cost_show(struct arena *arena, struct report *report, const struct node *before,
                      const struct node *after)
{
    struct stack *old = arena_take(arena, 2 * sizeof *old), *now = old + 1;
    *old = (struct stack){ .name = "x-dev", .service = "x", .primary = true, .template = before };
    *now = *old;
    now->template = after;
    now->region = "eu-west-1";
    struct costing costing = { cost_new(arena, now, NULL, TERM_NONE), cost_new(arena, old, NULL, TERM_1),
                               "before" };
    struct buffer *json = buffer_new(arena), *text = buffer_new(arena);
    cost_json(json, arena, &costing);
    must_be_json(arena, json->text, json->size);
    struct run run = { .arena = arena, .diags = diags_new(arena) };
    const struct costing clean = { cost_clean(&run, costing.now, true),
                                   cost_clean(&run, costing.before, true), "before" };
    cost_text(text, arena, &clean, false);
    cost_text(text, arena, &(struct costing){ .now = clean.now }, false);
    cost_markdown(text, arena, &clean);
    must_be_plain(text->text, text->size);
    report->has_cost = true;
    report->cost_before = cost_whole(costing.before);
    report->cost_after = cost_whole(costing.now);
    report->costs = cost_changes(arena, costing.before, costing.now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct schemas *schemas = schemas_new(arena);
    const char *text = arena_copy(arena, (const char *)data, size);
    const char *between = memmem(text, size, "\n---\n", 5);
    size_t first = between ? (size_t)(between - text) + 1 : size, rest = between ? first + 4 : size;
    const struct node *before = read(arena, "before.yml", text, first),
                      *after = read(arena, "after.yml", text + rest, size - rest);
    struct diff *diff = diff_templates(arena, schemas, before, after);
    diff->before = "before.yml", diff->after = "after.yml", diff->stack = "x-dev";
    struct report report = { .name = "stack", .first = diff };
    cost_show(arena, &report, before, after);
    alike_fold(arena, diff);
    show(arena, &report);
    diff_new(arena, schemas,
             &(struct diff_sides){ .before.template = after, .after.template = before, .are_peers = true });
    drift_blind(before);
    if (diff_worst(diff_templates(arena, schemas, before, before)) != IMPACT_COUNT) abort();
    arena_free(arena);
    return 0;
}
