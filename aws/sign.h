/* Signature Version 4, a pure function from a request's decoded parts to every value on the way to its
 * signature. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
#ifndef AWS_SIGN_H
#define AWS_SIGN_H
#include "aws/pairs.h"
#include <stdint.h>

struct credentials {
    const char *key_id, *secret;
    const char *token; /* of a session; NULL: none */
};

struct signing {
    const char *method, *path;   /* path from '/', decoded */
    const struct pairs *query;   /* may be NULL */
    const struct pairs *headers; /* all of them are signed; `host` is among them */
    const char *body_sha256;     /* 64 hexadecimal digits, or UNSIGNED-PAYLOAD */
    const char *region, *service;
    int64_t time;   /* milliseconds since 1970 */
    bool path_once; /* S3: the path is encoded once and kept as it is; otherwise twice, without /./ /../ // */
    bool body_header; /* S3: the body's hash is a header too */
    bool token_after; /* the session token is sent, but not signed */
};

struct signature {
    const char *canonical_request, *string_to_sign, *signature;
    struct pairs *added; /* to send beside what was given: headers, or query parameters of a presigned URL */
};

struct signature sign_headers(struct arena *, const struct signing *, const struct credentials *);
struct signature sign_query(struct arena *, const struct signing *, const struct credentials *,
                            int expires_seconds);
#endif
