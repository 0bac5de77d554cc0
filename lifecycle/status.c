#include "lifecycle/status.h"
#include "base/text.h"
#include <string.h>

bool status_moves(const char *status) { return text_ends(status, "_IN_PROGRESS"); }

bool status_new(const char *status)
{
    return !strcmp(status, "REVIEW_IN_PROGRESS") || !strcmp(status, "DELETE_COMPLETE");
}

bool status_failed(const char *status) { return text_ends(status, "_FAILED"); }

const char *status_verb(const char *status)
{
    if (text_starts(status, "CREATE")) return "created";
    if (text_starts(status, "DELETE")) return "removed";
    if (text_starts(status, "UPDATE_ROLLBACK") || text_starts(status, "ROLLBACK")) return "rolled back";
    return "changed";
}

bool reason_follows(const char *reason)
{
    static const char *const words[] = { "cancelled", "canceled", "The following resource(s) failed" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(reason, words[i])) return true;
    return false;
}
