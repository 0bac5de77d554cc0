/* HTTP exchanges. Deployments are given a transport, so that tests give them another; the real one is
 * libcurl's, in a module of its own that is loaded by the first command which talks to AWS. TLS is always
 * verified and a redirect is never followed: AWS sends none to a signed request that names its region. */
#ifndef AWS_TRANSPORT_H
#define AWS_TRANSPORT_H
#include "aws/pairs.h"
#include "base/surroundings.h"

enum failure {
    FAILURE_NONE,
    FAILURE_ADDRESS, /* the URL is none */
    FAILURE_NAME,    /* the host's name leads nowhere */
    FAILURE_CONNECT, /* nobody answers there */
    FAILURE_TLS,     /* who answers cannot prove who it is */
    FAILURE_DROPPED, /* the connection ended before the reply did */
    FAILURE_TIMEOUT, /* nothing moved for too long, or it took too long in all */
    FAILURE_TOO_LARGE,
    FAILURE_STOPPED, /* by a signal */
    FAILURE_OTHER
};

struct exchange {
    const char *method, *url;
    const struct pairs *headers;
    struct bytes body;

    enum failure failure;
    const char *reason; /* of a failure, for people */
    int status;
    struct pairs *reply_headers;
    struct bytes reply;
};

struct network {
    const char *certificates; /* a file of trusted ones; NULL: the system's */
    int connect_milliseconds, idle_milliseconds;
    int64_t total_milliseconds; /* for one request and its reply; an upload may take longer, by its size */
    size_t largest_reply;
    int stop; /* a file that can be read as soon as all must end; -1: none */
};

struct transport {
    void *(*open)(struct arena *, const struct network *); /* keeps connections until the arena's end */
    void (*run)(void *opened, struct arena *, struct exchange *, size_t count, size_t at_once);
};

extern const struct transport transport_curl;
#endif
