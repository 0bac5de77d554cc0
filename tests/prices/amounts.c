/* Lines of a price's id and a quantity in, amounts out: for prices.py. */
#include "stacks/cost/price.h"
#include <stdio.h>
#include <string.h>

int main(void)
{
    char id[64];
    double quantity;
    while (scanf("%63s %lf", id, &quantity) == 2) {
        int price = 0;
        while (price < PRICE_COUNT && strcmp(price_about[price].id, id) != 0) price++;
        if (price == PRICE_COUNT) return 1;
        printf("%.6f\n", price_amount((enum price)price, quantity));
    }
    return 0;
}
