/* The dead-letter queue of a queue, for messages whose processing failed.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
#ifndef TEMPLATES_QUEUES_QUEUE_DEAD_LETTERS_H
#define TEMPLATES_QUEUES_QUEUE_DEAD_LETTERS_H
#include "templates/queues/queue.h"

extern const struct form dead_letters_form;
/* RedrivePolicy, and a dead-letter queue of its own with an alarm. */
void dead_letters_write(struct template *, const struct queue *, const char *id, struct node *properties);
bool dead_letters_are_own(const struct queue *);
const char *dead_letters_id(struct template *, const struct queue *); /* of its own dead-letter queue */
#endif
