#include "stacks/cost/price.h"
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

const struct price_about price_about[PRICE_COUNT] = {
#define PRICED(id, what, unit, per) [PRICE_##id] = { #id, what, unit, per },
#define TIER(id, from, usd, source)
#include "stacks/cost/prices.def"
#undef PRICED
#undef TIER
};

static const struct tier {
    enum price price;
    double from, usd;
} tiers[] = {
#define PRICED(id, what, unit, per)
#define TIER(id, from, usd, source) { PRICE_##id, from, usd },
#include "stacks/cost/prices.def"
#undef PRICED
#undef TIER
};
enum { TIERS = sizeof tiers / sizeof *tiers };

double price_amount(enum price price, double quantity)
{
    double amount = 0;
    for (size_t i = 0; i < TIERS; i++) {
        if (tiers[i].price != price || quantity <= tiers[i].from) continue;
        bool last = i + 1 == TIERS || tiers[i + 1].price != price;
        double end = last || quantity < tiers[i + 1].from ? quantity : tiers[i + 1].from;
        amount += (end - tiers[i].from) / price_about[price].per * tiers[i].usd;
    }
    return amount;
}

double price_first(enum price price)
{
    size_t i = 0;
    while (tiers[i].price != price) i++;
    return tiers[i].usd;
}

double price_regional(enum price price, const char *region)
{
    static const struct {
        const char *region;
        enum price price;
        double usd;
    } regional[] = {
#define REGIONAL(region, id, usd, source) { region, PRICE_##id, usd },
#include "stacks/cost/prices_regional.def"
#undef REGIONAL
    };
    for (size_t i = 0; region && i < sizeof regional / sizeof *regional; i++)
        if (regional[i].price == price && !strcmp(regional[i].region, region)) return regional[i].usd;
    return 0;
}
