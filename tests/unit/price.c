/* Tiers, against what AWS's price list gives for whole tiers: amounts that others have published, to the
 * cent. */
#include "stacks/cost/price.h"
#include "tests/unit.h"

static void assert_cents(enum price price, double quantity, double usd)
{
    long found = (long)(price_amount(price, quantity) * 100 + 0.5), expected = (long)(usd * 100 + 0.5);
    if (found != expected)
        fail_msg("%s of %.0f: %ld cents instead of %ld", price_about[price].id, quantity, found, expected);
}

static void tiers_add_up(void **state)
{
    (void)state;
    assert_cents(PRICE_lambda_duration_x86, 15e9, 100000.20 + 135000.00);
    assert_cents(PRICE_lambda_duration_x86, 15e9 + 46.44e9, 100000.20 + 135000.00 + 619203.10);
    assert_cents(PRICE_api_rest, 333e6, 1165.50);
    assert_cents(PRICE_api_rest, 333e6 + 667e6, 1165.50 + 1867.60);
    assert_cents(PRICE_api_http, 300e6 + 100e6, 300.00 + 90.00);
    assert_cents(PRICE_api_cache_half, HOURS_A_MONTH, 14.60);
    assert_cents(PRICE_api_cache_237, HOURS_A_MONTH, 2774.00);
}

static void what_others_have_published(void **state)
{
    (void)state;
    assert_cents(PRICE_table_write, 3e6, 1.88);
    assert_cents(PRICE_table_read, 8e6, 1.00);
    assert_cents(PRICE_table_write_capacity, 20.0 * HOURS_A_MONTH, 9.49);
    assert_cents(PRICE_table_read_capacity, 30.0 * HOURS_A_MONTH, 2.85);
    assert_cents(PRICE_lambda_provisioned_arm64, 9e6, 30.00);
    assert_cents(PRICE_lambda_requests, 0, 0);
}

static void regions_have_their_own(void **state)
{
    (void)state;
    assert_true(price_regional(PRICE_lambda_storage, "eu-central-1") > price_first(PRICE_lambda_storage));
    assert_true(price_regional(PRICE_lambda_requests, "af-south-1") == 0.27);
    assert_true(price_regional(PRICE_lambda_requests, PRICE_REGION) == 0);
    assert_true(price_regional(PRICE_table_write, "eu-central-1") == 0);
    assert_true(price_regional(PRICE_lambda_requests, NULL) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tiers_add_up),
        TEST(what_others_have_published),
        TEST(regions_have_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
