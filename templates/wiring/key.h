/* Permissions on customer managed KMS keys: access to encrypted data needs access to its key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html */
#ifndef TEMPLATES_WIRING_KEY_H
#define TEMPLATES_WIRING_KEY_H
#include "templates/core/kind.h"

/* Allows to encrypt and decrypt with the key that is written: an id, an alias, an ARN or an intrinsic
 * function. Nothing for on, off and AWS's own keys, which everybody of the account may use. */
void key_allow(struct template *, struct node *statements, const struct text *key);
/* The same with the key of a thing that has one. */
void key_allow_of(struct template *, struct node *statements, const struct named *thing);
#endif
