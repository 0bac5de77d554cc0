#include "aws/retry.h"
#include <stdlib.h>
#include <string.h>

static bool one_of(const char *code, const char *const *codes)
{
    for (; code && *codes; codes++)
        if (!strcmp(code, *codes)) return true;
    return false;
}

bool retry_throttled(int status, const char *code)
{
    static const char *const codes[] = { "Throttling",
                                         "ThrottlingException",
                                         "ThrottledException",
                                         "RequestThrottledException",
                                         "TooManyRequestsException",
                                         "ProvisionedThroughputExceededException",
                                         "TransactionInProgressException",
                                         "RequestLimitExceeded",
                                         "BandwidthLimitExceeded",
                                         "RequestThrottled",
                                         "SlowDown",
                                         "PriorRequestNotComplete",
                                         "EC2ThrottledException",
                                         NULL };
    return status == 429 || one_of(code, codes);
}

bool retry_worth(const struct exchange *exchange, const char *code, int attempts)
{
    static const char *const passing[] = { "RequestTimeout",
                                           "RequestTimeoutException",
                                           "InternalError",
                                           "InternalFailure",
                                           "ServiceUnavailable",
                                           "OperationAborted",
                                           NULL };
    switch (exchange->failure) {
    case FAILURE_NONE:
        break;
    case FAILURE_NAME:
    case FAILURE_CONNECT:
    case FAILURE_DROPPED:
    case FAILURE_TIMEOUT:
        return attempts < RETRY_CONNECTIONS;
    default:
        return false;
    }
    bool passes = exchange->status >= 500 || retry_throttled(exchange->status, code) || one_of(code, passing);
    return passes && exchange->status != 501 && attempts < RETRY_ATTEMPTS;
}

int retry_milliseconds(int attempts, int base_milliseconds, uint32_t chance, const char *asked)
{
    long most = base_milliseconds;
    for (int i = 1; i < attempts && most < RETRY_LONGEST_MILLISECONDS; i++) most *= 2;
    if (most > RETRY_LONGEST_MILLISECONDS) most = RETRY_LONGEST_MILLISECONDS;
    long least = asked ? strtol(asked, NULL, 10) * 1000 : 0;
    if (least < 0 || least > RETRY_LONGEST_MILLISECONDS) least = RETRY_LONGEST_MILLISECONDS;
    long wait = (long)(chance % (uint32_t)(most + 1));
    return (int)(wait > least ? wait : least);
}
