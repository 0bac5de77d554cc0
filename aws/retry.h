/* Which failures pass by themselves, and how long to wait: exponential backoff with full jitter.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
#ifndef AWS_RETRY_H
#define AWS_RETRY_H
#include "aws/transport.h"

enum { RETRY_ATTEMPTS = 8, RETRY_CONNECTIONS = 4, RETRY_LONGEST_MILLISECONDS = 20000 };

bool retry_throttled(int status, const char *code); /* AWS asks to be asked less often; code may be NULL */
/* Whether to try again after so many attempts. */
bool retry_worth(const struct exchange *, const char *code, int attempts);
/* `chance` is any number; `asked` what Retry-After says, NULL for nothing. */
int retry_milliseconds(int attempts, int base_milliseconds, uint32_t chance, const char *asked);
#endif
