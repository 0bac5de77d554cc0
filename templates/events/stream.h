/* Event source mappings of DynamoDB streams and Kinesis streams.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
#ifndef TEMPLATES_EVENTS_STREAM_H
#define TEMPLATES_EVENTS_STREAM_H
#include "templates/core/kind.h"

/* Where an event reads the stream of a table of the service; NULL: none does. */
const struct node *stream_reader(const struct template *, const struct item *table);
#endif
