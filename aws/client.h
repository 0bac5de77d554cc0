/* A session with AWS: calls are signed, sent, tried again and read here, whatever the service. A call that
 * fails leaves its error in the session; who called knows whether that is an answer or a finding
 * (aws_report). */
#ifndef AWS_CLIENT_H
#define AWS_CLIENT_H
#include "aws/credentials.h"
#include "aws/transport.h"
#include "base/node.h"

struct aws_error {
    enum failure failure; /* nothing was answered */
    int status;
    const char *code, *message; /* of AWS; code "" when what was answered is not AWS's */
    const char *request_id;
    const char *action; /* as IAM names it: cloudformation:CreateChangeSet */
    const char *host;
};

struct aws {
    struct arena *arena;
    const struct surroundings *surroundings;
    struct diags *diags;
    const struct transport *transport;
    void *opened;
    struct identity identity;
    const char *region;
    int64_t skew;           /* milliseconds by which AWS's clock is ahead of ours */
    int poll_milliseconds;  /* between looks at what AWS is doing */
    int retry_milliseconds; /* the first wait before trying again */
    struct aws_error error; /* of the last call that failed */
    int signal;             /* that ended it */
};

struct aws_options {
    const char *region, *profile, *endpoint; /* NULL: as the environment says */
    int idle_milliseconds;                   /* 0: a minute */
};

struct aws_call {
    const char *service; /* its signing name and the first part of its host's */
    const char *action;  /* IAM's name for what it does */
    const char *method;
    const char *bucket; /* S3; NULL: none */
    const char *path;   /* from '/', decoded */
    const char *region; /* NULL: the session's */
    const struct pairs *query, *headers;
    struct bytes body;
    const char *body_sha256; /* hexadecimal; NULL: still to be made */
    bool plain;              /* the answer is text of another kind */
    int also_accepted;       /* another status that is an answer and no error: 404 */

    struct exchange exchange;
    const struct node *reply; /* of the XML or JSON answered; NULL: there was none */
    struct aws_error error;
    int attempts;
    bool done; /* set beforehand: not sent */
};

/* NULL after a finding. */
struct aws *aws_new(struct arena *, const struct surroundings *, struct diags *, const struct transport *,
                    const struct aws_options *);
/* One call, with its results in `arena`. False: aws->error says why. */
bool aws_send(struct aws *, struct arena *, struct aws_call *);
/* Many, `at_once` at a time; false at the first that fails for good, once those under way have ended. */
bool aws_send_all(struct aws *, struct arena *, struct aws_call *, size_t count, size_t at_once);
/* Query protocol: gives the map of ActionResult (empty when the action has none), or NULL. */
const struct node *aws_query(struct aws *, struct arena *, const char *service, const char *version,
                             const char *action, const struct pairs *form);
/* JSON protocol: `target` is the service's name in X-Amz-Target. Gives the answer's map, or NULL. */
const struct node *aws_json(struct aws *, struct arena *, const char *service, const char *target,
                            const char *action, const struct node *body);
const char *aws_endpoint(const struct aws *, const char *service); /* given by the user; NULL: AWS's own */
/* The text of a key that an answer must have; NULL: it has not, which is then the last error, or there is
 * none. */
const char *aws_word(struct aws *, const struct node *answer, const char *key);
void aws_error_keep(struct aws *, struct arena *); /* beyond the arena of the call that failed */
bool aws_error_is(const struct aws *, const char *code);
struct diag *aws_report(struct aws *, struct place); /* the finding for the last error */
bool aws_stopped(const struct aws *);                /* the last error was a signal */
#endif
