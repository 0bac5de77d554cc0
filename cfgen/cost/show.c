#include "cfgen/cost/show.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* 1234567.5 as 1,234,567.50 */
static const char *grouped(struct arena *arena, double value, int decimals)
{
    char digits[64];
    struct buffer *text = buffer_new(arena);
    snprintf(digits, sizeof digits, "%.*f", decimals, value);
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i && (whole - i) % 3 == 0) buffer_byte(text, ',');
        buffer_byte(text, digits[i]);
    }
    buffer_text(text, digits + whole);
    return text->text;
}

const char *cost_dollars(struct arena *arena, double usd)
{
    return arena_text(arena, "%s$%s", usd <= -0.005 ? "-" : "", grouped(arena, fabs(usd), 2));
}

const char *cost_more(struct arena *arena, double before, double after)
{
    return arena_text(arena, "%s%s", after - before > -0.005 ? "+" : "", cost_dollars(arena, after - before));
}

const char *cost_quantity(struct arena *arena, const struct cost_line *line)
{
    const char *unit = price_about[line->price].unit;
    bool part = line->quantity < 100 && fabs(line->quantity - floor(line->quantity)) > 1e-9;
    return arena_text(arena, "%s%s%s", grouped(arena, line->quantity, part ? 2 : 0), *unit ? " " : "", unit);
}

/* Two decimals at least, and all that a price has. */
static const char *exact(struct arena *arena, double usd)
{
    char *text = arena_text(arena, "$%.10f", usd);
    size_t size = strlen(text), least = strcspn(text, ".") + 3;
    while (size > least && text[size - 1] == '0') text[--size] = 0;
    return text;
}

const char *cost_price(struct arena *arena, const struct cost_line *line)
{
    const struct price_about *about = &price_about[line->price];
    const char *usd = exact(arena, line->each);
    if (about->per != 1) return arena_text(arena, "%s per %s", usd, grouped(arena, about->per, 0));
    return *about->unit ? arena_text(arena, "%s per %s", usd, about->unit) : usd;
}

const char *cost_stack(struct arena *arena, const struct cost *cost)
{
    const char *region = cost->stack->region;
    return arena_text(arena, "%s%s%s", cost->stack->name, region ? " in " : "", region ? region : "");
}

const char *cost_left(struct arena *arena, const struct cost *cost)
{
    struct buffer *text = buffer_new(arena);
    for (const struct cost_left *left = cost->left; left; left = left->next)
        buffer_print(text, "%s%d %s", left == cost->left ? "" : ", ", left->count, left->type);
    return text->size ? text->text : "";
}

bool cost_assumes(const struct cost *cost, enum assumption assumption)
{
    for (; cost; cost = cost->next)
        if (cost->assumed[assumption]) return true;
    return false;
}

const char *cost_region(struct arena *arena, const struct cost *cost)
{
    if (!cost->other_region) return NULL;
    if (!cost->regional) return "Prices of " PRICE_REGION ": prices of this region are not available.";
    return arena_text(arena, "Lambda prices: %s. All other prices: " PRICE_REGION ".", cost->stack->region);
}
