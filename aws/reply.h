/* What AWS's services answer, each in its protocol, and in which form they refuse. */
#ifndef AWS_REPLY_H
#define AWS_REPLY_H
#include "aws/client.h"

/* Fills in the call's reply or error from its exchange; true when AWS did what was asked. */
bool reply_read(struct arena *, struct aws_call *);
#endif
