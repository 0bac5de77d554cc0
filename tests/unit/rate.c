/* Schedules that AWS accepts and refuses. */
#include "templates/wiring/rate.h"
#include "tests/unit.h"

static void accepted(void **state)
{
    (void)state;
    static const char *const all[] = {
        "rate(1 minute)",           "rate(2 minutes)",         "rate(1 day)",
        "rate(12 hours)",           "cron(0 8 ? * MON-FRI *)", "cron(0/15 0,12 * * ? *)",
        "cron(59 23 31 12 ? 2199)", "cron(0 0 1 1 ? 1970)",    "cron(0 0 L * ? *)",
        "cron(0 0 LW * ? *)",       "cron(0 0 15W * ? *)",     "cron(0 0 ? JAN-DEC 6L *)",
        "cron(0 0 ? * 6#1 *)",      "cron(0 0 ? * FRI#5 *)",   "cron(0 0 ? * 1,7 2030-2040)"
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (rate_wrong(all[i])) fail_msg("%s: %s", all[i], rate_wrong(all[i]));
    assert_null(rate_at_wrong("at(2030-01-01T08:00:00)"));
    assert_null(rate_at_wrong("rate(1 minute)"));
}

static void refused(void **state)
{
    (void)state;
    static const char *const all[] = { "",
                                       "5 minutes",
                                       "rate(5 minutes",
                                       "rate(5 minutes) ",
                                       "rate(0 minutes)",
                                       "rate(-1 minutes)",
                                       "rate(1 minutes)",
                                       "rate(2 minute)",
                                       "rate(5minutes)",
                                       "rate(5 weeks)",
                                       "rate(5 minutess)",
                                       "rate( 5 minutes)",
                                       "cron(0 8 * * ? *",
                                       "cron(0 8 * * *)",
                                       "cron(0 8 * * ? * *)",
                                       "cron(60 8 * * ? *)",
                                       "cron(0 24 * * ? *)",
                                       "cron(0 0 0 * ? *)",
                                       "cron(0 0 32 * ? *)",
                                       "cron(0 0 * 0 ? *)",
                                       "cron(0 0 * 13 ? *)",
                                       "cron(0 0 ? * 0 *)",
                                       "cron(0 0 ? * 8 *)",
                                       "cron(0 0 ? * 2#0 *)",
                                       "cron(0 0 ? * 2#6 *)",
                                       "cron(0 0 2#1 * ? *)",
                                       "cron(0 0 ? * LW *)",
                                       "cron(0 0 ? * 2W *)",
                                       "cron(0 0 * * ? 1969)",
                                       "cron(0 0 * * ? 2200)",
                                       "cron(0 L * * ? *)",
                                       "cron(? 0 * * * *)",
                                       "cron(0 0 * * * *)",
                                       "cron(0 0 ? * ? *)",
                                       "cron(0 0 1, * ? *)",
                                       "cron(0 0 1-32 * ? *)",
                                       "at(2030-01-01T08:00:00)" };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!rate_wrong(all[i])) fail_msg("%s is accepted", all[i]);
    static const char *const moments[] = { "at(2030-01-01)", "at(2030-01-01T08:00)",
                                           "at(2030-01-01 08:00:00)", "at(2030-01-01T08:00:00Z)",
                                           "at(30-01-01T08:00:00)" };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) assert_non_null(rate_at_wrong(moments[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(accepted), TEST(refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
