/* AWS's list prices: what a quantity of something costs a month, tier by tier. prices.def has them, and where
 * each is from. Amounts are doubles, whose 15 digits are far below a cent of any bill; they are rounded only
 * to be shown. */
#ifndef STACKS_COST_PRICE_H
#define STACKS_COST_PRICE_H

#define PRICE_REGION "us-east-1" /* whose prices they are */
enum { HOURS_A_MONTH = 730 };    /* as AWS's own calculator has it */

enum price {
#define PRICED(id, what, unit, per) PRICE_##id,
#define TIER(id, from, usd, source)
#include "stacks/cost/prices.def"
#undef PRICED
#undef TIER
    PRICE_COUNT
};

struct price_about {
    const char *id, *what, *unit;
    double per; /* units that a price is for */
};
extern const struct price_about price_about[PRICE_COUNT];

double price_amount(enum price, double quantity); /* US dollars a month */
double price_first(enum price);                   /* of the first tier, for `per` units */
double price_regional(enum price,
                      const char *region); /* for `per` units there; 0: not known, or PRICE_REGION */
#endif
