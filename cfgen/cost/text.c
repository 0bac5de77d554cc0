/* For terminals: a paragraph a stack, columns as wide as what stands in them. */
#include "cfgen/cost/text.h"
#include "base/text.h"
#include <string.h>

struct columns {
    int first, quantity, price, usd;
};

static void widen(int *width, const char *text)
{
    int points = text_points(text, strlen(text));
    if (points > *width) *width = points;
}

static struct columns columns_of(struct arena *arena, const struct cost *cost)
{
    struct columns columns = { .usd = 9 };
    for (; cost; cost = cost->next) {
        for (const struct cost_line *l = cost->first; l; l = l->next) {
            widen(&columns.first, price_about[l->price].what);
            widen(&columns.quantity, cost_quantity(arena, l));
            widen(&columns.price, cost_price(arena, l));
        }
        widen(&columns.usd, cost_dollars(arena, cost->usd));
    }
    return columns;
}

static void say_left(struct buffer *out, struct arena *arena, const struct cost *cost)
{
    enum { COLUMNS = 78 };
    int used = COLUMNS;
    if (cost->left) buffer_text(out, "  not included, or only partly included, in the estimate:");
    for (const struct cost_left *left = cost->left; left; left = left->next) {
        const char *text = arena_text(arena, "%d %s%s", left->count, left->type, left->next ? "," : "");
        int points = text_points(text, strlen(text));
        bool fits = used + 1 + points <= COLUMNS;
        buffer_print(out, "%s%s", fits ? " " : "\n    ", text);
        used = fits ? used + 1 + points : 4 + points;
    }
    if (cost->left) buffer_byte(out, '\n');
}

static void say_stack(struct buffer *out, struct arena *arena, const struct cost *cost,
                      const struct columns *columns, const char *bold, const char *plain)
{
    const char *last = NULL;
    buffer_print(out, "%s%s%s\n", bold, cost_stack(arena, cost), plain);
    const char *region = cost_region(arena, cost);
    if (region) buffer_print(out, "  %s\n", region);
    for (const struct cost_line *line = cost->first; line; line = line->next) {
        if (!last || strcmp(last, line->id) != 0) buffer_print(out, "  %s  %s\n", line->id, line->type);
        last = line->id;
        buffer_print(out, "    %-*s  %*s  %-*s  %*s\n", columns->first, price_about[line->price].what,
                     columns->quantity, cost_quantity(arena, line), columns->price, cost_price(arena, line),
                     columns->usd, cost_dollars(arena, line->usd));
    }
    if (!cost->first) buffer_text(out, "  no estimated costs\n");
    int before = 2 + columns->first + 2 + columns->quantity + 2 + columns->price;
    buffer_print(out, "  %s%-*s  %*s%s\n", bold, before, "monthly", columns->usd,
                 cost_dollars(arena, cost->usd), plain);
    say_left(out, arena, cost);
    buffer_byte(out, '\n');
}

static void say_footer(struct buffer *out, const struct cost *first)
{
    if (!first->stack->traffic || !first->stack->traffic->from)
        buffer_text(out, "No traffic set: add traffic: {FUNCTION: 1000000/month} to the description, or use "
                         "--traffic FILE.\n");
    buffer_text(out, "List prices, without the free tier.\n");
    for (int i = 0; i < ASSUMPTION_COUNT; i++)
        if (cost_assumes(first, (enum assumption)i)) buffer_print(out, "%s\n", assumption_about[i]);
}

static void say_changes(struct buffer *out, struct arena *arena, const struct costing *costing)
{
    const struct cost_change *first = cost_changes(arena, costing->before, costing->now);
    const struct cost *of = NULL;
    int id = 0, what = 0, before = 0, after = 0, more = 0;
    for (const struct cost_change *c = first; c; c = c->next) {
        widen(&id, c->id);
        widen(&what, price_about[c->price].what);
        widen(&before, cost_dollars(arena, c->before));
        widen(&after, cost_dollars(arena, c->after));
        widen(&more, cost_more(arena, c->before, c->after));
    }
    for (const struct cost_change *c = first; c; c = c->next) {
        if (c->of != of) buffer_print(out, "%s%s\n", of ? "\n" : "", cost_stack(arena, c->of));
        of = c->of;
        buffer_print(out, "  %-*s  %-*s  %*s → %*s  %*s\n", id, c->id, what, price_about[c->price].what,
                     before, cost_dollars(arena, c->before), after, cost_dollars(arena, c->after), more,
                     cost_more(arena, c->before, c->after));
    }
    double was = cost_whole(costing->before), is = cost_whole(costing->now);
    buffer_print(out, "%smonthly, compared with %s: %s → %s (%s)\n", first ? "\n" : "", costing->label,
                 cost_dollars(arena, was), cost_dollars(arena, is), cost_more(arena, was, is));
}

void cost_text(struct buffer *out, struct arena *arena, const struct costing *costing, bool color)
{
    const char *bold = color ? "\033[1m" : "", *plain = color ? "\033[0m" : "";
    if (costing->before) {
        say_changes(out, arena, costing);
        return;
    }
    struct columns columns = columns_of(arena, costing->now);
    for (const struct cost *c = costing->now; c; c = c->next) say_stack(out, arena, c, &columns, bold, plain);
    if (costing->now->next)
        buffer_print(out, "%sall stacks, monthly: %s%s\n\n", bold,
                     cost_dollars(arena, cost_whole(costing->now)), plain);
    say_footer(out, costing->now);
}
