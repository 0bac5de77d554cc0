#include "templates/wiring/rate.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *rate_inside_wrong(const char *inside)
{
    static const char *const units[] = { "minute", "hour", "day" };
    char *end;
    long number = strtol(inside, &end, 10);
    if (!isdigit((unsigned char)*inside) || number < 1 || *end != ' ')
        return "write a positive whole number and a unit, such as rate(5 minutes)";
    end++;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!text_starts(end, units[i])) continue;
        bool plural = end[strlen(units[i])] == 's';
        if (strcmp(end + strlen(units[i]) + plural, ")")) break;
        if (plural == (number == 1))
            return plural ? "write the unit in the singular with 1, such as rate(1 minute)"
                          : "write the unit in the plural, such as rate(5 minutes)";
        return NULL;
    }
    return "the unit must be minutes, hours or days";
}

enum { MINUTES, HOURS, DAY, MONTH, WEEKDAY, YEAR, FIELDS };
static const struct cron_field {
    long least, most;
    const char *names; /* of the values from `least` on */
    const char *wrong;
} fields[FIELDS] = {
    { 0, 59, "", "minutes are 0 to 59" },
    { 0, 23, "", "hours are 0 to 23" },
    { 1, 31, "", "days of the month must be 1 to 31, L or a day such as 15W" },
    { 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC", "months are 1 to 12 or JAN to DEC" },
    { 1, 7, "SUNMONTUEWEDTHUFRISAT",
      "days of the week must be 1 (Sunday) to 7, SUN to SAT, L or a day such as 6#3" },
    { 1970, 2199, "", "years are 1970 to 2199" },
};

/* A number or name of a field; NULL: none, otherwise what follows it. */
static const char *value_end(const struct cron_field *field, const char *at)
{
    if (isdigit((unsigned char)*at)) {
        char *end;
        long number = strtol(at, &end, 10);
        return number >= field->least && number <= field->most ? end : NULL;
    }
    for (const char *name = field->names; *name; name += 3)
        if (!strncasecmp(at, name, 3)) return at + 3;
    return NULL;
}

/* One of a field's parts: star, 5, MON-FRI, 0/15, and of days L, 6L, 15W, 6#3. NULL: none, otherwise its end.
 */
static const char *part_end(int kind, const char *at)
{
    bool days = kind == DAY || kind == WEEKDAY;
    if (days && *at == 'L') return at[1] == 'W' && kind == DAY ? at + 2 : at + 1;
    at = *at == '*' ? at + 1 : value_end(&fields[kind], at);
    if (at && *at == '-') at = value_end(&fields[kind], at + 1);
    if (at && *at == '/' && isdigit((unsigned char)at[1])) at += 1 + strspn(at + 1, "0123456789");
    if (at && kind == DAY && *at == 'W') at++;
    if (at && kind == WEEKDAY && *at == 'L') at++;
    if (at && kind == WEEKDAY && *at == '#' && at[1] >= '1' && at[1] <= '5') at += 2;
    return at;
}

static bool is_field(int kind, const char *at, size_t size)
{
    const char *end = at + size;
    if ((kind == DAY || kind == WEEKDAY) && size == 1 && *at == '?') return true;
    for (;; at++) {
        at = part_end(kind, at);
        if (at == end) return true;
        if (!at || at > end || *at != ',') return false;
    }
}

static const char *cron_inside_wrong(const char *inside)
{
    static const char six[] = "write six fields: minutes, hours, day of month, month, day of week, year";
    const char *wrong = NULL;
    int kind = 0, open = 0;
    for (const char *at = inside + strspn(inside, " "); *at != ')'; kind++) {
        size_t size = strcspn(at, " )");
        if (kind == FIELDS) return six;
        if (!wrong && !is_field(kind, at, size)) wrong = fields[kind].wrong;
        open += size == 1 && *at == '?';
        at += size + strspn(at + size, " ");
    }
    if (kind != FIELDS) return six;
    if (wrong) return wrong;
    return open == 1 ? NULL : "write ? for exactly one of day of month and day of week";
}

/* at(yyyy-mm-ddThh:mm:ss) */
static const char *at_inside_wrong(const char *inside)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd)";
    size_t i = 0;
    while (shape[i] && (shape[i] == 'd' ? isdigit((unsigned char)inside[i]) != 0 : shape[i] == inside[i]))
        i++;
    return shape[i] || inside[i] ? "write a time such as at(2030-01-01T08:00:00)" : NULL;
}

static bool is_call(const char *text, const char *name)
{
    return text_starts(text, name) && strchr(text, ')') == text + strlen(text) - 1;
}

const char *rate_wrong(const char *text)
{
    if (is_call(text, "rate(")) return rate_inside_wrong(text + 5);
    if (is_call(text, "cron(")) return cron_inside_wrong(text + 5);
    return "write rate(…) or cron(…)";
}

const char *rate_at_wrong(const char *text)
{
    return is_call(text, "at(") ? at_inside_wrong(text + 3) : rate_wrong(text);
}
